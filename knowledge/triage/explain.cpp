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
#include "knowledge/triage/effects_alone.h"
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

// Risk factors, then effects.
std::pair<Block, Block> blocks_of(const Observation& observation, const ClinicalNetwork& network) {
  Block risks;
  Block effects;
  for (std::size_t i = 0; i < observation.findings.size(); ++i) {
    const bool effect =
        network.parameters.findings[observation.findings[i].finding.index].has_value();
    (effect ? effects : risks).push_back(i);
  }
  return {std::move(risks), std::move(effects)};
}

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
struct Means {
  const Observation& observation;
  const engine::Inference& inference;
  const ClinicalNetwork& network;
  std::vector<engine::Evidence> contexts;  // complete ones
};

// Every context with the findings.
std::vector<engine::Evidence> in_each_context(const Means& means,
                                              const engine::Evidence& findings) {
  std::vector<engine::Evidence> sets = means.contexts;
  for (engine::Evidence& evidence : sets) {
    for (const auto& [variable, item] : findings.items()) {
      evidence.observe(variable, std::get<engine::StateIndex>(item));
    }
  }
  return sets;
}

// For each step of a block the findings that are taken away from all of them.
std::vector<std::vector<EvidenceChange>> retractions(const Observation& observation,
                                                     const Block& block) {
  const Steps steps(block.size());
  std::vector<std::vector<EvidenceChange>> variations(steps.count());
  for (std::size_t step = 0; step < variations.size(); ++step) {
    for (std::size_t i = 0; i < block.size(); ++i) {
      if (!steps.known(step, i)) {
        variations[step].push_back({observation.findings[block[i]].variable, std::nullopt});
      }
    }
  }
  return variations;
}

// All steps of the risk factors, and last what is known before them.
std::vector<std::vector<EvidenceChange>> risk_variations(const Observation& observation,
                                                         const Block& risks) {
  auto variations = retractions(observation, risks);
  std::vector<EvidenceChange>& before = variations.emplace_back();
  for (const std::size_t i : risks) {
    before.push_back({observation.findings[i].variable, std::nullopt});
  }
  return variations;
}

// The terms of which P(evidence, complaint) is the difference, where it is taken apart
// (no_cause.h).
struct Split {
  NoCause none;
  std::vector<std::vector<double>> effects;  // of each step of these, for NoCause::append_row
};

// Of each step of the effects.
std::vector<std::vector<double>> likelihoods_of(const EffectsAlone& nothing_known,
                                                const Block& effects) {
  const Steps steps(effects.size());
  std::vector<std::vector<double>> likelihoods(steps.count());
  EffectsAlone alone = nothing_known;
  EffectsAlone alone_back = nothing_known;
  for (std::size_t known = 1; known <= effects.size(); ++known) {
    alone_back.know(effects[effects.size() - known]);
    likelihoods[steps.backwards(known)] = alone_back.likelihoods();
    alone.know(effects[known - 1]);
    likelihoods[steps.forwards(known)] = alone.likelihoods();
  }
  return likelihoods;
}

std::optional<Split> split_of(const Means& means, const Block& risks, const Block& effects) {
  const Observation& observation = means.observation;
  const auto alone = EffectsAlone::of(observation, means.network);
  if (!alone) {
    return std::nullopt;
  }
  std::vector<Observed> known;
  for (const std::size_t i : risks) {
    known.push_back(observation.findings[i]);
  }
  auto none = NoCause::of(means.contexts, known, risk_variations(observation, risks),
                          alone->reached(), means.inference, means.network);
  return none ? std::optional(Split{*std::move(none), likelihoods_of(*alone, effects)})
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
Result<VariationTable> mixed_rows(const Means& means, const engine::Evidence& findings,
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
Result<VariationTable> risk_steps(const Means& means, const Block& risks, const Split* split) {
  engine::Evidence evidence;
  for (const std::size_t i : risks) {
    const Observed& item = means.observation.findings[i];
    evidence.observe(item.variable, item.state);
  }
  return mixed_rows(means, evidence, risk_variables(means.network),
                    risk_variations(means.observation, risks), split != nullptr,
                    [split](std::size_t context) { return split->none.rows(context); });
}

// All steps of the effects, the risk factors known.
Result<VariationTable> effect_steps(const Means& means, const Block& effects, const Split* split) {
  engine::Evidence evidence;
  for (const Observed& item : means.observation.findings) {
    evidence.observe(item.variable, item.state);
  }
  std::vector<engine::VariableId> added;
  for (const std::size_t i : effects) {
    added.push_back(means.observation.findings[i].variable);
  }
  const auto none = [&](std::size_t context) {
    VariationTable table(means.network.conditions.size());
    for (const std::vector<double>& likelihoods : split->effects) {
      split->none.append_row(context, likelihoods, table);
    }
    return table;
  };
  return mixed_rows(means, evidence, added, retractions(means.observation, effects),
                    split != nullptr, none);
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
Result<Explanation> explained(const Means& means, const Block& risks, const Block& effects,
                              const Split* split) {
  std::vector<std::vector<double>> weights(
      means.network.conditions.size(), std::vector<double>(means.observation.findings.size(), 0.0));
  const auto first = risk_steps(means, risks, split);
  if (!first) {
    return engine::fail(first.error());
  }
  const std::size_t before = first->size() - 1;
  const std::size_t between = risks.empty() ? before : Steps(risks.size()).all();
  set_weights(risks, first->present(before), rows_of(*first, before), weights);
  auto pretest = posterior_at(*first, before, means.network);
  auto posterior = posterior_at(*first, between, means.network);
  if (!effects.empty()) {
    const auto second = effect_steps(means, effects, split);
    if (!second) {
      return engine::fail(second.error());
    }
    set_weights(effects, first->present(between), rows_of(*second, second->size()), weights);
    posterior = posterior_at(*second, Steps(effects.size()).all(), means.network);
  }
  return explanation_of(std::move(pretest), std::move(posterior), std::move(weights));
}

}  // namespace

Result<Explanation> explain(const Observation& observation, const engine::Inference& inference,
                            const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  engine::require(knowledge.conditions.size() == network.conditions.size(),
                  "the network is that of the knowledge base");
  const auto [risks, effects] = blocks_of(observation, network);
  const Means means{observation, inference, network,
                    complete_contexts(observation.context, network)};
  if (const auto split = split_of(means, risks, effects)) {
    auto explanation = explained(means, risks, effects, &*split);
    if (explanation) {
      return explanation;
    }
  }
  return explained(means, risks, effects, nullptr);
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
