#pragma once

// The inner loops of message passing: multiply a small table into a large one, and sum a large
// table onto a small one. Tables are flat and contiguous, last axis fastest; the small one is seen
// through strides, 0 along an axis it does not have.
//
//   const TableKernels& kernels = best_kernels();
//   kernels.multiply_into(clique, loops, count, message);   // clique[i] *= message[offset of i]
//   kernels.add_onto(message, loops, count, clique);        // message[offset of i] += clique[i]
//
// The same loops are compiled for every x86-64 and again for AVX2, and chosen when first asked.
// Both add in the same order and neither fuses multiply and add, so they give the same bits.

#include <cstddef>
#include <vector>

namespace paraspinal::engine {

// One loop over a table: so many steps, each moving by `stride` in the small table.
struct Stride {
  std::size_t extent = 1;
  std::size_t stride = 0;

  bool operator==(const Stride&) const = default;
};

// At most so many loops run over one table.
inline constexpr std::size_t most_loops = 64;

// Appends an axis to a list that begins at `begin`, joining it with the last one where the two are
// one loop; axes come slowest first. Axes of extent 1 vanish.
inline void append_axis(std::vector<Stride>& loops, std::size_t begin, Stride axis) {
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

struct TableKernels {
  // large[i] = small[offset of i], for the whole of `large`.
  void (*assign_from)(double* large, const Stride* loops, std::size_t count, const double* small);

  // large[i] *= small[offset of i].
  void (*multiply_into)(double* large, const Stride* loops, std::size_t count, const double* small);

  // small[offset of i] += large[i].
  void (*add_onto)(double* small, const Stride* loops, std::size_t count, const double* large);

  // small[offset of i] = sum of large[i], axis by axis from the slowest, for tables that stay in
  // the nearest cache. The strides other than 0 are those of a table of just these axes. `scratch`
  // has room for half of `large`.
  void (*sum_onto)(double* small, const Stride* loops, std::size_t count, const double* large,
                   double* scratch);

  // A block of `size` entries, repeated `extent` times and each time multiplied by its own factor:
  // block[i * size + k] = block[k] * factors[i * stride].
  void (*extend)(double* block, std::size_t size, Stride axis, const double* factors);

  // sums[row] = sum of the `columns` entries of each row of a contiguous table.
  void (*sum_rows)(double* sums, const double* table, std::size_t rows, std::size_t columns);

  // sums[column] = sum of the entries of each column; `sums` may be the first row itself.
  void (*sum_columns)(double* sums, const double* table, std::size_t rows, std::size_t columns);

  // Each row of a table times its own scale; `scaled` may be the table itself.
  void (*scale_rows)(double* scaled, const double* table, const double* scales, std::size_t rows,
                     std::size_t columns);

  // Each column of a table times its own scale; `scaled` may be the table itself.
  void (*scale_columns)(double* scaled, const double* table, const double* scales, std::size_t rows,
                        std::size_t columns);

  // values[i] /= divisors[i] * scale, where the divisor is not 0.
  void (*divide)(double* values, const double* divisors, double scale, std::size_t count);

  // P(present) takes the place of each odds, and P(absent) goes beside it; odds of 0 give 0 and of
  // +inf give 1.
  void (*from_odds)(double* odds, double* absent, std::size_t count);

  // values[i] = (1 - p) values[i] + p values[half + i], for the first half.
  void (*average)(double* values, std::size_t half, double p);

  // Divides by the largest magnitude, which it gives; 0, and nothing done, when all are zero.
  double (*rescale)(double* values, std::size_t count);
};

const TableKernels& plain_kernels();
const TableKernels& avx2_kernels();  // only on a machine that has AVX2
const TableKernels& best_kernels();

}  // namespace paraspinal::engine
