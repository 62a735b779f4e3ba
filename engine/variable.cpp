#include "engine/variable.h"

#include <utility>

namespace paraspinal::engine {

Variable two_state(std::string name) {
  return Variable{std::move(name), {"absent", "present"}};
}

}  // namespace paraspinal::engine
