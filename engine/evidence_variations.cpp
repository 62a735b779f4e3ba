#include "engine/evidence_variations.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "engine/ancestral_evidence.h"
#include "engine/apart_targets.h"
#include "engine/compiled_network.h"
#include "engine/implied.h"
#include "engine/kept_propagation.h"
#include "engine/lane_variations.h"
#include "engine/observation.h"
#include "engine/require.h"
#include "engine/split_effect.h"
#include "engine/variation_plan.h"

namespace paraspinal::engine {
namespace {

// One after another, as in a Posterior.
struct Marginals {
  std::vector<double> values;
  std::vector<std::size_t> begin;

  void append(std::span<const double> marginal) {
    values.insert(values.end(), marginal.begin(), marginal.end());
  }
};

// With the marginals of `more` put where nothing stands.
Marginals joined(const Marginals& some, const Posterior& more, std::span<const VariableId> others) {
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

// The evidence with the changes made.
Evidence changed(Evidence evidence, const std::vector<EvidenceChange>& changes) {
  for (const EvidenceChange& change : changes) {
    if (change.state) {
      evidence.observe(change.variable, *change.state);
    } else {
      evidence.forget(change.variable);
    }
  }
  return evidence;
}
// What one thread works with.
struct Messages {
  Messages(const CompiledNetwork& compiled, const QueryPlan& plan, const Observation& observation)
      : kept(compiled, plan, observation, workspace) {}

  Workspace workspace;
  KeptPropagation kept;
};

// Whether a variation says something else of the variable.
bool any_changes(std::span<const std::vector<EvidenceChange>> variations, VariableId variable) {
  return std::ranges::any_of(variations, [&](const std::vector<EvidenceChange>& changes) {
    return std::ranges::find(changes, variable, &EvidenceChange::variable) != changes.end();
  });
}

// The two terms of evidence that is split by a present finding.
struct Terms {
  VariableId effect;
  EvidenceVariations without;
  EvidenceVariations absent;
};

}  // namespace

struct EvidenceVariations::Shared {
  Shared(const Inference& made_for, const Evidence& varied, std::span<const VariableId> may_change,
         std::span<const VariableId> wanted, FurtherEvidence may_come);

  const VariationPlan* plan_for(PlanUse use);
  const Terms* terms_for(std::span<const std::vector<EvidenceChange>> variations);
  Result<Observation> observed(const Evidence& variation) const;
  std::unique_ptr<Messages> take(const VariationPlan& plan);
  void give_back(std::unique_ptr<Messages> messages);
  Marginals marginals(const std::vector<std::optional<StateIndex>>& states,
                      const Observation& entered, const CommonPlan& common, KeptPropagation& kept,
                      std::vector<VariableId>& others) const;
  std::optional<VariationTable> rows_without_a_tree(
      std::span<const std::vector<EvidenceChange>> variations) const;
  bool change(Observation& varied, const std::vector<EvidenceChange>& changes) const;
  void change_back(Observation& varied, const std::vector<EvidenceChange>& changes) const;

  Inference inference;
  Evidence evidence;
  std::vector<VariableId> changeable;
  std::vector<VariableId> targets;
  FurtherEvidence further;
  std::vector<bool> is_target;             // of each variable
  std::optional<Observation> observation;  // the evidence, checked; none when it is wrong
  std::mutex mutex;
  bool terms_looked_for = false;
  std::optional<Terms> terms;
  std::optional<VariationPlan> single_plan;
  std::optional<VariationPlan> lane_plan;
  std::vector<std::unique_ptr<Messages>> at_rest;
};

EvidenceVariations::Shared::Shared(const Inference& made_for, const Evidence& varied,
                                   std::span<const VariableId> may_change,
                                   std::span<const VariableId> wanted, FurtherEvidence may_come)
    : inference(made_for),
      evidence(varied),
      changeable(may_change.begin(), may_change.end()),
      targets(wanted.begin(), wanted.end()),
      further(may_come),
      is_target(made_for.network().size(), false) {
  for (const VariableId target : targets) {
    require(target.index < is_target.size(), "each target is one of the network's variables");
    is_target[target.index] = true;
  }
  for (const VariableId variable : changeable) {
    require(variable.index < is_target.size(),
            "each changeable variable is one of the network's variables");
  }
  if (auto checked = check(inference.network(), evidence)) {
    observation = *std::move(checked);
    if (!inference.fixed_plan()) {
      find_implied(inference.compiled(), *observation, changeable);
    }
  }
}

// The variation, checked, with what follows from evidence that does not vary: the plan fits no
// other.
Result<Observation> EvidenceVariations::Shared::observed(const Evidence& variation) const {
  Result<Observation> varied = check(inference.network(), variation);
  for (std::size_t i = 0; varied && observation && i < observation->implied.size(); ++i) {
    if (observation->implied[i] && !varied->state[i] && varied->likelihood[i].empty()) {
      varied->state[i] = observation->state[i];
    }
  }
  return varied;
}

// Made when it is first asked for; none when it would be too large or the evidence is wrong.
const VariationPlan* EvidenceVariations::Shared::plan_for(PlanUse use) {
  const std::lock_guard lock(mutex);
  auto& plan = use == PlanUse::in_lanes ? lane_plan : single_plan;
  if (observation && !plan) {
    plan.emplace(inference, *observation, changeable, is_target, use,
                 use == PlanUse::in_lanes ? further : FurtherEvidence::may_come);
  }
  return plan && plan->plan() != nullptr ? &*plan : nullptr;
}

// Made when they are first asked for; none where no finding splits the evidence, or the variations
// change that one.
const Terms* EvidenceVariations::Shared::terms_for(
    std::span<const std::vector<EvidenceChange>> variations) {
  const std::lock_guard lock(mutex);
  if (observation && !terms_looked_for && !inference.fixed_plan()) {
    terms_looked_for = true;
    if (const auto split = split_effect(inference.compiled(), evidence, changeable)) {
      terms.emplace(Terms{split->effect,
                          {inference, split->without, changeable, targets, further},
                          {inference, split->absent, changeable, targets, further}});
    }
  }
  return terms && !any_changes(variations, terms->effect) ? &*terms : nullptr;
}

std::unique_ptr<Messages> EvidenceVariations::Shared::take(const VariationPlan& plan) {
  const std::lock_guard lock(mutex);
  if (at_rest.empty()) {
    return std::make_unique<Messages>(inference.compiled(), plan.plan()->plan, plan.base());
  }
  auto messages = std::move(at_rest.back());
  at_rest.pop_back();
  return messages;
}

void EvidenceVariations::Shared::give_back(std::unique_ptr<Messages> messages) {
  const std::lock_guard lock(mutex);
  at_rest.push_back(std::move(messages));
}

// The marginals of all targets but those that the plan's messages do not tell; these are appended
// to `others`, and nothing stands in their place.
Marginals EvidenceVariations::Shared::marginals(
    const std::vector<std::optional<StateIndex>>& states, const Observation& entered,
    const CommonPlan& common, KeptPropagation& kept, std::vector<VariableId>& others) const {
  Marginals marginals;
  marginals.values.reserve(common.plan.unary_size);
  marginals.begin.reserve(is_target.size() + 1);
  const std::span<const double> in_tree = kept.marginals();
  for (std::size_t i = 0; i < is_target.size(); ++i) {
    marginals.begin.push_back(marginals.values.size());
    if (!is_target[i]) {
      continue;
    }
    const std::size_t count = inference.compiled().states(i);
    const std::size_t local = common.plan.place[i];
    if (states[i]) {
      marginals.values.resize(marginals.values.size() + count, 0.0);
      marginals.values[marginals.values.size() - count + *states[i]] = 1;
    } else if (!common.apart[i] && local != QueryPlan::none) {
      marginals.append(in_tree.subspan(common.plan.unary_begin[local], count));
    } else if (const auto marginal =
                   apart_marginal(inference.compiled(), common.plan, entered, kept, i)) {
      marginals.append(*marginal);
    } else {
      others.push_back(VariableId{i});
    }
  }
  marginals.begin.push_back(marginals.values.size());
  return marginals;
}

// Makes the changes; false when one of them is of no variable or state of the network.
bool EvidenceVariations::Shared::change(Observation& varied,
                                        const std::vector<EvidenceChange>& changes) const {
  const CompiledNetwork& compiled = inference.compiled();
  for (const EvidenceChange& change : changes) {
    const std::size_t i = change.variable.index;
    if (i >= compiled.size() || (change.state && *change.state >= compiled.states(i))) {
      return false;
    }
    const auto place = std::ranges::lower_bound(varied.observed, change.variable);
    const bool known = place != varied.observed.end() && *place == change.variable;
    varied.state[i] = change.state;
    varied.likelihood[i].clear();
    if (known && !change.state) {
      varied.observed.erase(place);
    } else if (!known && change.state) {
      varied.observed.insert(place, change.variable);
    }
  }
  return true;
}

void EvidenceVariations::Shared::change_back(Observation& varied,
                                             const std::vector<EvidenceChange>& changes) const {
  const auto change_back = [&](VariableId variable) {
    if (variable.index < varied.state.size()) {
      varied.state[variable.index] = observation->state[variable.index];
      varied.likelihood[variable.index] = observation->likelihood[variable.index];
    }
  };
  std::ranges::for_each(varied.observed, change_back);
  for (const EvidenceChange& change : changes) {
    change_back(change.variable);
  }
  varied.observed = observation->observed;
}

// Nothing where some row needs a tree.
std::optional<VariationTable> EvidenceVariations::Shared::rows_without_a_tree(
    std::span<const std::vector<EvidenceChange>> variations) const {
  if (!observation || inference.fixed_plan()) {
    return std::nullopt;
  }
  AncestralEvidence ancestral(inference.compiled(), targets);
  VariationTable table(targets.size());
  Observation varied = *observation;
  for (const std::vector<EvidenceChange>& changes : variations) {
    if (!change(varied, changes) || !ancestral.append(varied, table)) {
      return std::nullopt;
    }
    change_back(varied, changes);
  }
  return table;
}

bool VariationTable::impossible(std::size_t variation) const {
  return std::isinf(log_evidence_[variation]);
}

void VariationTable::append(double log_evidence, std::span<const double> present) {
  log_evidence_.push_back(log_evidence);
  present_.insert(present_.end(), present.begin(), present.end());
}

EvidenceVariations::EvidenceVariations(const Inference& inference, const Evidence& evidence,
                                       std::span<const VariableId> changeable,
                                       std::span<const VariableId> targets, FurtherEvidence further)
    : shared_(std::make_shared<Shared>(inference, evidence, changeable, targets, further)) {}

std::vector<EvidenceVariations> EvidenceVariations::alike(const Inference& inference,
                                                          std::span<const Evidence> sets,
                                                          std::span<const VariableId> changeable,
                                                          std::span<const VariableId> targets,
                                                          FurtherEvidence further) {
  std::vector<EvidenceVariations> all;
  for (const Evidence& evidence : sets) {
    all.push_back(EvidenceVariations(inference, evidence, changeable, targets, further));
  }
  if (inference.fixed_plan()) {
    return all;
  }
  std::vector<Observation*> observations;
  for (const EvidenceVariations& one : all) {
    if (one.shared_->observation) {
      observations.push_back(&*one.shared_->observation);
    }
  }
  keep_common_implied(observations);
  if (const auto split = split_alike(inference.compiled(), sets, changeable)) {
    const auto without = alike(inference, split->without, changeable, targets, further);
    const auto absent = alike(inference, split->absent, changeable, targets, further);
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i].shared_->terms_looked_for = true;
      all[i].shared_->terms.emplace(Terms{split->effect, without[i], absent[i]});
    }
  }
  return all;
}

Result<Posterior> EvidenceVariations::posterior(const Evidence& variation) const {
  Shared& shared = *shared_;
  const VariationPlan* plan = shared.plan_for(PlanUse::one_by_one);
  Result<Observation> observation = shared.observed(variation);
  if (!observation || plan == nullptr || !plan->fits(*observation)) {
    return shared.inference.posterior(variation, shared.targets);
  }
  const auto states = observation->state;
  plan->open(*observation);
  auto messages = shared.take(*plan);
  const double log_total = messages->kept.log_total(*observation);
  if (std::isinf(log_total)) {
    shared.give_back(std::move(messages));
    return fail(ErrorKind::impossible, "the evidence has probability 0");
  }
  std::vector<VariableId> others;
  Marginals marginals =
      shared.marginals(states, *observation, *plan->plan(), messages->kept, others);
  shared.give_back(std::move(messages));
  if (!others.empty()) {
    const auto more = shared.inference.posterior(variation, others);
    if (!more) {
      return more;
    }
    marginals = joined(marginals, *more, others);
  }
  return Posterior(std::move(marginals.values), std::move(marginals.begin),
                   log_total + observation->log_scale);
}

Result<VariationTable> EvidenceVariations::present(
    std::span<const std::vector<EvidenceChange>> variations) const {
  Shared& shared = *shared_;
  for (const VariableId target : shared.targets) {
    require(shared.inference.compiled().states(target.index) == 2,
            "each target of a table has two states");
  }
  const Terms* terms = shared.terms_for(variations);
  if (terms == nullptr) {
    auto rows = shared.rows_without_a_tree(variations);
    return rows ? *std::move(rows) : present_in_one_tree(variations);
  }
  const auto all = terms->without.present(variations);
  const auto absent = terms->absent.present(variations);
  if (!all || !absent) {
    return all ? absent : all;
  }
  VariationTable table(shared.targets.size());
  std::vector<double> present;
  for (std::size_t v = 0; v < variations.size(); ++v) {
    if (const auto log_evidence = difference(*all, *absent, v, present)) {
      table.append(*log_evidence, present);
    } else if (auto error = append_alone(changed(shared.evidence, variations[v]), table)) {
      return fail(*std::move(error));
    }
  }
  return table;
}

Result<VariationTable> EvidenceVariations::present_in_one_tree(
    std::span<const std::vector<EvidenceChange>> variations) const {
  Shared& shared = *shared_;
  const VariationPlan* plan = shared.plan_for(PlanUse::in_lanes);
  std::optional<LaneVariations> lanes;
  std::vector<std::optional<std::size_t>> places(variations.size());
  if (plan != nullptr && shared.observation->log_scale == 0 &&
      LaneVariations::serves(shared.inference.compiled(), *plan->plan(), plan->base(),
                             shared.targets)) {
    lanes.emplace(shared.inference.compiled(), plan->plan()->plan, plan->base(), shared.targets,
                  shared.inference.plan_cache());
    Observation varied = *shared.observation;
    for (std::size_t v = 0; v < variations.size(); ++v) {
      if (shared.change(varied, variations[v]) && plan->fits(varied)) {
        plan->open(varied);
        places[v] = lanes->add(varied);
      }
      shared.change_back(varied, variations[v]);
    }
    lanes->run();
  }
  VariationTable table(shared.targets.size());
  for (std::size_t v = 0; v < variations.size(); ++v) {
    if (places[v]) {
      table.append(lanes->log_evidence(*places[v]), lanes->present(*places[v]));
    } else if (auto error = append_alone(changed(shared.evidence, variations[v]), table)) {
      return fail(*std::move(error));
    }
  }
  return table;
}

// One variation that is a query of its own.
std::optional<Error> EvidenceVariations::append_alone(const Evidence& variation,
                                                      VariationTable& table) const {
  std::vector<double> present(shared_->targets.size(), 0.0);
  const auto posterior = this->posterior(variation);
  if (!posterior && posterior.error().kind != ErrorKind::impossible) {
    return posterior.error();
  }
  for (std::size_t t = 0; posterior && t < present.size(); ++t) {
    present[t] = posterior->present(shared_->targets[t]);
  }
  table.append(posterior ? posterior->log_evidence() : -std::numeric_limits<double>::infinity(),
               present);
  return std::nullopt;
}

Result<double> EvidenceVariations::log_evidence(const Evidence& variation) const {
  Shared& shared = *shared_;
  const VariationPlan* plan = shared.plan_for(PlanUse::one_by_one);
  Result<Observation> observation = shared.observed(variation);
  if (!observation || plan == nullptr || !plan->fits(*observation)) {
    const auto posterior = shared.inference.posterior(variation, std::span<const VariableId>{});
    return posterior.map([](const Posterior& all) { return all.log_evidence(); });
  }
  plan->open(*observation);
  auto messages = shared.take(*plan);
  const double log_total = messages->kept.log_total(*observation);
  shared.give_back(std::move(messages));
  if (std::isinf(log_total)) {
    return fail(ErrorKind::impossible, "the evidence has probability 0");
  }
  return log_total + observation->log_scale;
}

}  // namespace paraspinal::engine
