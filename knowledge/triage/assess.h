#pragma once

// The middle of the walk: a presentation in, an assessment out.
//
//   const Assessor assessor(knowledge, network);
//   const Result<Assessment> assessment = assessor.assess(presentation);
//
// Takes it that the person's complaint is back cramp, spasm or pain. Const and thread-safe; the
// same presentation with the same knowledge gives the same assessment. An assessment is told in the
// words of the knowledge and the network, which must outlive it (assessment.h).

#include <cstddef>
#include <cstdint>

#include "engine/inference.h"
#include "engine/result.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"
#include "knowledge/triage/loss_table.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::triage {

// What an assessment holds beyond urgency, ranking and advice. Each costs time of its own.
struct AssessOptions {
  bool weights = true;     // what each finding did to each condition; most of the usual time
  bool fit = false;        // unexplained findings and the conflict measure
  std::size_t draws = 0;   // of the parameters, for intervals (400 are usual); none: no intervals
  std::uint64_t seed = 1;  // of the draws
  bool changes = false;    // what would change the urgency

  bool operator==(const AssessOptions&) const = default;
};

class Assessor {
 public:
  // Both must outlive this object.
  Assessor(const knowledge::KnowledgeBase& knowledge, const knowledge::ClinicalNetwork& network);

  // Errors: `invalid_argument` for a person under 16 (with the hand-over text) or an age outside
  // 0 ... 120; `impossible` when the findings cannot hold together under the model.
  engine::Result<Assessment> assess(const Presentation& presentation,
                                    const AssessOptions& options = {}) const;

  // What it answers from, for questions of other kinds.
  const engine::Inference& inference() const { return inference_; }

 private:
  const knowledge::KnowledgeBase* knowledge_;
  const knowledge::ClinicalNetwork* network_;
  engine::Inference inference_;
  LossTable losses_;
};

}  // namespace paraspinal::triage
