#pragma once

// A contract between caller and callee, checked in every build: `require(n > 0, "n is positive")`.
// Throws std::logic_error "file:line: required: n is positive" when it does not hold.
// Not for: outside input, which is never a programming error (see result.h).

#include <string_view>

namespace paraspinal::engine {

// The place is the caller's own. (Compiler built-ins, for clang-tidy 14 cannot read libstdc++ 12's
// std::source_location.)
void require(bool condition, std::string_view words, const char* file = __builtin_FILE(),
             int line = __builtin_LINE());

}  // namespace paraspinal::engine
