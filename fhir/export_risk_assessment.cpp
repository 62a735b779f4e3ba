// The entry points are risk_assessment and contributors_assessment. FHIR R4, RiskAssessment.

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>

#include "fhir/export_date.h"
#include "fhir/export_provenance.h"
#include "fhir/export_resource.h"
#include "fhir/export_sentences.h"
#include "fhir/export_words.h"

namespace paraspinal::fhir {
namespace {

// Percent with eight decimals, so that binary noise is not printed as knowledge.
double percent_of(double probability) {
  return std::round(probability * 1e10) / 1e8;
}

// FHIR's risk-probability code. The bounds are ours (fhir/ASSESSMENT.md); a condition that must not
// be missed is never called negligible.
Json qualitative_risk(const triage::RankedCondition& condition) {
  std::string_view code = "high";
  if (condition.posterior < 0.30) {
    code = "moderate";
  }
  if (condition.posterior < 0.05) {
    code = "low";
  }
  if (condition.posterior < 0.001 && !condition.must_not_miss) {
    code = "negligible";
  }
  return Json::object(
      {{"coding", Json::array({Json::object(
                      {{"system", words("http://terminology.hl7.org/CodeSystem/risk-probability")},
                       {"code", words(code)}})})},
       {"text", words(code)}});
}

// Three significant digits: a reader needs no more, and the interval tells what is known.
std::string percent_words(double probability) {
  const double percent = 100 * probability;
  if (percent == 0) {
    return "0 %";
  }
  const double scale = std::pow(10, 2 - std::floor(std::log10(percent)));
  return write_json(Json::number(std::round(percent * scale) / scale)) + " %";
}

Json percent_quantity(double probability) {
  return Json::object({{"value", Json::number(percent_of(probability))},
                       {"unit", words("%")},
                       {"system", words("http://unitsofmeasure.org")},
                       {"code", words("%")}});
}

// The value, and what its rationale says of it: a range with its unit where there is an interval.
std::pair<Json::Member, std::string> probability(const triage::RankedCondition& condition) {
  if (condition.interval) {
    return {
        {"probabilityRange", Json::object({{"low", percent_quantity(condition.interval->low)},
                                           {"high", percent_quantity(condition.interval->high)}})},
        "From the knowledge base's own figures: " + percent_words(condition.posterior) +
            ". probabilityRange is the 90 % credible interval when the uncertain ones among "
            "them vary."};
  }
  return {{"probabilityDecimal", Json::number(percent_of(condition.posterior))},
          "probabilityDecimal is a percentage (0 to 100), as R4 defines it, not a fraction."};
}

Json prediction(const knowledge::KnowledgeBase& knowledge,
                const triage::RankedCondition& condition) {
  const auto [value, rationale] = probability(condition);
  return Json::object({{"outcome", condition_concept(knowledge, condition.id, condition.name)},
                       value,
                       {"qualitativeRisk", qualitative_risk(condition)},
                       {"rationale", words(rationale +
                                           " Before the findings, with setting, age, sex, "
                                           "pregnancy and the complaint only: " +
                                           percent_words(condition.pretest) + ".")}});
}

// The assessment of one set of conditions; `code` says of which.
Json assessment_of(const Answered& answered, std::string_view part, std::string_view code,
                   const std::vector<triage::RankedCondition>& conditions,
                   const std::string& mitigation) {
  const triage::Assessment& assessment = answered.assessment;
  Members members = {{"resourceType", words("RiskAssessment")},
                     {"id", words(identity(answered, part))}};
  if (!assessment.id.empty()) {
    members.emplace_back("identifier",
                         Json::array({Json::object({{"value", sent_text(assessment.id)}})}));
  }
  members.emplace_back("status", words(assessment.provisional ? "preliminary" : "final"));
  members.emplace_back(
      "method", concept_of("Paraspinal, knowledge " + std::string(assessment.knowledge_version) +
                           " " + std::string(assessment.knowledge_hash)));
  members.emplace_back("code", concept_of(code));
  members.emplace_back("subject", subject_reference(answered));
  if (const auto when = date_time(assessment.as_of)) {
    members.emplace_back("occurrenceDateTime", words(*when));
  }
  members.emplace_back("performer", reference_to(device_url(answered)));
  const std::vector<std::string> used = used_resources(answered);
  std::vector<Json> basis;
  std::ranges::transform(used, std::back_inserter(basis), reference_to);
  add_if_any(members, "basis", std::move(basis));
  std::vector<Json> predictions;
  for (const triage::RankedCondition& condition : conditions) {
    predictions.push_back(prediction(answered.knowledge, condition));
  }
  add_if_any(members, "prediction", std::move(predictions));
  add_if_said(members, "mitigation", mitigation);
  members.emplace_back(
      "note", Json::array({note_of("Supports a clinician or trained nurse; not a diagnosis, and "
                                   "not an approved medical device.")}));
  return Json::object(std::move(members));
}

}  // namespace

Json risk_assessment(const Answered& answered) {
  return assessment_of(answered, part::risk, "What it may be; several can hold at once",
                       answered.assessment.conditions, urgency_sentence(answered));
}

Json contributors_assessment(const Answered& answered) {
  return assessment_of(answered, part::contributors,
                       "What may contribute: it co-exists with the conditions, and is no rival",
                       answered.assessment.contributors, "");
}

}  // namespace paraspinal::fhir
