#include "apps/service/asked_members.h"

#include <string>
#include <utility>

#include "fhir/export_words.h"

namespace paraspinal::service {

using fhir::Json;
using fhir::words;

std::string_view name_of_type(knowledge::ValueType type) {
  switch (type) {
    case knowledge::ValueType::boolean:
      return "boolean";
    case knowledge::ValueType::quantity:
      return "quantity";
    case knowledge::ValueType::ordinal:
      return "ordinal";
    case knowledge::ValueType::date:
      return "date";
  }
  return "";
}

std::vector<Json::Member> asked_members(const knowledge::Finding& finding) {
  const auto& question = finding.question;
  std::vector<Json::Member> members = {
      {"name", words(finding.name)},
      {"wording", words(question ? question->read_aloud : finding.name + "?")},
      {"plainer", words(question ? question->plainer : "")},
      {"meaning", words(question ? question->meaning : "")},
      {"type", words(name_of_type(finding.value_type))}};
  if (finding.value_type == knowledge::ValueType::quantity) {
    members.emplace_back("unit", words(finding.unit));
    members.emplace_back("lowest", Json::number(finding.lowest));
    members.emplace_back("highest", Json::number(finding.highest));
  }
  if (finding.value_type == knowledge::ValueType::ordinal) {
    std::vector<Json> states;
    for (const std::string& state : finding.states) {
      states.push_back(words(state));
    }
    members.emplace_back("states", Json::array(std::move(states)));
  }
  return members;
}

}  // namespace paraspinal::service
