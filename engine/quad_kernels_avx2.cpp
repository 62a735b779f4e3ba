// Compiled with -mavx2 where the machine is an x86-64 (see CMakeLists.txt).

#include "engine/quad_loops.h"

namespace paraspinal::engine {

const QuadLoops& avx2_quad_loops() {
  return quad_loops_here;
}

}  // namespace paraspinal::engine
