#include "engine/inference.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "engine/apart_targets.h"
#include "engine/common_plan.h"
#include "engine/compiled_network.h"
#include "engine/implied.h"
#include "engine/kept_propagation.h"
#include "engine/observation.h"
#include "engine/plan_cache.h"
#include "engine/require.h"

namespace paraspinal::engine {

// What all queries of one network share.
struct Inference::Shared {
  explicit Shared(const Network& network) : compiled(network) { make_fixed_plan(); }

  void make_fixed_plan();

  CompiledNetwork compiled;
  // Of a small network of tables: the plan that serves every query. Nothing for others.
  std::shared_ptr<const CommonPlan> fixed_plan;
  PlanCache cache;
};

namespace {

static_assert(Inference::max_clique_states == plan_options.clique_states);

// With fewer entries a variable the whole tree is passed through sooner than a plan is made.
constexpr double entries_not_worth_a_plan = 200;

// The evidence, checked, with what follows from it where a plan is made for it.
Result<Observation> observed(const CompiledNetwork& compiled, bool has_fixed_plan,
                             const Evidence& evidence) {
  Result<Observation> observation = check(compiled.network(), evidence);
  if (observation && !has_fixed_plan) {
    find_implied(compiled, *observation, {});
  }
  return observation;
}

struct Answer {
  std::shared_ptr<const CommonPlan> plan;
  PropagationResult result;
};

// Queries of one network; posterior() is the entry point.
class Asker {
 public:
  Asker(const CompiledNetwork& compiled, const std::shared_ptr<const CommonPlan>& fixed_plan,
        PlanCache& cache)
      : compiled_(compiled), fixed_plan_(fixed_plan), cache_(cache) {}

  Result<Posterior> posterior(const Observation& observation,
                              const std::vector<bool>& targets) const {
    auto workspace = cache_.take_workspace();
    auto posterior = this->posterior(observation, targets, *workspace);
    cache_.give_back(std::move(workspace));
    return posterior;
  }

  Result<std::shared_ptr<const CommonPlan>> plan_of(const Observation& observation,
                                                    const std::vector<bool>& targets,
                                                    bool none_apart) const {
    if (fixed_plan_) {
      return fixed_plan_;
    }
    std::string key = plan_key(compiled_, observation, targets);
    key.push_back(none_apart ? '1' : '0');
    return cache_.find_or_make(std::move(key), [&](CommonPlan memory) {
      return make_common_plan(compiled_, observation, targets, none_apart, plan_options,
                              std::move(memory));
    });
  }

 private:
  Result<Posterior> posterior(const Observation& observation, const std::vector<bool>& targets,
                              Workspace& workspace) const {
    const Result<Answer> common = ask(observation, targets, false, workspace);
    if (!common) {
      return fail(common.error());
    }
    // Targets asked apart share one set of messages, made when the first comes.
    std::optional<KeptPropagation> kept;
    std::vector<double> values;
    std::vector<std::size_t> begin{0};
    values.reserve(common->plan->plan.unary_size + 2 * observation.observed.size());
    begin.reserve(compiled_.size() + 1);
    for (std::size_t i = 0; i < compiled_.size(); ++i) {
      if (targets[i] && common->plan->apart[i] && !observation.state[i]) {
        if (!kept) {
          kept.emplace(compiled_, common->plan->plan, observation, workspace);
          kept->log_total(observation);
        }
        const auto marginal = ask_apart(observation, *common, *kept, i);
        if (!marginal) {
          return fail(marginal.error());
        }
        values.insert(values.end(), marginal->begin(), marginal->end());
      } else if (targets[i]) {
        append_marginal(values, *common, observation, i);
      }
      begin.push_back(values.size());
    }
    return Posterior(std::move(values), std::move(begin),
                     common->result.log_total + observation.log_scale);
  }

  // The common tree of all targets but those asked apart.
  Result<Answer> ask(const Observation& observation, const std::vector<bool>& targets,
                     bool none_apart, Workspace& workspace) const {
    auto plan = plan_of(observation, targets, none_apart);
    if (!plan) {
      return fail(plan.error());
    }
    Answer answer{*plan, propagate(compiled_, (*plan)->plan, observation, workspace)};
    if (std::isinf(answer.result.log_total)) {
      return fail(ErrorKind::impossible, "the evidence has probability 0");
    }
    return answer;
  }

  void append_marginal(std::vector<double>& values, const Answer& answer,
                       const Observation& observation, std::size_t variable) const {
    const std::size_t states = compiled_.states(variable);
    if (const auto& state = observation.state[variable]) {
      values.resize(values.size() + states, 0.0);
      values[values.size() - states + *state] = 1;
      return;
    }
    const QueryPlan& plan = answer.plan->plan;
    const double* begin = answer.result.marginals.data() + plan.unary_begin[plan.place[variable]];
    values.insert(values.end(), begin, begin + states);
  }

  // From the common plan's messages where that can be, else from a tree of its own.
  Result<std::vector<double>> ask_apart(const Observation& observation, const Answer& common,
                                        KeptPropagation& kept, std::size_t variable) const {
    auto from_kept = apart_marginal(compiled_, common.plan->plan, observation, kept, variable);
    if (from_kept) {
      return *std::move(from_kept);
    }
    std::vector<bool> targets(compiled_.size(), false);
    targets[variable] = true;
    auto workspace = cache_.take_workspace();
    const Result<Answer> answer = ask(observation, targets, true, *workspace);
    cache_.give_back(std::move(workspace));
    if (!answer) {
      return fail(answer.error());
    }
    std::vector<double> marginal;
    append_marginal(marginal, *answer, observation, variable);
    return marginal;
  }

  const CompiledNetwork& compiled_;
  const std::shared_ptr<const CommonPlan>& fixed_plan_;
  PlanCache& cache_;
};

}  // namespace

void Inference::Shared::make_fixed_plan() {
  if (compiled.elimination_order().empty()) {
    return;
  }
  const std::size_t size = compiled.size();
  const std::vector<bool> all(size, true);
  if (compiled.elimination_entries() > entries_not_worth_a_plan * static_cast<double>(size)) {
    return;
  }
  const Observation nothing{
      std::vector<std::optional<StateIndex>>(size), SoftEvidence(size), 0, {}};
  if (auto plan = make_plan(compiled, nothing, all, all, plan_options, true)) {
    std::vector<PlanTree> trees = trees_of(*plan);
    fixed_plan = std::make_shared<const CommonPlan>(
        CommonPlan{*std::move(plan), std::vector<bool>(size, false), std::move(trees),
                   std::make_shared<KeptSlices>(), std::make_shared<KeptLaneProgram>()});
  }
}

Inference::Inference(const Network& network) : shared_(std::make_shared<Shared>(network)) {}

const Network& Inference::network() const {
  return shared_->compiled.network();
}

const CompiledNetwork& Inference::compiled() const {
  return shared_->compiled;
}

std::shared_ptr<const CommonPlan> Inference::fixed_plan() const {
  return shared_->fixed_plan;
}

PlanCache& Inference::plan_cache() const {
  return shared_->cache;
}

Result<Posterior> Inference::posterior(const Evidence& evidence) const {
  return answer(evidence, std::vector<bool>(shared_->compiled.size(), true));
}

std::vector<bool> Inference::marked(std::span<const VariableId> targets) const {
  std::vector<bool> marked(shared_->compiled.size(), false);
  for (const VariableId target : targets) {
    require(target.index < marked.size(), "each target is one of the network's variables");
    marked[target.index] = true;
  }
  return marked;
}

Result<Posterior> Inference::posterior(const Evidence& evidence,
                                       std::span<const VariableId> targets) const {
  return answer(evidence, marked(targets));
}

Result<double> Inference::query_entries(const Evidence& evidence) const {
  return entries(evidence, std::vector<bool>(shared_->compiled.size(), true));
}

Result<double> Inference::query_entries(const Evidence& evidence,
                                        std::span<const VariableId> targets) const {
  return entries(evidence, marked(targets));
}

Result<double> Inference::entries(const Evidence& evidence,
                                  const std::vector<bool>& targets) const {
  const Result<Observation> observation =
      observed(shared_->compiled, shared_->fixed_plan != nullptr, evidence);
  if (!observation) {
    return fail(observation.error());
  }
  const Asker asker(shared_->compiled, shared_->fixed_plan, shared_->cache);
  const auto plan = asker.plan_of(*observation, targets, false);
  if (!plan) {
    return fail(plan.error());
  }
  return (*plan)->plan.entries;
}

Result<Posterior> Inference::answer(const Evidence& evidence,
                                    const std::vector<bool>& targets) const {
  const Result<Observation> observation =
      observed(shared_->compiled, shared_->fixed_plan != nullptr, evidence);
  if (!observation) {
    return fail(observation.error());
  }
  return Asker(shared_->compiled, shared_->fixed_plan, shared_->cache)
      .posterior(*observation, targets);
}

}  // namespace paraspinal::engine
