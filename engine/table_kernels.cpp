#include "engine/table_kernels.h"

#include "engine/table_loops.h"

namespace paraspinal::engine {

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
