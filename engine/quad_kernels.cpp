#include "engine/quad_kernels.h"

#include "engine/quad_loops.h"

namespace paraspinal::engine {

const QuadLoops& plain_quad_loops() {
  return quad_loops_here;
}

const QuadLoops& best_quad_loops() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") ? avx2_quad_loops() : plain_quad_loops();
#else
  return plain_quad_loops();
#endif
}

}  // namespace paraspinal::engine
