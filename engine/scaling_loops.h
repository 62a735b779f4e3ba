#pragma once

// The loops of lane_kernels.h that scale tables and messages, entry by entry; see table_walk.h for
// what a header that is compiled for several machines forbids.

#include <cstddef>

#include "engine/lane_kernels.h"

namespace paraspinal::engine {
namespace {

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

}  // namespace
}  // namespace paraspinal::engine
