// Compiled with -mavx2 where the machine is an x86-64 (see CMakeLists.txt).

#include "engine/lane_loops.h"

namespace paraspinal::engine {

const LaneKernels& avx2_lane_kernels() {
  return lane_kernels_here;
}

}  // namespace paraspinal::engine
