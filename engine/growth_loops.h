#pragma once

// The loops of lane_kernels.h that build a table: see LaneGrowth there, and table_walk.h for what a
// header that is compiled for several machines forbids.

#include <cstddef>
#include <utility>

#include "engine/lane_octet.h"

namespace paraspinal::engine {
namespace {

// The four entries of a quad, as an input sees them.
template <QuadPattern Pattern>
[[gnu::always_inline]] inline void read_quad(Octet (&quad)[4], const Lanes* values) {
  quad[0] = octet(values[0]);
  if constexpr (Pattern == QuadPattern::same) {
    quad[1] = quad[2] = quad[3] = quad[0];
  } else if constexpr (Pattern == QuadPattern::by_last) {
    quad[1] = quad[3] = octet(values[1]);
    quad[2] = quad[0];
  } else if constexpr (Pattern == QuadPattern::by_next) {
    quad[1] = quad[0];
    quad[2] = quad[3] = octet(values[1]);
  } else {
    quad[1] = octet(values[1]);
    quad[2] = octet(values[2]);
    quad[3] = octet(values[3]);
  }
}

template <QuadPattern Pattern>
[[gnu::always_inline]] inline void multiply_quad(Octet (&quad)[4], const Lanes* values) {
  Octet factors[4];
  read_quad<Pattern>(factors, values);
  for (int i = 0; i < 4; ++i) {
    quad[i] = quad[i] * factors[i];
  }
}

// Of the kernels' numbers in order; see growth_kernel(). A pattern that stands for none is not
// read.
struct GrowthInputs {
  int count;
  QuadPattern first;
  QuadPattern second;
};

constexpr GrowthInputs growth_inputs(std::size_t number) {
  std::size_t pair = number / 6;
  if (pair == 0) {
    return {0, QuadPattern::same, QuadPattern::same};
  }
  if (pair <= 4) {
    return {1, static_cast<QuadPattern>(pair - 1), QuadPattern::same};
  }
  pair -= 5;
  std::size_t first = 0;
  while (pair >= 4 - first) {
    pair -= 4 - first;
    ++first;
  }
  return {2, static_cast<QuadPattern>(first), static_cast<QuadPattern>(first + pair)};
}

template <std::size_t Number>
void grow_quads(const LaneGrowth& growth) {
  constexpr GrowthInputs inputs = growth_inputs(Number);
  constexpr auto constants = static_cast<GrowthConstants>(Number % 6 / 2);
  constexpr bool block = Number % 2 != 0;
  const std::size_t quads = growth.units;
  for (std::size_t copy = growth.copies; copy-- > 0;) {
    for (std::size_t q = 0; q < quads; ++q) {
      const std::size_t at = copy * quads + q;
      Octet quad[4];
      if constexpr (block) {
        read_quad<QuadPattern::each>(quad, growth.block + 4 * q);
        if constexpr (inputs.count > 0) {
          multiply_quad<inputs.first>(quad, growth.first + growth.first_offsets[at]);
        }
      } else if constexpr (inputs.count > 0) {
        read_quad<inputs.first>(quad, growth.first + growth.first_offsets[at]);
      } else {
        quad[0] = quad[1] = quad[2] = quad[3] = octet(1);
      }
      if constexpr (inputs.count > 1) {
        multiply_quad<inputs.second>(quad, growth.second + growth.second_offsets[at]);
      }
      for (std::size_t i = 0; i < 4; ++i) {
        if constexpr (constants == GrowthConstants::of_all) {
          quad[i] = quad[i] * growth.constants[4 * at + i];
        } else if constexpr (constants == GrowthConstants::of_each) {
          quad[i] = quad[i] * octet(growth.lane_constants[4 * at + i]);
        }
        put(quad[i], growth.block[4 * at + i]);
      }
    }
  }
}

void grow_entries(const LaneGrowth& growth, bool from_block) {
  for (std::size_t copy = growth.copies; copy-- > 0;) {
    for (std::size_t i = 0; i < growth.units; ++i) {
      const std::size_t at = copy * growth.units + i;
      Octet value = from_block ? octet(growth.block[i]) : octet(1);
      if (growth.first != nullptr) {
        value = value * octet(growth.first[growth.first_offsets[at]]);
      }
      if (growth.second != nullptr) {
        value = value * octet(growth.second[growth.second_offsets[at]]);
      }
      if (growth.constants != nullptr) {
        value = value * growth.constants[at];
      }
      if (growth.lane_constants != nullptr) {
        value = value * octet(growth.lane_constants[at]);
      }
      put(value, growth.block[at]);
    }
  }
}

struct Growths {
  LaneKernels::Grow of[growth_kernels];
};

template <std::size_t... Numbers>
constexpr Growths all_growths(std::index_sequence<Numbers...> /*numbers*/) {
  return {{&grow_quads<Numbers>...}};
}

constexpr Growths growths_here = all_growths(std::make_index_sequence<growth_kernels>());

}  // namespace
}  // namespace paraspinal::engine
