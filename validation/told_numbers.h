#pragma once

// The numbers and grades that a simulated person would tell: drawn inside the bands that their
// two-state findings leave. Fever present, and the thermometer says 38.0 or more.
//
//   const auto days = told_value(time_since_onset, answers, knowledge, random);
//
// Only for what callers are asked for (temperature, pain score, days, body mass index, hours of
// sitting, and every ordinal of a caller); other quantities stay unknown.

#include <map>
#include <optional>

#include "knowledge/base/knowledge_base.h"
#include "validation/random.h"

namespace paraspinal::validation {

using Answers = std::map<knowledge::FindingId, knowledge::Answer>;

// By the caller, as it is.
knowledge::Answer told_truly(knowledge::AnswerValue value);

// True when no implication that reads this finding alone contradicts `answers` at this value.
bool fits(knowledge::FindingId finding, const knowledge::AnswerValue& value, const Answers& answers,
          const knowledge::KnowledgeBase& knowledge);

// A number or a state that fits; nothing when none was found or callers do not tell it.
std::optional<knowledge::AnswerValue> told_value(knowledge::FindingId finding,
                                                 const Answers& answers,
                                                 const knowledge::KnowledgeBase& knowledge,
                                                 Random& random);

// Adds every number and state that callers tell and `answers` has not, as far as one fits.
void tell_numbers(const knowledge::KnowledgeBase& knowledge, Random& random, Answers& answers);

// Weeks within a stage of pregnancy, to the day; nothing outside pregnancy.
std::optional<double> told_weeks(knowledge::PregnancyStage stage, Random& random);

}  // namespace paraspinal::validation
