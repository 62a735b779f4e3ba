#pragma once

// What a no to a question would do, for many questions at once: P(every finding of it is absent)
// and the posterior of every condition if so, and, by total probability, if at least one is
// present. Exact; all questions go through one plan, eight at a time
// (engine/evidence_variations.h).
//
//   const auto views = outlooks(known.evidence, {{fever}, {fever, rigors}}, inference, network);
//   (*views)[1].p_present;       // P(fever or rigors | evidence)
//
// Not for: answers that change the evidence in another way (a no that closes other findings, a
// stage of pregnancy); ask Inference::posterior.

#include <span>
#include <vector>

#include "engine/evidence.h"
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

// One for each set of findings, by their variables, none of them observed in `evidence`. Where all
// must be present if_absent is P(condition | evidence), and where p_present is below 1e-9
// if_present is. `others` are asked about with the same evidence in other calls: calls that name
// the same findings, in the questions or there, share a plan. Errors: those of Inference::posterior
// for the evidence itself.
engine::Result<std::vector<Outlook>> outlooks(
    const engine::Evidence& evidence, std::span<const std::vector<engine::VariableId>> questions,
    const engine::Inference& inference, const knowledge::ClinicalNetwork& network,
    std::span<const engine::VariableId> others = {});

}  // namespace paraspinal::triage
