// Entry points: explain and explain_without_weights, at the end.

#include "knowledge/triage/explain.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <variant>

#include "engine/evidence_variations.h"
#include "engine/require.h"
#include "engine/split_effect.h"
#include "knowledge/triage/context_mixture.h"
#include "knowledge/triage/denied_together.h"
#include "knowledge/triage/effects_alone.h"
#include "knowledge/triage/finding_order.h"
#include "knowledge/triage/no_cause.h"
#include "knowledge/triage/one_by_one.h"

namespace paraspinal::triage {
namespace {

using engine::EvidenceChange;
using engine::FurtherEvidence;
using engine::Posterior;
using engine::Result;
using engine::VariationTable;
using knowledge::ClinicalNetwork;
using knowledge::KnowledgeBase;

// The first rows of a table.
std::vector<std::span<const double>> rows_of(const VariationTable& table, std::size_t count) {
  std::vector<std::span<const double>> rows;
  rows.reserve(count);
  for (std::size_t row = 0; row < count; ++row) {
    rows.push_back(table.present(row));
  }
  return rows;
}

// The posterior of the conditions at one step. Error: `impossible`.
Result<Posterior> posterior_at(const VariationTable& table, std::size_t step,
                               const ClinicalNetwork& network) {
  if (table.impossible(step)) {
    return engine::fail(engine::ErrorKind::impossible, "the evidence has probability 0");
  }
  std::vector<std::size_t> begin(network.network.size() + 1, 0);
  for (const engine::VariableId condition : network.conditions) {
    begin[condition.index + 1] = 2;
  }
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<double> values(begin.back());
  for (std::size_t c = 0; c < network.conditions.size(); ++c) {
    const double present = table.present(step, c);
    const std::size_t place = begin[network.conditions[c].index];
    values[place] = 1 - present;
    values[place + 1] = present;
  }
  return Posterior(std::move(values), std::move(begin), table.log_evidence(step));
}

// What every row is made from.
struct ExplainingMeans {
  const Observation& observation;
  const engine::Inference& inference;
  const ClinicalNetwork& network;
  std::vector<engine::Evidence> contexts;  // complete ones
};

// Every context with the findings.
std::vector<engine::Evidence> in_each_context(const ExplainingMeans& means,
                                              const engine::Evidence& findings) {
  std::vector<engine::Evidence> sets = means.contexts;
  for (engine::Evidence& evidence : sets) {
    for (const auto& [variable, item] : findings.items()) {
      evidence.observe(variable, std::get<engine::StateIndex>(item));
    }
  }
  return sets;
}

// The terms of which P(evidence, complaint) is the difference, where it is taken apart
// (no_cause.h).
struct Split {
  NoCause none;
  std::vector<std::vector<double>> effects;  // of each step of these, for NoCause::append_row
};

void know(const Group& group, EffectsAlone& alone) {
  for (const std::size_t i : group) {
    alone.know(i);
  }
}

// Of each step of the effects.
std::vector<std::vector<double>> likelihoods_of(const EffectsAlone& nothing_known,
                                                std::span<const Group> effects) {
  const Steps steps(effects.size());
  std::vector<std::vector<double>> likelihoods(steps.count());
  EffectsAlone alone = nothing_known;
  EffectsAlone alone_back = nothing_known;
  for (std::size_t known = 1; known <= effects.size(); ++known) {
    know(effects[effects.size() - known], alone_back);
    likelihoods[steps.backwards(known)] = alone_back.likelihoods();
    know(effects[known - 1], alone);
    likelihoods[steps.forwards(known)] = alone.likelihoods();
  }
  return likelihoods;
}

std::optional<Split> split_of(const ExplainingMeans& means, const FindingOrder& order) {
  const Observation& observation = means.observation;
  const auto alone = EffectsAlone::of(observation, means.network);
  if (!alone) {
    return std::nullopt;
  }
  auto none = NoCause::of(means.contexts, findings_of(observation, order.risks),
                          retractions_and_none(observation, order.risks), alone->reached(),
                          means.inference, means.network);
  return none ? std::optional(Split{*std::move(none), likelihoods_of(*alone, order.effects)})
              : std::nullopt;
}

// With the complaint, row by row. Error: where so little is left that digits are lost.
Result<VariationTable> difference_of(const VariationTable& all, const VariationTable& none,
                                     std::size_t targets) {
  VariationTable table(targets);
  std::vector<double> present;
  for (std::size_t row = 0; row < all.size(); ++row) {
    const auto log_evidence = engine::difference(all, none, row, present);
    if (!log_evidence) {
      return engine::fail(engine::ErrorKind::impossible, "a person with next to no complaint");
    }
    table.append(*log_evidence, present);
  }
  return table;
}

// The variations of one set of evidence, mixed over the contexts. `none`, where the evidence is
// without the complaint, gives the other term of a context by its place.
template <typename None>
Result<VariationTable> rows_over_contexts(const ExplainingMeans& means,
                                          const engine::Evidence& findings,
                                          std::span<const engine::VariableId> changeable,
                                          std::span<const std::vector<EvidenceChange>> variations,
                                          bool is_split, None none) {
  const std::size_t targets = means.network.conditions.size();
  std::vector<engine::Evidence> sets = in_each_context(means, findings);
  for (engine::Evidence& evidence : sets) {
    if (is_split) {
      evidence.forget(means.network.complaint);
    }
  }
  auto tables = present_in_each(sets, changeable, means.network.conditions, variations,
                                FurtherEvidence::never, means.inference);
  for (std::size_t context = 0; tables && is_split && context < tables->size(); ++context) {
    auto table = difference_of((*tables)[context], none(context), targets);
    if (!table) {
      return table;
    }
    (*tables)[context] = *std::move(table);
  }
  if (!tables) {
    return engine::fail(tables.error());
  }
  return tables->size() == 1 ? std::move(tables->front()) : mixed(*tables, targets);
}

// All steps of the risk factors, and last what is known before them.
Result<VariationTable> risk_steps(const ExplainingMeans& means, std::span<const Group> risks,
                                  const Split* split) {
  engine::Evidence evidence;
  for (const Observed& item : findings_of(means.observation, risks)) {
    evidence.observe(item.variable, item.state);
  }
  return rows_over_contexts(means, evidence, risk_variables(means.network),
                            retractions_and_none(means.observation, risks), split != nullptr,
                            [split](std::size_t context) { return split->none.rows(context); });
}

// All steps of the effects, the risk factors known.
Result<VariationTable> effect_steps(const ExplainingMeans& means, std::span<const Group> effects,
                                    const Split* split) {
  engine::Evidence evidence;
  for (const Observed& item : means.observation.findings) {
    evidence.observe(item.variable, item.state);
  }
  std::vector<engine::VariableId> added;
  for (const Observed& item : findings_of(means.observation, effects)) {
    added.push_back(item.variable);
  }
  const auto none = [&](std::size_t context) {
    VariationTable table(means.network.conditions.size());
    for (const std::vector<double>& likelihoods : split->effects) {
      split->none.append_row(context, likelihoods, table);
    }
    return table;
  };
  return rows_over_contexts(means, evidence, added, retractions(means.observation, effects),
                            split != nullptr, none);
}

// The probabilities where the first group becomes known: first of all, and last of all; their mean.
std::vector<double> around_the_first(std::size_t groups, std::span<const double> before,
                                     const std::vector<std::span<const double>>& rows) {
  const std::size_t others = groups - 1;
  const auto last = others == 0 ? before : rows[Steps(groups).backwards(others)];
  std::vector<double> mean(before.size());
  std::ranges::transform(before, last, mean.begin(),
                         [](double a, double b) { return (a + b) / 2; });
  return mean;
}

// The weights of groups that are added one after another. Only the first has several findings.
void set_weights(const ExplainingMeans& means, std::span<const Group> groups,
                 std::span<const double> before, const std::vector<std::span<const double>>& rows,
                 std::vector<std::vector<double>>& weights) {
  const auto changes = mean_changes(groups.size(), before, rows);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].size() > 1) {
      const auto denied = findings_of(means.observation, groups.subspan(i, 1));
      DeniedTogether(denied, before, means.network)
          .divide(around_the_first(groups.size(), before, rows), changes[i], groups[i], weights);
      continue;
    }
    for (std::size_t c = 0; c < weights.size(); ++c) {
      weights[c][groups[i].front()] = weight_of(changes[i][c]);
    }
  }
}

Result<Explanation> explanation_of(Result<Posterior> pretest, Result<Posterior> posterior,
                                   std::vector<std::vector<double>> weights) {
  for (const auto* result : {&pretest, &posterior}) {
    if (!*result) {
      return engine::fail(result->error());
    }
  }
  return Explanation{*std::move(pretest), *std::move(posterior), std::move(weights)};
}

// In two terms where they are given.
Result<Explanation> explained(const ExplainingMeans& means, const FindingOrder& order,
                              const Split* split) {
  std::vector<std::vector<double>> weights(
      means.network.conditions.size(), std::vector<double>(means.observation.findings.size(), 0.0));
  const auto first = risk_steps(means, order.risks, split);
  if (!first) {
    return engine::fail(first.error());
  }
  const std::size_t before = first->size() - 1;
  const std::size_t between = order.risks.empty() ? before : Steps(order.risks.size()).all();
  set_weights(means, order.risks, first->present(before), rows_of(*first, before), weights);
  auto pretest = posterior_at(*first, before, means.network);
  auto posterior = posterior_at(*first, between, means.network);
  if (!order.effects.empty()) {
    const auto second = effect_steps(means, order.effects, split);
    if (!second) {
      return engine::fail(second.error());
    }
    set_weights(means, order.effects, first->present(between), rows_of(*second, second->size()),
                weights);
    posterior = posterior_at(*second, Steps(order.effects.size()).all(), means.network);
  }
  return explanation_of(std::move(pretest), std::move(posterior), std::move(weights));
}

}  // namespace

Result<Explanation> explain(const Observation& observation, const engine::Inference& inference,
                            const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  engine::require(knowledge.conditions.size() == network.conditions.size(),
                  "the network is that of the knowledge base");
  const FindingOrder order = order_of(observation, network);
  const ExplainingMeans means{observation, inference, network,
                              complete_contexts(observation.context, network)};
  if (const auto split = split_of(means, order)) {
    auto explanation = explained(means, order, &*split);
    if (explanation) {
      return explanation;
    }
  }
  return explained(means, order, nullptr);
}

Result<Explanation> explain_without_weights(const Observation& observation,
                                            const engine::Inference& inference,
                                            const ClinicalNetwork& network) {
  engine::Evidence evidence = observation.context;
  for (const Observed& item : observation.findings) {
    evidence.observe(item.variable, item.state);
  }
  const auto posterior_of = [&](const engine::Evidence& known) {
    return mixed_posterior(known, inference, network).and_then([&](const VariationTable& table) {
      return posterior_at(table, 0, network);
    });
  };
  return explanation_of(posterior_of(observation.context), posterior_of(evidence), {});
}

}  // namespace paraspinal::triage
