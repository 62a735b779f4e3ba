#pragma once

// The loops behind table_kernels.h, once for each source that compiles them for another machine.
// Plain pointers and arrays only: no inline function of the library may be compiled here for a
// machine that others lack and then be linked in elsewhere.

#include <cstddef>
#include <cstdint>

#include "engine/table_kernels.h"
#include "engine/table_walk.h"

namespace paraspinal::engine {
namespace {

struct Assign {
  static void run(double* large, const double* small, std::size_t n, std::size_t stride) {
    if (stride == 0) {
      const double value = *small;
      for (std::size_t i = 0; i < n; ++i) {
        large[i] = value;
      }
    } else if (stride == 1) {
      for (std::size_t i = 0; i < n; ++i) {
        large[i] = small[i];
      }
    } else {
      for (std::size_t i = 0; i < n; ++i) {
        large[i] = small[i * stride];
      }
    }
  }
  static void one(double& large, const double& small) { large = small; }
};

struct Multiply {
  static void run(double* large, const double* small, std::size_t n, std::size_t stride) {
    if (stride == 0) {
      const double factor = *small;
      for (std::size_t i = 0; i < n; ++i) {
        large[i] *= factor;
      }
    } else if (stride == 1) {
      for (std::size_t i = 0; i < n; ++i) {
        large[i] *= small[i];
      }
    } else {
      for (std::size_t i = 0; i < n; ++i) {
        large[i] *= small[i * stride];
      }
    }
  }
  static void one(double& large, const double& small) { large *= small; }
};

// In a fixed order, eight sums apart, whatever the width of the machine's vectors.
double sum(const double* values, std::size_t n) {
  if (n < 8) {
    double total = 0;
    for (std::size_t i = 0; i < n; ++i) {
      total += values[i];
    }
    return total;
  }
  double sums[8] = {};
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    for (std::size_t k = 0; k < 8; ++k) {
      sums[k] += values[i + k];
    }
  }
  double total =
      ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
  for (; i < n; ++i) {
    total += values[i];
  }
  return total;
}

// What is added to is the small table.
struct Add {
  static void run(const double* large, double* small, std::size_t n, std::size_t stride) {
    if (stride == 0) {
      *small += sum(large, n);
    } else if (stride == 1) {
      for (std::size_t i = 0; i < n; ++i) {
        small[i] += large[i];
      }
    } else {
      for (std::size_t i = 0; i < n; ++i) {
        small[i * stride] += large[i];
      }
    }
  }
  static void one(const double& large, double& small) { small += large; }
};

void assign_from(double* large, const Stride* loops, std::size_t count, const double* small) {
  run<Assign>(large, loops, count, small);
}

void multiply_into(double* large, const Stride* loops, std::size_t count, const double* small) {
  run<Multiply>(large, loops, count, small);
}

void add_onto(double* small, const Stride* loops, std::size_t count, const double* large) {
  run<Add>(large, loops, count, small);
}

// sums[outer][inner] = sum over the middle axis; `sums` may be the table itself.
void sum_middle(double* sums, const double* table, std::size_t outer, std::size_t middle,
                std::size_t inner) {
  if (inner == 1) {
    for (std::size_t o = 0; o < outer; ++o) {
      sums[o] = middle == 2 ? table[2 * o] + table[2 * o + 1] : sum(table + o * middle, middle);
    }
    return;
  }
  for (std::size_t o = 0; o < outer; ++o) {
    const double* rows = table + o * middle * inner;
    double* target = sums + o * inner;
    if (inner == 2) {
      double first = rows[0];
      double second = rows[1];
      for (std::size_t m = 1; m < middle; ++m) {
        first += rows[2 * m];
        second += rows[2 * m + 1];
      }
      target[0] = first;
      target[1] = second;
      continue;
    }
    for (std::size_t k = 0; k < inner; ++k) {
      target[k] = rows[k] + rows[inner + k];
    }
    for (std::size_t m = 2; m < middle; ++m) {
      for (std::size_t k = 0; k < inner; ++k) {
        target[k] += rows[m * inner + k];
      }
    }
  }
}

void sum_onto(double* small, const Stride* loops, std::size_t count, const double* large,
              double* scratch) {
  std::size_t inner = 1;
  std::size_t left = 0;  // axes to be summed out
  for (std::size_t i = 0; i < count; ++i) {
    inner *= loops[i].extent;
    left += loops[i].stride == 0 ? 1 : 0;
  }
  if (left == 0) {
    for (std::size_t i = 0; i < inner; ++i) {
      small[i] = large[i];
    }
  }
  std::size_t outer = 1;
  for (std::size_t i = 0; i < count && left > 0; ++i) {
    inner /= loops[i].extent;
    if (loops[i].stride != 0) {
      outer *= loops[i].extent;
      continue;
    }
    double* sums = --left == 0 ? small : scratch;
    sum_middle(sums, large, outer, loops[i].extent, inner);
    large = scratch;
  }
}

void extend(double* block, std::size_t size, Stride axis, const double* factors) {
  if (size == 1) {
    const double value = block[0];
    for (std::size_t i = 0; i < axis.extent; ++i) {
      block[i] = value * factors[i * axis.stride];
    }
    return;
  }
  for (std::size_t i = axis.extent; i-- > 0;) {
    const double factor = factors[i * axis.stride];
    double* copy = block + i * size;
    if (i == 0 && factor == 1) {
      return;
    }
    if (size == 2) {
      copy[0] = block[0] * factor;
      copy[1] = block[1] * factor;
      continue;
    }
    for (std::size_t k = 0; k < size; ++k) {
      copy[k] = block[k] * factor;
    }
  }
}

void sum_rows(double* sums, const double* table, std::size_t rows, std::size_t columns) {
  if (columns == 2) {
    for (std::size_t row = 0; row < rows; ++row) {
      sums[row] = table[2 * row] + table[2 * row + 1];
    }
    return;
  }
  for (std::size_t row = 0; row < rows; ++row) {
    sums[row] = sum(table + row * columns, columns);
  }
}

void sum_columns(double* sums, const double* table, std::size_t rows, std::size_t columns) {
  if (sums != table) {
    for (std::size_t column = 0; column < columns; ++column) {
      sums[column] = table[column];
    }
  }
  for (std::size_t row = 1; row < rows; ++row) {
    const double* entries = table + row * columns;
    for (std::size_t column = 0; column < columns; ++column) {
      sums[column] += entries[column];
    }
  }
}

void scale_rows(double* scaled, const double* table, const double* scales, std::size_t rows,
                std::size_t columns) {
  for (std::size_t row = 0; row < rows; ++row) {
    const double scale = scales[row];
    for (std::size_t k = row * columns; k < (row + 1) * columns; ++k) {
      scaled[k] = table[k] * scale;
    }
  }
}

void scale_columns(double* scaled, const double* table, const double* scales, std::size_t rows,
                   std::size_t columns) {
  for (std::size_t row = 0; row < rows; ++row) {
    const double* entries = table + row * columns;
    double* target = scaled + row * columns;
    for (std::size_t column = 0; column < columns; ++column) {
      target[column] = entries[column] * scales[column];
    }
  }
}

void divide(double* values, const double* divisors, double scale, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const double divisor = divisors[i] * scale;
    values[i] /= divisor + (divisor == 0 ? 1.0 : 0.0);
  }
}

void from_odds(double* odds, double* absent, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const double none = 1 / (1 + odds[i]);
    const double some = odds[i] * none;
    absent[i] = none;
    odds[i] = some != some ? 1.0 : some;  // +inf times 0
  }
}

void average(double* values, std::size_t half, double p) {
  for (std::size_t i = 0; i < half; ++i) {
    values[i] = (1 - p) * values[i] + p * values[half + i];
  }
}

// Of numbers up to eight apart, then of what is left.
double largest_magnitude(const double* values, std::size_t count) {
  double largest[8] = {};
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    for (std::size_t k = 0; k < 8; ++k) {
      const double magnitude = __builtin_fabs(values[i + k]);
      largest[k] = magnitude > largest[k] ? magnitude : largest[k];
    }
  }
  for (; i < count; ++i) {
    const double magnitude = __builtin_fabs(values[i]);
    largest[0] = magnitude > largest[0] ? magnitude : largest[0];
  }
  for (std::size_t k = 1; k < 8; ++k) {
    largest[0] = largest[k] > largest[0] ? largest[k] : largest[0];
  }
  return largest[0];
}

double rescale(double* values, std::size_t count) {
  const double largest = largest_magnitude(values, count);
  if (largest > 1e-300) {
    const double factor = 1 / largest;
    for (std::size_t i = 0; i < count; ++i) {
      values[i] *= factor;
    }
  } else if (largest > 0) {
    for (std::size_t i = 0; i < count; ++i) {
      values[i] /= largest;
    }
  }
  return largest;
}

constexpr TableKernels kernels_here{
    &assign_from, &multiply_into, &add_onto, &sum_onto,  &extend,  &sum_rows, &sum_columns,
    &scale_rows,  &scale_columns, &divide,   &from_odds, &average, &rescale};

}  // namespace
}  // namespace paraspinal::engine
