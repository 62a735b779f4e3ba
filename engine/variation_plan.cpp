#include "engine/variation_plan.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/compiled_network.h"
#include "engine/left_out_parents.h"
#include "engine/plan_cache.h"

namespace paraspinal::engine {
namespace {

constexpr double entries_worth_a_second_search = 20'000;

bool any_noisy(const CompiledNetwork& compiled, VariableSet variables) {
  variables.keep(compiled.noisy());
  return !variables.empty();
}

// A large tree is worth a second, longer search, whatever it is for.
Result<CommonPlan> make_plan(const CompiledNetwork& compiled, const Observation& base,
                             const VariableSet& targets, bool none_apart, PlanOptions options,
                             CommonPlan memory) {
  auto plan = make_common_plan(compiled, base, targets, none_apart, options, std::move(memory));
  if (!plan || options.used_often || plan->plan.entries < entries_worth_a_second_search) {
    return plan;
  }
  options.used_often = true;
  auto other = make_common_plan(compiled, base, targets, none_apart, options);
  return other && other->plan.entries < plan->plan.entries ? other : plan;
}

}  // namespace

VariationPlan::VariationPlan(const Inference& inference, const Observation& observation,
                             std::span<const VariableId> changeable, const VariableSet& targets,
                             PlanUse use, FurtherEvidence further)
    : inference_(inference), use_(use), further_(further), base_(observation) {
  const auto fixed = inference.fixed_plan();
  find_roles(observation, changeable, fixed != nullptr);
  open(base_);
  if (fixed) {
    plan_ = fixed;
    linked_from_outside_ = linked_from_outside(inference.compiled(), plan_->plan);
    return;
  }
  leave_room(changeable);
  const CompiledNetwork& compiled = inference.compiled();
  PlanOptions options = plan_options;
  // A walk in lanes costs so little for each variation that a longer search does not pay, but where
  // they are as many as there are findings to ask for.
  options.used_often = use == PlanUse::one_by_one;
  options.many_rows = use == PlanUse::in_lanes && further == FurtherEvidence::may_come;
  // In lanes a target is asked of the tree or not at all (lane_variations.h).
  const bool none_apart = use == PlanUse::in_lanes && !any_noisy(compiled, targets);
  options.evidence_is_whole = further == FurtherEvidence::never;
  const std::string kind = {options.used_often ? 'o' : 's', use == PlanUse::in_lanes ? 'l' : '1',
                            options.evidence_is_whole ? 'w' : 'm'};
  auto made = inference.plan_cache().find_or_make(
      kind + plan_key(compiled, base_, targets), [&](CommonPlan memory) {
        return make_plan(compiled, base_, targets, none_apart, options, std::move(memory));
      });
  if (made) {
    plan_ = *std::move(made);
    if (further == FurtherEvidence::may_come) {
      linked_from_outside_ = linked_from_outside(compiled, plan_->plan);
    }
  }
}

VariationPlan::VariationPlan(const VariationPlan& like, const Observation& observation,
                             std::span<const VariableId> changeable)
    : inference_(like.inference_),
      use_(like.use_),
      further_(like.further_),
      roles_(like.roles_),
      sliced_(like.sliced_),
      base_(observation),
      plan_(like.plan_),
      linked_from_outside_(like.linked_from_outside_) {
  open(base_);
  leave_room(changeable);
}

void VariationPlan::find_roles(const Observation& observation,
                               std::span<const VariableId> changeable, bool all_open) {
  const CompiledNetwork& compiled = inference_.compiled();
  VariableSet may_change(compiled.size());
  roles_.assign(compiled.size(), all_open ? Role::open : Role::not_planned);
  for (const VariableId variable : changeable) {
    may_change.insert(variable.index);
    roles_[variable.index] = Role::open;
  }
  for (const VariableId variable : observation.observed) {
    const std::size_t i = variable.index;
    const auto& state = observation.state[i];
    if (state && compiled.dissolves(i, *state)) {
      roles_[i] = Role::dissolved;
    } else if (!state || all_open || may_change[i]) {
      roles_[i] = Role::open;
    } else {
      roles_[i] = Role::sliced;
      ++sliced_;
    }
  }
}

void VariationPlan::open(Observation& varied) const {
  for (const VariableId variable : varied.observed) {
    auto& state = varied.state[variable.index];
    if (state && roles_[variable.index] == Role::open) {
      varied.likelihood.assign(variable.index, inference_.compiled().states(variable.index),
                               0)[*state] = 1;
      state.reset();
    }
  }
}

// Changeable variables of which nothing is known yet stand in the tree too.
void VariationPlan::leave_room(std::span<const VariableId> changeable) {
  for (const VariableId variable : changeable) {
    const std::size_t i = variable.index;
    if (roles_[i] == Role::open && !base_.state[i] && base_.likelihood[i].empty()) {
      base_.likelihood.assign(i, inference_.compiled().states(i), 1);
      base_.observed.push_back(variable);
    }
  }
  std::ranges::sort(base_.observed);
}

bool VariationPlan::dissolves_beside(VariableId variable, const Observation& observation) const {
  const auto& state = observation.state[variable.index];
  return further_ == FurtherEvidence::may_come &&
         plan_->plan.place[variable.index] == QueryPlan::none && state &&
         inference_.compiled().dissolves(variable.index, *state);
}

bool VariationPlan::has_room_for(const Observation& further) const {
  return std::ranges::all_of(further.observed, [&](VariableId variable) {
    const Role role = roles_[variable.index];
    return role == Role::open || (role == Role::not_planned && dissolves_beside(variable, further));
  });
}

bool VariationPlan::fits(const Observation& varied) const {
  if (!plan_) {
    return false;
  }
  std::size_t sliced = 0;
  for (const VariableId variable : varied.observed) {
    const std::size_t i = variable.index;
    switch (roles_[i]) {
      case Role::not_planned:
        if (!dissolves_beside(variable, varied)) {
          return false;
        }
        break;
      case Role::open:
        break;
      case Role::sliced:
        ++sliced;
        [[fallthrough]];
      case Role::dissolved:
        if (varied.state[i] != base_.state[i]) {
          return false;
        }
        break;
    }
  }
  if (sliced != sliced_) {
    return false;
  }
  if (further_ == FurtherEvidence::never) {
    return true;  // whatever stands above the base's evidence is in the plan
  }
  const LeftOutParents left_out(inference_.compiled(), plan_->plan, linked_from_outside_, varied);
  return left_out.none() || (use_ == PlanUse::in_lanes && left_out.can_be_summed_out());
}

}  // namespace paraspinal::engine
