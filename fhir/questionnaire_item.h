#pragma once

// One finding as a question of a FHIR R4 Questionnaire, whose linkId is the finding's id: an answer
// to it is read by import_questionnaire_response.
//
//   const Json item = question_item(knowledge.findings[fever], knowledge, {.required = true});
//
// Yes, no and "cannot say" are a choice, because FHIR's boolean cannot say the third; so are
// ordered states. Numbers are quantities in any unit that the content converts, or decimals without
// a unit. A number or a date that is left empty was not known.

#include <string>
#include <string_view>
#include <vector>

#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// Names of what is ours, not addresses: nothing is fetched from there. (".example" is reserved for
// names without a host, RFC 2606.)
inline constexpr std::string_view canonical_base = "https://paraspinal.example/fhir/";
// "https://paraspinal.example/fhir/Questionnaire/adaptive".
std::string canonical_of(std::string_view path);

struct ItemOptions {
  std::string text = {};  // in the place of the finding's own question
  bool required = false;
};

Json question_item(const knowledge::Finding& finding, const knowledge::KnowledgeBase& knowledge,
                   const ItemOptions& options);

// A group; `items` are not empty.
Json group_item(std::string_view link_id, std::string_view text, std::vector<Json> items);
// Something to read.
Json display_item(std::string_view link_id, std::string_view text);

// An extension with one value: `member` is "valueBoolean" or the like.
Json extension_of(std::string_view url, std::string_view member, Json value);
// A Coding; without a display when that is empty.
Json coding_of(std::string_view system, std::string_view code, std::string_view display);

}  // namespace paraspinal::fhir
