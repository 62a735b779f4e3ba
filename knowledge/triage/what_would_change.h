#pragma once

// What would change the urgency: the smallest sets of answers, one or two, that would move the
// urgency on evidence (gates and expected loss) up or down.
//
//   const auto changes = what_would_change(presentation, inference, knowledge, network);
//   changes->front();   // saddle_anaesthesia: not asked to present; ambulance; 0.02
//
// Single answers are exhaustive: each two-state finding that this setting can obtain and that is
// not known, as present and as absent; and each stated one the other way about, but for who the
// person is (age, sex, the complaint). Pairs are tried each way where single answers leave room, of
// answers that do not do it alone:
//   - of gates exhaustive over each undecided rule's own findings, and over pairs of stated
//     findings that fired the gates which decide now; what would only imply these is not tried;
//   - of the expected loss not exhaustive: among the 10 open answers that come nearest to the next
//     urgency.
// Answers that contradict others, or that have a probability below 1 in 10,000, are left out. Three
// answers and values of numbers are not tried.
//
// An answer the other way about says what hangs on it, not that it is wrong: a gate that fired is
// never talked away. Its probability is what the rest of the evidence would have had one expect.

#include <vector>

#include "engine/inference.h"
#include "engine/result.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::triage {

// Upward ones first; each way single answers before pairs; of these, open answers before stated
// ones the other way about, and the likeliest first (ties in the order of the content); five at
// most each way. Some 300 queries, most of them together: about a tenth of a second, but seconds
// where age or sex is not known. Errors: those of Inference::posterior.
engine::Result<std::vector<Change>> what_would_change(const Presentation& presentation,
                                                      const engine::Inference& inference,
                                                      const knowledge::KnowledgeBase& knowledge,
                                                      const knowledge::ClinicalNetwork& network);

}  // namespace paraspinal::triage
