#include "engine/parameter_variations.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "engine/changed_network.h"
#include "engine/common_plan.h"
#include "engine/compiled_network.h"
#include "engine/observation.h"
#include "engine/parameter_lanes.h"
#include "engine/propagation.h"
#include "engine/renumbered_plan.h"
#include "engine/renumbering.h"
#include "engine/require.h"

namespace paraspinal::engine {
namespace {

constexpr std::size_t none = QueryPlan::none;

// The variables whose noisy family stands in the plan as a sum that can cancel.
std::vector<bool> sums_that_cancel(const QueryPlan& plan, std::size_t variables) {
  std::vector<bool> cancel(variables, false);
  for (const NoisyPart& noisy : plan.noisy) {
    cancel[noisy.variable] = noisy.groups.count > 1 && noisy.chain == none;
  }
  return cancel;
}

}  // namespace

struct ParameterVariations::Shared {
  explicit Shared(const Inference& made_for) : inference(made_for) {}

  void plan_for(std::span<const VariableId> roots);
  std::unique_ptr<RenumberedPlan> take();
  void give_back(std::unique_ptr<RenumberedPlan> numbers);
  Result<Posterior> in_a_new_network(std::span<const ChangedDistribution> changes) const;
  Posterior read(const PropagationResult& result) const;

  Inference inference;
  Evidence evidence;
  std::vector<VariableId> targets;
  std::vector<bool> is_target;             // of each variable
  std::vector<bool> relevant;              // of each variable
  std::vector<VariableId> variables;       // the same as a list
  std::optional<Observation> observation;  // none for evidence that is refused
  std::optional<QueryPlan> plan;           // none: every variation is a query of its own
  std::vector<bool> cancels;               // of each variable
  std::mutex mutex;
  std::vector<std::unique_ptr<RenumberedPlan>> at_rest;
};

void ParameterVariations::Shared::plan_for(std::span<const VariableId> roots) {
  const CompiledNetwork& compiled = inference.compiled();
  relevant = compiled.with_ancestors(roots);
  for (std::size_t i = 0; i < relevant.size(); ++i) {
    if (relevant[i]) {
      variables.push_back(VariableId{i});
    }
  }
  if (!observation) {
    return;
  }
  PlanOptions options = plan_options;
  options.used_often = true;
  if (auto made = make_plan(compiled, *observation, relevant, is_target, options)) {
    plan = *std::move(made);
    cancels = sums_that_cancel(*plan, compiled.size());
  }
}

std::unique_ptr<RenumberedPlan> ParameterVariations::Shared::take() {
  const std::lock_guard lock(mutex);
  if (at_rest.empty()) {
    return std::make_unique<RenumberedPlan>(inference.compiled(), *plan);
  }
  auto numbers = std::move(at_rest.back());
  at_rest.pop_back();
  return numbers;
}

void ParameterVariations::Shared::give_back(std::unique_ptr<RenumberedPlan> numbers) {
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
                                         std::span<const VariableId> targets)
    : shared_(std::make_shared<Shared>(inference)) {
  Shared& shared = *shared_;
  shared.evidence = evidence;
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
  shared.plan_for(roots);
}

std::span<const VariableId> ParameterVariations::variables() const {
  return shared_->variables;
}

bool ParameterVariations::serves(std::span<const ChangedDistribution> changes) const {
  const Network& network = shared_->inference.network();
  return shared_->plan && std::ranges::all_of(changes, [&](const ChangedDistribution& change) {
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
  numbers->take(changes, shared_->relevant);
  const PropagationResult result = numbers->propagate(*shared_->observation);
  shared_->give_back(std::move(numbers));
  if (std::isinf(result.log_total)) {
    return fail(ErrorKind::impossible, "the evidence has probability 0");
  }
  return shared_->read(result);
}

struct ParameterBatch::Work {
  explicit Work(const ParameterVariations::Shared& shared)
      : numbers(shared.inference.compiled(), *shared.plan), lanes(numbers.plan()) {}

  RenumberedPlan numbers;
  ParameterLanes lanes;
};

ParameterBatch::ParameterBatch(const ParameterVariations& variations)
    : variations_(variations), table_(variations.shared_->targets.size()) {
  const auto& shared = *variations_.shared_;
  require(std::ranges::all_of(shared.targets,
                              [&](const VariableId target) {
                                return shared.inference.compiled().states(target.index) == 2;
                              }),
          "the targets of a batch have two states");
  if (shared.plan && ParameterLanes::serves(*shared.plan)) {
    work_ = std::make_unique<Work>(shared);
  }
}

ParameterBatch::~ParameterBatch() = default;

std::optional<Error> ParameterBatch::add(std::span<const ChangedDistribution> changes) {
  if (!work_ || !variations_.serves(changes)) {
    return add_alone(changes);
  }
  const auto& shared = *variations_.shared_;
  work_->numbers.take(changes, shared.relevant);
  const double log_constant = work_->numbers.slice(*shared.observation);
  work_->lanes.add(work_->numbers.workspace(), log_constant + shared.observation->log_scale);
  if (work_->lanes.full()) {
    run();
  }
  return std::nullopt;
}

std::optional<Error> ParameterBatch::add_alone(std::span<const ChangedDistribution> changes) {
  run();
  const auto posterior = variations_.posterior(changes);
  if (!posterior && posterior.error().kind != ErrorKind::impossible) {
    return posterior.error();
  }
  std::vector<double> present;
  for (const VariableId target : variations_.shared_->targets) {
    present.push_back(posterior ? posterior->present(target) : 0);
  }
  table_.append(posterior ? posterior->log_evidence() : -std::numeric_limits<double>::infinity(),
                present);
  return std::nullopt;
}

void ParameterBatch::run() {
  if (!work_ || work_->lanes.empty()) {
    return;
  }
  const auto& shared = *variations_.shared_;
  work_->lanes.run();
  std::vector<double> present(shared.targets.size());
  for (std::size_t lane = 0; lane < work_->lanes.size(); ++lane) {
    const double log_evidence = work_->lanes.log_evidence(lane);
    for (std::size_t t = 0; t < present.size(); ++t) {
      const std::size_t target = shared.targets[t].index;
      const auto& state = shared.observation->state[target];
      present[t] = std::isinf(log_evidence) ? 0
                   : state                  ? static_cast<double>(*state)
                           : work_->lanes.present(shared.plan->place[target], lane);
    }
    table_.append(log_evidence, present);
  }
  work_->lanes.clear();
}

const VariationTable& ParameterBatch::finish() {
  run();
  return table_;
}

}  // namespace paraspinal::engine
