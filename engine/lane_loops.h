#pragma once

// The loops behind lane_kernels.h, once for each source that compiles them for another machine; see
// table_walk.h for what that forbids.

#include <cstddef>

#include "engine/growth_loops.h"
#include "engine/lane_kernels.h"
#include "engine/table_walk.h"

namespace paraspinal::engine {
namespace {

// The factor that an entry is multiplied by: one for all lanes, or one a lane.
double entry(const double& value) {
  return value;
}

const Lanes::Vector& entry(const Lanes& value) {
  return value.v;
}

struct LaneAssign {
  static void run(Lanes* large, const double* small, std::size_t n, std::size_t stride) {
    for (std::size_t i = 0; i < n; ++i) {
      one(large[i], small[i * stride]);
    }
  }
  static void one(Lanes& large, const double& small) { large.v = Lanes::Vector{} + small; }
};

struct LaneMultiply {
  template <typename Small>
  static void run(Lanes* large, const Small* small, std::size_t n, std::size_t stride) {
    for (std::size_t i = 0; i < n; ++i) {
      large[i].v *= entry(small[i * stride]);
    }
  }
  template <typename Small>
  static void one(Lanes& large, const Small& small) {
    large.v *= entry(small);
  }
};

void assign_all(Lanes* large, const Stride* loops, std::size_t count, const double* small) {
  run<LaneAssign>(large, loops, count, small);
}

void multiply_all(Lanes* large, const Stride* loops, std::size_t count, const double* small) {
  run<LaneMultiply>(large, loops, count, small);
}

void multiply_into(Lanes* large, const Stride* loops, std::size_t count, const Lanes* small) {
  run<LaneMultiply>(large, loops, count, small);
}

// Rows of one entry, in two sums apart, so that one addition need not wait for the other.
void sum_runs(Lanes* sums, const Lanes* table, std::size_t outer, std::size_t middle) {
  for (std::size_t o = 0; o < outer; ++o) {
    const Lanes* run = table + o * middle;
    Lanes::Vector even = run[0].v;
    Lanes::Vector odd = run[1].v;
    std::size_t m = 2;
    for (; m + 2 <= middle; m += 2) {
      even += run[m].v;
      odd += run[m + 1].v;
    }
    if (m < middle) {
      even += run[m].v;
    }
    sums[o].v = even + odd;
  }
}

// sums[outer][inner] = sum over the middle axis; `sums` may be the table itself.
void sum_middle(Lanes* sums, const Lanes* table, std::size_t outer, std::size_t middle,
                std::size_t inner) {
  if (inner == 1) {
    sum_runs(sums, table, outer, middle);
    return;
  }
  for (std::size_t o = 0; o < outer; ++o) {
    const Lanes* rows = table + o * middle * inner;
    Lanes* target = sums + o * inner;
    for (std::size_t k = 0; k < inner; ++k) {
      Lanes::Vector total = rows[k].v + rows[inner + k].v;
      for (std::size_t m = 2; m < middle; ++m) {
        total += rows[m * inner + k].v;
      }
      target[k].v = total;
    }
  }
}

// One term of a sum.
template <bool Scaled>
void read_term(Lanes::Vector& value, const Lanes* table, const Lanes* scales,
               const LaneGathering& gathering, std::size_t term) {
  value = table[gathering.term_at[term]].v;
  if constexpr (Scaled) {
    value *= scales[gathering.scale_term_at[term]].v;
  }
}

// In two sums apart. `Terms` is their number where it is not 0.
template <bool Scaled, std::size_t Terms>
void gather_here(const LaneGathering& gathering) {
  const std::size_t terms = Terms > 0 ? Terms : gathering.terms;
  for (std::size_t i = 0; i < gathering.count; ++i) {
    const Lanes* table = gathering.table + gathering.first_of[i];
    const Lanes* scales = Scaled ? gathering.scales + gathering.scale_first_of[i] : nullptr;
    Lanes::Vector even{};
    Lanes::Vector odd{};
    Lanes::Vector value;
    std::size_t term = 0;
    for (; term + 2 <= terms; term += 2) {
      read_term<Scaled>(value, table, scales, gathering, term);
      even += value;
      read_term<Scaled>(value, table, scales, gathering, term + 1);
      odd += value;
    }
    if (term < terms) {
      read_term<Scaled>(value, table, scales, gathering, term);
      even += value;
    }
    gathering.sums[i].v = even + odd;
  }
}

template <bool Scaled>
void gather_terms(const LaneGathering& gathering) {
  if (gathering.terms == 2) {
    gather_here<Scaled, 2>(gathering);
  } else if (gathering.terms == 4) {
    gather_here<Scaled, 4>(gathering);
  } else {
    gather_here<Scaled, 0>(gathering);
  }
}

void gather(const LaneGathering& gathering) {
  if (gathering.scales == nullptr) {
    gather_terms<false>(gathering);
  } else {
    gather_terms<true>(gathering);
  }
}

void sum_onto(Lanes* small, const Stride* loops, std::size_t count, const Lanes* large,
              Lanes* scratch) {
  std::size_t inner = 1;
  std::size_t left = 0;  // axes to be summed out
  for (std::size_t i = 0; i < count; ++i) {
    inner *= loops[i].extent;
    left += loops[i].stride == 0 ? 1 : 0;
  }
  for (std::size_t i = 0; left == 0 && i < inner; ++i) {
    small[i].v = large[i].v;
  }
  std::size_t outer = 1;
  for (std::size_t i = 0; i < count && left > 0; ++i) {
    inner /= loops[i].extent;
    if (loops[i].stride != 0) {
      outer *= loops[i].extent;
      continue;
    }
    Lanes* sums = --left == 0 ? small : scratch;
    sum_middle(sums, large, outer, loops[i].extent, inner);
    large = scratch;
  }
}

// Whether a factor leaves the block it began with as it is.
bool is_one(const double& factor) {
  return factor == 1;
}

bool is_one(const Lanes& /*factor*/) {
  return false;
}

template <typename Factor>
void extend_by(Lanes* block, std::size_t size, Stride axis, const Factor* factors) {
  for (std::size_t i = axis.extent; i-- > 0;) {
    const Factor factor = factors[i * axis.stride];
    Lanes* copy = block + i * size;
    if (i == 0 && is_one(factor)) {
      return;
    }
    for (std::size_t k = 0; k < size; ++k) {
      copy[k].v = block[k].v * entry(factor);
    }
  }
}

void extend_all(Lanes* block, std::size_t size, Stride axis, const double* factors) {
  extend_by(block, size, axis, factors);
}

void extend(Lanes* block, std::size_t size, Stride axis, const Lanes* factors) {
  extend_by(block, size, axis, factors);
}

// In two sums apart, so that one addition need not wait for the other.
void sum_rows(Lanes* sums, const Lanes* table, std::size_t rows, std::size_t columns) {
  for (std::size_t row = 0; row < rows; ++row) {
    const Lanes* entries = table + row * columns;
    Lanes::Vector even{};
    Lanes::Vector odd{};
    std::size_t i = 0;
    for (; i + 2 <= columns; i += 2) {
      even += entries[i].v;
      odd += entries[i + 1].v;
    }
    if (i < columns) {
      even += entries[i].v;
    }
    sums[row].v = even + odd;
  }
}

void sum_columns(Lanes* sums, const Lanes* table, std::size_t rows, std::size_t columns) {
  if (rows > 1) {
    sum_middle(sums, table, 1, rows, columns);
    return;
  }
  for (std::size_t column = 0; column < columns; ++column) {
    sums[column].v = table[column].v;
  }
}

// In the order of the memory; the sums are those of scale_rows_here().
template <bool Keeps, bool Sums>
void scale_many_rows(Lanes* scaled, const Lanes* table, const Lanes* scales, std::size_t rows,
                     std::size_t columns, Lanes* sums) {
  for (std::size_t column = 0; Sums && column < columns; ++column) {
    sums[column].v = Lanes::Vector{};
  }
  for (std::size_t row = 0; row < rows; ++row) {
    const Lanes::Vector scale = scales[row].v;
    for (std::size_t column = 0; column < columns; ++column) {
      const std::size_t at = row * columns + column;
      const Lanes::Vector value = table[at].v * scale;
      if constexpr (Keeps) {
        scaled[at].v = value;
      }
      if constexpr (Sums) {
        sums[column].v += value;
      }
    }
  }
}

template <bool Keeps, bool Sums>
void scale_rows_here(Lanes* scaled, const Lanes* table, const Lanes* scales, std::size_t rows,
                     std::size_t columns, Lanes* sums) {
  constexpr std::size_t few_rows = 8;
  if (rows > few_rows) {
    scale_many_rows<Keeps, Sums>(scaled, table, scales, rows, columns, sums);
    return;
  }
  for (std::size_t column = 0; column < columns; ++column) {
    Lanes::Vector total{};
    for (std::size_t row = 0; row < rows; ++row) {
      const std::size_t at = row * columns + column;
      const Lanes::Vector value = table[at].v * scales[row].v;
      if constexpr (Keeps) {
        scaled[at].v = value;
      }
      total += value;
    }
    if constexpr (Sums) {
      sums[column].v = total;
    }
  }
}

// In two sums apart, as sum_rows().
template <bool Keeps, bool Sums>
void scale_columns_here(Lanes* scaled, const Lanes* table, const Lanes* scales, std::size_t rows,
                        std::size_t columns, Lanes* sums) {
  for (std::size_t row = 0; row < rows; ++row) {
    const Lanes* entries = table + row * columns;
    Lanes* target = Keeps ? scaled + row * columns : nullptr;
    Lanes::Vector even{};
    Lanes::Vector odd{};
    std::size_t i = 0;
    for (; i + 2 <= columns; i += 2) {
      const Lanes::Vector first = entries[i].v * scales[i].v;
      const Lanes::Vector second = entries[i + 1].v * scales[i + 1].v;
      if constexpr (Keeps) {
        target[i].v = first;
        target[i + 1].v = second;
      }
      even += first;
      odd += second;
    }
    if (i < columns) {
      const Lanes::Vector last = entries[i].v * scales[i].v;
      if constexpr (Keeps) {
        target[i].v = last;
      }
      even += last;
    }
    if constexpr (Sums) {
      sums[row].v = even + odd;
    }
  }
}

void scale_rows(Lanes* scaled, const Lanes* table, const Lanes* scales, std::size_t rows,
                std::size_t columns, Lanes* sums) {
  if (scaled == nullptr) {
    scale_rows_here<false, true>(scaled, table, scales, rows, columns, sums);
  } else if (sums == nullptr) {
    scale_rows_here<true, false>(scaled, table, scales, rows, columns, sums);
  } else {
    scale_rows_here<true, true>(scaled, table, scales, rows, columns, sums);
  }
}

void scale_columns(Lanes* scaled, const Lanes* table, const Lanes* scales, std::size_t rows,
                   std::size_t columns, Lanes* sums) {
  if (scaled == nullptr) {
    scale_columns_here<false, true>(scaled, table, scales, rows, columns, sums);
  } else if (sums == nullptr) {
    scale_columns_here<true, false>(scaled, table, scales, rows, columns, sums);
  } else {
    scale_columns_here<true, true>(scaled, table, scales, rows, columns, sums);
  }
}

void multiply(Lanes* products, const Lanes* a, const Lanes* b, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    products[i].v = a[i].v * b[i].v;
  }
}

void divide(Lanes* values, const Lanes* divisors, const Lanes& scale, std::size_t count) {
  const Lanes::Vector all = scale.v;
  for (std::size_t i = 0; i < count; ++i) {
    const Lanes::Vector divisor = divisors[i].v * all;
    values[i].v /= divisor == 0 ? Lanes::Vector{} + 1 : divisor;
  }
}

// Takes the magnitude of a value into account.
void compare(const Lanes& value, Lanes::Vector& most, Lanes::Vector& least) {
  const Lanes::Vector magnitude = value.v < 0 ? -value.v : value.v;
  most = magnitude > most ? magnitude : most;
  least = magnitude < least ? magnitude : least;
}

// Of even and odd places apart, so that one comparison need not wait for the other.
void magnitudes(const Lanes* values, std::size_t count, Lanes& largest, Lanes& smallest) {
  Lanes::Vector most{};
  Lanes::Vector least = Lanes::Vector{} + 1e300;
  Lanes::Vector other_most = most;
  Lanes::Vector other_least = least;
  std::size_t i = 0;
  for (; i + 2 <= count; i += 2) {
    compare(values[i], most, least);
    compare(values[i + 1], other_most, other_least);
  }
  if (i < count) {
    compare(values[i], most, least);
  }
  largest.v = other_most > most ? other_most : most;
  smallest.v = other_least < least ? other_least : least;
}

void divide_all(Lanes* values, const Lanes& divisor, std::size_t count) {
  const Lanes::Vector divided_by = divisor.v > 0 ? divisor.v : Lanes::Vector{} + 1;
  const auto tiny = divided_by < 1e-300;
  bool any_tiny = false;
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    any_tiny = any_tiny || tiny[lane] != 0;
  }
  if (any_tiny) {
    for (std::size_t i = 0; i < count; ++i) {
      values[i].v /= divided_by;
    }
    return;
  }
  const Lanes::Vector factor = 1 / divided_by;
  for (std::size_t i = 0; i < count; ++i) {
    values[i].v *= factor;
  }
}

void rescale(Lanes* values, std::size_t count, Lanes& largest) {
  Lanes smallest;
  magnitudes(values, count, largest, smallest);
  divide_all(values, largest, count);
}

bool zeros_are_bare(const Lanes* sums, std::size_t count, const Lanes* table, std::size_t terms,
                    std::size_t step, std::size_t next, double small) {
  for (std::size_t i = 0; i < count; ++i) {
    const Lanes::Vector sum = sums[i].v;
    const Lanes::Vector magnitude = sum < 0 ? -sum : sum;
    const auto vanishes = magnitude < small;
    bool any = false;
    for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
      any = any || vanishes[lane] != 0;
    }
    for (std::size_t term = 0; any && term < terms; ++term) {
      const auto hidden = (table[i * next + term * step].v != 0) & vanishes;
      for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
        if (hidden[lane] != 0) {
          return false;
        }
      }
    }
  }
  return true;
}

constexpr LaneKernels lane_kernels_here{
    growths_here.of, &grow_entries, &assign_all, &multiply_all,  &multiply_into,
    &sum_onto,       &gather,       &sum_middle, &extend_all,    &extend,
    &sum_rows,       &sum_columns,  &scale_rows, &scale_columns, &multiply,
    &divide,         &rescale,      &magnitudes, &divide_all,    &zeros_are_bare};

}  // namespace
}  // namespace paraspinal::engine
