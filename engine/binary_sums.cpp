// Entry points: begin, add and run.

#include "engine/binary_sums.h"

#include <algorithm>
#include <utility>

#include "engine/require.h"

namespace paraspinal::engine {
namespace {

// Of a view, shorter runs are looked up entry by entry.
constexpr std::size_t shortest_run = 4;

bool any_zero(std::span<const Quad> quads) {
  return std::ranges::any_of(quads, [](const Quad& quad) {
    return std::ranges::any_of(quad.lane, [](double value) { return value == 0; });
  });
}

}  // namespace

void BinarySums::begin(std::size_t variables, std::size_t quads) {
  require(variables <= most_variables, "no more variables than a set holds");
  require(quads >= 1 && quads <= most_quads, "an entry has as many quads as there are loops for");
  variables_ = variables;
  width_ = quads;
  kernels_ = &best_quad_loops().of_width[quads - 1];
  unary_.assign(2 * variables * width_, Quad::of(1));
  factors_.clear();
  scopes_.clear();
  values_used_ = 0;
  asked_.assign(variables, 0);
}

void BinarySums::multiply(Variable variable, const Quad& absent, const Quad& present) {
  Quad* own = unary_.data() + 2 * variable * width_;
  for (std::size_t w = 0; w < width_; ++w) {
    own[w] *= absent;
    own[width_ + w] *= present;
  }
}

void BinarySums::multiply(Variable variable, std::span<const Quad> factor) {
  Quad* own = unary_.data() + 2 * variable * width_;
  for (std::size_t i = 0; i < 2 * width_; ++i) {
    own[i] *= factor[i];
  }
}

BinarySums::Factor& BinarySums::append(std::span<const Variable> scope) {
  require(!scope.empty(), "a factor has a scope");
  Factor& factor = factors_.emplace_back();
  factor.scope_begin = static_cast<std::uint32_t>(scopes_.size());
  factor.scope_count = static_cast<std::uint32_t>(scope.size());
  scopes_.insert(scopes_.end(), scope.begin(), scope.end());
  return factor;
}

std::size_t BinarySums::add(std::span<const Variable> scope) {
  Factor& factor = append(scope);
  factor.values = room_for(factor);
  return factors_.size() - 1;
}

// Behind what is used of values_.
std::size_t BinarySums::room_for(const Factor& factor) {
  const std::size_t begin = values_used_;
  values_used_ += factor.entries() * width_;
  if (values_.size() < values_used_) {
    values_.resize(2 * values_used_);
  }
  return begin;
}

void BinarySums::ask_of(std::size_t factor) {
  factors_[factor].function = room_for(factors_[factor]);
}

std::size_t BinarySums::ask_jointly(std::span<const Variable> scope) {
  append(scope).is_one = true;
  ask_of(factors_.size() - 1);
  return factors_.size() - 1;
}

std::span<Quad> BinarySums::values(std::size_t factor) {
  const Factor& one = factors_[factor];
  return std::span(values_).subspan(one.values, one.entries() * width_);
}

std::span<Quad> BinarySums::function(std::size_t factor) {
  const Factor& one = factors_[factor];
  return std::span(values_).subspan(one.function, one.entries() * width_);
}

// Each in the bucket of its first variable.
void BinarySums::place_factors() {
  for (std::uint32_t f = 0; f < factors_.size(); ++f) {
    Factor& factor = factors_[f];
    factor.bucket = nowhere;
    for (const Variable v : scope_of(factor)) {
      factor.bucket = std::min(factor.bucket, rank_[v]);
    }
    if (!factor.is_one) {
      factor.next = std::exchange(buckets_[factor.bucket].first_factor, f);
    }
    if (factor.function != unasked) {
      factor.next_asked = std::exchange(buckets_[factor.bucket].first_asked, f);
    }
  }
  place_unaries();
}

// The factors of a variable itself go into the smallest that has it; where one of them is zero,
// only in its own bucket, for the zero would hide what its parent has of the factor's.
void BinarySums::place_unaries() {
  for (Bucket& bucket : buckets_) {
    bucket.has_zero = any_zero(unary_of(bucket));
  }
  for (std::uint32_t f = 0; f < factors_.size(); ++f) {
    const Factor& factor = factors_[f];
    for (const Variable v : scope_of(factor)) {
      Bucket& own = buckets_[rank_[v]];
      const bool fits = !factor.is_one && (!own.has_zero || factor.bucket == rank_[v]);
      if (fits &&
          (own.unary_in == nowhere || factor.scope_count < factors_[own.unary_in].scope_count)) {
        own.unary_in = f;
      }
    }
  }
  for (const Bucket& bucket : buckets_) {
    if (bucket.unary_in != nowhere) {
      take_unary(factors_[bucket.unary_in], bucket);
    }
  }
}

void BinarySums::take_unary(const Factor& factor, const Bucket& bucket) {
  const auto scope = scope_of(factor);
  const auto axis = std::ranges::find(scope, own_of(bucket)) - scope.begin();
  kernels_->multiply_axis(values_.data() + factor.values, factor.entries(), std::size_t{1} << axis,
                          unary_of(bucket).data());
}

// The offsets of the runs behind those of other views.
BinarySums::View BinarySums::look(std::span<const std::uint32_t> strides) {
  View view;
  view.constant = strides.front() == 0;
  std::size_t axis = 0;
  while (axis < strides.size() &&
         strides[axis] == (view.constant ? 0U : static_cast<std::uint32_t>(view.run))) {
    view.run *= 2;
    ++axis;
  }
  if (view.run < shortest_run) {
    view.run = 1;
    axis = 0;
  }
  view.runs = (std::size_t{1} << strides.size()) / view.run;
  view.offsets = offsets_used_;
  offsets_used_ += view.runs;
  if (offsets_.size() < offsets_used_) {
    offsets_.resize(2 * offsets_used_);
  }
  std::uint32_t* offsets = offsets_.data() + view.offsets;
  offsets[0] = 0;
  for (std::size_t known = 1; axis < strides.size(); ++axis, known *= 2) {
    const auto stride = static_cast<std::uint32_t>(strides[axis] * width_);
    for (std::size_t i = 0; i < known; ++i) {
      offsets[known + i] = offsets[i] + stride;
    }
  }
  return view;
}

void BinarySums::look_at_all() {
  offsets_used_ = 0;
  std::array<std::uint32_t, largest_axes> strides{};
  stride_of_.assign(variables_, 0);
  for (Factor& factor : factors_) {
    const auto scope = scope_of(factor);
    for (std::size_t i = 0; i < scope.size(); ++i) {
      stride_of_[rank_[scope[i]]] = std::uint32_t{1} << i;
    }
    const auto axes = axes_of(buckets_[factor.bucket]);
    std::ranges::transform(axes, strides.begin(),
                           [&](std::uint32_t axis) { return stride_of_[axis]; });
    for (const Variable v : scope) {
      stride_of_[rank_[v]] = 0;
    }
    factor.view = look(std::span(strides).first(axes.size()));
  }
  // Axes of a message stand in the order of its parent's.
  for (Bucket& child : buckets_) {
    if (child.parent != nowhere) {
      const auto axes = axes_of(buckets_[child.parent]);
      const auto own = axes_of(child);
      std::uint32_t next = 0;
      for (std::size_t i = 0; i < axes.size(); ++i) {
        const bool is_there = next + 1 < own.size() && own[next] == axes[i];
        strides[i] = is_there ? std::uint32_t{1} << next : 0;
        next += is_there ? 1 : 0;
      }
      child.view = look(std::span(strides).first(axes.size()));
    }
  }
}

BinarySums::Variable BinarySums::own_of(const Bucket& bucket) const {
  return order_[axes_of(bucket).back()];
}

// [state][quad]
std::span<const Quad> BinarySums::unary_of(const Bucket& bucket) const {
  return std::span(unary_).subspan(2 * width_ * own_of(bucket), 2 * width_);
}

std::span<const BinarySums::Variable> BinarySums::scope_of(const Factor& factor) const {
  return std::span(scopes_).subspan(factor.scope_begin, factor.scope_count);
}

std::span<const std::uint32_t> BinarySums::axes_of(const Bucket& bucket) const {
  return std::span(axes_).subspan(bucket.axes_begin, bucket.axes_count);
}

QuadView BinarySums::view(const View& view) const {
  return {offsets_.data() + view.offsets, view.runs, view.run, view.constant};
}

// All that enters a bucket, but for the message of one child.
void BinarySums::build(const Bucket& bucket, std::uint32_t left_out, Quad* table) const {
  auto into_table = kernels_->assign;
  if (bucket.unary_in == nowhere) {
    const Quad* unary = unary_of(bucket).data();
    kernels_->fill_halves(table, bucket.half(), unary, unary + width_);
    into_table = kernels_->multiply;
  }
  for (std::uint32_t f = bucket.first_factor; f != nowhere; f = factors_[f].next) {
    into_table(table, view(factors_[f].view), values_.data() + factors_[f].values);
    into_table = kernels_->multiply;
  }
  for (std::uint32_t c = bucket.first_child; c != nowhere; c = buckets_[c].next_child) {
    const Bucket& child = buckets_[c];
    if (c != left_out) {
      into_table(table, view(child.view), messages_.data() + child.message);
      into_table = kernels_->multiply;
    }
  }
  if (into_table == kernels_->assign) {  // the only child is left out
    std::fill_n(table, 2 * bucket.half() * width_, Quad::of(1));
  }
}

bool BinarySums::collect() {
  total_.assign(width_, Quad::of(1));
  for (Bucket& bucket : buckets_) {
    Quad* table = tables_.data() + bucket.table;
    build(bucket, nowhere, table);
    Quad* message = messages_.data() + bucket.message;
    bucket.hides = kernels_->add_halves(table, bucket.half(), message);
    for (std::size_t w = 0; bucket.parent == nowhere && w < width_; ++w) {
      total_[w] *= message[w];
    }
  }
  return !any_zero(total_);
}

// What all others say of the bucket's axes: what the parent has of them, divided by what came from
// here, in whose room it stands.
void BinarySums::find_down(const Bucket& bucket) {
  const std::size_t count = bucket.half() * width_;
  Quad* message = messages_.data() + bucket.message;
  std::fill_n(added_.data(), count, Quad{});
  kernels_->add_up(tables_.data() + buckets_[bucket.parent].table, view(bucket.view),
                   added_.data());
  kernels_->divide(message, added_.data(), bucket.half());
}

// The same where a zero came, which hides what the parent has of it: from the parent's other
// inputs. Appended to anew_, for the parent's other children still need what came from here.
void BinarySums::find_down_anew(std::uint32_t place) {
  const Bucket& bucket = buckets_[place];
  const Bucket& parent = buckets_[bucket.parent];
  const std::size_t half = parent.half() * width_;
  rebuilt_.resize(std::max(2 * half, rebuilt_.size()));
  build(parent, place, rebuilt_.data());
  for (std::size_t i = 0; i < half; ++i) {
    rebuilt_[i] *= messages_[parent.message + i];
    rebuilt_[half + i] *= messages_[parent.message + i];
  }
  const std::size_t begin = anew_.size();
  anew_.resize(begin + bucket.half() * width_, Quad{});
  kernels_->add_up(rebuilt_.data(), view(bucket.view), anew_.data() + begin);
}

// To the children of a bucket whose own sums are done, while its table is near.
void BinarySums::send_down(std::uint32_t place) {
  const auto for_each_child = [&](bool hides, auto visit) {
    for (std::uint32_t c = buckets_[place].first_child; c != nowhere; c = buckets_[c].next_child) {
      if (buckets_[c].needed && buckets_[c].hides == hides) {
        visit(c);
      }
    }
  };
  anew_.clear();
  for_each_child(true, [&](std::uint32_t c) { find_down_anew(c); });
  const Quad* anew = anew_.data();
  for_each_child(true, [&](std::uint32_t c) {
    const std::size_t count = buckets_[c].half() * width_;
    std::copy_n(anew, count, messages_.data() + buckets_[c].message);
    anew += count;
  });
  for_each_child(false, [&](std::uint32_t c) { find_down(buckets_[c]); });
}

void BinarySums::find_needed() {
  for (std::size_t place = 0; place < variables_; ++place) {
    Bucket& bucket = buckets_[place];
    bucket.needed = asked_[order_[place]] != 0 || bucket.first_asked != nowhere;
  }
  for (const Bucket& bucket : buckets_) {
    if (bucket.needed && bucket.parent != nowhere) {
      buckets_[bucket.parent].needed = true;
    }
  }
}

void BinarySums::distribute() {
  find_needed();
  sums_.resize(2 * variables_ * width_);
  for (auto place = static_cast<std::uint32_t>(variables_); place-- > 0;) {
    const Bucket& bucket = buckets_[place];
    if (!bucket.needed) {
      continue;
    }
    Quad* from_above = messages_.data() + bucket.message;
    if (bucket.parent == nowhere) {
      kernels_->divide(from_above, total_.data(), 1);
    }
    Quad* table = tables_.data() + bucket.table;
    kernels_->scale_halves(table, bucket.half(), from_above, sums_.data() + 2 * place * width_);
    // While the table is near.
    for (std::uint32_t f = bucket.first_asked; f != nowhere; f = factors_[f].next_asked) {
      const Factor& factor = factors_[f];
      kernels_->dot(table, view(factor.view), values_.data() + factor.function,
                    values_.data() + factor.function);
    }
    send_down(place);
  }
}

bool BinarySums::run() {
  constexpr std::size_t few = 64;
  if (!(variables_ <= few ? order_and_lay_out<1>() : order_and_lay_out<most_words>())) {
    return false;
  }
  place_factors();
  look_at_all();
  if (!collect()) {
    return false;
  }
  distribute();
  return true;
}

std::span<const Quad> BinarySums::absent(Variable variable) const {
  return std::span(sums_).subspan(2 * rank_[variable] * width_, width_);
}

std::span<const Quad> BinarySums::present(Variable variable) const {
  return std::span(sums_).subspan((2 * rank_[variable] + 1) * width_, width_);
}

std::span<const Quad> BinarySums::sum_of(std::size_t factor) const {
  return std::span(values_).subspan(factors_[factor].function, width_);
}

}  // namespace paraspinal::engine
