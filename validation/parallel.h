#pragma once

// The same work for 0 ... count - 1 on several threads; each result is a function of its index, so
// that the number of threads changes nothing but the time.
//
//   std::vector<Call> calls(n);
//   for_each_index(n, threads, [&](std::size_t i) { calls[i] = conduct(i); });

#include <cstddef>
#include <functional>

namespace paraspinal::validation {

// `work` is called once an index, from any thread, and touches only what belongs to its index. An
// exception ends the work early and is thrown again here. `threads` of 0 counts as 1.
void for_each_index(std::size_t count, std::size_t threads,
                    const std::function<void(std::size_t)>& work);

}  // namespace paraspinal::validation
