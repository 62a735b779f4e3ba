#pragma once

// What the person can do: self-care, treatment, referral and prevention for the conditions that
// are likely enough, each contraindication checked against this person. An action that stands
// against a fact is withheld or cautioned and still shown, with the reason; one whose
// contraindication is not known is cautioned, with what to ask first; what cannot be known in this
// setting (kidney function on the telephone) is listed as unchecked. Not known is never "no".
//
//   for (const Advice& advice : advise(answers, conditions, contributors, urgency, setting, knowledge)) ...

#include <span>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/answer_table.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::triage {

// An action concerns a primary condition that is first in the ranking or reaches this posterior,
// and a contributor that does. source: expert judgement
inline constexpr double likely_enough = 0.10;

// `ranked` primaries first to last, and contributors. Given first, then cautioned, then withheld;
// within these by the sum of the posteriors of the conditions they are for. The content says at
// which urgencies an action is told.
std::vector<Advice> advise(const AnswerTable& answers, std::span<const RankedCondition> ranked,
                           std::span<const RankedCondition> contributors,
                           knowledge::Urgency urgency, knowledge::Setting setting,
                           const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
