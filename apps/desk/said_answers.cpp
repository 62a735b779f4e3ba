#include "apps/desk/said_answers.h"

#include <array>
#include <string>
#include <utility>

#include "apps/desk/body_reader.h"
#include "apps/service/json_parts.h"
#include "fhir/export_words.h"
#include "fhir/import_presentation.h"
#include "knowledge/triage/words.h"

namespace paraspinal::desk {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using fhir::Json;
using fhir::words;
using knowledge::KnowledgeBase;
using knowledge::SaidBy;

constexpr std::array<std::pair<std::string_view, SaidBy>, 5> names = {
    {{"caller", SaidBy::caller},
     {"proxy", SaidBy::proxy},
     {"record", SaidBy::record},
     {"examination", SaidBy::clinician},
     {"device", SaidBy::device}}};

std::optional<SaidBy> said_by(std::string_view text) {
  for (const auto& [name, by] : names) {
    if (name == text) {
      return by;
    }
  }
  return std::nullopt;
}

// One finding of a presentation: the words of its errors are those of every other input.
Result<triage::Presentation> one_finding(std::string_view finding, const Json& value,
                                         const KnowledgeBase& knowledge) {
  const Json json = Json::object({{"findings", Json::object({{finding, value}})}});
  return fhir::import_presentation(json, knowledge, {}).map([](fhir::Imported imported) {
    return std::move(imported.presentation);
  });
}

Result<SaidAnswer> read_one(const Json& json, const std::string& place,
                            const KnowledgeBase& knowledge) {
  BodyReader reader(json, place);
  const std::string finding = reader.text("finding", 100);
  const Json* value = reader.any("value");
  const auto by = said_by(reader.text("said_by", 20));
  if (!by) {
    reader.wrong("said_by", "caller, proxy, record, examination or device");
  }
  if (value == nullptr || value->is_object() || value->is_array() || value->is_boolean()) {
    reader.wrong("value", "a word, a number, a date, or null to take the answer back");
  }
  if (const auto error = reader.error()) {
    return fail(*error);
  }
  const bool taken_back = value->kind() == Json::Kind::null;
  auto read = one_finding(finding, taken_back ? words("unknown") : *value, knowledge);
  if (!read) {
    return fail(read.error().kind, place + ": " + read.error().message);
  }
  const knowledge::FindingId id = *knowledge.findings.find(finding);
  const auto answer = read->findings.find(id);
  if (answer == read->findings.end()) {
    return fail(ErrorKind::invalid_argument,
                place + ": " + finding + ": says nothing that is kept");
  }
  return SaidAnswer{id, taken_back ? std::nullopt : std::optional(answer->second.value), *by};
}

}  // namespace

std::string_view name_of(SaidBy by) {
  for (const auto& [name, one] : names) {
    if (one == by) {
      return name;
    }
  }
  return "derived";
}

Result<std::vector<SaidAnswer>> read_said_answers(const Json& json,
                                                  const KnowledgeBase& knowledge) {
  if (!json.is_array() || json.items().empty() || json.items().size() > most_said_answers) {
    return fail(ErrorKind::invalid_argument, "answers: expected a list of 1 to " +
                                                 std::to_string(most_said_answers) +
                                                 " objects with finding, value and said_by");
  }
  std::vector<SaidAnswer> answers;
  for (const Json& item : json.items()) {
    auto read = read_one(item, "answers[" + std::to_string(answers.size()) + "]", knowledge);
    if (!read) {
      return fail(read.error());
    }
    answers.push_back(std::move(*read));
  }
  return answers;
}

Json value_json(const knowledge::AnswerValue& value, const knowledge::Finding& finding) {
  const auto* quantity = std::get_if<knowledge::Quantity>(&value);
  return quantity != nullptr ? Json::number(quantity->value)
                             : words(triage::state_words(finding, value));
}

Json said_answers_json(const std::vector<SaidAnswer>& answers, const KnowledgeBase& knowledge) {
  return service::list_of(answers, [&knowledge](const SaidAnswer& said) {
    const knowledge::Finding& finding = knowledge.findings[said.finding];
    return Json::object({{"finding", words(finding.id)},
                         {"value", said.value ? value_json(*said.value, finding) : Json()},
                         {"said_by", words(name_of(said.by))}});
  });
}

}  // namespace paraspinal::desk
