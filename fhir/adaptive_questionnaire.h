#pragma once

// The next question of the adaptive questionnaire (HL7 SDC 4.0, Questionnaire/$next-question): the
// response so far in, the same response out, its contained Questionnaire longer by the next
// question or by several that are put in one breath. At the end its status is `completed` and it
// tells how soon, where and why.
//
//   const auto next = next_question(body, clinic, {.key = key, .now = "2026-11-26T05:00:00Z"});
//   if (!next) reply(422, operation_outcome(next.error()));
//   next->member("status")->text();      // "in-progress", or "completed"
//
// No session is kept. The steps that were asked travel in the Questionnaire, signed with `key`: a
// client can neither add a question nor take one out, and only one call of triage::inquire is
// needed. Replaying every question from the first instead would need no key, but one call each.
// Answers are not signed: an earlier one may be changed, and what no longer follows is dropped.
//
// Not for: several people in one response, or a Questionnaire that another service began.

#include <string>
#include <string_view>

#include "engine/result.h"
#include "fhir/json.h"
#include "knowledge/base/context.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::fhir {

struct AdaptiveOptions {
  std::string key;  // of the signature; not empty; the same wherever a form may be taken up again
  std::string now = {};  // ISO time at which the case is judged
  knowledge::Setting setting = knowledge::Setting::telephone;
};

// `text` is a QuestionnaireResponse, or Parameters that hold it as `questionnaire-response`; the
// answer is of the same kind, Parameters with `return`.
//
// A question for yes or no, or with named answers, must be answered, if by "unknown"; so must age.
// A number or a date that is left empty was not known. Items whose linkId begins with "result" are
// the service's own and are made anew. An answer is dropped, with its question, once the answers
// before it settle the question or make it one that is not asked of such a person.
//
// Errors: `malformed` and `too_large` as parse_json, and for another resource; `impossible` as
// Assessor::assess; `invalid_argument` for a status other than in-progress, a Questionnaire that is
// not contained or not derived from ours, another version of the knowledge, items that were
// changed, added, repeated or taken out, answers to what was never asked, several answers to one
// question, answers that cannot be, and questions left unanswered. Each names the place.
engine::Result<Json> next_question(std::string_view text, const triage::Clinic& clinic,
                                   const AdaptiveOptions& options);

}  // namespace paraspinal::fhir
