#include "knowledge/base/perturbed_network.h"

#include <map>
#include <utility>
#include <variant>

#include "engine/changed_network.h"

namespace paraspinal::knowledge {
namespace {

engine::LogOddsDistribution condition_with(engine::LogOddsDistribution distribution,
                                           const KnowledgeBase& knowledge, std::size_t c,
                                           const DrawnParameters& drawn) {
  const std::size_t of_a_setting = distribution.base.size() / all_settings.size();
  for (std::size_t i = 0; i < distribution.base.size(); ++i) {
    distribution.base[i] += drawn.base_shift[c][i / of_a_setting];
  }
  std::size_t term = 0;
  for (const RiskParameter& risk : drawn.local.risks[c]) {
    distribution.terms[term++].weight = risk.log_odds_ratio;
  }
  for (std::size_t i = 0; i < knowledge.contributions.size(); ++i) {
    if (knowledge.contributions[i].condition.index == c) {
      distribution.terms[term++].weight = drawn.contribution[i];
    }
  }
  return distribution;
}

engine::NoisyOr background_with(engine::NoisyOr distribution, const FindingParameters& parameters) {
  distribution.leak = parameters.leak;
  for (std::size_t i = 0; i < parameters.lowering.size(); ++i) {
    distribution.lowering[i].strength = parameters.lowering[i].strength;
  }
  return distribution;
}

engine::NoisyOr finding_with(engine::NoisyOr distribution, const FindingParameters& parameters) {
  distribution.leak = parameters.lowering.empty() ? parameters.leak : 0;
  std::size_t raising = 0;
  for (const ArcParameter& arc : parameters.raising) {
    distribution.raising[raising++].strength = arc.strength;
  }
  for (const MechanismParameter& route : parameters.mechanisms) {
    distribution.raising[raising++].strength = route.strength;
  }
  return distribution;
}

engine::NoisyOr mechanism_with(engine::NoisyOr distribution, double leak,
                               const std::vector<double>& strengths) {
  distribution.leak = leak;
  for (std::size_t i = 0; i < strengths.size(); ++i) {
    distribution.raising[i].strength = strengths[i];
  }
  return distribution;
}

engine::TableDistribution risk_factor_with(engine::TableDistribution distribution,
                                           const std::vector<double>& prevalence) {
  for (std::size_t i = 0; i < prevalence.size(); ++i) {
    distribution.values[2 * i] = 1 - prevalence[i];
    distribution.values[2 * i + 1] = prevalence[i];
  }
  return distribution;
}

}  // namespace

engine::Result<engine::Network> perturbed(const KnowledgeBase& knowledge,
                                          const ClinicalNetwork& network,
                                          const DrawnParameters& drawn) {
  const auto of = [&network](engine::VariableId id) { return network.network.distribution(id); };
  std::map<engine::VariableId, engine::Distribution> changes;
  for (std::size_t c = 0; c < network.conditions.size(); ++c) {
    const engine::VariableId id = network.conditions[c];
    changes.emplace(
        id, condition_with(std::get<engine::LogOddsDistribution>(of(id)), knowledge, c, drawn));
  }
  for (std::size_t m = 0; m < network.mechanisms.size(); ++m) {
    const engine::VariableId id = network.mechanisms[m];
    changes.emplace(id, mechanism_with(std::get<engine::NoisyOr>(of(id)), drawn.mechanism_leak[m],
                                       drawn.mechanism_strength[m]));
  }
  for (std::size_t f = 0; f < network.findings.size(); ++f) {
    const auto id = network.findings[f];
    if (!id || *id == network.complaint) {
      continue;
    }
    if (network.backgrounds[f]) {
      const engine::VariableId background = *network.backgrounds[f];
      changes.emplace(background, background_with(std::get<engine::NoisyOr>(of(background)),
                                                  *drawn.local.findings[f]));
    }
    if (drawn.local.findings[f]) {
      changes.emplace(*id,
                      finding_with(std::get<engine::NoisyOr>(of(*id)), *drawn.local.findings[f]));
    } else {
      changes.emplace(*id, risk_factor_with(std::get<engine::TableDistribution>(of(*id)),
                                            drawn.local.prevalence[f]));
    }
  }
  return engine::with_distributions(network.network, changes);
}

}  // namespace paraspinal::knowledge
