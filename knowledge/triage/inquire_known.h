#pragma once

// Everything known before the next question is put: the answers closed, the posterior of every
// condition and the urgency so far.
//
//   const auto known = what_is_known(grounds, scored_and_closed(presentation, knowledge));
//   known->on_evidence;   // gates and expected loss
//
// A part of inquire.h, for it alone.

#include <vector>

#include "engine/evidence.h"
#include "engine/inference.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::triage {

// What a question is weighed on; all outlive the weighing.
struct Grounds {
  const Presentation& presentation;
  const engine::Inference& inference;
  const knowledge::KnowledgeBase& knowledge;
  const knowledge::ClinicalNetwork& network;
};

struct Known {
  Closed closed;
  engine::Evidence evidence;
  std::vector<double> conditions;  // P(condition | evidence)
  double log_evidence = 0;
  double least_loss = 0;
  knowledge::Urgency gate_urgency = knowledge::Urgency::self_care;
  knowledge::Urgency on_evidence = knowledge::Urgency::self_care;
};

// As an assessment sees the answers: with what scores derive from them.
Closed scored_and_closed(const Presentation& presentation,
                         const knowledge::KnowledgeBase& knowledge);

// `closed` is of the presentation. Errors: as Inference::posterior.
engine::Result<Known> what_is_known(const Grounds& grounds, Closed closed);

// The evidence that closed answers are on the network.
engine::Evidence evidence_of(const Presentation& presentation, const Closed& closed,
                             const Grounds& grounds);

}  // namespace paraspinal::triage
