#pragma once

// Whether the items of a Questionnaire are those that were asked: which one was changed, added,
// repeated or taken out.
//
//   if (const auto fault = form_fault(items, asked, "contained[0]")) ... fault names the item
//
// A part of adaptive_questionnaire.h, for it alone.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fhir/json.h"

namespace paraspinal::fhir {

// Whether two values are the same whatever the order of their members. Numbers are compared by
// value: a client may write 1.0 as 1.
bool is_same_json(const Json& a, const Json& b);

// The place of the first difference in `given`, "answerOption[1].valueCoding.code"; empty when the
// two are the same.
std::string first_difference(const Json& asked, const Json& given);

// What is wrong with the items of `questionnaire` (those whose linkId begins with `aside` are left
// out), in words that begin with the place; nothing when they are the `asked` ones.
std::optional<std::string> form_fault(const Json& questionnaire, const std::vector<Json>& asked,
                                      const std::string& where, std::string_view aside);

}  // namespace paraspinal::fhir
