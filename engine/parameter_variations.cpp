#include "engine/parameter_variations.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "engine/changed_network.h"
#include "engine/common_plan.h"
#include "engine/compiled_network.h"
#include "engine/observation.h"
#include "engine/parameter_rows.h"
#include "engine/parameter_terms.h"
#include "engine/propagation.h"
#include "engine/renumbered_plan.h"
#include "engine/renumbering.h"
#include "engine/require.h"

namespace paraspinal::engine {

struct ParameterVariations::Shared {
  // What one thread works with.
  struct Numbers {
    Numbers(const CompiledNetwork& compiled, const QueryPlan& made)
        : network(compiled), plan(network.compiled(), made, workspace) {}

    RenumberedNetwork network;
    Workspace workspace;
    RenumberedPlan plan;
  };

  explicit Shared(const Inference& made_for) : inference(made_for) {}

  void find_relevant(std::span<const VariableId> roots);
  bool has_plan();
  void make_plan();
  const ParameterTerms* find_terms();
  std::unique_ptr<Numbers> take();
  void give_back(std::unique_ptr<Numbers> numbers);
  Result<Posterior> in_a_new_network(std::span<const ChangedDistribution> changes) const;
  Posterior read(const PropagationResult& result) const;

  Inference inference;
  Evidence evidence;
  std::vector<Evidence> parts;
  std::vector<VariableId> targets;
  std::vector<bool> is_target;             // of each variable
  std::vector<bool> relevant;              // of each variable
  std::vector<VariableId> variables;       // the same as a list
  std::optional<Observation> observation;  // none for evidence that is refused
  std::once_flag plan_once;
  std::optional<QueryPlan> plan;  // none: every variation is a query of its own
  std::vector<bool> cancels;      // of each variable
  std::once_flag terms_once;
  std::optional<ParameterTerms> terms;
  std::mutex mutex;
  std::vector<std::unique_ptr<Numbers>> at_rest;
};

void ParameterVariations::Shared::find_relevant(std::span<const VariableId> roots) {
  relevant = inference.compiled().with_ancestors(roots);
  for (std::size_t i = 0; i < relevant.size(); ++i) {
    if (relevant[i]) {
      variables.push_back(VariableId{i});
    }
  }
}

// Made when it is first asked for.
bool ParameterVariations::Shared::has_plan() {
  std::call_once(plan_once, [this] { make_plan(); });
  return plan.has_value();
}

void ParameterVariations::Shared::make_plan() {
  if (!observation) {
    return;
  }
  const CompiledNetwork& compiled = inference.compiled();
  PlanOptions options = plan_options;
  options.used_often = true;
  if (auto made = engine::make_plan(compiled, *observation, relevant, is_target, options)) {
    plan = *std::move(made);
    cancels = sums_that_cancel(*plan, compiled.size());
  }
}

// Made when they are first asked for; null where no terms serve.
const ParameterTerms* ParameterVariations::Shared::find_terms() {
  std::call_once(terms_once,
                 [this] { terms = ParameterTerms::of(inference, evidence, parts, targets); });
  return terms ? &*terms : nullptr;
}

std::unique_ptr<ParameterVariations::Shared::Numbers> ParameterVariations::Shared::take() {
  const std::lock_guard lock(mutex);
  if (at_rest.empty()) {
    return std::make_unique<Numbers>(inference.compiled(), *plan);
  }
  auto numbers = std::move(at_rest.back());
  at_rest.pop_back();
  return numbers;
}

void ParameterVariations::Shared::give_back(std::unique_ptr<Numbers> numbers) {
  const std::lock_guard lock(mutex);
  at_rest.push_back(std::move(numbers));
}

Result<Posterior> ParameterVariations::Shared::in_a_new_network(
    std::span<const ChangedDistribution> changes) const {
  std::map<VariableId, Distribution> distributions;
  for (const ChangedDistribution& change : changes) {
    if (relevant[change.variable.index]) {
      distributions.emplace(change.variable, change.distribution);
    }
  }
  const auto network = with_distributions(inference.network(), distributions);
  if (!network) {
    return fail(network.error());
  }
  return Inference(*network).posterior(evidence, targets);
}

Posterior ParameterVariations::Shared::read(const PropagationResult& result) const {
  std::vector<double> values;
  std::vector<std::size_t> begin{0};
  values.reserve(plan->unary_size + 2 * observation->observed.size());
  begin.reserve(is_target.size() + 1);
  for (std::size_t i = 0; i < is_target.size(); ++i) {
    const std::size_t states = inference.compiled().states(i);
    if (const auto& state = observation->state[i]; is_target[i] && state) {
      values.resize(values.size() + states, 0.0);
      values[begin.back() + *state] = 1;
    } else if (is_target[i]) {
      const double* marginal = result.marginals.data() + plan->unary_begin[plan->place[i]];
      values.insert(values.end(), marginal, marginal + states);
    }
    begin.push_back(values.size());
  }
  return {std::move(values), std::move(begin), result.log_total + observation->log_scale};
}

ParameterVariations::ParameterVariations(const Inference& inference, const Evidence& evidence,
                                         std::span<const VariableId> targets,
                                         std::span<const Evidence> parts)
    : shared_(std::make_shared<Shared>(inference)) {
  Shared& shared = *shared_;
  shared.evidence = evidence;
  shared.parts.assign(parts.begin(), parts.end());
  shared.targets.assign(targets.begin(), targets.end());
  shared.is_target.assign(inference.network().size(), false);
  std::vector<VariableId> roots = shared.targets;
  for (const VariableId target : targets) {
    require(target.index < shared.is_target.size(),
            "each target is one of the network's variables");
    shared.is_target[target.index] = true;
  }
  if (auto observation = check(inference.network(), evidence)) {
    roots.insert(roots.end(), observation->observed.begin(), observation->observed.end());
    shared.observation = *std::move(observation);
  }
  for (const Evidence& part : parts) {
    for (const auto& [variable, item] : part.items()) {
      require(variable.index < shared.is_target.size(),
              "each part's evidence is on the network's variables");
      roots.push_back(variable);
    }
  }
  shared.find_relevant(roots);
}

std::span<const VariableId> ParameterVariations::variables() const {
  return shared_->variables;
}

bool ParameterVariations::serves(std::span<const ChangedDistribution> changes) const {
  const Network& network = shared_->inference.network();
  return shared_->has_plan() &&
         std::ranges::all_of(changes, [&](const ChangedDistribution& change) {
           const std::size_t i = change.variable.index;
           require(i < network.size(), "each changed variable is one of the network's");
           const Distribution& own = network.distribution(change.variable);
           require(same_structure(own, change.distribution),
                   "a changed distribution has the kind and the parents of the network's own");
           return !shared_->relevant[i] ||
                  (has_sound_numbers(change.distribution,
                                     shared_->inference.compiled().states(i)) &&
                   keeps_equalities(own, change.distribution) &&
                   !(shared_->cancels[i] && loses_digits(change.distribution)));
         });
}

Result<Posterior> ParameterVariations::posterior(
    std::span<const ChangedDistribution> changes) const {
  if (!serves(changes)) {
    return shared_->in_a_new_network(changes);
  }
  auto numbers = shared_->take();
  numbers->network.take(changes, shared_->relevant);
  const PropagationResult result = numbers->plan.propagate(*shared_->observation);
  shared_->give_back(std::move(numbers));
  if (std::isinf(result.log_total)) {
    return fail(ErrorKind::impossible, "the evidence has probability 0");
  }
  return shared_->read(result);
}

Result<VariationTable> ParameterVariations::present(std::size_t variations,
                                                    const ChangesOf& changes) const {
  for (const VariableId target : shared_->targets) {
    require(shared_->inference.compiled().states(target.index) == 2,
            "each target of a table has two states");
  }
  return ParameterRows(
             *this,
             {shared_->inference, shared_->find_terms(), shared_->relevant, shared_->targets},
             changes)
      .of(variations);
}

}  // namespace paraspinal::engine
