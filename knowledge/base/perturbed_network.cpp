#include "knowledge/base/perturbed_network.h"

#include <map>
#include <optional>
#include <variant>

#include "engine/changed_network.h"

namespace paraspinal::knowledge {
namespace {

using engine::VariableId;

// The base of the network as compiled, shifted; strengths and weights as drawn.
void set_condition(engine::LogOddsDistribution& distribution,
                   const engine::LogOddsDistribution& compiled, const DrawnParameters& drawn,
                   std::size_t condition, const std::vector<std::size_t>& contributions) {
  const std::size_t of_a_setting = compiled.base.size() / all_settings.size();
  std::size_t i = 0;
  for (const double shift : drawn.base_shift[condition]) {
    for (std::size_t row = 0; row < of_a_setting; ++row, ++i) {
      distribution.base[i] = compiled.base[i] + shift;
    }
  }
  std::size_t term = 0;
  for (const RiskParameter& risk : drawn.local.risks[condition]) {
    distribution.terms[term++].weight = risk.log_odds_ratio;
  }
  for (const std::size_t contribution : contributions) {
    distribution.terms[term++].weight = drawn.contribution[contribution];
  }
}

void set_background(engine::NoisyOr& distribution, const FindingParameters& parameters) {
  distribution.leak = parameters.leak;
  for (std::size_t i = 0; i < parameters.lowering.size(); ++i) {
    distribution.lowering[i].strength = parameters.lowering[i].strength;
  }
}

void set_finding(engine::NoisyOr& distribution, const FindingParameters& parameters) {
  distribution.leak = parameters.lowering.empty() ? parameters.leak : 0;
  std::size_t raising = 0;
  for (const ArcParameter& arc : parameters.raising) {
    distribution.raising[raising++].strength = arc.strength;
  }
  for (const MechanismParameter& route : parameters.mechanisms) {
    distribution.raising[raising++].strength = route.strength;
  }
}

void set_mechanism(engine::NoisyOr& distribution, double leak,
                   const std::vector<double>& strengths) {
  distribution.leak = leak;
  for (std::size_t i = 0; i < strengths.size(); ++i) {
    distribution.raising[i].strength = strengths[i];
  }
}

void set_risk_factor(engine::TableDistribution& distribution,
                     const std::vector<double>& prevalence) {
  for (std::size_t i = 0; i < prevalence.size(); ++i) {
    distribution.values[2 * i] = 1 - prevalence[i];
    distribution.values[2 * i + 1] = prevalence[i];
  }
}

}  // namespace

DrawnDistributions::DrawnDistributions(const KnowledgeBase& knowledge,
                                       const ClinicalNetwork& network,
                                       std::span<const VariableId> variables)
    : knowledge_(&knowledge), network_(&network), contributions_(network.conditions.size()) {
  std::vector<std::optional<Place>> places(network.network.size());
  for (std::size_t c = 0; c < network.conditions.size(); ++c) {
    places[network.conditions[c].index] = Place{Part::condition, c};
  }
  for (std::size_t m = 0; m < network.mechanisms.size(); ++m) {
    places[network.mechanisms[m].index] = Place{Part::mechanism, m};
  }
  for (std::size_t f = 0; f < network.findings.size(); ++f) {
    const auto id = network.findings[f];
    if (!id || *id == network.complaint) {
      continue;
    }
    places[id->index] = Place{network.parameters.findings[f] ? Part::effect : Part::risk_factor, f};
    if (network.backgrounds[f]) {
      places[network.backgrounds[f]->index] = Place{Part::background, f};
    }
  }
  for (std::size_t i = 0; i < knowledge.contributions.size(); ++i) {
    contributions_[knowledge.contributions[i].condition.index].push_back(i);
  }
  for (const VariableId variable : variables) {
    if (const auto& place = places[variable.index]) {
      places_.push_back(*place);
      distributions_.push_back({variable, network.network.distribution(variable)});
    }
  }
}

std::vector<bool> DrawnDistributions::findings() const {
  std::vector<bool> needed(knowledge_->findings.size(), false);
  for (const Place& place : places_) {
    if (place.part != Part::condition && place.part != Part::mechanism) {
      needed[place.row] = true;
    }
  }
  return needed;
}

void DrawnDistributions::set(const Place& place, const DrawnParameters& drawn, VariableId variable,
                             engine::Distribution& distribution) const {
  switch (place.part) {
    case Part::condition:
      set_condition(std::get<engine::LogOddsDistribution>(distribution),
                    std::get<engine::LogOddsDistribution>(network_->network.distribution(variable)),
                    drawn, place.row, contributions_[place.row]);
      return;
    case Part::mechanism:
      set_mechanism(std::get<engine::NoisyOr>(distribution), drawn.mechanism_leak[place.row],
                    drawn.mechanism_strength[place.row]);
      return;
    case Part::background:
      set_background(std::get<engine::NoisyOr>(distribution), *drawn.local.findings[place.row]);
      return;
    case Part::effect:
      set_finding(std::get<engine::NoisyOr>(distribution), *drawn.local.findings[place.row]);
      return;
    case Part::risk_factor:
      set_risk_factor(std::get<engine::TableDistribution>(distribution),
                      drawn.local.prevalence[place.row]);
      return;
  }
}

std::span<const engine::ChangedDistribution> DrawnDistributions::of(const DrawnParameters& drawn) {
  for (std::size_t i = 0; i < places_.size(); ++i) {
    set(places_[i], drawn, distributions_[i].variable, distributions_[i].distribution);
  }
  return distributions_;
}

engine::Result<engine::Network> perturbed(const KnowledgeBase& knowledge,
                                          const ClinicalNetwork& network,
                                          const DrawnParameters& drawn) {
  std::vector<VariableId> all;
  for (std::size_t i = 0; i < network.network.size(); ++i) {
    all.push_back(VariableId{i});
  }
  DrawnDistributions distributions(knowledge, network, all);
  std::map<VariableId, engine::Distribution> changes;
  for (const engine::ChangedDistribution& change : distributions.of(drawn)) {
    changes.emplace(change.variable, change.distribution);
  }
  return engine::with_distributions(network.network, changes);
}

}  // namespace paraspinal::knowledge
