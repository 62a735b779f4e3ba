#include "engine/variation_set.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/ancestral_evidence.h"
#include "engine/apart_targets.h"
#include "engine/barren_targets.h"
#include "engine/compiled_network.h"
#include "engine/implied.h"
#include "engine/plan_cache.h"
#include "engine/require.h"

namespace paraspinal::engine {
namespace {

// The evidence with the changes made.
Evidence changed(Evidence evidence, std::span<const EvidenceChange> changes) {
  for (const EvidenceChange& change : changes) {
    if (change.state) {
      evidence.observe(change.variable, *change.state);
    } else {
      evidence.forget(change.variable);
    }
  }
  return evidence;
}

}  // namespace

VariationSet::VariationSet(const Inference& made_for, const Evidence& varied,
                           std::span<const VariableId> may_change,
                           std::span<const VariableId> wanted, FurtherEvidence may_come)
    : inference_(made_for),
      evidence_(varied),
      changeable_(may_change.begin(), may_change.end()),
      targets_(wanted.begin(), wanted.end()),
      further_(may_come),
      is_target_(made_for.network().size()) {
  for (const VariableId target : targets_) {
    require(target.index < is_target_.size(), "each target is one of the network's variables");
    is_target_.insert(target.index);
  }
  for (const VariableId variable : changeable_) {
    require(variable.index < is_target_.size(),
            "each changeable variable is one of the network's variables");
  }
}

Observation* VariationSet::observation() {
  std::call_once(observed_once_, [this] {
    if (auto checked = check(inference_.network(), evidence_)) {
      observation_ = *std::move(checked);
      if (!inference_.fixed_plan()) {
        find_implied(inference_.compiled(), *observation_, changeable_);
      }
    }
  });
  return observation_ ? &*observation_ : nullptr;
}

// The variation, checked, with what follows from evidence that does not vary: the plan fits no
// other.
Result<Observation> VariationSet::observed(const Evidence& variation) {
  Result<Observation> varied = check(inference_.network(), variation);
  const Observation* base = observation();
  if (varied && base != nullptr) {
    base->implied.for_each([&](std::size_t i) {
      if (!varied->state[i] && varied->likelihood[i].empty()) {
        varied->state[i] = base->state[i];
      }
    });
  }
  return varied;
}

// Lists what is asked of a tree in lanes; gives what must stand there.
VariableSet VariationSet::find_lane_targets() {
  std::vector<std::optional<double>> known(targets_.size());
  if (further_ == FurtherEvidence::never && !inference_.fixed_plan()) {
    known = barren_targets(inference_.compiled(), *observation_, changeable_, targets_,
                           inference_.plan_cache().ancestral_answers());
  }
  VariableSet in_tree = is_target_;
  for (std::size_t t = 0; t < targets_.size(); ++t) {
    lane_targets_.push_back({targets_[t], known[t]});
    if (known[t]) {
      in_tree.erase(targets_[t].index);
    }
  }
  return in_tree;
}

// Nothing where the other set is not alike.
std::optional<VariationPlan> VariationSet::plan_alike() {
  const Observation* other = like_ ? like_->observation() : nullptr;
  if (other == nullptr || inference_.fixed_plan() ||
      !are_alike(inference_.compiled(), *other, *observation_)) {
    return std::nullopt;
  }
  const VariationPlan* plan = like_->plan_for(PlanUse::in_lanes);
  return plan == nullptr ? std::nullopt
                         : std::optional(VariationPlan(*plan, *observation_, changeable_));
}

// Made when it is first asked for; none when it would be too large or the evidence is wrong.
const VariationPlan* VariationSet::plan_for(PlanUse use) {
  const bool sound = observation() != nullptr;
  const std::lock_guard lock(mutex_);
  auto& plan = use == PlanUse::in_lanes ? lane_plan_ : single_plan_;
  if (!sound || plan) {
    return plan && plan->plan() != nullptr ? &*plan : nullptr;
  }
  if (use == PlanUse::one_by_one) {
    plan.emplace(inference_, *observation_, changeable_, is_target_, use);
  } else {
    const VariableSet in_tree = find_lane_targets();
    plan = plan_alike();
    if (!plan) {
      plan.emplace(inference_, *observation_, changeable_, in_tree, use, further_);
    }
  }
  return plan->plan() != nullptr ? &*plan : nullptr;
}

// With the marginals of `more` put where nothing stands.
VariationSet::Marginals VariationSet::joined(const Marginals& some, const Posterior& more,
                                             std::span<const VariableId> others) {
  Marginals all;
  auto next = others.begin();
  for (std::size_t i = 0; i + 1 < some.begin.size(); ++i) {
    all.begin.push_back(all.values.size());
    if (next != others.end() && next->index == i) {
      all.append(more.marginal(*next++));
    } else {
      all.append(std::span(some.values).subspan(some.begin[i], some.begin[i + 1] - some.begin[i]));
    }
  }
  all.begin.push_back(all.values.size());
  return all;
}

std::unique_ptr<VariationSet::Messages> VariationSet::take(const VariationPlan& plan) {
  const std::lock_guard lock(mutex_);
  if (at_rest_.empty()) {
    return std::make_unique<Messages>(inference_.compiled(), plan.plan()->plan, plan.base());
  }
  auto messages = std::move(at_rest_.back());
  at_rest_.pop_back();
  return messages;
}

void VariationSet::give_back(std::unique_ptr<Messages> messages) {
  const std::lock_guard lock(mutex_);
  at_rest_.push_back(std::move(messages));
}

// The marginals of all targets but those that the plan's messages do not tell; these are appended
// to `others`, and nothing stands in their place.
VariationSet::Marginals VariationSet::marginals(
    const std::vector<std::optional<StateIndex>>& states, const Observation& entered,
    const CommonPlan& common, KeptPropagation& kept, std::vector<VariableId>& others) const {
  Marginals marginals;
  marginals.values.reserve(common.plan.unary_size);
  marginals.begin.reserve(is_target_.size() + 1);
  const std::span<const double> in_tree = kept.marginals();
  for (std::size_t i = 0; i < is_target_.size(); ++i) {
    marginals.begin.push_back(marginals.values.size());
    if (!is_target_[i]) {
      continue;
    }
    const std::size_t count = inference_.compiled().states(i);
    const std::size_t local = common.plan.place[i];
    if (states[i]) {
      marginals.values.resize(marginals.values.size() + count, 0.0);
      marginals.values[marginals.values.size() - count + *states[i]] = 1;
    } else if (!common.apart[i] && local != QueryPlan::none) {
      marginals.append(in_tree.subspan(common.plan.unary_begin[local], count));
    } else if (const auto marginal =
                   apart_marginal(inference_.compiled(), common.plan, entered, kept, i)) {
      marginals.append(*marginal);
    } else {
      others.push_back(VariableId{i});
    }
  }
  marginals.begin.push_back(marginals.values.size());
  return marginals;
}

bool VariationSet::only_observe(std::span<const EvidenceChange> changes) const {
  const CompiledNetwork& compiled = inference_.compiled();
  for (auto change = changes.begin(); change != changes.end(); ++change) {
    const std::size_t i = change->variable.index;
    if (i >= compiled.size() || !change->state || *change->state >= compiled.states(i) ||
        observation_->state[i] || !observation_->likelihood[i].empty() ||
        std::find_if(changes.begin(), change, [&](const EvidenceChange& earlier) {
          return earlier.variable == change->variable;
        }) != change) {
      return false;
    }
  }
  return true;
}

bool VariationSet::change(Observation& varied, std::span<const EvidenceChange> changes) const {
  const CompiledNetwork& compiled = inference_.compiled();
  for (const EvidenceChange& change : changes) {
    const std::size_t i = change.variable.index;
    if (i >= compiled.size() || (change.state && *change.state >= compiled.states(i))) {
      return false;
    }
    const auto place = std::ranges::lower_bound(varied.observed, change.variable);
    const bool known = place != varied.observed.end() && *place == change.variable;
    varied.state[i] = change.state;
    varied.likelihood.clear(i);
    if (known && !change.state) {
      varied.observed.erase(place);
    } else if (!known && change.state) {
      varied.observed.insert(place, change.variable);
    }
  }
  return true;
}

void VariationSet::change_back(Observation& varied, std::span<const EvidenceChange> changes) const {
  const auto change_back = [&](VariableId variable) {
    const std::size_t i = variable.index;
    if (i >= varied.state.size()) {
      return;
    }
    varied.state[i] = observation_->state[i];
    varied.likelihood.set(i, observation_->likelihood[i]);
  };
  std::ranges::for_each(varied.observed, change_back);
  for (const EvidenceChange& change : changes) {
    change_back(change.variable);
  }
  varied.observed.assign(observation_->observed.begin(), observation_->observed.end());
}

// False where evidence that the first variation leaves as it is lacks something above it.
bool VariationSet::may_need_no_tree(std::span<const EvidenceChange> first) {
  const Observation* base = observation();
  return base != nullptr && std::ranges::all_of(base->observed, [&](VariableId variable) {
           return std::ranges::find(first, variable, &EvidenceChange::variable) != first.end() ||
                  std::ranges::all_of(
                      inference_.compiled().family(variable.index).parents(),
                      [&](std::size_t parent) { return base->state[parent].has_value(); });
         });
}

std::optional<VariationTable> VariationSet::rows_without_a_tree(
    std::span<const std::vector<EvidenceChange>> variations) {
  if (variations.empty() || inference_.fixed_plan() || !may_need_no_tree(variations.front())) {
    return std::nullopt;
  }
  AncestralEvidence ancestral(inference_.compiled(), targets_,
                              inference_.plan_cache().ancestral_answers());
  VariationTable table(targets_.size());
  table.reserve(variations.size());
  Observation varied = *observation_;
  for (const std::vector<EvidenceChange>& changes : variations) {
    if (!change(varied, changes) || !ancestral.append(varied, table)) {
      return std::nullopt;
    }
    change_back(varied, changes);
  }
  return table;
}

Result<Posterior> VariationSet::posterior(const Evidence& variation) {
  const VariationPlan* plan = plan_for(PlanUse::one_by_one);
  Result<Observation> observation = observed(variation);
  if (!observation || plan == nullptr || !plan->fits(*observation)) {
    return inference_.posterior(variation, targets_);
  }
  const auto states = observation->state;
  plan->open(*observation);
  auto messages = take(*plan);
  const double log_total = messages->kept.log_total(*observation);
  if (std::isinf(log_total)) {
    give_back(std::move(messages));
    return fail(ErrorKind::impossible, "the evidence has probability 0");
  }
  std::vector<VariableId> others;
  Marginals marginals =
      this->marginals(states, *observation, *plan->plan(), messages->kept, others);
  give_back(std::move(messages));
  if (!others.empty()) {
    const auto more = inference_.posterior(variation, others);
    if (!more) {
      return more;
    }
    marginals = joined(marginals, *more, others);
  }
  return Posterior(std::move(marginals.values), std::move(marginals.begin),
                   log_total + observation->log_scale);
}

std::optional<Error> VariationSet::append_alone(std::span<const EvidenceChange> changes,
                                                VariationTable& table) {
  std::vector<double> present(targets_.size(), 0.0);
  const auto posterior = this->posterior(changed(evidence_, changes));
  if (!posterior && posterior.error().kind != ErrorKind::impossible) {
    return posterior.error();
  }
  for (std::size_t t = 0; posterior && t < present.size(); ++t) {
    present[t] = posterior->present(targets_[t]);
  }
  table.append(posterior ? posterior->log_evidence() : -std::numeric_limits<double>::infinity(),
               present);
  return std::nullopt;
}

Result<double> VariationSet::log_evidence(const Evidence& variation) {
  const VariationPlan* plan = plan_for(PlanUse::one_by_one);
  Result<Observation> observation = observed(variation);
  if (!observation || plan == nullptr || !plan->fits(*observation)) {
    const auto posterior = inference_.posterior(variation, std::span<const VariableId>{});
    return posterior.map([](const Posterior& all) { return all.log_evidence(); });
  }
  plan->open(*observation);
  auto messages = take(*plan);
  const double log_total = messages->kept.log_total(*observation);
  give_back(std::move(messages));
  if (std::isinf(log_total)) {
    return fail(ErrorKind::impossible, "the evidence has probability 0");
  }
  return log_total + observation->log_scale;
}

}  // namespace paraspinal::engine
