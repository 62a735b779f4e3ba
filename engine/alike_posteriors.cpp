// Entry point: alike_posteriors, at the end.

#include "engine/alike_posteriors.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "engine/compiled_network.h"
#include "engine/implied.h"
#include "engine/lane_variations.h"
#include "engine/observation.h"
#include "engine/parameter_lanes.h"
#include "engine/plan_cache.h"
#include "engine/require.h"
#include "engine/slicing.h"
#include "engine/split_effect.h"
#include "engine/variation_plan.h"

namespace paraspinal::engine {
namespace {

using Observations = std::vector<Observation>;

// Up to so many sets are quicker one after another.
constexpr std::size_t most_one_by_one = 2;

// One query of its own.
std::optional<Error> append_alone(const Inference& inference, const Evidence& evidence,
                                  std::span<const VariableId> targets, VariationTable& table) {
  std::vector<double> present(targets.size(), 0.0);
  const auto posterior = inference.posterior(evidence, targets);
  if (!posterior && posterior.error().kind != ErrorKind::impossible) {
    return posterior.error();
  }
  for (std::size_t t = 0; posterior && t < present.size(); ++t) {
    present[t] = posterior->present(targets[t]);
  }
  table.append(posterior ? posterior->log_evidence() : -std::numeric_limits<double>::infinity(),
               present);
  return std::nullopt;
}

// Sets on one plan; made for one call.
class AlikeRun {
 public:
  AlikeRun(const Inference& inference, const QueryPlan& plan, const Observations& sets,
           std::span<const VariableId> targets)
      : compiled_(inference.compiled()),
        plan_(plan),
        sets_(sets),
        targets_(targets),
        cache_(inference.plan_cache()),
        workspace_(cache_.take_workspace()),
        lane_workspace_(cache_.take_lane_workspace()),
        table_(targets.size()) {}

  ~AlikeRun() {
    cache_.give_back(std::move(workspace_));
    cache_.give_back(std::move(lane_workspace_));
  }
  AlikeRun(const AlikeRun&) = delete;
  AlikeRun& operator=(const AlikeRun&) = delete;

  VariationTable run() {
    if (sets_.size() <= most_one_by_one) {
      for (const Observation& set : sets_) {
        const PropagationResult result = propagate(compiled_, plan_, set, *workspace_);
        append(set, result.log_total,
               [&](std::size_t local) { return result.marginals[plan_.unary_begin[local] + 1]; });
      }
    } else {
      for (std::size_t first = 0; first < sets_.size(); first += Lanes::count) {
        run_lanes(first, std::min(Lanes::count, sets_.size() - first));
      }
    }
    return std::move(table_);
  }

 private:
  // `present`: P(state 1) of a local variable.
  template <typename Present>
  void append(const Observation& set, double log_total, Present present) {
    row_.assign(targets_.size(), 0.0);
    for (std::size_t t = 0; t < row_.size() && !std::isinf(log_total); ++t) {
      const std::size_t target = targets_[t].index;
      const auto& state = set.state[target];
      row_[t] = state ? (*state == 1 ? 1.0 : 0.0) : present(plan_.place[target]);
    }
    table_.append(log_total + set.log_scale, row_);
  }

  void run_lanes(std::size_t first, std::size_t count) {
    Lanes* factors = lane_workspace_->arena(plan_.arena_size + factor_entries()) + plan_.arena_size;
    LanePropagation lanes(plan_, *workspace_, *lane_workspace_);
    std::array<double, Lanes::count> log_constants{};
    for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
      // Lanes that stay free have the numbers of the last.
      const Observation& set = sets_[first + std::min(lane, count - 1)];
      if (lane < count) {
        log_constants[lane] = slice_families(compiled_, plan_, set, *workspace_);
        log_constants[lane] += enter_evidence(compiled_, plan_, set, *workspace_);
      }
      lanes.set_unary(lane, workspace_->unary);
      spread(lane, factors);
    }
    lanes.collect();
    lanes.distribute();
    for (std::size_t lane = 0; lane < count; ++lane) {
      append(sets_[first + lane], lanes.log_total(lane) + log_constants[lane],
             [&](std::size_t local) { return lanes.marginal(local, 1, lane); });
    }
    lane_workspace_->factors.clear();
  }

  // The factors of one set into its lane.
  void spread(std::size_t lane, Lanes* factors) {
    lane_workspace_->factors.clear();
    for (std::size_t f = 0; f < plan_.factors.size(); ++f) {
      const std::size_t extent = extent_of(plan_, plan_.factors[f]);
      const double* values = workspace_->factors[f];
      for (std::size_t i = 0; i < extent; ++i) {
        factors[i].set(lane, values[i]);
      }
      lane_workspace_->factors.push_back(factors);
      factors += extent;
    }
  }

  std::size_t factor_entries() const {
    std::size_t entries = 0;
    for (const PlanFactor& factor : plan_.factors) {
      entries += extent_of(plan_, factor);
    }
    return entries;
  }

  const CompiledNetwork& compiled_;
  const QueryPlan& plan_;
  const Observations& sets_;
  std::span<const VariableId> targets_;
  PlanCache& cache_;
  std::unique_ptr<Workspace> workspace_;
  std::unique_ptr<LaneWorkspace> lane_workspace_;
  VariationTable table_;
  std::vector<double> row_;
};

// Checked, with what is implied in all of them; nothing when one of them is wrong.
std::optional<Observations> observe_all(const Inference& inference,
                                        std::span<const Evidence> sets) {
  Observations all;
  for (const Evidence& evidence : sets) {
    auto observation = check(inference.network(), evidence);
    if (!observation) {
      return std::nullopt;
    }
    find_implied(inference.compiled(), *observation, {});
    all.push_back(*std::move(observation));
  }
  std::vector<Observation*> places;
  for (Observation& one : all) {
    places.push_back(&one);
  }
  keep_common_implied(places);
  return all;
}

std::vector<LaneVariations::Target> in_the_tree(std::span<const VariableId> targets) {
  std::vector<LaneVariations::Target> all;
  for (const VariableId target : targets) {
    all.push_back({target});
  }
  return all;
}

// In one tree, where one plan serves all.
std::optional<VariationTable> in_one_tree(const Inference& inference,
                                          std::span<const Evidence> sets,
                                          std::span<const VariableId> targets) {
  const auto observations = observe_all(inference, sets);
  if (!observations || inference.fixed_plan()) {
    return std::nullopt;
  }
  const CompiledNetwork& compiled = inference.compiled();
  std::vector<bool> is_target(compiled.size(), false);
  for (const VariableId target : targets) {
    is_target[target.index] = true;
  }
  for (const Observation& one : *observations) {
    if (!are_alike(compiled, observations->front(), one)) {
      return std::nullopt;
    }
  }
  const VariationPlan plan(inference, observations->front(), {}, is_target, PlanUse::in_lanes,
                           FurtherEvidence::never);
  if (plan.plan() == nullptr ||
      !LaneVariations::serves(compiled, *plan.plan(), plan.base(), in_the_tree(targets))) {
    return std::nullopt;
  }
  return AlikeRun(inference, plan.plan()->plan, *observations, targets).run();
}

// All that the rows depend on but the network: the sets, then the targets.
std::string key_of(std::span<const Evidence> sets, std::span<const VariableId> targets) {
  std::string key;
  const auto append = [&key](auto number) {
    const auto bytes = std::bit_cast<std::array<char, sizeof(number)>>(number);
    key.append(bytes.begin(), bytes.end());
  };
  for (const Evidence& evidence : sets) {
    append(evidence.items().size());
    for (const auto& [variable, item] : evidence.items()) {
      append(variable.index);
      append(item.index());
      if (const auto* state = std::get_if<StateIndex>(&item)) {
        append(*state);
        continue;
      }
      const Likelihood& likelihood = std::get<Likelihood>(item);
      append(likelihood.size());
      std::ranges::for_each(likelihood, append);
    }
  }
  for (const VariableId target : targets) {
    append(target.index);
  }
  return key;
}

Result<VariationTable> made_anew(const Inference& inference, std::span<const Evidence> sets,
                                 std::span<const VariableId> targets) {
  std::optional<VariationTable> all;
  std::optional<VariationTable> absent;
  if (const auto split = split_alike(inference.compiled(), sets, {})) {
    all = in_one_tree(inference, split->without, targets);
    absent = in_one_tree(inference, split->absent, targets);
    all = absent ? std::move(all) : std::nullopt;
  } else if (!sets.empty()) {
    all = in_one_tree(inference, sets, targets);
  }
  VariationTable table(targets.size());
  std::vector<double> present;
  for (std::size_t row = 0; row < sets.size(); ++row) {
    std::optional<double> log_evidence;
    if (all && absent) {
      log_evidence = difference(*all, *absent, row, present);
    } else if (all) {
      log_evidence = all->log_evidence(row);
      present.assign(all->present(row).begin(), all->present(row).end());
    }
    if (log_evidence) {
      table.append(*log_evidence, present);
    } else if (auto error = append_alone(inference, sets[row], targets, table)) {
      return fail(*std::move(error));
    }
  }
  return table;
}

}  // namespace

Result<VariationTable> alike_posteriors(const Inference& inference, std::span<const Evidence> sets,
                                        std::span<const VariableId> targets) {
  for (const VariableId target : targets) {
    require(inference.compiled().states(target.index) == 2,
            "each target of a table has two states");
  }
  std::string key = key_of(sets, targets);
  if (auto kept = inference.plan_cache().rows(key)) {
    return *std::move(kept);
  }
  auto made = made_anew(inference, sets, targets);
  if (made) {
    inference.plan_cache().keep_rows(std::move(key), *made);
  }
  return made;
}

}  // namespace paraspinal::engine
