#pragma once

// The places of the Bayes ball (Shachter 1998): two for each variable, numbered one after another.
// For separation.cpp and active_path.cpp.

#include "engine/variable.h"

namespace paraspinal::engine {

// At a variable, come from one of its children or from one of its parents.
inline std::size_t from_child(VariableId id) {
  return 2 * id.index;
}
inline std::size_t from_parent(VariableId id) {
  return 2 * id.index + 1;
}

inline VariableId variable_at(std::size_t place) {
  return VariableId{place / 2};
}

}  // namespace paraspinal::engine
