// The entry points are capability_statement and assess_definition. FHIR R4 4.0.1.

#include "fhir/capability_statement.h"

#include <utility>
#include <vector>

#include "engine/require.h"
#include "fhir/export_date.h"
#include "fhir/export_words.h"
#include "fhir/questionnaire_item.h"

namespace paraspinal::fhir {
namespace {

constexpr std::string_view next_question_definition =
    "http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire-next-question";

Json array_of_words(std::initializer_list<std::string_view> texts) {
  std::vector<Json> items;
  for (const std::string_view text : texts) {
    items.push_back(words(text));
  }
  return Json::array(std::move(items));
}

Json operation(std::string_view name, std::string_view definition, std::string_view what) {
  return Json::object(
      {{"name", words(name)}, {"definition", words(definition)}, {"documentation", words(what)}});
}

Json interaction(std::string_view code) {
  return Json::object({{"code", words(code)}});
}

Json search_by(std::string_view name, std::string_view type) {
  return Json::object({{"name", words(name)}, {"type", words(type)}});
}

Json questionnaire_resource() {
  return Json::object(
      {{"type", words("Questionnaire")},
       {"documentation",
        words("\"adaptive\" asks the next question; \"complete\" holds all of them.")},
       {"interaction", Json::array({interaction("read"), interaction("search-type")})},
       {"searchParam", Json::array({search_by("_id", "token"), search_by("url", "uri"),
                                    search_by("version", "token")})},
       {"operation", Json::array({operation(
                         "next-question", next_question_definition,
                         "HL7 SDC 4.0; the whole state is in the response, which is checked. "
                         "Unanswered required items, or items that were changed, are 422.")})}});
}

Json definition_resource() {
  return Json::object({{"type", words("OperationDefinition")},
                       {"interaction", Json::array({interaction("read")})}});
}

Json rest() {
  const std::string assess = canonical_of("OperationDefinition/" + std::string(assess_id));
  return Json::object(
      {{"mode", words("server")},
       {"documentation", words("Nothing is stored: an answer follows from the request alone.")},
       {"resource", Json::array({questionnaire_resource(), definition_resource()})},
       {"operation",
        Json::array({operation(assess_id, assess, "A record in, an assessment out.")})}});
}

Json parameter(std::string_view name, std::string_view use, int least, std::string_view type,
               std::string_view what) {
  return Json::object({{"name", words(name)},
                       {"use", words(use)},
                       {"min", Json::number(least)},
                       {"max", words("1")},
                       {"documentation", words(what)},
                       {"type", words(type)}});
}

Json assess_parameters() {
  return Json::array(
      {parameter("bundle", "in", 1, "Bundle",
                 "One Patient, and what is known of them: Condition, Observation, medications, "
                 "QuestionnaireResponse. What the record does not state is not asked, never "
                 "absent. A Bundle as the body itself is taken, too."),
       parameter("setting", "in", 0, "code",
                 "telephone, primary_care or emergency_department; telephone without it."),
       parameter("as-of", "in", 0, "dateTime",
                 "The time at which the case is judged; the service's own without it."),
       parameter("draws", "in", 0, "integer",
                 "How many times the uncertain figures are drawn anew for the 90 % intervals: 0 to "
                 "2000, 400 without it."),
       parameter("seed", "in", 0, "integer", "Of the draws, 0 or more; 1 without it."),
       parameter("return", "out", 1, "Bundle",
                 "A collection: RiskAssessment first, then what goes with it.")});
}

}  // namespace

Json capability_statement(const ServiceFacts& facts) {
  const auto date = date_time(facts.date);
  engine::require(date.has_value(), "a CapabilityStatement has a date");
  Members software = {{"name", words("paraspinal")}};
  Members members = {{"resourceType", words("CapabilityStatement")},
                     {"id", words("paraspinal")},
                     {"url", words(canonical_of("CapabilityStatement/paraspinal"))},
                     {"name", words("Paraspinal")},
                     {"title", words("Paraspinal: decision support for back cramps")},
                     {"status", words("draft")},
                     {"experimental", Json::boolean(true)},
                     {"date", words(*date)},
                     {"publisher", words("Paraspinal")},
                     {"kind", words("instance")}};
  if (!facts.version.empty()) {
    members.emplace_back("version", words(facts.version));
    software.emplace_back("version", words(facts.version));
  }
  members.emplace_back("software", Json::object(std::move(software)));
  Members implementation = {
      {"description", words("How soon and where an adult with back cramp, spasm or pain should be "
                            "seen. Supports a clinician or trained nurse; it is not a diagnosis "
                            "and not an approved medical device.")}};
  if (!facts.base.empty()) {
    implementation.emplace_back("url", words(facts.base));
  }
  members.emplace_back("implementation", Json::object(std::move(implementation)));
  members.emplace_back("fhirVersion", words("4.0.1"));
  members.emplace_back("format", array_of_words({"application/fhir+json", "json"}));
  members.emplace_back("rest", Json::array({rest()}));
  return Json::object(std::move(members));
}

Json assess_definition(std::string_view version) {
  Members members = {
      {"resourceType", words("OperationDefinition")},
      {"id", words(assess_id)},
      {"url", words(canonical_of("OperationDefinition/" + std::string(assess_id)))},
      {"name", words("Assess")},
      {"title", words("Assess back cramp, spasm or pain")},
      {"status", words("draft")},
      {"kind", words("operation")},
      {"experimental", Json::boolean(true)},
      {"publisher", words("Paraspinal")},
      {"description", words("From a record to how soon and where the person should be seen, the "
                            "likely causes, and why. Takes it that the complaint is back cramp, "
                            "spasm or pain. For people of 16 and over.")},
      {"affectsState", Json::boolean(false)},
      {"code", words(assess_id)},
      {"system", Json::boolean(true)},
      {"type", Json::boolean(false)},
      {"instance", Json::boolean(false)},
      {"parameter", assess_parameters()}};
  if (!version.empty()) {
    members.emplace_back("version", words(version));
  }
  return Json::object(std::move(members));
}

}  // namespace paraspinal::fhir
