#pragma once

// What a page says of findings, as JSON: `[{"finding", "value", "said_by"}]`. `value` is
// "present", "absent", "unknown", "refused", a number in the finding's unit, a date, a state's
// name, or null, which takes the answer back. An event of a call holds the same words, so that a
// call that is read again is read as it was said.
//
//   const auto said = read_said_answers(json, knowledge);
//   (*said)[0].value;                       // nothing: taken back
//   write_json(said_answers_json(*said, knowledge));

#include <optional>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::desk {

struct SaidAnswer {
  knowledge::FindingId finding;
  std::optional<knowledge::AnswerValue> value;  // nothing takes it back
  knowledge::SaidBy by = knowledge::SaidBy::caller;

  bool operator==(const SaidAnswer&) const = default;
};

// How many answers one event may hold.
inline constexpr std::size_t most_said_answers = 200;

// "caller", "proxy", "record", "examination" or "device".
std::string_view name_of(knowledge::SaidBy by);

// Errors: `invalid_argument`, naming the place, its value and what was expected: an unknown finding
// (with the nearest known id) or member, a value that the finding cannot have, none or too many.
engine::Result<std::vector<SaidAnswer>> read_said_answers(
    const fhir::Json& json, const knowledge::KnowledgeBase& knowledge);

fhir::Json said_answers_json(const std::vector<SaidAnswer>& answers,
                             const knowledge::KnowledgeBase& knowledge);

// As it is sent: a string or a number.
fhir::Json value_json(const knowledge::AnswerValue& value, const knowledge::Finding& finding);

}  // namespace paraspinal::desk
