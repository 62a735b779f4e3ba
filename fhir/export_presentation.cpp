// Entry point: presentation_bundle, at the end. FHIR R4 4.0.1.

#include "fhir/export_presentation.h"

#include <chrono>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "fhir/export_date.h"
#include "fhir/export_identity.h"
#include "fhir/export_resource.h"
#include "fhir/export_words.h"
#include "fhir/primitives.h"

namespace paraspinal::fhir {
namespace {

using knowledge::Answer;
using knowledge::Finding;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::SaidBy;
using triage::Presentation;

// Who answered and when: one QuestionnaireResponse each.
struct Occasion {
  SaidBy by = SaidBy::caller;
  std::optional<std::string> at;

  auto operator<=>(const Occasion&) const = default;
};

using Items = std::map<Occasion, std::vector<Json>>;

// The day on which someone completes this many years: 28 February where the year has no 29th.
std::string birth_date(std::chrono::year_month_day day, double age_years) {
  const std::chrono::years age(static_cast<int>(age_years));
  const std::chrono::year_month_day born = day - age;
  return iso(born.ok() ? born : born.year() / born.month() / std::chrono::last);
}

Json absent_because(std::string_view code) {
  return Json::object(
      {{"valueCoding",
        Json::object({{"system", words("http://terminology.hl7.org/CodeSystem/data-absent-reason")},
                      {"code", words(code)}})}});
}

// QuestionnaireResponse.item.answer.
Json answer_json(const knowledge::AnswerValue& value, const Finding& finding) {
  if (const auto* presence = std::get_if<knowledge::Presence>(&value)) {
    return Json::object(
        {{"valueBoolean", Json::boolean(*presence == knowledge::Presence::present)}});
  }
  if (const auto* quantity = std::get_if<knowledge::Quantity>(&value)) {
    return Json::object({{"valueDecimal", Json::number(quantity->value)}});
  }
  if (const auto* state = std::get_if<knowledge::State>(&value)) {
    return Json::object({{"valueString", words(finding.states[state->index])}});
  }
  if (const auto* day = std::get_if<knowledge::Day>(&value)) {
    return Json::object({{"valueDate", words(day->iso)}});
  }
  const bool refused = std::holds_alternative<knowledge::Refused>(value);
  return absent_because(refused ? "asked-declined" : "asked-unknown");
}

Json item(const Finding& finding, const knowledge::AnswerValue& value) {
  return Json::object({{"linkId", words(finding.id)},
                       {"text", words(finding.name)},
                       {"answer", Json::array({answer_json(value, finding)})}});
}

Items items_of(const Presentation& presentation, const KnowledgeBase& knowledge) {
  Items items;
  const auto age = knowledge.findings.find("age_years");
  if (presentation.age_years && !presentation.as_of && age &&
      !presentation.findings.contains(*age)) {
    items[{}].push_back(
        item(knowledge.findings[*age], knowledge::Quantity{*presentation.age_years}));
  }
  for (const auto& [finding, answer] : presentation.findings) {
    if (answer.by != SaidBy::derived) {
      items[{answer.by, answer.at}].push_back(item(knowledge.findings[finding], answer.value));
    }
  }
  return items;
}

// The kind of person or thing that answered; none for a record.
std::string_view source_type(SaidBy by) {
  switch (by) {
    case SaidBy::caller:
      return "Patient";
    case SaidBy::proxy:
      return "RelatedPerson";
    case SaidBy::clinician:
      return "Practitioner";
    case SaidBy::device:
      return "Device";
    case SaidBy::record:
    case SaidBy::derived:
      return "";
  }
  return "";
}

Json patient_resource(const Presentation& presentation, const std::string& id) {
  Members members = {{"resourceType", words("Patient")}, {"id", words(id)}};
  members.emplace_back("gender",
                       words(presentation.sex ? knowledge::name(*presentation.sex) : "unknown"));
  const auto day = presentation.as_of ? day_from(*presentation.as_of) : std::nullopt;
  if (day && presentation.age_years) {
    members.emplace_back("birthDate", words(birth_date(*day, *presentation.age_years)));
  }
  return Json::object(std::move(members));
}

Json response_resource(const Occasion& occasion, std::vector<Json> items, const std::string& id,
                       const std::string& patient, const Presentation& presentation) {
  Members members = {{"resourceType", words("QuestionnaireResponse")},
                     {"id", words(id)},
                     {"status", words("completed")},
                     {"subject", reference_to("urn:uuid:" + patient)}};
  if (const auto when = date_time(occasion.at.value_or(presentation.as_of.value_or("")))) {
    members.emplace_back("authored", words(*when));
  }
  if (const auto type = source_type(occasion.by); !type.empty()) {
    members.emplace_back("source",
                         Json::object({{"type", words(type)}, {"display", words("who answered")}}));
  }
  members.emplace_back("item", Json::array(std::move(items)));
  return Json::object(std::move(members));
}

}  // namespace

std::string presentation_bundle(const Presentation& presentation, const KnowledgeBase& knowledge) {
  Items items = items_of(presentation, knowledge);
  std::string fingerprint = presentation.id + '|' + presentation.as_of.value_or("");
  for (const auto& [occasion, some] : items) {
    fingerprint += '|' + write_json(Json::array(some));
  }
  const auto id_of = [&fingerprint](const std::string& part) {
    return name_based_uuid(assessment_namespace, fingerprint + '|' + part);
  };
  const std::string patient = id_of("patient");
  std::vector<Json> entries = {bundle_entry(patient_resource(presentation, patient))};
  for (auto& [occasion, some] : items) {
    const std::string id = id_of("answers " + std::to_string(entries.size()));
    entries.push_back(
        bundle_entry(response_resource(occasion, std::move(some), id, patient, presentation)));
  }
  Members members = {{"resourceType", words("Bundle")}};
  add_if_said(members, "id", presentation.id);
  members.emplace_back("type", words("collection"));
  if (const auto when = instant(presentation.as_of.value_or(""))) {
    members.emplace_back("timestamp", words(*when));
  }
  members.emplace_back("entry", Json::array(std::move(entries)));
  return write_json(Json::object(std::move(members)));
}

}  // namespace paraspinal::fhir
