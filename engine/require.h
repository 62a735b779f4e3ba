#pragma once

// A contract between caller and callee, checked in every build: `require(n > 0, "n is positive")`.
// Throws std::logic_error "file:line: required: n is positive" when it does not hold.
// Not for: outside input, which is never a programming error (see result.h).

#include <source_location>
#include <string_view>

namespace paraspinal::engine {

void require(bool condition, std::string_view words,
             std::source_location where = std::source_location::current());

}  // namespace paraspinal::engine
