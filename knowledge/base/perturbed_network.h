#pragma once

// The network of one draw of its parameters (parameter_draw.h), to be asked as any other; or only
// the distributions of some of its variables, for one query under many draws.
//
//   const auto possible = perturbed(knowledge, network, drawn);
//   engine::Inference(*possible).posterior(evidence, network.conditions);
//
//   const engine::ParameterVariations variations(inference, evidence, network.conditions);
//   DrawnDistributions distributions(knowledge, network, variations.variables());
//   variations.posterior(distributions.of(drawn));            // the same posterior
//
// Not for: what the content says; that is the network of clinical_network.h.

#include <span>
#include <vector>

#include "engine/network.h"
#include "engine/parameter_variations.h"
#include "engine/result.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/base/parameter_draw.h"

namespace paraspinal::knowledge {

class DrawnDistributions {
 public:
  // Of those of `variables` that have uncertain parameters. `network` is compiled from this
  // knowledge base; both must outlive this object.
  DrawnDistributions(const KnowledgeBase& knowledge, const ClinicalNetwork& network,
                     std::span<const engine::VariableId> variables);

  // For `needed` of ParameterDraws: the findings whose numbers are in these distributions.
  std::vector<bool> findings() const;

  // One for each of those variables, in ascending order; valid until the next call. `drawn` is from
  // the network's parameters.
  std::span<const engine::ChangedDistribution> of(const DrawnParameters& drawn);

 private:
  enum class Part { condition, mechanism, background, effect, risk_factor };
  struct Place {
    Part part = Part::condition;
    std::size_t row = 0;  // condition, mechanism or finding
  };

  void set(const Place& place, const DrawnParameters& drawn, engine::VariableId variable,
           engine::Distribution& distribution) const;

  const KnowledgeBase* knowledge_;
  const ClinicalNetwork* network_;
  std::vector<std::vector<std::size_t>> contributions_;  // [condition] to it
  std::vector<Place> places_;                            // of each distribution
  std::vector<engine::ChangedDistribution> distributions_;
};

// The network with these parameters; its variables keep their ids. `network` is compiled from this
// knowledge base, and `drawn` from its parameters. Errors: those of engine::Network::Builder.
engine::Result<engine::Network> perturbed(const KnowledgeBase& knowledge,
                                          const ClinicalNetwork& network,
                                          const DrawnParameters& drawn);

}  // namespace paraspinal::knowledge
