#pragma once

// How a large table is walked beside a small one that is seen through strides: the loops around the
// kernels of table_loops.h and lane_loops.h.
//
//   run<Multiply>(large, loops, count, small);   // Multiply::run on rows, Multiply::one on entries
//
// Plain pointers and arrays only, and once for each source that includes it: no inline function of
// the library may be compiled here for a machine that others lack and then be linked in elsewhere.

#include <cstddef>
#include <cstdint>

#include "engine/table_kernels.h"

namespace paraspinal::engine {
namespace {

// A block of the innermost loops so short that walking them one by one would cost more than looking
// up their offsets.
constexpr std::size_t block_limit = 256;
constexpr std::size_t short_plane = 16;
constexpr std::size_t worth_a_block = 128;

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
  std::size_t digits[most_loops];
  for (std::size_t i = 0; i < count; ++i) {
    digits[i] = 0;
  }
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

// The two innermost loops; runs of 2 and 4 without the cost of a general one.
template <typename Kernel, typename Large, typename Small>
void run_plane(Large* large, Stride middle, Stride inner, Small* small) {
  const std::size_t stride = inner.stride;
  if (inner.extent == 2) {
    for (std::size_t i = 0; i < middle.extent; ++i, large += 2, small += middle.stride) {
      Kernel::one(large[0], small[0]);
      Kernel::one(large[1], small[stride]);
    }
  } else if (inner.extent == 4) {
    for (std::size_t i = 0; i < middle.extent; ++i, large += 4, small += middle.stride) {
      Kernel::one(large[0], small[0]);
      Kernel::one(large[1], small[stride]);
      Kernel::one(large[2], small[2 * stride]);
      Kernel::one(large[3], small[3 * stride]);
    }
  } else {
    for (std::size_t i = 0; i < middle.extent; ++i) {
      Kernel::run(large, small, inner.extent, stride);
      large += inner.extent;
      small += middle.stride;
    }
  }
}

// The three innermost loops are plain ones; where they are so short that stepping through the
// others would cost more, a block of offsets is made first.
template <typename Kernel, typename Large, typename Small>
void run(Large* large, const Stride* loops, std::size_t count, Small* small) {
  if (count < 2) {
    const Stride only = count == 0 ? Stride{} : loops[0];
    Kernel::run(large, small, only.extent, only.stride);
    return;
  }
  const Stride inner = loops[count - 1];
  const Stride middle = loops[count - 2];
  const std::size_t plane = inner.extent * middle.extent;
  if (count == 2) {
    run_plane<Kernel>(large, middle, inner, small);
    return;
  }
  if (plane < short_plane) {
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
  const Stride outer = loops[count - 3];
  walk(loops, count - 3, small, [&](Small* base) {
    for (std::size_t i = 0; i < outer.extent; ++i) {
      run_plane<Kernel>(large, middle, inner, base);
      large += plane;
      base += outer.stride;
    }
  });
}

}  // namespace
}  // namespace paraspinal::engine
