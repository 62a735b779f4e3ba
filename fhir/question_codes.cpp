#include "fhir/question_codes.h"

#include <algorithm>

namespace paraspinal::fhir {

QuestionCodes::QuestionCodes(const Json& questionnaire) {
  walk(questionnaire);
}

void QuestionCodes::walk(const Json& holder) {
  const Json* const items = holder.member("item");
  if (items == nullptr) {
    return;
  }
  for (const Json& item : items->items()) {
    const Json* const link = item.member("linkId");
    if (link != nullptr && link->is_string() && item.member("code") != nullptr) {
      items_.emplace(std::string(link->text()), &item);
    }
    walk(item);
  }
}

std::vector<CodedValue> QuestionCodes::codings(ElementReader& reader,
                                               std::string_view link_id) const {
  std::vector<CodedValue> codings;
  const auto place = items_.find(std::string(link_id));
  if (place == items_.end()) {
    return codings;
  }
  for (const Json& coding : reader.objects(*place->second, "code")) {
    codings.push_back({reader.text(coding, "system"), reader.text(coding, "code"),
                       reader.text(coding, "display")});
  }
  return codings;
}

bool may_be_ours(std::string_view canonical) {
  std::string lower(canonical);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return lower.empty() || lower.starts_with('#') || lower.find("paraspinal") != std::string::npos;
}

}  // namespace paraspinal::fhir
