#include "engine/table_kernels.h"

#include "engine/table_loops.h"

namespace paraspinal::engine {

void append_axis(std::vector<Stride>& loops, std::size_t begin, Stride axis) {
  if (axis.extent == 1) {
    return;
  }
  if (loops.size() > begin && loops.back().stride == axis.stride * axis.extent) {
    loops.back().extent *= axis.extent;
    loops.back().stride = axis.stride;
    return;
  }
  loops.push_back(axis);
}

const TableKernels& plain_kernels() {
  return kernels_here;
}

const TableKernels& best_kernels() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") ? avx2_kernels() : plain_kernels();
#else
  return plain_kernels();
#endif
}

}  // namespace paraspinal::engine
