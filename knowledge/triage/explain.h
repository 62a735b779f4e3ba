#pragma once

// Why: what each finding did to the odds of each condition, with the evidence rows behind it.
//
// The change in log-odds from pre-test to posterior is a game of the findings against the
// condition, and a finding's fair part of it the Shapley value (Shapley 1953), the mean over all
// orders in which they may become known. Risk factors are split so before the effects, and these
// with the risk factors known: what a person is stands before what a person has. Risk factors are
// one step; of the effects all that are denied are one, and all that are present another, up to
// ten, beyond which each is one. What such a step changes is exact (the mean of where it comes
// first and where it comes last), and is divided among its findings by figures in closed form: of
// risk factors (risks_together.h), of denied findings (denied_together.h), of present ones
// (present_together.h). Against the Shapley value, over 120 mixed calls and all conditions, by
// enumeration up to nine findings and 40 orders beyond, in decibans:
//
//                     median   99 % within   99.9 %   largest
//   risk factors      0.00001         0.02      0.05      0.2
//   denied findings   0.0002          0.10      0.7       1.9
//   present findings  0.002           0.22      1.3       2.7
//
// Weights sum to the change within 1e-9.

#include <vector>

#include "engine/inference.h"
#include "engine/result.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/one_by_one.h"

namespace paraspinal::triage {

// Everything the network says of one observation.
struct Explanation {
  engine::Posterior pretest;    // context and complaint only
  engine::Posterior posterior;  // all evidence
  // Changes in natural log-odds; 0 where the condition's
  // pre-test is 0 or 1 and where it would be below 1e-11, which is rounding. Empty when they were
  // not asked for.
  WeightTable weights;
};

// Up to four rows of posteriors, with all effects, the denied, the present and none, in closed sums
// (person_sums.h) of each context, mixed where the context is open (context_mixture.h). A person
// who is none for these is asked of the network (engine/evidence_variations.h). Errors: those of
// Inference::posterior.
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
