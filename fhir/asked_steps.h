#pragma once

// What an adaptive questionnaire has asked so far, as the service itself keeps it in the
// questionnaire that travels: the steps, signed. From them follow the items, so that an item that
// was changed, added or taken out is found by name, and one call of triage::inquire is enough for
// the next question, not one for each question again.
//
//   const std::string text = steps_text(steps, knowledge);   // "person:age_years,sex_female;..."
//   signed_extensions(steps, knowledge, key);                 // of the contained Questionnaire
//   steps_from(text, knowledge) == steps;
//
// A part of adaptive_questionnaire.h, for it alone.

#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/inquire.h"

namespace paraspinal::fhir {

// One question, or several in one breath.
struct AskedStep {
  triage::QuestionPhase phase = triage::QuestionPhase::value;
  std::vector<knowledge::FindingId> findings;  // not empty

  bool operator==(const AskedStep&) const = default;
};

std::string steps_text(const std::vector<AskedStep>& steps,
                       const knowledge::KnowledgeBase& knowledge);

// Errors: `invalid_argument` for text that steps_text did not write of this knowledge.
engine::Result<std::vector<AskedStep>> steps_from(std::string_view text,
                                                  const knowledge::KnowledgeBase& knowledge);

// The steps and their signature, as two extensions. The signature is of the content's version and
// hash, too.
std::vector<Json> signed_extensions(const std::vector<AskedStep>& steps,
                                    const knowledge::KnowledgeBase& knowledge,
                                    std::string_view key);

// The steps that signed extensions of a Questionnaire hold; none without them. Errors:
// `invalid_argument` when the signature is missing or another.
engine::Result<std::vector<AskedStep>> signed_steps(const Json& questionnaire,
                                                    const std::string& where,
                                                    const knowledge::KnowledgeBase& knowledge,
                                                    std::string_view key);

// True of an extension that signed_extensions makes.
bool is_signed_extension(const Json& extension);

// The step as an item: the question, or a group with the words that are said before.
Json step_item(const AskedStep& step, const knowledge::KnowledgeBase& knowledge);
// The linkId of that item.
std::string step_link(const AskedStep& step, const knowledge::KnowledgeBase& knowledge);

// Numbers and dates may be left empty, which says that they are not known; age may not.
bool must_be_answered(const knowledge::Finding& finding);

}  // namespace paraspinal::fhir
