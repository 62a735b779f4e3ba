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
#include "engine/parameter_terms.h"
#include "engine/plan_cache.h"
#include "engine/propagation.h"
#include "engine/renumbered_plan.h"
#include "engine/renumbering.h"
#include "engine/require.h"
#include "engine/term_rows.h"

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

// The rows of present(), eight at a time.
class ParameterVariations::Rows {
 public:
  Rows(const ParameterVariations& variations, const ChangesOf& changes)
      : variations_(variations),
        shared_(*variations.shared_),
        changes_(changes),
        terms_(shared_.find_terms()),
        numbers_(shared_.inference.compiled()),
        cache_(shared_.inference.plan_cache()),
        workspace_(cache_.take_workspace()),
        lane_workspace_(cache_.take_lane_workspace()),
        table_(shared_.targets.size()) {
    for (const ParameterTerm& term : terms_ ? terms_->terms() : std::span<const ParameterTerm>()) {
      rows_.push_back(std::make_unique<TermRows>(numbers_.compiled(), term, shared_.targets,
                                                 TermMemory{*workspace_, *lane_workspace_}));
    }
  }

  ~Rows() {
    cache_.give_back(std::move(workspace_));
    cache_.give_back(std::move(lane_workspace_));
  }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  // The next one.
  std::optional<Error> add() {
    if (!take(changes_(next_++))) {
      auto error = run();
      return error ? error : append_alone(changes_(table_.size()));
    }
    for (const auto& rows : rows_) {
      rows->add();
    }
    return ++waiting_ == Lanes::count ? run() : std::nullopt;
  }

  // Appends what waits.
  std::optional<Error> run() {
    const std::size_t size = std::exchange(waiting_, 0);
    if (size == 0) {
      return std::nullopt;
    }
    std::vector<VariationTable> tables;
    for (const auto& rows : rows_) {
      rows->run();
      tables.push_back(rows->table());
      rows->clear();
    }
    for (std::size_t row = 0; row < size; ++row) {
      if (const auto log_evidence = sum_of_terms(terms_->terms(), tables, row, present_)) {
        table_.append(*log_evidence, present_);
      } else if (auto error = append_alone(changes_(table_.size()))) {
        return error;
      }
    }
    return std::nullopt;
  }

  VariationTable table() && { return std::move(table_); }

 private:
  // False where no terms serve these numbers.
  bool take(std::span<const ChangedDistribution> changes) {
    if (terms_ == nullptr || !terms_->serve(changes, shared_.relevant)) {
      return false;
    }
    numbers_.take(changes, shared_.relevant);
    return terms_->hold(numbers_.compiled());
  }

  std::optional<Error> append_alone(std::span<const ChangedDistribution> changes) {
    const auto posterior = variations_.posterior(changes);
    if (!posterior && posterior.error().kind != ErrorKind::impossible) {
      return posterior.error();
    }
    present_.clear();
    for (const VariableId target : shared_.targets) {
      present_.push_back(posterior ? posterior->present(target) : 0);
    }
    table_.append(posterior ? posterior->log_evidence() : -std::numeric_limits<double>::infinity(),
                  present_);
    return std::nullopt;
  }

  const ParameterVariations& variations_;
  Shared& shared_;
  const ChangesOf& changes_;
  const ParameterTerms* terms_;
  RenumberedNetwork numbers_;
  PlanCache& cache_;
  std::unique_ptr<Workspace> workspace_;
  std::unique_ptr<LaneWorkspace> lane_workspace_;
  std::vector<std::unique_ptr<TermRows>> rows_;  // of each term
  std::size_t next_ = 0;
  std::size_t waiting_ = 0;  // in rows_, not yet in the table
  VariationTable table_;
  std::vector<double> present_;
};

Result<VariationTable> ParameterVariations::present(std::size_t variations,
                                                    const ChangesOf& changes) const {
  for (const VariableId target : shared_->targets) {
    require(shared_->inference.compiled().states(target.index) == 2,
            "each target of a table has two states");
  }
  Rows rows(*this, changes);
  for (std::size_t v = 0; v < variations; ++v) {
    if (auto error = rows.add()) {
      return fail(*std::move(error));
    }
  }
  if (auto error = rows.run()) {
    return fail(*std::move(error));
  }
  return std::move(rows).table();
}

}  // namespace paraspinal::engine
