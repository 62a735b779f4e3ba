#include "engine/build_steps.h"

#include <algorithm>
#include <bit>

namespace paraspinal::engine {
namespace {

// Repeating the steps for each of more outer states would cost more than longer loops save.
constexpr std::size_t most_outer_states = 8;
constexpr std::size_t smallest_block = 16;

// After so many messages into one clique its table is scaled again.
constexpr std::size_t messages_between_scalings = 8;

std::uint64_t axis_bit(std::size_t axis) {
  return std::uint64_t{1} << axis;
}

}  // namespace

BuildPlanner::BuildPlanner(QueryPlan& plan) : plan_(plan), position_(plan.states.size()) {
  constexpr std::size_t axes_of_a_clique = 16;  // of most, with room for some inputs
  extents_.reserve(axes_of_a_clique);
  inputs_.reserve(axes_of_a_clique);
}

void BuildPlanner::begin(const PlanClique& clique, std::size_t inputs) {
  extents_.clear();
  inputs_.clear();
  strides_.assign(clique.axes.count * inputs, 0);
  for (const std::size_t v : part(plan_.clique_axes, clique.axes)) {
    position_[v] = extents_.size();
    extents_.push_back(plan_.states[v]);
  }
}

BuildPlanner::Input& BuildPlanner::add_input(InputSource source, std::size_t index) {
  inputs_.push_back(
      {source, narrow(index), 0, inputs_.size() * extents_.size(), 0, QueryPlan::none});
  return inputs_.back();
}

void BuildPlanner::set_stride(Input& input, std::size_t axis, std::size_t stride) {
  strides_[input.first_stride + axis] = stride;
  input.axes |= axis_bit(axis);
}

void BuildPlanner::add_factor(std::size_t factor) {
  const Stretch scope = plan_.factors[factor].scope;
  Input& input = add_input(InputSource::factor, factor);
  for (std::uint32_t i = scope.begin; i < scope.begin + scope.count; ++i) {
    set_stride(input, position_[plan_.scope_variables[i]], plan_.scope_strides[i]);
  }
}

void BuildPlanner::add_unary(std::size_t local) {
  set_stride(add_input(InputSource::unary, local), position_[local], 1);
}

BuildPlanner::Message BuildPlanner::add_message(std::size_t child,
                                                std::span<const std::size_t> separator) {
  Input& input = add_input(InputSource::message, child);
  for (const std::size_t v : separator) {
    input.axes |= axis_bit(position_[v]);
  }
  // In the order of the clique's axes, the last fastest.
  std::size_t* strides = strides_.data() + input.first_stride;
  std::size_t stride = 1;
  for (std::size_t i = extents_.size(); i-- > 0;) {
    if ((input.axes & axis_bit(i)) != 0) {
      strides[i] = stride;
      stride *= extents_[i];
    }
  }
  return {loops_from(0, strides), input.axes};
}

// Over the axes from this one on.
Stretch BuildPlanner::loops_from(std::size_t axis, const std::size_t* strides) {
  const std::size_t begin = plan_.loops.size();
  Stride loop;  // that grows as append_axis() has it
  for (; axis < extents_.size(); ++axis) {
    const Stride next{extents_[axis], strides[axis]};
    if (next.extent == 1) {
      continue;
    }
    if (loop.extent > 1 && loop.stride != next.stride * next.extent) {
      plan_.loops.push_back(loop);
      loop.extent = 1;
    }
    loop = {loop.extent * next.extent, next.stride};
  }
  if (loop.extent > 1) {
    plan_.loops.push_back(loop);
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
  const Axes outer = axis_bit(count) - 1;
  const auto mixed = std::ranges::count_if(inputs_, [outer](const Input& input) {
    return (input.axes & outer) != 0 && (input.axes & ~outer) != 0;
  });
  return mixed > 1 ? count : 0;
}

void BuildPlanner::place_inputs() {
  for (Input& input : inputs_) {
    input.axes &= ~(axis_bit(outer_) - 1);
    input.slowest =
        input.axes == 0 ? QueryPlan::none : static_cast<std::size_t>(std::countr_zero(input.axes));
  }
}

// Where each input begins for each joint state of the outer axes, the last fastest.
void BuildPlanner::list_offsets(std::size_t states) {
  if (outer_ == 0) {
    return;
  }
  for (Input& input : inputs_) {
    const std::size_t* strides = strides_of(input);
    input.offsets = narrow(plan_.step_offsets.size());
    plan_.step_offsets.resize(input.offsets + states, 0);
    std::uint32_t* offsets = plan_.step_offsets.data() + input.offsets;
    std::size_t known = 1;
    for (std::size_t axis = 0; axis < outer_; ++axis) {
      for (std::size_t i = known; i-- > 0;) {
        const std::uint32_t base = offsets[i];
        for (std::size_t s = extents_[axis]; s-- > 0;) {
          offsets[i * extents_[axis] + s] = base + narrow(s * strides[axis]);
        }
      }
      known *= extents_[axis];
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

void BuildPlanner::add_step(BuildKind kind, const Input& input, std::size_t from_axis) {
  BuildStep step;
  step.kind = kind;
  step.source = input.source;
  step.index = input.index;
  step.size = narrow(size_);
  step.offsets = input.offsets;
  const std::size_t* strides = strides_of(input);
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
  const Input* first = nullptr;
  for (const Input& input : inputs_) {
    if (input.axes == axis_bit(axis)) {
      first = &input;
      grow_to(axis + 1);
      add_step(BuildKind::extend, input, axis);
      built_ = axis;
      size_ *= extents_[axis];
      rescale_after(input);
      break;
    }
  }
  for (const Input& input : inputs_) {
    if (&input == first || input.slowest != axis) {
      continue;
    }
    const bool nothing_yet = plan_.build_steps.size() == first_step_ && outer_ == 0 &&
                             input.source != InputSource::message;
    if (nothing_yet) {
      while (built_ > axis) {
        size_ *= extents_[--built_];
      }
    }
    grow_to(axis);
    add_step(nothing_yet ? BuildKind::assign : BuildKind::multiply, input, axis);
    rescale_after(input);
  }
}

void BuildPlanner::plan_steps(PlanClique& clique) {
  outer_ = outer_axes(clique);
  built_ = extents_.size();
  size_ = 1;
  messages_ = 0;
  first_step_ = plan_.build_steps.size();
  std::size_t states = 1;
  for (std::size_t axis = 0; axis < outer_; ++axis) {
    states *= extents_[axis];
  }
  clique.outer = narrow(states);
  list_offsets(states);
  place_inputs();
  for (const Input& input : inputs_) {
    if (input.slowest == QueryPlan::none) {
      add_step(BuildKind::multiply, input, extents_.size());
      rescale_after(input);
    }
  }
  for (std::size_t axis = extents_.size(); axis-- > outer_;) {
    take_in(axis);
  }
  grow_to(outer_);
  clique.steps = {narrow(first_step_), narrow(plan_.build_steps.size() - first_step_)};
}

}  // namespace paraspinal::engine
