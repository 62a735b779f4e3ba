#pragma once

// The inner loops of message passing for eight variations of the evidence at once: every entry of a
// table is eight numbers side by side, one a variation, so that the width of the machine's vectors
// is used whatever the shape of a clique.
//
//   const LaneKernels& kernels = best_lane_kernels();
//   kernels.multiply_into(clique, loops, count, message);    // eight messages into eight tables
//   kernels.multiply_all(clique, loops, count, factor);      // one factor into all eight tables
//
// Tables and loops are those of table_kernels.h. Compiled for every x86-64, for AVX2 and for
// AVX-512, and chosen when first asked; all add in the same order and none fuses multiply and add,
// so they give the same bits.

#include <cstddef>
#include <cstdint>
#include <optional>

#include "engine/table_kernels.h"

namespace paraspinal::engine {

// One number for each of eight variations.
struct alignas(64) Lanes {
  static constexpr std::size_t count = 8;
  using Vector [[gnu::vector_size(count * sizeof(double))]] = double;

  Vector v;

  double operator[](std::size_t lane) const { return v[lane]; }
  void set(std::size_t lane, double value) { v[lane] = value; }
};

// Which of an input's values the four entries of a quad, a block's fastest ones, are multiplied by,
// from where the quad begins in the input.
enum class QuadPattern {
  same,     // 0 0 0 0
  by_last,  // 0 1 0 1
  by_next,  // 0 0 1 1
  each,     // 0 1 2 3
};

// A block of `units` quads (or entries) that becomes `copies` of itself, each entry times its own
// constant and what two inputs have at its quad's (or its own) offset.
struct LaneGrowth {
  Lanes* block = nullptr;
  std::size_t units = 1;
  std::size_t copies = 1;
  const double* constants = nullptr;
  const Lanes* lane_constants = nullptr;  // in place of those, where each lane has its own
  const Lanes* first = nullptr;
  const std::uint32_t* first_offsets = nullptr;
  const Lanes* second = nullptr;
  const std::uint32_t* second_offsets = nullptr;
};

// sums[i] = sum of table[first_of[i] + term_at[k]], or, with scales, of those times
// scales[scale_first_of[i] + scale_term_at[k]].
struct LaneGathering {
  Lanes* sums = nullptr;
  std::size_t count = 0;
  std::size_t terms = 1;
  const Lanes* table = nullptr;
  const std::uint32_t* first_of = nullptr;
  const std::uint32_t* term_at = nullptr;
  const Lanes* scales = nullptr;
  const std::uint32_t* scale_first_of = nullptr;
  const std::uint32_t* scale_term_at = nullptr;
};

enum class GrowthConstants { none, of_all, of_each };

// Kernels for every kind of growth by quads.
inline constexpr std::size_t growth_kernels = 90;

// The number of that for these inputs, the lesser pattern first; none where there is none.
constexpr std::size_t growth_kernel(std::optional<QuadPattern> first,
                                    std::optional<QuadPattern> second, GrowthConstants constants,
                                    bool from_block) {
  std::size_t inputs = 0;
  if (first) {
    const auto a = static_cast<std::size_t>(*first);
    inputs = second ? 5 + a * (9 - a) / 2 + static_cast<std::size_t>(*second) - a : 1 + a;
  }
  return 6 * inputs + 2 * static_cast<std::size_t>(constants) + (from_block ? 1U : 0U);
}

struct LaneKernels {
  using Grow = void (*)(const LaneGrowth& growth);

  // By growth_kernel(); those not from the block do not read it.
  const Grow* grow_quads;

  // The same entry by entry; inputs and constants may be null.
  void (*grow_entries)(const LaneGrowth& growth, bool from_block);

  // large[i] = small[offset of i], of one table for all lanes.
  void (*assign_all)(Lanes* large, const Stride* loops, std::size_t count, const double* small);

  // large[i] *= small[offset of i]; with one small table for all lanes, or with each its own.
  void (*multiply_all)(Lanes* large, const Stride* loops, std::size_t count, const double* small);
  void (*multiply_into)(Lanes* large, const Stride* loops, std::size_t count, const Lanes* small);

  // small[offset of i] = sum of large[i], axis by axis from the slowest. The strides other than 0
  // are those of a table of just these axes. `scratch` has room for half of `large`.
  void (*sum_onto)(Lanes* small, const Stride* loops, std::size_t count, const Lanes* large,
                   Lanes* scratch);

  void (*gather)(const LaneGathering& gathering);

  // sums[outer][inner] = sum of table[outer][middle][inner]; `middle` is 2 or more.
  void (*sum_middle)(Lanes* sums, const Lanes* table, std::size_t outer, std::size_t middle,
                     std::size_t inner);

  // A block of `size` entries, repeated `extent` times and each time multiplied by its own factor.
  void (*extend_all)(Lanes* block, std::size_t size, Stride axis, const double* factors);
  void (*extend)(Lanes* block, std::size_t size, Stride axis, const Lanes* factors);

  // sums[row] = sum of the `columns` entries of each row of a contiguous table.
  void (*sum_rows)(Lanes* sums, const Lanes* table, std::size_t rows, std::size_t columns);

  // sums[column] = sum of the entries of each column; `sums` may be the first row itself.
  void (*sum_columns)(Lanes* sums, const Lanes* table, std::size_t rows, std::size_t columns);

  // Each row of a table times its own scale, and the sums of the columns of that; likewise each
  // column, and the sums of the rows. `scaled` may be the table itself; one of `scaled` and `sums`
  // may be null.
  void (*scale_rows)(Lanes* scaled, const Lanes* table, const Lanes* scales, std::size_t rows,
                     std::size_t columns, Lanes* sums);
  void (*scale_columns)(Lanes* scaled, const Lanes* table, const Lanes* scales, std::size_t rows,
                        std::size_t columns, Lanes* sums);

  // sums[row] = sum of weights[i] * rows[row][i], of one table of rows for all lanes.
  void (*weigh)(Lanes* sums, const Lanes* weights, const double* rows, std::size_t count,
                std::size_t size);
  // The same with rows of each lane.
  void (*weigh_each)(Lanes* sums, const Lanes* weights, const Lanes* rows, std::size_t count,
                     std::size_t size);

  // products[i] = a[i] * b[i].
  void (*multiply)(Lanes* products, const Lanes* a, const Lanes* b, std::size_t count);

  // values[i] /= divisors[i] * scale, where the divisor is not 0.
  void (*divide)(Lanes* values, const Lanes* divisors, const Lanes& scale, std::size_t count);

  // Divides by the largest magnitude, which it gives; 0, and nothing done, when all are zero.
  void (*rescale)(Lanes* values, std::size_t count, Lanes& largest);

  // The largest and the smallest magnitude.
  void (*magnitudes)(const Lanes* values, std::size_t count, Lanes& largest, Lanes& smallest);

  // values[i] /= divisor, where that is not 0.
  void (*divide_all)(Lanes* values, const Lanes& divisor, std::size_t count);

  // Whether every sum of a magnitude below `small` is a sum of zeros alone, in each lane. Sums are
  // of rows, whose `terms` stand `step` apart, the first of each row `next` apart.
  bool (*zeros_are_bare)(const Lanes* sums, std::size_t count, const Lanes* table,
                         std::size_t terms, std::size_t step, std::size_t next, double small);
};

const LaneKernels& plain_lane_kernels();
const LaneKernels& avx2_lane_kernels();    // only on a machine that has AVX2
const LaneKernels& avx512_lane_kernels();  // only on a machine that has AVX-512 F and DQ
const LaneKernels& best_lane_kernels();

}  // namespace paraspinal::engine
