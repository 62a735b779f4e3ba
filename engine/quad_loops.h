#pragma once

// The loops behind quad_kernels.h, once for each source that compiles them for another machine; see
// table_loops.h for what that forbids.

#include "engine/quad_kernels.h"

namespace paraspinal::engine {
namespace {

#if defined(__AVX2__)
struct FourNumbers {
  using Part [[gnu::vector_size(32)]] = double;
  Part all;
};

inline FourNumbers read(const Quad& quad) {
  using Stored [[gnu::may_alias]] = FourNumbers::Part;
  return {*reinterpret_cast<const Stored*>(&quad)};
}
inline void write(FourNumbers numbers, Quad& quad) {
  using Stored [[gnu::may_alias]] = FourNumbers::Part;
  *reinterpret_cast<Stored*>(&quad) = numbers.all;
}
inline FourNumbers four_times(double number) {
  return {FourNumbers::Part{number, number, number, number}};
}
inline FourNumbers operator+(FourNumbers a, FourNumbers b) {
  return {a.all + b.all};
}
inline FourNumbers operator*(FourNumbers a, FourNumbers b) {
  return {a.all * b.all};
}
inline FourNumbers operator/(FourNumbers a, FourNumbers b) {
  return {a.all / b.all};
}
#else
struct FourNumbers {
  using Part [[gnu::vector_size(16)]] = double;
  Part low;
  Part high;
};

inline FourNumbers read(const Quad& quad) {
  using Stored [[gnu::may_alias]] = FourNumbers::Part;
  const auto* from = reinterpret_cast<const Stored*>(&quad);
  return {from[0], from[1]};
}
inline void write(FourNumbers numbers, Quad& quad) {
  using Stored [[gnu::may_alias]] = FourNumbers::Part;
  auto* to = reinterpret_cast<Stored*>(&quad);
  to[0] = numbers.low;
  to[1] = numbers.high;
}
inline FourNumbers four_times(double number) {
  return {FourNumbers::Part{number, number}, FourNumbers::Part{number, number}};
}
inline FourNumbers operator+(FourNumbers a, FourNumbers b) {
  return {a.low + b.low, a.high + b.high};
}
inline FourNumbers operator*(FourNumbers a, FourNumbers b) {
  return {a.low * b.low, a.high * b.high};
}
inline FourNumbers operator/(FourNumbers a, FourNumbers b) {
  return {a.low / b.low, a.high / b.high};
}
#endif

void multiply_quads(Quad* large, const QuadView& view, const Quad* small) {
  if (view.run == 1) {
    for (std::size_t r = 0; r < view.runs; ++r) {
      write(read(large[r]) * read(small[view.offsets[r]]), large[r]);
    }
    return;
  }
  for (std::size_t r = 0; r < view.runs; ++r, large += view.run) {
    const Quad* from = small + view.offsets[r];
    if (view.constant) {
      const FourNumbers factor = read(*from);
      for (std::size_t i = 0; i < view.run; ++i) {
        write(read(large[i]) * factor, large[i]);
      }
    } else {
      for (std::size_t i = 0; i < view.run; ++i) {
        write(read(large[i]) * read(from[i]), large[i]);
      }
    }
  }
}

void add_up_quads(const Quad* large, const QuadView& view, Quad* small) {
  if (view.run == 1) {
    for (std::size_t r = 0; r < view.runs; ++r) {
      Quad& to = small[view.offsets[r]];
      write(read(to) + read(large[r]), to);
    }
    return;
  }
  for (std::size_t r = 0; r < view.runs; ++r, large += view.run) {
    Quad* to = small + view.offsets[r];
    if (view.constant) {
      FourNumbers sum = read(*to);
      for (std::size_t i = 0; i < view.run; ++i) {
        sum = sum + read(large[i]);
      }
      write(sum, *to);
    } else {
      for (std::size_t i = 0; i < view.run; ++i) {
        write(read(to[i]) + read(large[i]), to[i]);
      }
    }
  }
}

Quad dot_quads(const Quad* large, const QuadView& view, const Quad* small) {
  FourNumbers sum{};
  for (std::size_t r = 0; r < view.runs; ++r, large += view.run) {
    const Quad* from = small + view.offsets[r];
    if (view.constant) {
      FourNumbers part = read(large[0]);
      for (std::size_t i = 1; i < view.run; ++i) {
        part = part + read(large[i]);
      }
      sum = sum + part * read(*from);
    } else {
      for (std::size_t i = 0; i < view.run; ++i) {
        sum = sum + read(large[i]) * read(from[i]);
      }
    }
  }
  Quad all;
  write(sum, all);
  return all;
}

void add_halves_of_quads(const Quad* table, std::size_t half, Quad* message) {
  for (std::size_t i = 0; i < half; ++i) {
    write(read(table[i]) + read(table[half + i]), message[i]);
  }
}

Quad scale_halves_of_quads(Quad* table, std::size_t half, const Quad* factors) {
  FourNumbers sum{};
  for (std::size_t i = 0; i < half; ++i) {
    const FourNumbers factor = read(factors[i]);
    write(read(table[i]) * factor, table[i]);
    const FourNumbers second = read(table[half + i]) * factor;
    write(second, table[half + i]);
    sum = sum + second;
  }
  Quad all;
  write(sum, all);
  return all;
}

void weigh_quads(const double* present, std::size_t count, const Quad& absent, const Quad& with,
                 Quad* both, Quad* shares) {
  const FourNumbers if_absent = read(absent);
  const FourNumbers if_present = read(with);
  for (std::size_t i = 0; i < count; ++i) {
    const FourNumbers second = if_present * four_times(present[i]);
    const FourNumbers all = if_absent * four_times(1 - present[i]) + second;
    write(all, both[i]);
    if (shares != nullptr) {
      write(second / all, shares[i]);
    }
  }
}

void divide_quads(Quad* down, const Quad* message, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    write(read(down[i]) / read(message[i]), down[i]);
  }
}

constexpr QuadKernels quad_kernels_here{multiply_quads,      add_up_quads,          dot_quads,
                                        add_halves_of_quads, scale_halves_of_quads, weigh_quads,
                                        divide_quads};

}  // namespace
}  // namespace paraspinal::engine
