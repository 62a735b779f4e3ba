#pragma once

// The eight numbers of an entry (lane_kernels.h) as vectors of the machine's own width. A vector
// that is wider than the machine's is kept in memory in pieces by the compiler, and what is added
// to it in a loop then waits for the store before: sums were five times slower.
//
//   Octet sum = octet(table[0]);
//   for (std::size_t i = 1; i < count; ++i) sum = sum + octet(table[i]);
//   put(sum, total);
//
// Each number is what the arithmetic of Lanes::Vector gives, to the bit. See table_walk.h for what
// a header that is compiled for several machines forbids.

#include "engine/lane_kernels.h"

namespace paraspinal::engine {
namespace {

template <typename Half>
struct Pair {
  Half low;
  Half high;
};

#if defined(__AVX512F__)
using Part [[gnu::vector_size(64)]] = double;
using Octet = Part;
#elif defined(__AVX2__)
using Part [[gnu::vector_size(32)]] = double;
using Octet = Pair<Part>;
#else
using Part [[gnu::vector_size(16)]] = double;
using Octet = Pair<Pair<Part> >;
#endif
static_assert(sizeof(Octet) == sizeof(Lanes));

// From and to memory, part by part.
using StoredPart [[gnu::may_alias]] = Part;

inline void read(Part& part, const StoredPart* from) {
  part = *from;
}

template <typename Half>
void read(Pair<Half>& pair, const StoredPart* from) {
  read(pair.low, from);
  read(pair.high, from + sizeof(Half) / sizeof(Part));
}

inline void write(const Part& part, StoredPart* to) {
  *to = part;
}

template <typename Half>
void write(const Pair<Half>& pair, StoredPart* to) {
  write(pair.low, to);
  write(pair.high, to + sizeof(Half) / sizeof(Part));
}

inline Octet octet(const Lanes& lanes) {
  Octet value;
  read(value, reinterpret_cast<const StoredPart*>(&lanes));
  return value;
}

inline void put(const Octet& value, Lanes& lanes) {
  write(value, reinterpret_cast<StoredPart*>(&lanes));
}

template <typename Half>
Pair<Half> operator+(const Pair<Half>& a, const Pair<Half>& b) {
  return {a.low + b.low, a.high + b.high};
}

template <typename Half>
Pair<Half> operator*(const Pair<Half>& a, const Pair<Half>& b) {
  return {a.low * b.low, a.high * b.high};
}

template <typename Half>
Pair<Half> operator*(const Pair<Half>& a, double number) {
  return {a.low * number, a.high * number};
}

template <typename Half>
Pair<Half> operator/(const Pair<Half>& a, const Pair<Half>& b) {
  return {a.low / b.low, a.high / b.high};
}

// The same number eight times.
inline void fill(Part& part, double number) {
  part = Part{} + number;
}

template <typename Half>
void fill(Pair<Half>& pair, double number) {
  fill(pair.low, number);
  fill(pair.high, number);
}

inline Octet octet(double number) {
  Octet value;
  fill(value, number);
  return value;
}

inline Part larger(const Part& a, const Part& b) {
  return a > b ? a : b;
}

template <typename Half>
Pair<Half> larger(const Pair<Half>& a, const Pair<Half>& b) {
  return {larger(a.low, b.low), larger(a.high, b.high)};
}

inline Part smaller(const Part& a, const Part& b) {
  return a < b ? a : b;
}

template <typename Half>
Pair<Half> smaller(const Pair<Half>& a, const Pair<Half>& b) {
  return {smaller(a.low, b.low), smaller(a.high, b.high)};
}

inline Part magnitude(const Part& part) {
  return part < 0 ? -part : part;
}

template <typename Half>
Pair<Half> magnitude(const Pair<Half>& pair) {
  return {magnitude(pair.low), magnitude(pair.high)};
}

// As it is, but 1 where it is 0.
inline Part divisor(const Part& part) {
  return part == 0 ? Part{} + 1 : part;
}

template <typename Half>
Pair<Half> divisor(const Pair<Half>& pair) {
  return {divisor(pair.low), divisor(pair.high)};
}

}  // namespace
}  // namespace paraspinal::engine
