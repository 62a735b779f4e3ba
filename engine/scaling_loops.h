#pragma once

// The loops of lane_kernels.h that scale tables and messages, entry by entry; see table_walk.h for
// what a header that is compiled for several machines forbids.

#include <cstddef>

#include "engine/lane_octet.h"

namespace paraspinal::engine {
namespace {

// In the order of the memory; the sums are those of scale_rows_here().
template <bool Keeps, bool Sums>
void scale_many_rows(Lanes* scaled, const Lanes* table, const Lanes* scales, std::size_t rows,
                     std::size_t columns, Lanes* sums) {
  for (std::size_t column = 0; Sums && column < columns; ++column) {
    put(octet(0), sums[column]);
  }
  for (std::size_t row = 0; row < rows; ++row) {
    const Octet scale = octet(scales[row]);
    for (std::size_t column = 0; column < columns; ++column) {
      const std::size_t at = row * columns + column;
      const Octet value = octet(table[at]) * scale;
      if constexpr (Keeps) {
        put(value, scaled[at]);
      }
      if constexpr (Sums) {
        put(octet(sums[column]) + value, sums[column]);
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
    Octet total = octet(0);
    for (std::size_t row = 0; row < rows; ++row) {
      const std::size_t at = row * columns + column;
      const Octet value = octet(table[at]) * octet(scales[row]);
      if constexpr (Keeps) {
        put(value, scaled[at]);
      }
      total = total + value;
    }
    if constexpr (Sums) {
      put(total, sums[column]);
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
    Octet even = octet(0);
    Octet odd = octet(0);
    std::size_t i = 0;
    for (; i + 2 <= columns; i += 2) {
      const Octet first = octet(entries[i]) * octet(scales[i]);
      const Octet second = octet(entries[i + 1]) * octet(scales[i + 1]);
      if constexpr (Keeps) {
        put(first, target[i]);
        put(second, target[i + 1]);
      }
      even = even + first;
      odd = odd + second;
    }
    if (i < columns) {
      const Octet last = octet(entries[i]) * octet(scales[i]);
      if constexpr (Keeps) {
        put(last, target[i]);
      }
      even = even + last;
    }
    if constexpr (Sums) {
      put(even + odd, sums[row]);
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
    put(octet(a[i]) * octet(b[i]), products[i]);
  }
}

void divide(Lanes* values, const Lanes* divisors, const Lanes& scale, std::size_t count) {
  const Octet all = octet(scale);
  for (std::size_t i = 0; i < count; ++i) {
    put(octet(values[i]) / divisor(octet(divisors[i]) * all), values[i]);
  }
}

// Of even and odd places apart, so that one comparison need not wait for the other.
void magnitudes(const Lanes* values, std::size_t count, Lanes& largest, Lanes& smallest) {
  Octet most = octet(0);
  Octet least = octet(1e300);
  Octet other_most = most;
  Octet other_least = least;
  std::size_t i = 0;
  for (; i + 2 <= count; i += 2) {
    const Octet value = magnitude(octet(values[i]));
    most = larger(value, most);
    least = smaller(value, least);
    const Octet other = magnitude(octet(values[i + 1]));
    other_most = larger(other, other_most);
    other_least = smaller(other, other_least);
  }
  if (i < count) {
    const Octet value = magnitude(octet(values[i]));
    most = larger(value, most);
    least = smaller(value, least);
  }
  put(larger(other_most, most), largest);
  put(smaller(other_least, least), smallest);
}

void divide_all(Lanes* values, const Lanes& divided_by, std::size_t count) {
  Lanes by = divided_by;
  bool any_tiny = false;
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    by.set(lane, by[lane] > 0 ? by[lane] : 1);
    any_tiny = any_tiny || by[lane] < 1e-300;
  }
  if (any_tiny) {
    for (std::size_t i = 0; i < count; ++i) {
      put(octet(values[i]) / octet(by), values[i]);
    }
    return;
  }
  const Octet factor = octet(1) / octet(by);
  for (std::size_t i = 0; i < count; ++i) {
    put(octet(values[i]) * factor, values[i]);
  }
}

void rescale(Lanes* values, std::size_t count, Lanes& largest) {
  Lanes smallest;
  magnitudes(values, count, largest, smallest);
  divide_all(values, largest, count);
}

}  // namespace
}  // namespace paraspinal::engine
