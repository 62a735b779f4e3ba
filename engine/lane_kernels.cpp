#include "engine/lane_kernels.h"

#include "engine/lane_loops.h"

namespace paraspinal::engine {

const LaneKernels& plain_lane_kernels() {
  return lane_kernels_here;
}

const LaneKernels& best_lane_kernels() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {
    return avx512_lane_kernels();
  }
  return __builtin_cpu_supports("avx2") ? avx2_lane_kernels() : plain_lane_kernels();
#else
  return plain_lane_kernels();
#endif
}

}  // namespace paraspinal::engine
