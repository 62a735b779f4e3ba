#pragma once

// How likely a finding is that only red-flag rules use, so that the network does not hold it: the
// content's prevalence among people of this setting and sex, else 0.02 (expert judgement).
//
//   rate_in_rules(hurt_by_someone, presentation, knowledge);

#include "knowledge/base/finding.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::triage {

// P(present), between 0 and 1.
double rate_in_rules(knowledge::FindingId finding, const Presentation& presentation,
                     const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
