#pragma once

// What a no to a question would do, for many questions at once: P(every finding of it is absent)
// and the posterior of every condition if so, and, by total probability, if at least one is
// present. Exact; all questions go through one plan, eight at a time
// (engine/evidence_variations.h).
//
//   Outlooks outlooks(known.evidence, {{fever}, {rigors}}, inference, network);
//   const auto views = outlooks.of({{fever}, {fever, rigors}});
//   (*views)[1].p_present;       // P(fever or rigors | evidence)
//
// Not for: answers that change the evidence in another way (a no that closes other findings, a
// stage of pregnancy); ask Inference::posterior.

#include <span>
#include <vector>

#include "engine/evidence.h"
#include "engine/evidence_variations.h"
#include "engine/inference.h"
#include "engine/result.h"
#include "knowledge/base/clinical_network.h"

namespace paraspinal::triage {

// What each answer to a question about some findings would do.
struct Outlook {
  double p_present = 0;            // P(at least one is present | evidence)
  std::vector<double> if_present;  // P(condition | evidence, at least one present)
  std::vector<double> if_absent;   // P(condition | evidence, all absent)
};

// What questions beside one set of evidence would do, asked again and again. Of one thread.
class Outlooks {
 public:
  // `questions` name all that may be asked about, by variables, none of them observed in
  // `evidence`. Inference and network must outlive this object.
  Outlooks(const engine::Evidence& evidence,
           std::span<const std::vector<engine::VariableId>> questions,
           const engine::Inference& inference, const knowledge::ClinicalNetwork& network);

  // Whether a question may be about all of these.
  bool may_ask(std::span<const engine::VariableId> question) const;

  // One for each question, a set of what may be asked. Where all must be present if_absent is
  // P(condition | evidence), and where p_present is below 1e-9 if_present is. Each is the same
  // within rounding, whatever was asked before. Errors: those of Inference::posterior for the
  // evidence itself.
  engine::Result<std::vector<Outlook>> of(
      std::span<const std::vector<engine::VariableId>> questions);

 private:
  std::vector<bool> is_asked_;  // [variable of the network]
  std::size_t conditions_;
  engine::VariationRows rows_;
};

}  // namespace paraspinal::triage
