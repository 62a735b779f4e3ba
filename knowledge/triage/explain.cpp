// Entry points: explain and explain_without_weights, at the end.

#include "knowledge/triage/explain.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <variant>

#include "engine/alike_posteriors.h"
#include "engine/evidence_variations.h"
#include "engine/probability.h"
#include "knowledge/triage/context_mixture.h"

namespace paraspinal::triage {
namespace {

using engine::Posterior;
using engine::Result;
using knowledge::ClinicalNetwork;
using knowledge::KnowledgeBase;

// Log-odds of a condition, kept finite: within 1e-15 of 0 and 1 nothing more can be told apart.
double log_odds_of(double present) {
  constexpr double edge = 1e-15;
  return engine::log_odds({std::clamp(present, edge, 1 - edge)}).value;
}

// Some findings, by their positions in the observation.
using Block = std::vector<std::size_t>;

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

// The steps of a block whose findings are added one at a time: in the order given, then in the
// reverse order up to all but the first, for all of them is a step already.
class Steps {
 public:
  explicit Steps(std::size_t findings) : findings_(findings) {}

  std::size_t count() const { return findings_ == 0 ? 0 : 2 * findings_ - 1; }
  std::size_t all() const { return findings_ - 1; }
  // The step after which so many are known, one or more.
  std::size_t forwards(std::size_t known) const { return known - 1; }
  std::size_t backwards(std::size_t known) const {
    return known == findings_ ? all() : findings_ + known - 1;
  }

  // Whether the i-th finding of the block is known after this step.
  bool known(std::size_t step, std::size_t i) const {
    return step < findings_ ? i <= step : i + step + 1 >= 2 * findings_;
  }

 private:
  std::size_t findings_;
};

// Adds half of what each step changes to the weights of the finding that it adds; `before` are the
// probabilities of the conditions before the first step.
void add_weights(const Block& block, std::span<const double> before,
                 const engine::VariationTable& table, std::vector<std::vector<double>>& weights) {
  const Steps steps(block.size());
  std::vector<double> log_odds(steps.count());
  for (std::size_t c = 0; c < weights.size(); ++c) {
    for (std::size_t step = 0; step < steps.count(); ++step) {
      log_odds[step] = log_odds_of(table.present(step, c));
    }
    const double first = log_odds_of(before[c]);
    for (std::size_t k = 0; k < block.size(); ++k) {
      const double known = k == 0 ? first : log_odds[steps.forwards(k)];
      weights[c][block[k]] += (log_odds[steps.forwards(k + 1)] - known) / 2;
      const double known_back = k == 0 ? first : log_odds[steps.backwards(k)];
      weights[c][block[block.size() - 1 - k]] +=
          (log_odds[steps.backwards(k + 1)] - known_back) / 2;
    }
  }
}

// A finding that says nothing of a condition has no weight, whatever rounding left of it.
void drop_rounding(std::vector<std::vector<double>>& weights) {
  constexpr double smallest_weight = 1e-11;
  for (std::vector<double>& of_condition : weights) {
    for (double& weight : of_condition) {
      weight = std::abs(weight) < smallest_weight ? 0 : weight;
    }
  }
}

// The posterior of the conditions at one step. Error: `impossible`.
Result<Posterior> posterior_at(const engine::VariationTable& table, std::size_t step,
                               const ClinicalNetwork& network) {
  if (table.impossible(step)) {
    return engine::fail(engine::ErrorKind::impossible, "the evidence has probability 0");
  }
  std::vector<std::vector<double>> marginals(network.network.size());
  for (std::size_t c = 0; c < network.conditions.size(); ++c) {
    const double present = table.present(step, c);
    marginals[network.conditions[c].index] = {1 - present, present};
  }
  return Posterior(marginals, table.log_evidence(step));
}

// Every complete context with the findings.
std::vector<engine::Evidence> in_each_context(const Observation& observation,
                                              const engine::Evidence& findings,
                                              const ClinicalNetwork& network) {
  std::vector<engine::Evidence> sets = complete_contexts(observation.context, network);
  for (engine::Evidence& evidence : sets) {
    for (const auto& [variable, item] : findings.items()) {
      evidence.observe(variable, std::get<engine::StateIndex>(item));
    }
  }
  return sets;
}

// The variations of one set of evidence in every complete context.
Result<engine::VariationTable> in_contexts(
    const Observation& observation, const engine::Evidence& findings,
    std::span<const engine::VariableId> changeable,
    std::span<const std::vector<engine::EvidenceChange>> steps, const engine::Inference& inference,
    const ClinicalNetwork& network) {
  std::vector<engine::VariationTable> tables;
  for (const auto& variations : engine::EvidenceVariations::alike(
           inference, in_each_context(observation, findings, network), changeable,
           network.conditions, engine::FurtherEvidence::never)) {
    auto table = variations.present(steps);
    if (!table) {
      return table;
    }
    tables.push_back(*std::move(table));
  }
  return mixed(tables, network.conditions.size());
}

// Some of the steps of a block, and the findings of the block that any of them knows.
struct Stage {
  std::vector<std::size_t> steps;
  Block known;  // positions in the block
};

// Each present effect may double the tree: with many of them the steps that know few findings have
// trees of their own, for a plan costs less than they save. Up to how many findings each knows.
std::vector<std::size_t> stage_limits(std::size_t findings, std::size_t present) {
  constexpr std::size_t worth_two_stages = 6;
  constexpr std::size_t worth_three_stages = 8;
  std::vector<std::size_t> limits;
  if (present >= worth_two_stages) {
    limits.push_back(findings / 2);
  }
  if (present >= worth_three_stages) {
    limits.push_back(3 * findings / 4);
  }
  limits.push_back(findings);
  return limits;
}

// The steps that know more findings than `above` and at most `limit`; those of one order and those
// of the other know different ones, unless they know all.
std::vector<Stage> stages_between(std::size_t above, std::size_t limit, std::size_t findings) {
  const Steps steps(findings);
  std::vector<Stage> stages(limit == findings ? 1 : 2);
  for (std::size_t i = 0; i < limit; ++i) {
    stages.front().known.push_back(i);
    if (stages.size() == 2) {
      stages.back().known.push_back(findings - limit + i);
    }
  }
  for (std::size_t known = above + 1; known <= limit; ++known) {
    stages.front().steps.push_back(steps.forwards(known));
    if (known < findings) {
      stages.back().steps.push_back(steps.backwards(known));
    }
  }
  return stages;
}

std::vector<Stage> stages_of(std::size_t findings, std::size_t present) {
  std::vector<Stage> all;
  std::size_t above = 0;
  for (const std::size_t limit : stage_limits(findings, present)) {
    for (Stage& stage : stages_between(above, limit, findings)) {
      all.push_back(std::move(stage));
    }
    above = limit;
  }
  return all;
}

// All steps in their own order.
Stage whole_block(std::size_t findings) {
  Stage stage{std::vector<std::size_t>(Steps(findings).count()), Block(findings)};
  std::iota(stage.steps.begin(), stage.steps.end(), std::size_t{0});
  std::iota(stage.known.begin(), stage.known.end(), std::size_t{0});
  return stage;
}

// For each step of a stage the findings that are taken away from all that the stage knows.
std::vector<std::vector<engine::EvidenceChange>> retractions(const Observation& observation,
                                                             const Block& block,
                                                             const Stage& stage) {
  const Steps steps(block.size());
  std::vector<std::vector<engine::EvidenceChange>> variations;
  for (const std::size_t step : stage.steps) {
    std::vector<engine::EvidenceChange>& changes = variations.emplace_back();
    for (const std::size_t i : stage.known) {
      if (!steps.known(step, i)) {
        changes.push_back({observation.findings[block[i]].variable, std::nullopt});
      }
    }
  }
  return variations;
}

// The steps of one stage of the effects, the risk factors known.
Result<engine::VariationTable> stage_steps(const Observation& observation, const Block& block,
                                           const Stage& stage, const engine::Inference& inference,
                                           const ClinicalNetwork& network) {
  engine::Evidence evidence;
  for (const Observed& item : observation.findings) {
    if (!network.parameters.findings[item.finding.index]) {
      evidence.observe(item.variable, item.state);
    }
  }
  std::vector<engine::VariableId> added;
  for (const std::size_t i : stage.known) {
    const Observed& item = observation.findings[block[i]];
    evidence.observe(item.variable, item.state);
    added.push_back(item.variable);
  }
  return in_contexts(observation, evidence, added, retractions(observation, block, stage),
                     inference, network);
}

// Whatever risk factors a person has, one plan serves.
std::vector<engine::VariableId> risk_variables(const ClinicalNetwork& network) {
  std::vector<engine::VariableId> variables;
  for (std::size_t f = 0; f < network.findings.size(); ++f) {
    const auto& variable = network.findings[f];
    if (variable && !network.parameters.findings[f] && *variable != network.complaint) {
      variables.push_back(*variable);
    }
  }
  return variables;
}

// All steps of the risk factors, and last what is known before them.
Result<engine::VariationTable> risk_steps(const Observation& observation, const Block& block,
                                          const engine::Inference& inference,
                                          const ClinicalNetwork& network) {
  engine::Evidence evidence;
  std::vector<engine::EvidenceChange> before;
  for (const std::size_t i : block) {
    const Observed& item = observation.findings[i];
    evidence.observe(item.variable, item.state);
    before.push_back({item.variable, std::nullopt});
  }
  auto steps = retractions(observation, block, whole_block(block.size()));
  steps.push_back(std::move(before));
  return in_contexts(observation, evidence, risk_variables(network), steps, inference, network);
}

// All steps of the effects.
Result<engine::VariationTable> effect_steps(const Observation& observation, const Block& block,
                                            const engine::Inference& inference,
                                            const ClinicalNetwork& network) {
  const auto present = std::ranges::count_if(
      block, [&](std::size_t i) { return observation.findings[i].state == 1; });
  std::vector<engine::VariationTable> tables;
  std::vector<std::pair<std::size_t, std::size_t>> place_of(  // of each step: table, row
      Steps(block.size()).count());
  for (const Stage& stage : stages_of(block.size(), static_cast<std::size_t>(present))) {
    auto table = stage_steps(observation, block, stage, inference, network);
    if (!table) {
      return table;
    }
    for (std::size_t row = 0; row < stage.steps.size(); ++row) {
      place_of[stage.steps[row]] = {tables.size(), row};
    }
    tables.push_back(*std::move(table));
  }
  engine::VariationTable all(network.conditions.size());
  for (const auto& [table, row] : place_of) {
    all.append(tables[table].log_evidence(row), tables[table].present(row));
  }
  return all;
}

// The findings as they are, in every complete context. Error: also `impossible`.
Result<Posterior> mixed_posterior(const Observation& observation, const engine::Evidence& findings,
                                  const engine::Inference& inference,
                                  const ClinicalNetwork& network) {
  const auto rows = engine::alike_posteriors(
      inference, in_each_context(observation, findings, network), network.conditions);
  if (!rows) {
    return engine::fail(rows.error());
  }
  std::vector<engine::VariationTable> tables(rows->size(),
                                             engine::VariationTable(network.conditions.size()));
  for (std::size_t row = 0; row < rows->size(); ++row) {
    tables[row].append(rows->log_evidence(row), rows->present(row));
  }
  return posterior_at(mixed(tables, network.conditions.size()), 0, network);
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

}  // namespace

Result<Explanation> explain(const Observation& observation, const engine::Inference& inference,
                            const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  const auto [risks, effects] = blocks_of(observation, network);
  std::vector<std::vector<double>> weights(knowledge.conditions.size(),
                                           std::vector<double>(observation.findings.size(), 0.0));
  const auto first = risk_steps(observation, risks, inference, network);
  if (!first) {
    return engine::fail(first.error());
  }
  const std::size_t before = first->size() - 1;
  const std::size_t between = risks.empty() ? before : Steps(risks.size()).all();
  add_weights(risks, first->present(before), *first, weights);
  auto pretest = posterior_at(*first, before, network);
  auto posterior = posterior_at(*first, between, network);
  if (!effects.empty()) {
    const auto second = effect_steps(observation, effects, inference, network);
    if (!second) {
      return engine::fail(second.error());
    }
    add_weights(effects, first->present(between), *second, weights);
    posterior = posterior_at(*second, Steps(effects.size()).all(), network);
  }
  drop_rounding(weights);
  return explanation_of(std::move(pretest), std::move(posterior), std::move(weights));
}

Result<Explanation> explain_without_weights(const Observation& observation,
                                            const engine::Inference& inference,
                                            const ClinicalNetwork& network) {
  engine::Evidence findings;
  for (const Observed& item : observation.findings) {
    findings.observe(item.variable, item.state);
  }
  return explanation_of(mixed_posterior(observation, {}, inference, network),
                        mixed_posterior(observation, findings, inference, network), {});
}

}  // namespace paraspinal::triage
