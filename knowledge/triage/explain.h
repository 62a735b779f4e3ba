#pragma once

// Why: what each finding did to the odds of each condition, with the evidence rows behind it.
//
// The change in log-odds from pre-test to posterior is a game of the findings against the
// condition. Adding the findings one at a time in some order splits the change exactly, but gives a
// finding that comes after its double almost nothing. The mean over one order and its reverse
// splits it exactly too, and is the Shapley value (Shapley 1953) where findings interact in pairs:
// each of two that say the same gets half of what they say together. Risk factors are split so
// before the effects, and these with the risk factors known: what a person is stands before what a
// person has. Of the effects all that are denied are one step, the first, and each present one is
// one, in the order of the content; what the denied ones change is divided among them by closed
// figures (denied_together.h), within 0.1 decibans of the Shapley value for 99 in 100. Weights sum
// to the change within 1e-9.

#include <vector>

#include "engine/inference.h"
#include "engine/result.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"
#include "knowledge/triage/observe.h"

namespace paraspinal::triage {

// Everything the network says of one observation.
struct Explanation {
  engine::Posterior pretest;    // context and complaint only
  engine::Posterior posterior;  // all evidence
  // [condition][finding of the observation], change in natural log-odds; 0 where the condition's
  // pre-test is 0 or 1 and where it would be below 1e-11, which is rounding. Empty when they were
  // not asked for.
  std::vector<std::vector<double>> weights;
};

// Two posteriors a risk factor and a present finding, eight at a time
// (engine/evidence_variations.h), each the difference of two terms: without the complaint, on a
// plan of the effects (risk factors alone need none), and without any cause of it, on one plan that
// serves every person (no_cause.h). An open context is a mixture (context_mixture.h). Errors: those
// of Inference::posterior.
engine::Result<Explanation> explain(const Observation& observation,
                                    const engine::Inference& inference,
                                    const knowledge::KnowledgeBase& knowledge,
                                    const knowledge::ClinicalNetwork& network);

// The same two posteriors, but for rounding, without the weights: no other posterior is made.
engine::Result<Explanation> explain_without_weights(const Observation& observation,
                                                    const engine::Inference& inference,
                                                    const knowledge::ClinicalNetwork& network);

// The conditions that this person can have.
struct Ranking {
  std::vector<RankedCondition> conditions;  // primaries and `other`
  std::vector<RankedCondition> contributors;
};

// Each role by the highest posterior first (ties in the content's order), each condition with its
// weights, where there are any, and their evidence rows.
Ranking ranked(const Explanation& explanation, const Observation& observation,
               const knowledge::KnowledgeBase& knowledge,
               const knowledge::ClinicalNetwork& network);

}  // namespace paraspinal::triage
