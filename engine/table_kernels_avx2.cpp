// Compiled with -mavx2 where the machine is an x86-64 (see CMakeLists.txt).

#include "engine/table_loops.h"

namespace paraspinal::engine {

const TableKernels& avx2_kernels() {
  return kernels_here;
}

}  // namespace paraspinal::engine
