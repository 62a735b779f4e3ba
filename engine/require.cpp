#include "engine/require.h"

#include <stdexcept>
#include <string>

namespace paraspinal::engine {

void require(bool condition, std::string_view words, std::source_location where) {
  if (condition) {
    return;
  }
  throw std::logic_error(std::string(where.file_name()) + ":" + std::to_string(where.line()) +
                         ": required: " + std::string(words));
}

}  // namespace paraspinal::engine
