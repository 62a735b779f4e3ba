#pragma once

// The inner loops of binary_sums.h: tables whose entries are four numbers each. Compiled for every
// x86-64 and again for AVX2, with the same bits: nothing is fused, and sums have a fixed order.

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
// that; in a run it is one entry, or goes on entry by entry.
struct QuadView {
  const std::uint32_t* offsets = nullptr;
  std::size_t runs = 0;
  std::size_t run = 1;
  bool constant = false;
};

struct QuadKernels {
  // large[i] *= small seen from i.
  void (*multiply)(Quad* large, const QuadView& view, const Quad* small);
  // small seen from i += large[i].
  void (*add_up)(const Quad* large, const QuadView& view, Quad* small);
  // The sum of large[i] times small seen from i.
  Quad (*dot)(const Quad* large, const QuadView& view, const Quad* small);
  // message[i] = table[i] + table[half + i].
  void (*add_halves)(const Quad* table, std::size_t half, Quad* message);
  // Both halves of a table by the same factors; gives the sum of the second half.
  Quad (*scale_halves)(Quad* table, std::size_t half, const Quad* factors);
  // Of a variable with the likelihoods `absent` and `with`, for each probability that it is there:
  // both[i] = absent (1 - present[i]) + with present[i], and the second term's share of it, unless
  // `shares` is null.
  void (*weigh)(const double* present, std::size_t count, const Quad& absent, const Quad& with,
                Quad* both, Quad* shares);
  // down[i] /= message[i].
  void (*divide)(Quad* down, const Quad* message, std::size_t count);
};

const QuadKernels& plain_quad_kernels();
const QuadKernels& avx2_quad_kernels();  // only on a machine that has AVX2
const QuadKernels& best_quad_kernels();

}  // namespace paraspinal::engine
