#include "engine/evidence_variations.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "engine/apart_targets.h"
#include "engine/common_plan.h"
#include "engine/compiled_network.h"
#include "engine/kept_propagation.h"
#include "engine/observation.h"
#include "engine/require.h"

namespace paraspinal::engine {
namespace {

// What a variable's evidence is to the plan.
enum class Role {
  not_planned,  // nothing observed
  sliced,       // hard, and always the same
  open,         // stands in the tree; evidence is a factor of its own, or none
  dissolved,    // a product of factors of one parent each, or nothing
};

std::vector<Role> roles_of(const CompiledNetwork& compiled, const Observation& observation,
                           std::span<const VariableId> changeable, bool all_open) {
  std::vector<bool> may_change(compiled.size(), all_open);
  for (const VariableId variable : changeable) {
    require(variable.index < compiled.size(),
            "each changeable variable is one of the network's variables");
    may_change[variable.index] = true;
  }
  std::vector<Role> roles(compiled.size(), all_open ? Role::open : Role::not_planned);
  for (const VariableId variable : observation.observed) {
    const std::size_t i = variable.index;
    const auto& state = observation.state[i];
    if (!state || (may_change[i] && !compiled.dissolves(i, *state))) {
      roles[i] = Role::open;
    } else {
      roles[i] = compiled.dissolves(i, *state) ? Role::dissolved : Role::sliced;
    }
  }
  return roles;
}

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

// What one thread works with.
struct Messages {
  Messages(const CompiledNetwork& compiled, const QueryPlan& plan, const Observation& observation)
      : kept(compiled, plan, observation, workspace) {}

  Workspace workspace;
  KeptPropagation kept;
};

}  // namespace

struct EvidenceVariations::Shared {
  explicit Shared(const Inference& made_for) : inference(made_for) {}

  void plan_for(const Evidence& evidence, std::span<const VariableId> changeable);
  void open(Observation& observation) const;
  bool fits(const Observation& observation) const;
  std::unique_ptr<Messages> take();
  void give_back(std::unique_ptr<Messages> messages);
  Marginals marginals(const std::vector<std::optional<StateIndex>>& states,
                      const Observation& entered, KeptPropagation& kept,
                      std::vector<VariableId>& others) const;

  Inference inference;
  std::vector<VariableId> targets;
  std::vector<bool> is_target;  // of each variable
  std::vector<Role> roles;
  Observation base;                        // as the plan has it; likelihoods for open hard evidence
  std::shared_ptr<const CommonPlan> plan;  // none: every variation is a query of its own
  std::mutex mutex;
  std::vector<std::unique_ptr<Messages>> at_rest;
};

// Hard evidence on variables that stay open becomes a likelihood of 1 and zeros.
void EvidenceVariations::Shared::open(Observation& observation) const {
  for (const VariableId variable : observation.observed) {
    auto& state = observation.state[variable.index];
    if (state && roles[variable.index] == Role::open) {
      Likelihood& likelihood = observation.likelihood[variable.index];
      likelihood.assign(inference.compiled().states(variable.index), 0.0);
      likelihood[*state] = 1;
      state.reset();
    }
  }
}

void EvidenceVariations::Shared::plan_for(const Evidence& evidence,
                                          std::span<const VariableId> changeable) {
  auto observation = check(inference.network(), evidence);
  if (!observation) {
    return;
  }
  const CompiledNetwork& compiled = inference.compiled();
  const auto fixed = inference.fixed_plan();
  roles = roles_of(compiled, *observation, changeable, fixed != nullptr);
  base = *std::move(observation);
  open(base);
  if (fixed) {
    plan = fixed;
    return;
  }
  PlanOptions options = plan_options;
  options.used_often = true;
  if (auto made = make_common_plan(compiled, base, is_target, false, options)) {
    plan = std::make_shared<const CommonPlan>(*std::move(made));
  }
}

// Whether the plan serves this observation.
bool EvidenceVariations::Shared::fits(const Observation& observation) const {
  if (!plan) {
    return false;
  }
  std::size_t sliced = 0;
  for (const VariableId variable : observation.observed) {
    const std::size_t i = variable.index;
    switch (roles[i]) {
      case Role::not_planned:
        return false;
      case Role::open:
        break;
      case Role::sliced:
        ++sliced;
        [[fallthrough]];
      case Role::dissolved:
        if (observation.state[i] != base.state[i]) {
          return false;
        }
        break;
    }
  }
  return sliced == static_cast<std::size_t>(std::ranges::count(roles, Role::sliced));
}

std::unique_ptr<Messages> EvidenceVariations::Shared::take() {
  const std::lock_guard lock(mutex);
  if (at_rest.empty()) {
    return std::make_unique<Messages>(inference.compiled(), plan->plan, base);
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
    KeptPropagation& kept, std::vector<VariableId>& others) const {
  Marginals marginals;
  marginals.values.reserve(plan->plan.unary_size);
  marginals.begin.reserve(is_target.size() + 1);
  const std::span<const double> in_tree = kept.marginals();
  for (std::size_t i = 0; i < is_target.size(); ++i) {
    marginals.begin.push_back(marginals.values.size());
    if (!is_target[i]) {
      continue;
    }
    const std::size_t count = inference.compiled().states(i);
    const std::size_t local = plan->plan.place[i];
    if (states[i]) {
      marginals.values.resize(marginals.values.size() + count, 0.0);
      marginals.values[marginals.values.size() - count + *states[i]] = 1;
    } else if (!plan->apart[i] && local != QueryPlan::none) {
      marginals.append(in_tree.subspan(plan->plan.unary_begin[local], count));
    } else if (const auto marginal =
                   apart_marginal(inference.compiled(), plan->plan, entered, kept, i)) {
      marginals.append(*marginal);
    } else {
      others.push_back(VariableId{i});
    }
  }
  marginals.begin.push_back(marginals.values.size());
  return marginals;
}

EvidenceVariations::EvidenceVariations(const Inference& inference, const Evidence& evidence,
                                       std::span<const VariableId> changeable,
                                       std::span<const VariableId> targets)
    : shared_(std::make_shared<Shared>(inference)) {
  shared_->targets.assign(targets.begin(), targets.end());
  shared_->is_target.assign(inference.network().size(), false);
  for (const VariableId target : targets) {
    require(target.index < shared_->is_target.size(),
            "each target is one of the network's variables");
    shared_->is_target[target.index] = true;
  }
  shared_->plan_for(evidence, changeable);
}

Result<Posterior> EvidenceVariations::posterior(const Evidence& variation) const {
  const Shared& shared = *shared_;
  Result<Observation> observation = check(shared.inference.network(), variation);
  if (!observation || !shared.fits(*observation)) {
    return shared.inference.posterior(variation, shared.targets);
  }
  const auto states = observation->state;
  shared.open(*observation);
  auto messages = shared_->take();
  const double log_total = messages->kept.log_total(*observation);
  if (std::isinf(log_total)) {
    shared_->give_back(std::move(messages));
    return fail(ErrorKind::impossible, "the evidence has probability 0");
  }
  std::vector<VariableId> others;
  Marginals marginals = shared.marginals(states, *observation, messages->kept, others);
  shared_->give_back(std::move(messages));
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

Result<double> EvidenceVariations::log_evidence(const Evidence& variation) const {
  const Shared& shared = *shared_;
  Result<Observation> observation = check(shared.inference.network(), variation);
  if (!observation || !shared.fits(*observation)) {
    const auto posterior = shared.inference.posterior(variation, std::span<const VariableId>{});
    return posterior.map([](const Posterior& all) { return all.log_evidence(); });
  }
  shared.open(*observation);
  auto messages = shared_->take();
  const double log_total = messages->kept.log_total(*observation);
  shared_->give_back(std::move(messages));
  if (std::isinf(log_total)) {
    return fail(ErrorKind::impossible, "the evidence has probability 0");
  }
  return log_total + observation->log_scale;
}

}  // namespace paraspinal::engine
