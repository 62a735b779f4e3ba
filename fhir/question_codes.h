#pragma once

// What the items of a contained Questionnaire ask, by their own codes: a question coded 72514-3 of
// LOINC asks for the pain score, whatever its linkId. Never by text.
//
//   const QuestionCodes codes(*questionnaire);
//   const auto codings = codes.codings(reader, "pain");   // of the item's own code

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "fhir/coding.h"
#include "fhir/element.h"
#include "fhir/json.h"

namespace paraspinal::fhir {

class QuestionCodes {
 public:
  QuestionCodes() = default;
  explicit QuestionCodes(const Json& questionnaire);

  // The codings of the question with this linkId; empty when there is none or it has no code.
  std::vector<CodedValue> codings(ElementReader& reader, std::string_view link_id) const;

 private:
  void walk(const Json& holder);

  std::unordered_map<std::string, const Json*> items_;
};

// True when a response may answer our own questions, whose linkIds are findings: it names no
// Questionnaire, contains it, or names one of ours. The same letters mean other things elsewhere.
bool may_be_ours(std::string_view canonical);

// The linkId under which a form of ours says why a clinician goes on
// (knowledge/triage/hand_over.h).
inline constexpr std::string_view handed_over_link = "result-handed-over";

}  // namespace paraspinal::fhir
