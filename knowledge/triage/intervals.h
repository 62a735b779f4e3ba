#pragma once

// How far the answer hangs on figures that are uncertain: 90 % credible intervals of the
// posteriors, and how often the urgency on evidence would be another one, over draws of all
// uncertain figures (base/parameter_draw.h). Monte Carlo propagation of uncertain parameters
// through an exact network (Henrion et al. 1996); the network is solved exactly in every draw, an
// open age, sex or stage of pregnancy as a mixture where that is less work.
//
//   const auto hangs = intervals(observation, gates.urgency, inference, knowledge, network, n, 1);
//   hangs->conditions[c];                        // 5 % and 95 % quantiles of P(condition c)
//   hangs->uncertainty.p_urgency_differs;        // 0.03: in 3 of 100 draws
//
// The same draws, seed and knowledge give the same bytes. An interval speaks of the figures alone,
// not of the model's structure, and not of the gates, which hold whatever the figures are. It is of
// the draws, not built around the posterior of the content's own figures, so that this could lie
// outside it where the uncertainty is skewed, and would be told as it is; of 10,051 posteriors of
// 120 simulated callers none did.
//
// Not for: which figure matters most; see engine/sensitivity.h.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/inference.h"
#include "engine/result.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/base/urgency.h"
#include "knowledge/triage/assessment.h"
#include "knowledge/triage/observe.h"

namespace paraspinal::triage {

struct Intervals {
  std::vector<CredibleInterval> conditions;  // [condition]
  Uncertainty uncertainty;
};

// Requires at least one draw. The urgency of a draw is that of least expected loss under its
// posteriors, or the gates' where that is faster; it differs when it is not the one that the
// content's own figures give. A draw under which the findings are impossible says nothing and is
// left out; `uncertainty.draws` counts the others. Errors: those of Inference::posterior, and
// `impossible` when the findings are so in every draw.
engine::Result<Intervals> intervals(const Observation& observation, knowledge::Urgency gate_urgency,
                                    const engine::Inference& inference,
                                    const knowledge::KnowledgeBase& knowledge,
                                    const knowledge::ClinicalNetwork& network, std::size_t draws,
                                    std::uint64_t seed);

// The value below which a share of the values lies, between two of them in proportion (type 7 of
// Hyndman & Fan 1996: linear between the k-th smallest at (k - 1) / (n - 1)). Sorts the values.
// Requires at least one, and a share in 0 ... 1.
double quantile(std::vector<double>& values, double share);

}  // namespace paraspinal::triage
