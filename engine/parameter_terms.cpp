#include "engine/parameter_terms.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <variant>

#include "engine/common_plan.h"
#include "engine/compiled_network.h"
#include "engine/implied.h"
#include "engine/renumbering.h"
#include "engine/require.h"
#include "engine/split_effect.h"

namespace paraspinal::engine {
namespace {

// What a term costs in time, in entries of a small tree: so many for its numbers, however small the
// tree, and as many times more where the tables of eight lanes pass a megabyte of cache.
constexpr double entries_worth_of_slicing = 2500;
constexpr double entries_in_cache = 16384;
constexpr double slower_beyond = 1.4;

// Of two searches, of which the longer one mostly finds the better tree.
Result<QueryPlan> smallest_plan(const CompiledNetwork& compiled, const Observation& observation,
                                const std::vector<bool>& relevant,
                                const std::vector<bool>& wanted) {
  PlanOptions options = plan_options;
  options.evidence_is_whole = true;
  auto plan = make_plan(compiled, observation, relevant, wanted, options);
  options.used_often = true;
  auto other = make_plan(compiled, observation, relevant, wanted, options);
  return !plan || (other && other->entries < plan->entries) ? std::move(other) : std::move(plan);
}

// Causes that are sure to bring the effect are observed to be absent where it is (split_effect.h).
bool stay_sure(const Distribution& before, const Distribution& after) {
  const auto& causes = std::get<NoisyOr>(before).raising;
  const auto& changed = std::get<NoisyOr>(after).raising;
  for (std::size_t i = 0; i < causes.size(); ++i) {
    if (causes[i].strength == 1 && changed[i].strength != 1) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::vector<bool> sums_that_cancel(const QueryPlan& plan, std::size_t variables) {
  std::vector<bool> cancel(variables, false);
  for (const NoisyPart& noisy : plan.noisy) {
    cancel[noisy.variable] = noisy.groups.count > 1 && noisy.chain == QueryPlan::none;
  }
  return cancel;
}

ParameterTerms::ParameterTerms(const CompiledNetwork& compiled)
    : compiled_(&compiled), cancels_(compiled.size(), false), split_(compiled.size(), false) {}

std::optional<ParameterTerms> ParameterTerms::of(const Inference& inference,
                                                 const Evidence& evidence,
                                                 std::span<const Evidence> parts,
                                                 std::span<const VariableId> targets) {
  const auto made = [&](std::span<const Evidence> sets) -> std::optional<ParameterTerms> {
    ParameterTerms terms(inference.compiled());
    for (const Evidence& set : sets) {
      if (!terms.add(inference, set, targets)) {
        return std::nullopt;
      }
    }
    return terms;
  };
  auto whole = made(std::span(&evidence, 1));
  if (parts.size() < 2) {
    return whole;
  }
  auto in_parts = made(parts);
  return !in_parts || (whole && whole->cost() <= in_parts->cost()) ? std::move(whole)
                                                                   : std::move(in_parts);
}

// False where the evidence is wrong or the tree too large.
bool ParameterTerms::add(const Inference& inference, const Evidence& evidence,
                         std::span<const VariableId> targets) {
  const auto split = split_effect(*compiled_, evidence, {});
  if (!split) {
    return add(inference, evidence, targets, 1);
  }
  split_[split->effect.index] = true;
  return add(inference, split->without, targets, 1) && add(inference, split->absent, targets, -1);
}

bool ParameterTerms::add(const Inference& inference, const Evidence& evidence,
                         std::span<const VariableId> targets, double sign) {
  auto observation = check(inference.network(), evidence);
  if (!observation) {
    return false;
  }
  find_implied(*compiled_, *observation, {});
  std::vector<bool> wanted(compiled_->size(), false);
  std::vector<VariableId> roots = observation->observed;
  for (const VariableId target : targets) {
    wanted[target.index] = true;
    roots.push_back(target);
  }
  const std::vector<bool> relevant =
      compiled_->and_above(VariableSet(compiled_->size(), roots), observation->implied).marks();
  auto plan = smallest_plan(*compiled_, *observation, relevant, wanted);
  if (!plan) {
    return false;
  }
  const std::vector<bool> cancels = sums_that_cancel(*plan, compiled_->size());
  for (std::size_t i = 0; i < cancels.size(); ++i) {
    cancels_[i] = cancels_[i] || cancels[i];
  }
  terms_.push_back({*std::move(observation), *std::move(plan), sign});
  return true;
}

double ParameterTerms::cost() const {
  double cost = 0;
  for (const ParameterTerm& term : terms_) {
    const double entries = term.plan.entries;
    cost += entries * (entries > entries_in_cache ? slower_beyond : 1) + entries_worth_of_slicing;
  }
  return cost;
}

bool ParameterTerms::serve(std::span<const ChangedDistribution> changes,
                           const std::vector<bool>& relevant) const {
  return std::ranges::all_of(changes, [&](const ChangedDistribution& change) {
    const std::size_t i = change.variable.index;
    require(i < compiled_->size(), "each changed variable is one of the network's");
    const Distribution& own = compiled_->network().distribution(change.variable);
    require(same_structure(own, change.distribution),
            "a changed distribution has the kind and the parents of the network's own");
    return !relevant[i] || (has_sound_numbers(change.distribution, compiled_->states(i)) &&
                            keeps_equalities(own, change.distribution) &&
                            !(cancels_[i] && loses_digits(change.distribution)) &&
                            (!split_[i] || stay_sure(own, change.distribution)));
  });
}

bool ParameterTerms::hold(const CompiledNetwork& renumbered) const {
  return std::ranges::all_of(terms_, [&](const ParameterTerm& term) {
    return implied_holds(renumbered, term.observation);
  });
}

std::optional<double> sum_of_terms(std::span<const ParameterTerm> terms,
                                   std::span<const VariationTable> tables, std::size_t row,
                                   std::vector<double>& present) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double largest = -infinity;
  for (const VariationTable& table : tables) {
    largest = std::max(largest, table.log_evidence(row));
  }
  present.assign(tables.front().present(row).size(), 0.0);
  if (largest == -infinity) {
    return largest;
  }
  double total = 0;
  double taken_from = 0;
  for (std::size_t k = 0; k < tables.size(); ++k) {
    const double weight = terms[k].sign * std::exp(tables[k].log_evidence(row) - largest);
    total += weight;
    taken_from += std::max(weight, 0.0);
    const auto of_term = tables[k].present(row);
    for (std::size_t t = 0; t < present.size(); ++t) {
      present[t] += weight * of_term[t];
    }
  }
  if (!(total >= smallest_share_left * taken_from)) {
    return std::nullopt;
  }
  for (double& value : present) {
    value = std::clamp(value / total, 0.0, 1.0);  // beyond these by rounding only
  }
  return largest + std::log(total);
}

}  // namespace paraspinal::engine
