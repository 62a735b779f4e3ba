#include "engine/inference.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/compiled_network.h"
#include "engine/observation.h"
#include "engine/plan_cache.h"
#include "engine/relevance.h"
#include "engine/require.h"

namespace paraspinal::engine {
namespace {

// A target with more unobserved parents than this, and nothing observed below it, is not put into
// the common tree but asked on its own.
constexpr std::size_t parents_in_common_tree = 3;

// For each variable, whether it would make the common tree large and bears on no evidence.
std::vector<bool> asked_apart(const CompiledNetwork& compiled, const Observation& observation) {
  const std::vector<bool> bears = with_ancestors(compiled.network(), observation.observed);
  std::vector<bool> apart(compiled.size(), false);
  for (std::size_t i = 0; i < compiled.size(); ++i) {
    if (bears[i]) {
      continue;
    }
    const auto parents = compiled.family(i).parents();
    const auto open = std::ranges::count_if(
        parents, [&](std::size_t parent) { return !observation.state[parent]; });
    const bool large = compiled.family(i).form != FamilyForm::table &&
                       static_cast<std::size_t>(open) > parents_in_common_tree;
    apart[i] =
        large || std::ranges::any_of(parents, [&](std::size_t parent) { return apart[parent]; });
  }
  return apart;
}

}  // namespace

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

constexpr PlanOptions options{Inference::max_clique_states, std::size_t{1} << 28};

// With fewer entries a variable the whole tree is passed through sooner than a plan is made.
constexpr double entries_not_worth_a_plan = 200;

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
    const Result<Answer> common = ask(observation, targets);
    if (!common) {
      return fail(common.error());
    }
    std::vector<double> values;
    std::vector<std::size_t> begin{0};
    values.reserve(common->plan->plan.unary_size + 2 * observation.observed.size());
    begin.reserve(compiled_.size() + 1);
    for (std::size_t i = 0; i < compiled_.size(); ++i) {
      if (targets[i] && common->plan->apart[i] && !observation.state[i]) {
        const auto marginal = ask_apart(observation, i, common->result.log_total);
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

  Result<std::shared_ptr<const CommonPlan>> plan_of(const Observation& observation,
                                                    const std::vector<bool>& targets,
                                                    bool none_apart) const {
    if (fixed_plan_) {
      return fixed_plan_;
    }
    std::string key = plan_key(compiled_, observation, targets);
    key.push_back(none_apart ? '1' : '0');
    return cache_.find_or_make(
        std::move(key), [&]() { return make_common_plan(observation, targets, none_apart); });
  }

 private:
  // The common tree of all targets but those asked apart.
  Result<Answer> ask(const Observation& observation, const std::vector<bool>& targets,
                     bool none_apart = false) const {
    auto plan = plan_of(observation, targets, none_apart);
    if (!plan) {
      return fail(plan.error());
    }
    auto workspace = cache_.take_workspace();
    Answer answer{*plan, propagate(compiled_, (*plan)->plan, observation, *workspace)};
    cache_.give_back(std::move(workspace));
    if (std::isinf(answer.result.log_total)) {
      return fail(ErrorKind::impossible, "the evidence has probability 0");
    }
    return answer;
  }

  Result<CommonPlan> make_common_plan(const Observation& observation,
                                      const std::vector<bool>& targets, bool none_apart) const {
    std::vector<bool> apart = none_apart ? std::vector<bool>(compiled_.size(), false)
                                         : asked_apart(compiled_, observation);
    std::vector<bool> wanted(compiled_.size(), false);
    std::vector<VariableId> roots = observation.observed;
    for (std::size_t i = 0; i < compiled_.size(); ++i) {
      wanted[i] = targets[i] && !apart[i];
      if (wanted[i]) {
        roots.push_back(VariableId{i});
      }
    }
    auto plan = make_plan(compiled_, observation, with_ancestors(compiled_.network(), roots),
                          wanted, options);
    if (!plan) {
      return fail(plan.error());
    }
    return CommonPlan{*std::move(plan), std::move(apart)};
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

  // A noisy-OR that can only be raised: P(absent | e) = P(e, absent) / P(e), where absent is a
  // product of factors of one parent each. Others go into a tree of their own.
  Result<std::vector<double>> ask_apart(const Observation& observation, std::size_t variable,
                                        double log_evidence) const {
    std::vector<bool> targets(compiled_.size(), false);
    const auto* noisy_or =
        std::get_if<NoisyOr>(&compiled_.network().distribution(VariableId{variable}));
    if (noisy_or == nullptr || !noisy_or->lowering.empty()) {
      targets[variable] = true;
      const Result<Answer> answer = ask(observation, targets, true);
      if (!answer) {
        return fail(answer.error());
      }
      std::vector<double> marginal;
      append_marginal(marginal, *answer, observation, variable);
      return marginal;
    }
    Observation with_absent = observation;
    with_absent.state[variable] = 0;
    with_absent.observed.push_back(VariableId{variable});
    const Result<Answer> answer = ask(with_absent, targets);
    if (!answer && answer.error().kind != ErrorKind::impossible) {
      return fail(answer.error());
    }
    const double absent =
        answer ? std::min(1.0, std::exp(answer->result.log_total - log_evidence)) : 0.0;
    return std::vector<double>{absent, 1 - absent};
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
  Observation nothing{
      std::vector<std::optional<StateIndex>>(size), std::vector<Likelihood>(size), 0, {}};
  if (auto plan = make_plan(compiled, nothing, all, all, options, true)) {
    fixed_plan = std::make_shared<const CommonPlan>(
        CommonPlan{*std::move(plan), std::vector<bool>(size, false)});
  }
}

Inference::Inference(const Network& network) : shared_(std::make_shared<Shared>(network)) {}

const Network& Inference::network() const {
  return shared_->compiled.network();
}

Result<Posterior> Inference::posterior(const Evidence& evidence) const {
  return answer(evidence, std::vector<bool>(shared_->compiled.size(), true));
}

Result<Posterior> Inference::posterior(const Evidence& evidence,
                                       std::span<const VariableId> targets) const {
  std::vector<bool> marked(shared_->compiled.size(), false);
  for (const VariableId target : targets) {
    require(target.index < marked.size(), "each target is one of the network's variables");
    marked[target.index] = true;
  }
  return answer(evidence, marked);
}

Result<double> Inference::query_entries(const Evidence& evidence) const {
  const Result<Observation> observation = check(network(), evidence);
  if (!observation) {
    return fail(observation.error());
  }
  const Asker asker(shared_->compiled, shared_->fixed_plan, shared_->cache);
  const auto plan =
      asker.plan_of(*observation, std::vector<bool>(shared_->compiled.size(), true), false);
  if (!plan) {
    return fail(plan.error());
  }
  return (*plan)->plan.entries;
}

Result<Posterior> Inference::answer(const Evidence& evidence,
                                    const std::vector<bool>& targets) const {
  const Result<Observation> observation = check(shared_->compiled.network(), evidence);
  if (!observation) {
    return fail(observation.error());
  }
  return Asker(shared_->compiled, shared_->fixed_plan, shared_->cache)
      .posterior(*observation, targets);
}

}  // namespace paraspinal::engine
