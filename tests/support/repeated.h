#pragma once

// How often a test of numbers tries something in this build. What many tries are for is that
// numbers agree, which the optimised build has shown; a fault of memory shows in the first few.
//
//   for (std::uint64_t seed = 1; seed <= repeated(60); ++seed) {

#include <cstddef>

namespace paraspinal::tests {

// So many times; under a sanitizer, where each takes some twenty times longer, a fifth, one at
// least.
constexpr std::size_t repeated(std::size_t times) {
#ifdef PARASPINAL_SANITIZED
  return (times + 4) / 5;
#else
  return times;
#endif
}

}  // namespace paraspinal::tests
