#pragma once

// The urgency of a presentation, without the reasons: the same three voices as an assessment, in a
// fraction of its time. Simulated calls ask for it after every call.
//
//   const Result<Verdict> all = verdict(presentation, {knowledge, network, inference});
//
// Not for: an answer to anybody; see knowledge/triage/assess.h.

#include <string>
#include <vector>

#include "engine/inference.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/clinic.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::validation {

// What is validated. All must outlive whoever holds this.
struct Model {
  const knowledge::KnowledgeBase& knowledge;
  const knowledge::ClinicalNetwork& network;
  const engine::Inference& inference;
};

// Of a clinic, which must outlive it.
inline Model model_of(const triage::Clinic& clinic) {
  return {clinic.knowledge(), clinic.network(), clinic.inference()};
}

struct Verdict {
  knowledge::Urgency gates = knowledge::Urgency::self_care;
  knowledge::Urgency loss = knowledge::Urgency::self_care;
  knowledge::Urgency on_evidence = knowledge::Urgency::self_care;  // gates and loss
  knowledge::Urgency urgency = knowledge::Urgency::self_care;      // with the floor
  std::vector<double> conditions;                                  // P(condition | evidence)
  std::vector<std::size_t> fired;                                  // places among the red flags

  bool operator==(const Verdict&) const = default;
};

// Errors: as triage::Assessor::assess.
engine::Result<Verdict> verdict(const triage::Presentation& presentation, const Model& model);

// Who asks for this urgency: the red flags by id, "expected loss", and the floor ("a safety
// question answered in vain") where it alone asks for so much.
std::vector<std::string> askers(knowledge::Urgency urgency, const Verdict& verdict,
                                const knowledge::KnowledgeBase& knowledge);

// What a presentation says, its scores and what follows from them.
triage::Closed closed_answers(const triage::Presentation& presentation,
                              const knowledge::KnowledgeBase& knowledge);

// Evidence of a presentation: the person, the complaint, and all closed findings.
engine::Evidence evidence_of(const triage::Presentation& presentation, const Model& model);

}  // namespace paraspinal::validation
