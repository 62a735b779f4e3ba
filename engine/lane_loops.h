#pragma once

// The loops behind lane_kernels.h, once for each source that compiles them for another machine; see
// table_walk.h for what that forbids.

#include <cstddef>

#include "engine/growth_loops.h"
#include "engine/lane_kernels.h"
#include "engine/scaling_loops.h"
#include "engine/table_walk.h"

namespace paraspinal::engine {
namespace {

// The factor that an entry is multiplied by: one for all lanes, or one a lane.
double entry(const double& value) {
  return value;
}

Octet entry(const Lanes& value) {
  return octet(value);
}

struct LaneAssign {
  static void run(Lanes* large, const double* small, std::size_t n, std::size_t stride) {
    for (std::size_t i = 0; i < n; ++i) {
      one(large[i], small[i * stride]);
    }
  }
  static void one(Lanes& large, const double& small) { put(octet(small), large); }
};

struct LaneMultiply {
  template <typename Small>
  static void run(Lanes* large, const Small* small, std::size_t n, std::size_t stride) {
    for (std::size_t i = 0; i < n; ++i) {
      put(octet(large[i]) * entry(small[i * stride]), large[i]);
    }
  }
  template <typename Small>
  static void one(Lanes& large, const Small& small) {
    put(octet(large) * entry(small), large);
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
    Octet even = octet(run[0]);
    Octet odd = octet(run[1]);
    std::size_t m = 2;
    for (; m + 2 <= middle; m += 2) {
      even = even + octet(run[m]);
      odd = odd + octet(run[m + 1]);
    }
    if (m < middle) {
      even = even + octet(run[m]);
    }
    put(even + odd, sums[o]);
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
      Octet total = octet(rows[k]) + octet(rows[inner + k]);
      for (std::size_t m = 2; m < middle; ++m) {
        total = total + octet(rows[m * inner + k]);
      }
      put(total, target[k]);
    }
  }
}

// One term of a sum.
template <bool Scaled>
Octet term_of(const Lanes* table, const Lanes* scales, const LaneGathering& gathering,
              std::size_t term) {
  const Octet value = octet(table[gathering.term_at[term]]);
  if constexpr (Scaled) {
    return value * octet(scales[gathering.scale_term_at[term]]);
  } else {
    return value;
  }
}

// In two sums apart. `Terms` is their number where it is not 0.
template <bool Scaled, std::size_t Terms>
void gather_here(const LaneGathering& gathering) {
  const std::size_t terms = Terms > 0 ? Terms : gathering.terms;
  for (std::size_t i = 0; i < gathering.count; ++i) {
    const Lanes* table = gathering.table + gathering.first_of[i];
    const Lanes* scales = Scaled ? gathering.scales + gathering.scale_first_of[i] : nullptr;
    Octet even = octet(0);
    Octet odd = octet(0);
    std::size_t term = 0;
    for (; term + 2 <= terms; term += 2) {
      even = even + term_of<Scaled>(table, scales, gathering, term);
      odd = odd + term_of<Scaled>(table, scales, gathering, term + 1);
    }
    if (term < terms) {
      even = even + term_of<Scaled>(table, scales, gathering, term);
    }
    put(even + odd, gathering.sums[i]);
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

// Two rows at a time, so that one addition need not wait for the other.
template <typename Entry>
void weigh(Lanes* sums, const Lanes* weights, const Entry* rows, std::size_t count,
           std::size_t size) {
  std::size_t row = 0;
  for (; row + 2 <= count; row += 2) {
    const Entry* first = rows + row * size;
    const Entry* second = first + size;
    Octet a = octet(0);
    Octet b = octet(0);
    for (std::size_t i = 0; i < size; ++i) {
      const Octet weight = octet(weights[i]);
      a = a + weight * octet(first[i]);
      b = b + weight * octet(second[i]);
    }
    put(a, sums[row]);
    put(b, sums[row + 1]);
  }
  if (row < count) {
    const Entry* last = rows + row * size;
    Octet sum = octet(0);
    for (std::size_t i = 0; i < size; ++i) {
      sum = sum + octet(weights[i]) * octet(last[i]);
    }
    put(sum, sums[row]);
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
    put(octet(large[i]), small[i]);
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
      put(octet(block[k]) * entry(factor), copy[k]);
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
    Octet even = octet(0);
    Octet odd = octet(0);
    std::size_t i = 0;
    for (; i + 2 <= columns; i += 2) {
      even = even + octet(entries[i]);
      odd = odd + octet(entries[i + 1]);
    }
    if (i < columns) {
      even = even + octet(entries[i]);
    }
    put(even + odd, sums[row]);
  }
}

void sum_columns(Lanes* sums, const Lanes* table, std::size_t rows, std::size_t columns) {
  if (rows > 1) {
    sum_middle(sums, table, 1, rows, columns);
    return;
  }
  for (std::size_t column = 0; column < columns; ++column) {
    put(octet(table[column]), sums[column]);
  }
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
    growths_here.of, &grow_entries,  &assign_all,    &multiply_all,  &multiply_into, &sum_onto,
    &gather,         &sum_middle,    &extend_all,    &extend,        &sum_rows,      &sum_columns,
    &scale_rows,     &scale_columns, &weigh<double>, &weigh<Lanes>,  &multiply,      &divide,
    &rescale,        &magnitudes,    &divide_all,    &zeros_are_bare};

}  // namespace
}  // namespace paraspinal::engine
