// Compiled with -mavx2 where the machine is an x86-64 (see CMakeLists.txt).

#include "engine/quad_loops.h"

namespace paraspinal::engine {

const QuadKernels& avx2_quad_kernels() {
  return quad_kernels_here;
}

}  // namespace paraspinal::engine
