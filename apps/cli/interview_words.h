#pragma once

// Findings and answers in a nurse's words.
//
//   said_words(temp_c, Quantity{38.4}) == "38.4 degrees C";
//   hand_over_words(*call.assessment) == "HAND OVER TO A CLINICIAN - at least WITHIN 2 WEEKS";

#include <cstddef>
#include <string>

#include "apps/cli/interview.h"
#include "knowledge/base/finding.h"

namespace paraspinal::cli {

// The wording to read aloud; the finding's name where the content has no question.
std::string wording(const knowledge::Finding& finding);

// "years" for a year, "mmHg"; UCUM for units that have no plainer name; empty for none.
std::string unit_words(const knowledge::Finding& finding);

// "38.4 degrees C", "1 day", "30 weeks 3 days": no more than one decimal of a number reckoned.
std::string quantity_words(const knowledge::Finding& finding, double value);

// A state of an ordinal with what it stands for: "A alert"; mostly its own name.
std::string state_label(const knowledge::Finding& finding, std::size_t state);

// 'u', but 'x' for a finding with a state U (unresponsive), which must not be taken for "unknown".
char cannot_say_key(const knowledge::Finding& finding);

// "yes", "no", "cannot say", "refused", "38.4 degrees C", a state's name, or a date.
std::string said_words(const knowledge::Finding& finding, const knowledge::AnswerValue& value);

// Self-care while safety questions, or any that may raise it, are still to be asked: it must not
// read as settled.
bool is_not_yet_an_answer(const Interview& call);

// Whether a clinician goes on, for the questions ended without an end of their own.
bool is_handed_over(const Interview& call);

// In large print for such a call, at most 72 columns: no self-care, which is an end.
std::string hand_over_words(const triage::Assessment& assessment);

}  // namespace paraspinal::cli
