// The order in which binary_sums.h eliminates, and where its tables stand; what is summed in them
// is in binary_sums.cpp. Entry point: order_and_lay_out, at the end.

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "engine/binary_sums.h"

namespace paraspinal::engine {
namespace {

// Quads of all tables; more of them, of which each is several sets, are slow.
constexpr std::size_t most_side_by_side = std::size_t{1} << 17;

template <std::size_t words, typename Visit>
void for_each_in(const std::uint64_t* set, Visit visit) {
  for (std::size_t w = 0; w < words; ++w) {
    for (std::uint64_t bits = set[w]; bits != 0; bits &= bits - 1) {
      visit(static_cast<std::uint32_t>(64 * w + static_cast<std::size_t>(std::countr_zero(bits))));
    }
  }
}

constexpr std::uint64_t bit_of(std::uint32_t member) {
  return std::uint64_t{1} << (member % 64);
}

// A variable's degree times this, plus its number: the least key is the first of the fewest.
// Shifted to have room in what SSE2 finds the least of.
constexpr std::uint32_t numbers = 256;
constexpr int lowest_key = -32'768;
constexpr std::int16_t no_key = 32'767;
static_assert(BinarySums::most_variables <= numbers / 4 * 3);

void add_degree(std::int16_t& key, int change) {
  key = static_cast<std::int16_t>(key + change * static_cast<int>(numbers));
}

std::int16_t least_of(std::span<const std::int16_t> keys) {
  std::int16_t least = no_key;
  for (const std::int16_t key : keys) {
    least = std::min(least, key);
  }
  return least;
}

}  // namespace

// The variable of the fewest neighbours first, of several the first.
template <std::size_t words>
void BinarySums::find_order() {
  neighbours_.assign(variables_ * words, 0);
  const auto set_of = [&](Variable v) { return neighbours_.data() + v * words; };
  for (const Factor& factor : factors_) {
    std::array<std::uint64_t, words> scope{};
    const auto members = scope_of(factor);
    for (const Variable v : members) {
      scope[v / 64] |= bit_of(v);
    }
    for (const Variable v : members) {
      for (std::size_t w = 0; w < words; ++w) {
        set_of(v)[w] |= scope[w];
      }
    }
  }
  keys_.assign(variables_, 0);
  for (Variable v = 0; v < variables_; ++v) {
    set_of(v)[v / 64] &= ~bit_of(v);
    keys_[v] = static_cast<std::int16_t>(lowest_key + static_cast<int>(v));
    for_each_in<words>(set_of(v), [&](Variable) { add_degree(keys_[v], 1); });
  }
  order_.clear();
  rank_.resize(variables_);
  for (std::uint32_t place = 0; place < variables_; ++place) {
    const Variable v = static_cast<Variable>(least_of(keys_)) % numbers;
    keys_[v] = no_key;
    rank_[v] = place;
    order_.push_back(v);
    const std::uint64_t* own = set_of(v);
    for_each_in<words>(own, [&](Variable u) {
      std::uint64_t* others = set_of(u);
      others[v / 64] &= ~bit_of(v);
      std::int16_t key = keys_[u];
      add_degree(key, -1);
      for (std::size_t w = 0; w < words; ++w) {
        std::uint64_t added = own[w] & ~others[w];
        added &= u / 64 == w ? ~bit_of(u) : ~std::uint64_t{0};
        others[w] |= added;
        for (; added != 0; added &= added - 1) {
          add_degree(key, 1);
        }
      }
      keys_[u] = key;
    });
  }
}

template <std::size_t words>
bool BinarySums::order_and_lay_out() {
  find_order<words>();
  buckets_.assign(variables_, {});
  axes_.clear();
  std::size_t tables = 0;
  std::size_t messages = 0;
  std::size_t largest = 0;
  for (std::uint32_t place = 0; place < variables_; ++place) {
    Bucket& bucket = buckets_[place];
    bucket.axes_begin = static_cast<std::uint32_t>(axes_.size());
    std::array<std::uint64_t, words> later{};  // neighbours, as places in the order
    for_each_in<words>(neighbours_.data() + order_[place] * words,
                       [&](Variable u) { later[rank_[u] / 64] |= bit_of(rank_[u]); });
    for (std::size_t w = words; w-- > 0;) {
      for (std::uint64_t bits = later[w]; bits != 0; bits &= ~std::bit_floor(bits)) {
        axes_.push_back(static_cast<std::uint32_t>(64 * w + std::bit_width(bits) - 1));
      }
    }
    bucket.parent = axes_.size() == bucket.axes_begin ? nowhere : axes_.back();
    axes_.push_back(place);
    bucket.axes_count = static_cast<std::uint32_t>(axes_.size()) - bucket.axes_begin;
    if (bucket.axes_count > largest_axes) {
      return false;
    }
    bucket.table = tables;
    bucket.message = messages;
    tables += 2 * bucket.half() * width_;
    messages += bucket.half() * width_;
    largest = std::max(largest, bucket.half() * width_);
    if (bucket.parent != nowhere) {
      bucket.next_child = std::exchange(buckets_[bucket.parent].first_child, place);
    }
  }
  if (width_ > 1 && tables > most_side_by_side) {
    return false;
  }
  tables_.resize(std::max(tables, tables_.size()));
  messages_.resize(std::max(messages, messages_.size()));
  added_.resize(std::max(largest, added_.size()));
  return true;
}

template bool BinarySums::order_and_lay_out<1>();
template bool BinarySums::order_and_lay_out<BinarySums::most_words>();

}  // namespace paraspinal::engine
