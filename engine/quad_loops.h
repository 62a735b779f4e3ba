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
// 1 where a number is zero.
inline FourNumbers zeros_of(FourNumbers numbers) {
  const FourNumbers::Part none{};
  return {numbers.all == none ? none + 1 : none};
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
// 1 where a number is zero.
inline FourNumbers zeros_of(FourNumbers numbers) {
  const FourNumbers::Part none{};
  return {numbers.low == none ? none + 1 : none, numbers.high == none ? none + 1 : none};
}
#endif

inline bool all_are_zero(FourNumbers numbers) {
  Quad quad;
  write(numbers, quad);
  const auto* lanes = reinterpret_cast<const double*>(&quad);
  return lanes[0] == 0 && lanes[1] == 0 && lanes[2] == 0 && lanes[3] == 0;
}

// Of entries of so many quads.
template <std::size_t width>
struct LoopsOf {
  static void assign(Quad* large, const QuadView& view, const Quad* small) {
    if (view.run == 1) {
      for (std::size_t r = 0; r < view.runs; ++r) {
        copy_run(large + r * width, small + view.offsets[r], width);
      }
    } else if (view.constant) {
      for (std::size_t r = 0; r < view.runs; ++r) {
        const Entry entry = read_entry(small + view.offsets[r]);
        for (std::size_t i = 0; i < view.run; ++i, large += width) {
          write_entry(entry, large);
        }
      }
    } else {
      for (std::size_t r = 0; r < view.runs; ++r, large += view.run * width) {
        copy_run(large, small + view.offsets[r], view.run * width);
      }
    }
  }

  static void multiply(Quad* large, const QuadView& view, const Quad* small) {
    if (view.run == 1) {
      for (std::size_t r = 0; r < view.runs; ++r) {
        multiply_run(large + r * width, small + view.offsets[r], width);
      }
    } else if (view.constant) {
      for (std::size_t r = 0; r < view.runs; ++r) {
        const Entry factor = read_entry(small + view.offsets[r]);
        for (std::size_t i = 0; i < view.run; ++i, large += width) {
          multiply_entry(large, factor);
        }
      }
    } else {
      for (std::size_t r = 0; r < view.runs; ++r, large += view.run * width) {
        multiply_run(large, small + view.offsets[r], view.run * width);
      }
    }
  }

  static void multiply_axis(Quad* table, std::size_t entries, std::size_t run, const Quad* states) {
    const Entry absent = read_entry(states);
    const Entry present = read_entry(states + width);
    for (std::size_t begin = 0; begin < entries; begin += 2 * run) {
      for (std::size_t i = 0; i < run; ++i, table += width) {
        multiply_entry(table, absent);
      }
      for (std::size_t i = 0; i < run; ++i, table += width) {
        multiply_entry(table, present);
      }
    }
  }

  static void add_up(const Quad* large, const QuadView& view, Quad* small) {
    if (view.run == 1) {
      for (std::size_t r = 0; r < view.runs; ++r) {
        add_run(large + r * width, small + view.offsets[r], width);
      }
    } else if (view.constant) {
      for (std::size_t r = 0; r < view.runs; ++r) {
        Quad* to = small + view.offsets[r];
        Entry sum = read_entry(to);
        for (std::size_t i = 0; i < view.run; ++i, large += width) {
          for (std::size_t w = 0; w < width; ++w) {
            sum.quads[w] = sum.quads[w] + read(large[w]);
          }
        }
        write_entry(sum, to);
      }
    } else {
      for (std::size_t r = 0; r < view.runs; ++r, large += view.run * width) {
        add_run(large, small + view.offsets[r], view.run * width);
      }
    }
  }

  static void dot(const Quad* large, const QuadView& view, const Quad* small, Quad* sum) {
    // Two sums, so that each addition need not wait for the one before it.
    Entry even{};
    Entry odd{};
    std::size_t r = 0;
    if (view.run == 1) {
      for (; r + 1 < view.runs; r += 2, large += 2 * width) {
        add_product(large, small + view.offsets[r], even);
        add_product(large + width, small + view.offsets[r + 1], odd);
      }
    }
    for (; r < view.runs; ++r) {
      const Quad* from = small + view.offsets[r];
      const std::size_t step = view.constant ? 0 : width;
      std::size_t i = 0;
      for (; i + 1 < view.run; i += 2, large += 2 * width, from += 2 * step) {
        add_product(large, from, even);
        add_product(large + width, from + step, odd);
      }
      if (i < view.run) {
        add_product(large, from, even);
        large += width;
      }
    }
    for (std::size_t w = 0; w < width; ++w) {
      write(even.quads[w] + odd.quads[w], sum[w]);
    }
  }

  static void fill_halves(Quad* table, std::size_t half, const Quad* absent, const Quad* present) {
    for (std::size_t i = 0; i < half; ++i) {
      for (std::size_t w = 0; w < width; ++w) {
        write(read(absent[w]), table[i * width + w]);
        write(read(present[w]), table[(half + i) * width + w]);
      }
    }
  }

  static bool add_halves(const Quad* table, std::size_t half, Quad* message) {
    FourNumbers zeros{};
    for (std::size_t i = 0; i < half * width; ++i) {
      const FourNumbers sum = read(table[i]) + read(table[half * width + i]);
      write(sum, message[i]);
      zeros = zeros + zeros_of(sum);
    }
    return !all_are_zero(zeros);
  }

  static void scale_halves(Quad* table, std::size_t half, const Quad* factors, Quad* sums) {
    Entry absent{};
    Entry present{};
    Quad* second = table + half * width;
    for (std::size_t i = 0; i < half; ++i) {
      for (std::size_t w = 0; w < width; ++w, ++table, ++second, ++factors) {
        const FourNumbers factor = read(*factors);
        const FourNumbers first = read(*table) * factor;
        const FourNumbers other = read(*second) * factor;
        write(first, *table);
        write(other, *second);
        absent.quads[w] = absent.quads[w] + first;
        present.quads[w] = present.quads[w] + other;
      }
    }
    write_entry(absent, sums);
    write_entry(present, sums + width);
  }

  static void divide(Quad* divisor, const Quad* dividend, std::size_t count) {
    for (std::size_t i = 0; i < count * width; ++i) {
      write(read(dividend[i]) / read(divisor[i]), divisor[i]);
    }
  }

  static constexpr QuadKernels all() {
    return {assign,      multiply,   multiply_axis, add_up, dot,
            fill_halves, add_halves, scale_halves,  divide};
  }

 private:
  struct Entry {
    FourNumbers quads[width];
  };

  static Entry read_entry(const Quad* entry) {
    Entry numbers;
    for (std::size_t w = 0; w < width; ++w) {
      numbers.quads[w] = read(entry[w]);
    }
    return numbers;
  }
  static void write_entry(const Entry& numbers, Quad* entry) {
    for (std::size_t w = 0; w < width; ++w) {
      write(numbers.quads[w], entry[w]);
    }
  }
  static void add_product(const Quad* large, const Quad* small, Entry& sum) {
    for (std::size_t w = 0; w < width; ++w) {
      sum.quads[w] = sum.quads[w] + read(large[w]) * read(small[w]);
    }
  }
  static void multiply_entry(Quad* entry, const Entry& factor) {
    for (std::size_t w = 0; w < width; ++w) {
      write(read(entry[w]) * factor.quads[w], entry[w]);
    }
  }
  static void copy_run(Quad* large, const Quad* small, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      write(read(small[i]), large[i]);
    }
  }
  static void multiply_run(Quad* large, const Quad* small, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      write(read(large[i]) * read(small[i]), large[i]);
    }
  }
  static void add_run(const Quad* large, Quad* small, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      write(read(small[i]) + read(large[i]), small[i]);
    }
  }
};

void weigh_quads(const double* present, std::size_t count, std::size_t width, const Quad& absent,
                 const Quad& with, Quad* both, Quad* shares) {
  const FourNumbers if_absent = read(absent);
  const FourNumbers if_present = read(with);
  for (std::size_t i = 0; i < count; ++i) {
    const FourNumbers second = if_present * four_times(present[i]);
    const FourNumbers all = if_absent * four_times(1 - present[i]) + second;
    if (both != nullptr) {
      write(all, both[i * width]);
    }
    if (shares != nullptr) {
      write(second / all, shares[i * width]);
    }
  }
}

// Behind the entries where the parent is absent those where it is present; gives their number.
std::size_t extend_by(double* table, std::size_t count, const ParentRatios& parents) {
  for (std::size_t p = 0; p < parents.count; ++p, count *= 2) {
    const double ratio = parents.ratios[p];
    double* present = table + count;
    for (std::size_t i = 0; i < count; ++i) {
      present[i] = table[i] * ratio;
    }
  }
  return count;
}

void tabulate_cause(double* table, const ParentRatios& standing, const ParentRatios& summed,
                    const double* shares) {
  std::size_t count = extend_by(table, extend_by(table, 1, standing), summed);
  for (std::size_t i = 0; i < count; ++i) {
    table[i] = 1 / (1 + table[i]);
  }
  for (std::size_t p = summed.count; p-- > 0;) {
    count /= 2;
    const double share = shares[p];
    const double* present = table + count;
    for (std::size_t i = 0; i < count; ++i) {
      table[i] += share * (present[i] - table[i]);
    }
  }
}

constexpr QuadLoops quad_loops_here{
    {LoopsOf<1>::all(), LoopsOf<2>::all(), LoopsOf<3>::all(), LoopsOf<4>::all()},
    weigh_quads,
    tabulate_cause};
static_assert(quad_loops_here.of_width.size() == most_quads);

}  // namespace
}  // namespace paraspinal::engine
