#include "engine/quad_kernels.h"

#include "engine/quad_loops.h"

namespace paraspinal::engine {

const QuadKernels& plain_quad_kernels() {
  return quad_kernels_here;
}

const QuadKernels& best_quad_kernels() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") ? avx2_quad_kernels() : plain_quad_kernels();
#else
  return plain_quad_kernels();
#endif
}

}  // namespace paraspinal::engine
