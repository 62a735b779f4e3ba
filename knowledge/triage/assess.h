#pragma once

// The middle of the walk: a presentation in, an assessment out.
//
//   const Assessor assessor(knowledge, network);
//   const Result<Assessment> assessment = assessor.assess(presentation);
//
// Takes it that the person's complaint is back cramp, spasm or pain. Const and thread-safe; the
// same presentation with the same knowledge gives the same assessment.

#include "engine/inference.h"
#include "engine/result.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::triage {

class Assessor {
 public:
  // Both must outlive this object.
  Assessor(const knowledge::KnowledgeBase& knowledge, const knowledge::ClinicalNetwork& network);

  // Errors: `invalid_argument` for a person under 16 (with the hand-over text) or an age outside
  // 0 ... 120; `impossible` when the findings cannot hold together under the model.
  engine::Result<Assessment> assess(const Presentation& presentation) const;

 private:
  const knowledge::KnowledgeBase* knowledge_;
  const knowledge::ClinicalNetwork* network_;
  engine::Inference inference_;
};

}  // namespace paraspinal::triage
