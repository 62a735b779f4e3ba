#pragma once

// The inner loops of binary_sums.h: tables whose entries are four numbers each, or several times
// four. Compiled for every x86-64 and again for AVX2, with the same bits: nothing is fused, and
// sums have a fixed order.

#include <array>
#include <cstddef>
#include <cstdint>

namespace paraspinal::engine {

// A number of each of four sets.
struct alignas(32) Quad {
  static constexpr std::size_t count = 4;

  std::array<double, count> lane{};

  static Quad of(double value) { return {{value, value, value, value}}; }

  Quad& operator*=(const Quad& other) {
    for (std::size_t i = 0; i < count; ++i) {
      lane[i] *= other.lane[i];
    }
    return *this;
  }
  Quad& operator+=(const Quad& other) {
    for (std::size_t i = 0; i < count; ++i) {
      lane[i] += other.lane[i];
    }
    return *this;
  }
  Quad& operator/=(const Quad& other) {
    for (std::size_t i = 0; i < count; ++i) {
      lane[i] /= other.lane[i];
    }
    return *this;
  }
  friend Quad operator*(const Quad& a, const Quad& b) { return Quad(a) *= b; }
  friend Quad operator+(const Quad& a, const Quad& b) { return Quad(a) += b; }
  friend Quad operator/(const Quad& a, const Quad& b) { return Quad(a) /= b; }

  bool operator==(const Quad&) const = default;
};

// How a smaller table is seen from a larger one: a run of entries of this begins at each offset of
// that; in a run it is one entry, or goes on entry by entry. Offsets count quads, runs entries.
struct QuadView {
  const std::uint32_t* offsets = nullptr;
  std::size_t runs = 0;
  std::size_t run = 1;
  bool constant = false;
};

// For tables of which every entry is so many quads, one after the other.
struct QuadKernels {
  // large[i] = small seen from i.
  void (*assign)(Quad* large, const QuadView& view, const Quad* small);
  // large[i] *= small seen from i.
  void (*multiply)(Quad* large, const QuadView& view, const Quad* small);
  // Every other run of entries by the first of two entries, those between by the second.
  void (*multiply_axis)(Quad* table, std::size_t entries, std::size_t run, const Quad* states);
  // small seen from i += large[i].
  void (*add_up)(const Quad* large, const QuadView& view, Quad* small);
  // The sum of large[i] times small seen from i, one entry; it may stand in small.
  void (*dot)(const Quad* large, const QuadView& view, const Quad* small, Quad* sum);
  // Both halves of a table, each with one entry.
  void (*fill_halves)(Quad* table, std::size_t half, const Quad* absent, const Quad* present);
  // message[i] = table[i] + table[half + i]; gives whether some number of it is zero.
  bool (*add_halves)(const Quad* table, std::size_t half, Quad* message);
  // Both halves of a table by the same factors, and the sums of each, two entries.
  void (*scale_halves)(Quad* table, std::size_t half, const Quad* factors, Quad* sums);
  // divisor[i] = dividend[i] / divisor[i].
  void (*divide)(Quad* divisor, const Quad* dividend, std::size_t count);
};

// An entry has at most so many.
inline constexpr std::size_t most_quads = 4;

// Of a variable with the likelihoods `absent` and `with`, for each probability that it is there:
// both[i width] = absent (1 - present[i]) + with present[i], and the second term's share of it;
// not what is null.
using WeighQuads = void (*)(const double* present, std::size_t count, std::size_t width,
                            const Quad& absent, const Quad& with, Quad* both, Quad* shares);

// Parents of a two-state variable in log odds: ratios of the odds against it, one each.
struct ParentRatios {
  const double* ratios = nullptr;
  std::size_t count = 0;
};

// P(present) by the joint states of the parents that stand, the first fastest, where table[0] are
// the odds against with all parents absent. Other parents are summed over, present with these
// shares. `table` has room for the joint states of all.
using TabulateCause = void (*)(double* table, const ParentRatios& standing,
                               const ParentRatios& summed, const double* shares);

struct QuadLoops {
  std::array<QuadKernels, most_quads> of_width;  // [quads of an entry - 1]
  WeighQuads weigh;
  TabulateCause tabulate;
};

const QuadLoops& plain_quad_loops();
const QuadLoops& avx2_quad_loops();  // only on a machine that has AVX2
const QuadLoops& best_quad_loops();

}  // namespace paraspinal::engine
