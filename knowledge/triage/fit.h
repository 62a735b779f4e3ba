#pragma once

// How well the answer fits the findings: which present findings no cause accounts for, and whether
// the findings speak against each other.
//
//   const Result<Fit> fitted = fit(observation, inference, knowledge, network);
//   fitted->unexplained;      // "rash": by chance 0.93
//   fitted->conflict.nats;    // above 0: less likely together than apart
//
// Unexplained is a present finding that more probably than not came about by its background alone,
// no condition and no mechanism acting: P(background, no cause | all evidence) > 1/2. In a noisy-OR
// with leak l this is l / (1 - l) times the odds of "absent" given all other findings, and where
// conditions lower the background it is one query with each cause held back by its own strength;
// both exact. A leak that was raised to cap a likelihood ratio counts as it is believed
// (knowledge/base/believed_leak.h): the odds of chance go with it. A finding that a fifth of people
// like this have anyway (P(present | person, complaint)) asks for no cause and is never listed; nor
// is a risk factor, which has none.
//
// Conflict is the measure of Jensen, Chamberlain, Nordahl & Jensen (1990) given the person and the
// complaint: ln of the product of P(finding) over P(all findings). Above 0, the findings named are
// those without which it falls most, worst first: each is at least half as likely again alone as
// beside the others, the first is always named, five at most.
//
// Not for: what a finding did to a condition; see explain.h.

#include <vector>

#include "engine/inference.h"
#include "engine/result.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"
#include "knowledge/triage/observe.h"

namespace paraspinal::triage {

struct Fit {
  std::vector<Unexplained> unexplained;  // least explained first
  Conflict conflict;
};

// One query a finding, from one plan; one more a present finding whose background is lowered.
// Errors: those of Inference::posterior.
engine::Result<Fit> fit(const Observation& observation, const engine::Inference& inference,
                        const knowledge::KnowledgeBase& knowledge,
                        const knowledge::ClinicalNetwork& network);

}  // namespace paraspinal::triage
