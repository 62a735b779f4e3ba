#pragma once

// Which items of a QuestionnaireResponse were not to be answered, by the enableWhen of the
// Questionnaire that the response contains (FHIR R4, Questionnaire.item.enableWhen). Answers to
// them, and to items inside them, are to be ignored.
//
//   const DisabledItems disabled(*questionnaire, response);
//   if (disabled.contains("Q1-true")) ...
//
// Not for: responses without their Questionnaire, of which nothing is known to be disabled.

#include <set>
#include <string>
#include <string_view>

#include "fhir/json.h"

namespace paraspinal::fhir {

class DisabledItems {
 public:
  // A question's answers are the first hundred of all items with its linkId that are themselves
  // enabled. Takes time in the two sizes, and a few rounds of it where conditions chain.
  DisabledItems(const Json& questionnaire, const Json& response);

  bool contains(std::string_view link_id) const;

 private:
  std::set<std::string, std::less<>> links_;
};

// The Questionnaire that a response contains and is an answer to; null when it has none.
const Json* contained_questionnaire(const Json& response);

}  // namespace paraspinal::fhir
