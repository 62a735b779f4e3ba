#include "engine/require.h"

#include <stdexcept>
#include <string>

namespace paraspinal::engine {

void require(bool condition, std::string_view words, const char* file, int line) {
  if (condition) {
    return;
  }
  throw std::logic_error(std::string(file) + ":" + std::to_string(line) +
                         ": required: " + std::string(words));
}

}  // namespace paraspinal::engine
