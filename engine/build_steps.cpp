#include "engine/build_steps.h"

#include <algorithm>

namespace paraspinal::engine {
namespace {

constexpr std::size_t none = QueryPlan::none;

// Repeating the steps for each of more outer states would cost more than longer loops save.
constexpr std::size_t most_outer_states = 8;
constexpr std::size_t smallest_block = 16;

// After so many messages into one clique its table is scaled again.
constexpr std::size_t messages_between_scalings = 8;

std::uint32_t narrow(std::size_t n) {
  return static_cast<std::uint32_t>(n);
}

}  // namespace

void BuildPlanner::begin(const PlanClique& clique) {
  extents_.clear();
  inputs_.clear();
  strides_.clear();
  for (const std::size_t v : part(plan_.clique_axes, clique.axes)) {
    position_[v] = extents_.size();
    extents_.push_back(plan_.states[v]);
  }
}

std::size_t* BuildPlanner::add_input(InputSource source, std::size_t index) {
  inputs_.push_back({source, index, strides_.size(), none, 0});
  strides_.resize(strides_.size() + extents_.size(), 0);
  return strides_.data() + inputs_.back().first_stride;
}

void BuildPlanner::add_factor(std::size_t factor) {
  const Stretch scope = plan_.factors[factor].scope;
  std::size_t* strides = add_input(InputSource::factor, factor);
  for (std::uint32_t i = scope.begin; i < scope.begin + scope.count; ++i) {
    strides[position_[plan_.scope_variables[i]]] = plan_.scope_strides[i];
  }
}

void BuildPlanner::add_unary(std::size_t local) {
  add_input(InputSource::unary, local)[position_[local]] = 1;
}

Stretch BuildPlanner::add_message(std::size_t child, std::span<const std::size_t> separator) {
  std::size_t* strides = add_input(InputSource::message, child);
  for (const std::size_t v : separator) {
    strides[position_[v]] = 1;
  }
  // In the order of the clique's axes, the last fastest.
  std::size_t stride = 1;
  for (std::size_t i = extents_.size(); i-- > 0;) {
    if (strides[i] != 0) {
      strides[i] = stride;
      stride *= extents_[i];
    }
  }
  return loops_from(0, strides);
}

// Over the axes from this one on.
Stretch BuildPlanner::loops_from(std::size_t axis, const std::size_t* strides) {
  const std::size_t begin = plan_.loops.size();
  for (std::size_t i = axis; i < extents_.size(); ++i) {
    append_axis(plan_.loops, begin, {extents_[i], strides[i]});
  }
  return {narrow(begin), narrow(plan_.loops.size() - begin)};
}

// Those of the first group, the separator or the rest, where two inputs or more would gain.
std::size_t BuildPlanner::outer_axes(const PlanClique& clique) const {
  if (clique.children.count >= messages_between_scalings) {
    return 0;
  }
  std::size_t group = clique.separator_last ? clique.rest_states : clique.separator_states;
  if (clique.parent == PlanClique::none) {
    group = extents_[0];
  }
  if (group > most_outer_states || clique.states() < group * smallest_block) {
    return 0;
  }
  std::size_t count = 0;
  for (std::size_t states = 1; states < group; ++count) {
    states *= extents_[count];
  }
  std::size_t mixed = 0;
  for (const Input& input : inputs_) {
    const std::size_t* strides = strides_.data() + input.first_stride;
    const auto used = [](std::size_t stride) { return stride != 0; };
    if (std::any_of(strides, strides + count, used) &&
        std::any_of(strides + count, strides + extents_.size(), used)) {
      ++mixed;
    }
  }
  return mixed > 1 ? count : 0;
}

void BuildPlanner::place_inputs(std::size_t outer) {
  for (Input& input : inputs_) {
    const std::size_t* strides = strides_.data() + input.first_stride;
    for (std::size_t i = extents_.size(); i-- > outer;) {
      if (strides[i] != 0) {
        input.faster += input.slowest == none ? 0 : 1;
        input.slowest = i;
      }
    }
  }
}

// Where each input begins for each joint state of the outer axes, the last fastest.
void BuildPlanner::list_offsets(std::size_t outer) {
  offsets_.assign(inputs_.size(), 0);
  for (std::size_t k = 0; k < inputs_.size() && outer > 0; ++k) {
    const std::size_t* strides = strides_.data() + inputs_[k].first_stride;
    const std::size_t begin = plan_.step_offsets.size();
    offsets_[k] = narrow(begin);
    plan_.step_offsets.push_back(0);
    for (std::size_t axis = 0; axis < outer; ++axis) {
      const std::size_t known = plan_.step_offsets.size() - begin;
      plan_.step_offsets.resize(begin + known * extents_[axis]);
      for (std::size_t i = known; i-- > 0;) {
        const std::uint32_t base = plan_.step_offsets[begin + i];
        for (std::size_t s = extents_[axis]; s-- > 0;) {
          plan_.step_offsets[begin + i * extents_[axis] + s] = base + narrow(s * strides[axis]);
        }
      }
    }
  }
}

// The block repeated along the axes from this position on that it does not have yet.
void BuildPlanner::grow_to(std::size_t position) {
  std::size_t extent = 1;
  while (built_ > position) {
    extent *= extents_[--built_];
  }
  if (extent > 1) {
    BuildStep step;
    step.kind = BuildKind::extend;
    step.size = narrow(size_);
    step.axis = {extent, 0};
    plan_.build_steps.push_back(step);
    size_ *= extent;
  }
}

void BuildPlanner::add_step(BuildKind kind, std::size_t input, std::size_t from_axis) {
  BuildStep step;
  step.kind = kind;
  step.source = inputs_[input].source;
  step.index = narrow(inputs_[input].index);
  step.size = narrow(size_);
  step.offsets = offsets_[input];
  const std::size_t* strides = strides_.data() + inputs_[input].first_stride;
  if (kind == BuildKind::extend) {
    step.axis = {extents_[from_axis], strides[from_axis]};
  } else {
    step.loops = loops_from(from_axis, strides);
  }
  plan_.build_steps.push_back(step);
}

void BuildPlanner::rescale_after(const Input& input) {
  if (input.source == InputSource::message && ++messages_ % messages_between_scalings == 0) {
    BuildStep step;
    step.kind = BuildKind::rescale;
    step.size = narrow(size_);
    plan_.build_steps.push_back(step);
  }
}

// All inputs whose slowest axis is this one: first one that has no other axis.
void BuildPlanner::take_in(std::size_t axis) {
  const auto here = [&](const Input& input) { return input.slowest == axis; };
  const auto alone = std::ranges::find_if(
      inputs_, [&](const Input& input) { return here(input) && input.faster == 0; });
  std::size_t first = inputs_.size();
  if (alone != inputs_.end()) {
    first = static_cast<std::size_t>(alone - inputs_.begin());
    grow_to(axis + 1);
    add_step(BuildKind::extend, first, axis);
    built_ = axis;
    size_ *= extents_[axis];
    rescale_after(*alone);
  }
  for (std::size_t k = 0; k < inputs_.size(); ++k) {
    if (k == first || !here(inputs_[k])) {
      continue;
    }
    const bool nothing_yet = plan_.build_steps.size() == first_step_ && outer_ == 0 &&
                             inputs_[k].source != InputSource::message;
    if (nothing_yet) {
      while (built_ > axis) {
        size_ *= extents_[--built_];
      }
    }
    grow_to(axis);
    add_step(nothing_yet ? BuildKind::assign : BuildKind::multiply, k, axis);
    rescale_after(inputs_[k]);
  }
}

void BuildPlanner::plan_steps(PlanClique& clique) {
  outer_ = outer_axes(clique);
  built_ = extents_.size();
  size_ = 1;
  messages_ = 0;
  first_step_ = plan_.build_steps.size();
  place_inputs(outer_);
  list_offsets(outer_);
  std::size_t states = 1;
  for (std::size_t axis = 0; axis < outer_; ++axis) {
    states *= extents_[axis];
  }
  clique.outer = narrow(states);
  for (std::size_t k = 0; k < inputs_.size(); ++k) {
    if (inputs_[k].slowest == none) {
      add_step(BuildKind::multiply, k, extents_.size());
      rescale_after(inputs_[k]);
    }
  }
  for (std::size_t axis = extents_.size(); axis-- > outer_;) {
    take_in(axis);
  }
  grow_to(outer_);
  clique.steps = {narrow(first_step_), narrow(plan_.build_steps.size() - first_step_)};
}

}  // namespace paraspinal::engine
