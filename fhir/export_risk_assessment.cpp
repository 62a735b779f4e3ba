// The entry point is risk_assessment. FHIR R4, RiskAssessment.

#include <cmath>
#include <string>
#include <utility>

#include "fhir/export_date.h"
#include "fhir/export_resource.h"
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

std::string percent_words(double probability) {
  return write_json(Json::number(percent_of(probability))) + " %";
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

// The resources of the input that gave a finding.
std::vector<Json> basis(const Ledger& ledger) {
  std::vector<Json> references;
  for (const LedgerEntry& entry : ledger.entries) {
    if (entry.fate == Fate::used && is_reference(entry.resource)) {
      references.push_back(reference_to(entry.resource));
    }
  }
  return references;
}

std::string mitigation(const triage::Assessment& assessment) {
  std::string text = "Urgency: " + std::string(name(assessment.urgency)) + " (" +
                     std::string(contact_within(assessment.urgency)) +
                     "). Where: " + assessment.disposition_name + ". " + assessment.what_to_do;
  if (assessment.provisional) {
    text += " Provisional: safety questions have not been asked.";
  }
  return text;
}

}  // namespace

Json risk_assessment(const Answered& answered) {
  const triage::Assessment& assessment = answered.assessment;
  Members members = {{"resourceType", words("RiskAssessment")},
                     {"id", words(identity(answered, "risk"))}};
  if (!assessment.id.empty()) {
    members.emplace_back("identifier",
                         Json::array({Json::object({{"value", words(assessment.id)}})}));
  }
  members.emplace_back("status", words(assessment.provisional ? "preliminary" : "final"));
  members.emplace_back("method",
                       concept_of("Paraspinal, knowledge " + assessment.knowledge_version + " " +
                                  assessment.knowledge_hash));
  members.emplace_back("subject", subject_reference(answered));
  if (const auto when = date_time(assessment.as_of)) {
    members.emplace_back("occurrenceDateTime", words(*when));
  }
  if (std::vector<Json> used = basis(answered.imported.ledger); !used.empty()) {
    members.emplace_back("basis", Json::array(std::move(used)));
  }
  std::vector<Json> predictions;
  for (const triage::RankedCondition& condition : assessment.conditions) {
    predictions.push_back(prediction(answered.knowledge, condition));
  }
  if (!predictions.empty()) {
    members.emplace_back("prediction", Json::array(std::move(predictions)));
  }
  members.emplace_back("mitigation", words(mitigation(assessment)));
  members.emplace_back(
      "note", Json::array({Json::object(
                  {{"text", words("Supports a clinician or trained nurse; not a diagnosis, and not "
                                  "an approved medical device.")}})}));
  return Json::object(std::move(members));
}

}  // namespace paraspinal::fhir
