#include "engine/left_out_parents.h"

#include <algorithm>

namespace paraspinal::engine {
namespace {

// Each doubles the work; a plan and a walk of its own cost as much as some forty lanes.
constexpr std::size_t most_parents_left_out = 5;

}  // namespace

std::vector<bool> linked_from_outside(const CompiledNetwork& compiled, const QueryPlan& plan) {
  std::vector<bool> linked(compiled.size(), false);
  for (std::size_t i = 0; i < linked.size(); ++i) {
    const CompiledFamily& family = compiled.family(i);
    linked[i] = family.form == FamilyForm::noisy &&
                std::ranges::any_of(family.noisy.links, [&plan](const TermLink& link) {
                  return plan.place[link.parent.variable] == QueryPlan::none;
                });
  }
  return linked;
}

LeftOutParents::LeftOutParents(const CompiledNetwork& compiled, const QueryPlan& plan,
                               const std::vector<bool>& linked_from_outside,
                               const Observation& observation)
    : compiled_(compiled), plan_(plan), observation_(observation) {
  for (const VariableId variable : observation.observed) {
    const auto& state = observation.state[variable.index];
    if (linked_from_outside[variable.index] && state &&
        compiled.dissolves(variable.index, *state)) {
      add_links_of(variable.index, *state);
    }
  }
  can_be_summed_out_ = can_be_summed_out_ && parents_.size() <= most_parents_left_out;
}

void LeftOutParents::add_links_of(std::size_t finding, StateIndex state) {
  const std::size_t term = compiled_.dissolving_term(finding, state);
  for (const TermLink& link : compiled_.family(finding).noisy.links) {
    const std::size_t variable = link.parent.variable;
    if (!is_left_out(variable)) {
      continue;
    }
    auto known = std::ranges::find(parents_, variable, &Parent::variable);
    if (known == parents_.end()) {
      can_be_summed_out_ = can_be_summed_out_ && dissolves_in_the_plan(variable);
      known = parents_.insert(parents_.end(), Parent{variable, 1, 1});
    }
    if (can_be_summed_out_) {
      known->if_absent *= link.values[term * 2];
      known->if_present *= link.values[term * 2 + 1];
    }
  }
}

bool LeftOutParents::is_left_out(std::size_t variable) const {
  return !observation_.state[variable] && plan_.place[variable] == QueryPlan::none;
}

bool LeftOutParents::dissolves_in_the_plan(std::size_t parent) const {
  return compiled_.states(parent) == 2 && compiled_.falls_apart(parent, 0) &&
         observation_.likelihood[parent].empty() &&
         std::ranges::none_of(compiled_.family(parent).parents(),
                              [&](std::size_t above) { return is_left_out(above); });
}

// What the links (a, b) say of a parent that is absent with probability q is b + (a - b) q; for
// each parent the subset tells which of the two parts.
double LeftOutParents::share(std::size_t subset, std::vector<NoisyTerm>& terms) const {
  double product = 1;
  for (std::size_t i = 0; i < parents_.size(); ++i) {
    const Parent& parent = parents_[i];
    if (((subset >> i) & 1) == 0) {
      product *= parent.if_present;
      continue;
    }
    const std::size_t absent = compiled_.dissolving_term(parent.variable, 0);
    const SumOfProducts& noisy = compiled_.family(parent.variable).noisy;
    product *= (parent.if_absent - parent.if_present) * noisy.weights[absent * noisy.effect_states];
    terms.push_back({parent.variable, absent});
  }
  return std::max(product, 0.0);  // below zero by rounding only
}

}  // namespace paraspinal::engine
