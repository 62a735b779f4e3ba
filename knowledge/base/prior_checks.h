#pragma once

// Does the network give the published pre-test probabilities back? For every setting, age band, sex
// and stage of pregnancy that exists, and every condition that can be there: its target, and its
// posterior once that context and the complaint are observed (and the drug, for a condition that
// only a drug causes).
//
//   const Result<std::vector<PriorCheck>> priors = check_priors(knowledge, network);

#include <vector>

#include "engine/inference.h"
#include "engine/result.h"
#include "knowledge/base/clinical_network.h"

namespace paraspinal::knowledge {

inline constexpr double largest_prior_residual = 1e-6;  // relative; model.md section 3

struct PriorCheck {
  ConditionId condition;
  Context context;
  double target = 0;   // the setting's prior, moved by age, sex and pregnancy; `other` as raised
  double network = 0;  // the posterior
  bool is_raised = false;  // `other`, where the named causes leave it more than its share

  double residual() const;  // relative
  bool operator==(const PriorCheck&) const = default;
};

// P(condition | context, complaint) of each condition; of one that only a drug causes, among those
// who take it, which cost a query a drug and are left at 0 without `with_drugs`. Errors: those of
// engine::Inference.
engine::Result<std::vector<double>> context_posteriors(const KnowledgeBase& knowledge,
                                                       const ClinicalNetwork& network,
                                                       const engine::Inference& inference,
                                                       const Context& context,
                                                       bool with_drugs = true);

// In the order of contexts, then of conditions. Errors: those of engine::Inference.
engine::Result<std::vector<PriorCheck>> check_priors(const KnowledgeBase& knowledge,
                                                     const ClinicalNetwork& network);

}  // namespace paraspinal::knowledge
