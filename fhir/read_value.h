#pragma once

// What one value[x] of a FHIR element says of one finding (FHIR R4, Observation.value[x] and
// QuestionnaireResponse.item.answer.value[x]).
//
//   const ReadValue read = read_value(reader, observation, temp_c, {knowledge, index});
//   std::get<knowledge::AnswerValue>(read.reading);          // Quantity{38.4}

#include <optional>
#include <string>
#include <vector>

#include "fhir/coding.h"
#include "fhir/element.h"
#include "fhir/json.h"
#include "fhir/reading.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

struct ValueContext {
  const knowledge::KnowledgeBase& knowledge;
  const CodeIndex& codes;
  bool in_own_unit = false;  // bare numbers are in the finding's unit, as in our own questionnaires
};

struct ReadValue {
  Reading reading;
  std::string member;                       // "valueQuantity"; empty when there is no value
  std::vector<std::string> unmapped_codes;  // of a coded value
  std::string unmapped_unit;                // as written
  std::optional<double> within_days;        // when the value, by its code, has a window of its own
};

// `holder` is what has the value[x]: a resource, a component or an answer. Wrong shapes are noted
// in `reader`. No value gives Silent; with a dataAbsentReason, Unknown, Refused or Silent
// ("not-asked").
ReadValue read_value(ElementReader& reader, const Json& holder, knowledge::FindingId finding,
                     const ValueContext& context);

// Whether it has a value[x], of whatever shape.
bool has_value(const Json& holder);

// The code of a UCUM unit; the text of any other, or when there is no code.
std::string unit_of(ElementReader& reader, const Json& quantity);

}  // namespace paraspinal::fhir
