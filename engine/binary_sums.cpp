// Entry points: begin, add and run.

#include "engine/binary_sums.h"

#include <algorithm>
#include <bit>

#include "engine/require.h"

namespace paraspinal::engine {
namespace {

constexpr std::uint32_t no_bucket = static_cast<std::uint32_t>(-1);

template <std::size_t words, typename Visit>
void for_each_in(const std::array<std::uint64_t, words>& set, Visit visit) {
  for (std::size_t w = 0; w < words; ++w) {
    for (std::uint64_t bits = set[w]; bits != 0; bits &= bits - 1) {
      visit(static_cast<std::uint32_t>(64 * w + static_cast<std::size_t>(std::countr_zero(bits))));
    }
  }
}

template <std::size_t words>
std::uint32_t size_of(const std::array<std::uint64_t, words>& set) {
  int count = 0;
  for (const std::uint64_t word : set) {
    count += std::popcount(word);
  }
  return static_cast<std::uint32_t>(count);
}

bool any_zero(const Quad& quad) {
  return std::ranges::any_of(quad.lane, [](double value) { return value == 0; });
}

}  // namespace

void BinarySums::begin(std::size_t variables) {
  require(variables <= most_variables, "no more variables than a set holds");
  variables_ = variables;
  unary_.assign(2 * variables, Quad::of(1));
  factors_.clear();
  scopes_.clear();
  values_used_ = 0;
  asked_.assign(variables, 0);
  asked_factors_.clear();
}

void BinarySums::multiply(Variable variable, const Quad& absent, const Quad& present) {
  unary_[2 * variable] *= absent;
  unary_[2 * variable + 1] *= present;
}

std::size_t BinarySums::add(std::span<const Variable> scope) {
  factors_.push_back({static_cast<std::uint32_t>(scopes_.size()),
                      static_cast<std::uint32_t>(scope.size()), values_used_});
  scopes_.insert(scopes_.end(), scope.begin(), scope.end());
  values_used_ += std::size_t{1} << scope.size();
  values_.resize(std::max(values_used_, values_.size()));
  return factors_.size() - 1;
}

std::span<Quad> BinarySums::values(std::size_t factor) {
  const Factor& one = factors_[factor];
  return std::span(values_).subspan(one.values, std::size_t{1} << one.scope_count);
}

// The variable of the fewest neighbours first, of several the first.
void BinarySums::find_order() {
  neighbours_.assign(variables_, Set{});
  const auto bit = [](Variable v) { return std::uint64_t{1} << (v % 64); };
  for (const Factor& factor : factors_) {
    Set scope{};
    const auto members = std::span(scopes_).subspan(factor.scope_begin, factor.scope_count);
    for (const Variable v : members) {
      scope[v / 64] |= bit(v);
    }
    for (const Variable v : members) {
      for (std::size_t w = 0; w < words; ++w) {
        neighbours_[v][w] |= scope[w];
      }
      neighbours_[v][v / 64] &= ~bit(v);
    }
  }
  std::vector<std::uint32_t>& degree = strides_;
  degree.resize(variables_);
  for (std::size_t v = 0; v < variables_; ++v) {
    degree[v] = size_of(neighbours_[v]);
  }
  order_.clear();
  rank_.resize(variables_);
  for (std::size_t place = 0; place < variables_; ++place) {
    const auto least = std::min_element(degree.begin(), degree.end());
    const auto v = static_cast<Variable>(least - degree.begin());
    *least = no_bucket;
    rank_[v] = static_cast<std::uint32_t>(place);
    order_.push_back(v);
    const Set& own = neighbours_[v];
    for_each_in(own, [&](Variable u) {
      Set& others = neighbours_[u];
      for (std::size_t w = 0; w < words; ++w) {
        others[w] |= own[w];
      }
      others[u / 64] &= ~bit(u);
      others[v / 64] &= ~bit(v);
      degree[u] = size_of(others);
    });
  }
}

bool BinarySums::lay_out() {
  buckets_.resize(variables_);
  axes_.clear();
  first_child_.assign(variables_, no_bucket);
  next_child_.assign(variables_, no_bucket);
  first_factor_.assign(variables_, no_bucket);
  next_factor_.assign(factors_.size(), no_bucket);
  bucket_of_.resize(factors_.size());
  std::size_t tables = 0;
  std::size_t messages = 0;
  for (std::size_t place = 0; place < variables_; ++place) {
    const Variable v = order_[place];
    Bucket& bucket = buckets_[place];
    bucket.axes_begin = static_cast<std::uint32_t>(axes_.size());
    for_each_in(neighbours_[v], [&](Variable u) { axes_.push_back(u); });
    const auto begin = axes_.begin() + bucket.axes_begin;
    std::sort(begin, axes_.end(), [&](Variable a, Variable b) { return rank_[a] > rank_[b]; });
    bucket.parent = begin == axes_.end() ? no_bucket : rank_[axes_.back()];
    axes_.push_back(v);
    bucket.axes_count = static_cast<std::uint32_t>(axes_.size()) - bucket.axes_begin;
    if (bucket.axes_count > largest_axes) {
      return false;
    }
    bucket.table = tables;
    bucket.message = messages;
    tables += std::size_t{1} << bucket.axes_count;
    messages += std::size_t{1} << (bucket.axes_count - 1);
    if (bucket.parent != no_bucket) {
      next_child_[place] = first_child_[bucket.parent];
      first_child_[bucket.parent] = static_cast<std::uint32_t>(place);
    }
  }
  for (std::size_t f = 0; f < factors_.size(); ++f) {
    std::uint32_t place = no_bucket;
    for (const Variable v :
         std::span(scopes_).subspan(factors_[f].scope_begin, factors_[f].scope_count)) {
      place = std::min(place, rank_[v]);
    }
    bucket_of_[f] = place;
    next_factor_[f] = first_factor_[place];
    first_factor_[place] = static_cast<std::uint32_t>(f);
  }
  tables_.resize(std::max(tables, tables_.size()));
  messages_.resize(std::max(messages, messages_.size()));
  stride_of_.assign(variables_, 0);
  return true;
}

// Fills the offsets of the runs.
QuadView BinarySums::look(const Bucket& bucket, std::span<const std::uint32_t> strides) {
  QuadView view;
  std::size_t axis = 0;
  view.constant = strides.front() == 0;
  while (axis < bucket.axes_count &&
         strides[axis] == (view.constant ? 0U : static_cast<std::uint32_t>(view.run))) {
    view.run *= 2;
    ++axis;
  }
  offsets_.resize((std::size_t{1} << bucket.axes_count) / view.run);
  offsets_[0] = 0;
  for (std::size_t known = 1; axis < bucket.axes_count; ++axis, known *= 2) {
    for (std::size_t i = 0; i < known; ++i) {
      offsets_[known + i] = offsets_[i] + strides[axis];
    }
  }
  view.offsets = offsets_.data();
  view.runs = offsets_.size();
  return view;
}

QuadView BinarySums::look_at_factor(const Bucket& bucket, const Factor& factor) {
  const auto scope = std::span(scopes_).subspan(factor.scope_begin, factor.scope_count);
  for (std::size_t i = 0; i < scope.size(); ++i) {
    stride_of_[scope[i]] = std::uint32_t{1} << i;
  }
  strides_.resize(bucket.axes_count);
  for (std::size_t axis = 0; axis < bucket.axes_count; ++axis) {
    strides_[axis] = stride_of_[axes_[bucket.axes_begin + axis]];
  }
  for (const Variable v : scope) {
    stride_of_[v] = 0;
  }
  return look(bucket, strides_);
}

// Its axes stand in the same order.
QuadView BinarySums::look_at_message(const Bucket& bucket, const Bucket& child) {
  strides_.resize(bucket.axes_count);
  std::uint32_t next = 0;
  for (std::size_t axis = 0; axis < bucket.axes_count; ++axis) {
    const bool is_there = next + 1 < child.axes_count &&
                          axes_[child.axes_begin + next] == axes_[bucket.axes_begin + axis];
    strides_[axis] = is_there ? std::uint32_t{1} << next : 0;
    next += is_there ? 1 : 0;
  }
  return look(bucket, strides_);
}

// All that enters a bucket, but for the message of one child.
void BinarySums::build(std::uint32_t place, std::uint32_t left_out, Quad* table) {
  const Bucket& bucket = buckets_[place];
  const std::size_t half = std::size_t{1} << (bucket.axes_count - 1);
  std::fill_n(table, half, unary_[2 * order_[place]]);
  std::fill_n(table + half, half, unary_[2 * order_[place] + 1]);
  for (std::uint32_t f = first_factor_[place]; f != no_bucket; f = next_factor_[f]) {
    kernels_.multiply(table, look_at_factor(bucket, factors_[f]),
                      values_.data() + factors_[f].values);
  }
  for (std::uint32_t child = first_child_[place]; child != no_bucket; child = next_child_[child]) {
    if (child != left_out) {
      kernels_.multiply(table, look_at_message(bucket, buckets_[child]),
                        messages_.data() + buckets_[child].message);
    }
  }
}

bool BinarySums::collect() {
  total_ = Quad::of(1);
  for (std::uint32_t place = 0; place < variables_; ++place) {
    const Bucket& bucket = buckets_[place];
    Quad* table = tables_.data() + bucket.table;
    build(place, no_bucket, table);
    const std::size_t half = std::size_t{1} << (bucket.axes_count - 1);
    Quad* message = messages_.data() + bucket.message;
    kernels_.add_halves(table, half, message);
    if (bucket.parent == no_bucket) {
      total_ *= *message;
    }
  }
  return !any_zero(total_);
}

// What all others say of the bucket's axes: what the parent has of them, divided by what came from
// here; where a zero came, which hides it, made anew from the parent's other inputs.
void BinarySums::find_down(std::uint32_t place) {
  const Bucket& bucket = buckets_[place];
  const std::size_t half = std::size_t{1} << (bucket.axes_count - 1);
  const auto message = std::span(messages_).subspan(bucket.message, half);
  const auto down = std::span(downs_).subspan(bucket.message, half);
  if (bucket.parent == no_bucket) {
    down[0] = total_ / message[0];
    return;
  }
  std::ranges::fill(down, Quad{});
  const Bucket& parent = buckets_[bucket.parent];
  const bool is_divided = std::ranges::none_of(message, any_zero);
  const Quad* table = tables_.data() + parent.table;
  if (!is_divided) {
    const std::size_t parent_half = std::size_t{1} << (parent.axes_count - 1);
    rebuilt_.resize(2 * parent_half);
    build(bucket.parent, place, rebuilt_.data());
    for (std::size_t i = 0; i < parent_half; ++i) {
      rebuilt_[i] *= downs_[parent.message + i];
      rebuilt_[parent_half + i] *= downs_[parent.message + i];
    }
    table = rebuilt_.data();
  }
  kernels_.add_up(table, look_at_message(parent, bucket), down.data());
  if (is_divided) {
    kernels_.divide(down.data(), message.data(), half);
  }
}

void BinarySums::find_needed() {
  needed_.assign(variables_, 0);
  for (std::size_t v = 0; v < variables_; ++v) {
    needed_[rank_[v]] = asked_[v];
  }
  for (const std::size_t factor : asked_factors_) {
    needed_[bucket_of_[factor]] = 1;
  }
  for (std::size_t place = 0; place < variables_; ++place) {
    if (needed_[place] != 0 && buckets_[place].parent != no_bucket) {
      needed_[buckets_[place].parent] = 1;
    }
  }
}

void BinarySums::distribute() {
  find_needed();
  present_.resize(variables_);
  downs_.resize(std::max(messages_.size(), downs_.size()));
  for (auto place = static_cast<std::uint32_t>(variables_); place-- > 0;) {
    if (needed_[place] == 0) {
      continue;
    }
    find_down(place);
    const Bucket& bucket = buckets_[place];
    Quad* table = tables_.data() + bucket.table;
    const Quad* down = downs_.data() + bucket.message;
    const std::size_t half = std::size_t{1} << (bucket.axes_count - 1);
    present_[order_[place]] = kernels_.scale_halves(table, half, down);
  }
}

bool BinarySums::run() {
  find_order();
  if (!lay_out() || !collect()) {
    return false;
  }
  distribute();
  return true;
}

Quad BinarySums::sum_of(std::size_t factor, std::span<const Quad> function) {
  const Bucket& bucket = buckets_[bucket_of_[factor]];
  return kernels_.dot(tables_.data() + bucket.table, look_at_factor(bucket, factors_[factor]),
                      function.data());
}

}  // namespace paraspinal::engine
