#pragma once

// The loops behind table_kernels.h, once for each source that compiles them for another machine.
// Plain pointers and arrays only: no inline function of the library may be compiled here for a
// machine that others lack and then be linked in elsewhere.

#include <cstddef>
#include <cstdint>

#include "engine/table_kernels.h"

namespace paraspinal::engine {
namespace {

// A block of the innermost loops so short that walking them one by one would cost more than looking
// up their offsets.
constexpr std::size_t block_limit = 256;
constexpr std::size_t short_run = 16;
constexpr std::size_t worth_a_block = 128;

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

// The innermost loops as one list of offsets into the small table.
struct Block {
  std::uint32_t offsets[block_limit];
  std::size_t size = 1;
};

// Unrolls loops from the innermost while they fit; gives how many are left outside.
std::size_t unroll(Block& block, const Stride* loops, std::size_t count) {
  block.offsets[0] = 0;
  while (count > 0 && block.size * loops[count - 1].extent <= block_limit) {
    const Stride& loop = loops[--count];
    for (std::size_t i = 1; i < loop.extent; ++i) {
      for (std::size_t k = 0; k < block.size; ++k) {
        block.offsets[i * block.size + k] =
            block.offsets[k] + static_cast<std::uint32_t>(i * loop.stride);
      }
    }
    block.size *= loop.extent;
  }
  return count;
}

// Steps through the outer loops, calling inner(small) once for each of their joint positions.
template <typename Small, typename Inner>
void walk(const Stride* loops, std::size_t count, Small* small, Inner inner) {
  std::size_t digits[most_loops] = {};
  while (true) {
    inner(small);
    std::size_t at = count;
    while (true) {
      if (at == 0) {
        return;
      }
      const Stride& loop = loops[--at];
      small += loop.stride;
      if (++digits[at] < loop.extent) {
        break;
      }
      small -= loop.extent * loop.stride;
      digits[at] = 0;
    }
  }
}

template <typename Kernel, typename Large, typename Small>
void run(Large* large, const Stride* loops, std::size_t count, Small* small) {
  if (count < 2) {
    const Stride only = count == 0 ? Stride{} : loops[0];
    Kernel::run(large, small, only.extent, only.stride);
    return;
  }
  const Stride inner = loops[count - 1];
  if (count > 2 && inner.extent < short_run) {
    std::size_t total = 1;
    for (std::size_t i = 0; i < count; ++i) {
      total *= loops[i].extent;
    }
    if (total >= worth_a_block) {
      Block block;
      const std::size_t outside = unroll(block, loops, count);
      walk(loops, outside, small, [&](Small* base) {
        for (std::size_t k = 0; k < block.size; ++k) {
          Kernel::one(large[k], base[block.offsets[k]]);
        }
        large += block.size;
      });
      return;
    }
  }
  const Stride middle = loops[count - 2];
  walk(loops, count - 2, small, [&](Small* base) {
    for (std::size_t i = 0; i < middle.extent; ++i) {
      Kernel::run(large, base, inner.extent, inner.stride);
      large += inner.extent;
      base += middle.stride;
    }
  });
}

void assign_from(double* large, const Stride* loops, std::size_t count, const double* small) {
  run<Assign>(large, loops, count, small);
}

void multiply_into(double* large, const Stride* loops, std::size_t count, const double* small) {
  run<Multiply>(large, loops, count, small);
}

void add_onto(double* small, const Stride* loops, std::size_t count, const double* large) {
  run<Add>(large, loops, count, small);
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

void scale_rows(double* table, const double* scales, std::size_t rows, std::size_t columns) {
  for (std::size_t row = 0; row < rows; ++row) {
    const double scale = scales[row];
    double* entries = table + row * columns;
    for (std::size_t column = 0; column < columns; ++column) {
      entries[column] *= scale;
    }
  }
}

void scale_columns(double* table, const double* scales, std::size_t rows, std::size_t columns) {
  for (std::size_t row = 0; row < rows; ++row) {
    double* entries = table + row * columns;
    for (std::size_t column = 0; column < columns; ++column) {
      entries[column] *= scales[column];
    }
  }
}

void multiply_to(double* product, const double* a, const double* b, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    product[i] = a[i] * b[i];
  }
}

double rescale(double* values, std::size_t count) {
  double largest = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double magnitude = values[i] < 0 ? -values[i] : values[i];
    largest = magnitude > largest ? magnitude : largest;
  }
  if (largest > 0) {
    for (std::size_t i = 0; i < count; ++i) {
      values[i] /= largest;
    }
  }
  return largest;
}

constexpr TableKernels kernels_here{&assign_from,   &multiply_into, &add_onto,
                                    &sum_rows,      &sum_columns,   &scale_rows,
                                    &scale_columns, &multiply_to,   &rescale};

}  // namespace
}  // namespace paraspinal::engine
