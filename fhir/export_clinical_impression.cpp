// The entry point is clinical_impression. FHIR R4, ClinicalImpression.

#include "fhir/export_clinical_impression.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "fhir/export_date.h"
#include "fhir/export_impression_findings.h"
#include "fhir/export_sentences.h"
#include "fhir/export_words.h"
#include "knowledge/triage/natural_frequency.h"
#include "knowledge/triage/urgency.h"
#include "knowledge/triage/words.h"

namespace paraspinal::fhir {
namespace {

using triage::RankedCondition;

constexpr std::size_t dangers_named = 5;
constexpr double open_from = 0.001;  // below it a danger that no red flag suspects is not named

std::string with_frequency(const RankedCondition& condition) {
  return std::string(condition.name) + " (" + triage::natural_frequency(condition.posterior) + ")";
}

// "A; B; and 3 more".
std::string first_names(const std::vector<std::string>& names, std::size_t most) {
  const std::size_t shown = std::min(names.size(), most);
  std::string text =
      joined({names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown)}, "; ");
  return names.size() > shown ? text + "; and " + std::to_string(names.size() - shown) + " more"
                              : text;
}

// What must not be missed and is not ruled out: the reasons of the urgency, what a red flag
// suspects, then the likely ones.
std::vector<std::string> open_dangers(const triage::Assessment& assessment) {
  std::vector<std::string> named;
  std::vector<std::string> suspected;
  std::vector<std::string> likely;
  for (const RankedCondition& condition : assessment.conditions) {
    if (condition.must_not_miss && triage::is_a_reason(condition, assessment)) {
      named.push_back(with_frequency(condition));
    } else if (condition.must_not_miss && is_suspected(assessment, condition.id)) {
      suspected.push_back(with_frequency(condition));
    } else if (condition.must_not_miss && condition.posterior >= open_from) {
      likely.push_back(with_frequency(condition));
    }
  }
  named.insert(named.end(), suspected.begin(), suspected.end());
  named.insert(named.end(), likely.begin(), likely.end());
  return named;
}

std::string summary(const Answered& answered) {
  const triage::Assessment& assessment = answered.assessment;
  std::string text = urgency_sentence(answered);
  std::vector<std::string> fired;
  for (const triage::Gate& gate : assessment.gates) {
    if (gate.state == triage::GateState::fired) {
      fired.emplace_back(gate.name);
    }
  }
  text += fired.empty() ? " No red flag fired." : " Red flags: " + joined(fired, "; ") + ".";
  if (const auto open = open_dangers(assessment); !open.empty()) {
    text += " Must not be missed and held open: " + first_names(open, dangers_named) + ".";
  }
  std::vector<std::string> likely;
  for (const RankedCondition& condition : leading_conditions(assessment)) {
    likely.push_back(with_frequency(condition));
  }
  return likely.empty() ? text : text + " Most likely: " + joined(likely, "; ") + ".";
}

// Where R4 lets ClinicalImpression.investigation point.
bool is_investigation(std::string_view reference) {
  constexpr std::array<std::string_view, 6> types = {
      "Observation/",      "QuestionnaireResponse/", "FamilyMemberHistory/",
      "DiagnosticReport/", "ImagingStudy/",          "Media/"};
  return std::ranges::any_of(
      types, [reference](std::string_view type) { return reference.starts_with(type); });
}

void add_evidence(Members& members, const Answered& answered) {
  std::vector<Json> items;
  std::vector<Json> others;
  for (const std::string& used : used_resources(answered)) {
    if (is_investigation(used)) {
      items.push_back(reference_to(used));
    } else if (used != answered.imported.patient) {
      others.push_back(reference_to(used));
    }
  }
  if (!items.empty()) {
    members.emplace_back(
        "investigation",
        Json::array({Json::object({{"code", concept_of("What of the record gave a finding")},
                                   {"item", Json::array(std::move(items))}})}));
  }
  // R4 has no element for what was detected: the issues stand with the rest of what supports it.
  for (const triage::Gate& gate : answered.assessment.gates) {
    if (gate.state == triage::GateState::fired) {
      others.push_back(reference_to(url_of(answered, gate.id)));
    }
  }
  for (const triage::Advice& advice : answered.assessment.advice) {
    if (is_contraindicated(advice)) {
      others.push_back(reference_to(url_of(answered, advice.id)));
    }
  }
  members.emplace_back("summary", sent_text(summary(answered)));
  add_if_any(members, "finding", impression_findings(answered));
  std::vector<Json> risks = {reference_to(url_of(answered, part::risk))};
  if (!answered.assessment.contributors.empty()) {
    risks.push_back(reference_to(url_of(answered, part::contributors)));
  }
  members.emplace_back("prognosisReference", Json::array(std::move(risks)));
  add_if_any(members, "supportingInfo", std::move(others));
}

std::vector<Json> impression_notes(const Answered& answered) {
  const triage::Assessment& assessment = answered.assessment;
  std::vector<Json> notes;
  const auto add = [&notes](const std::string& title, const std::string& text) {
    if (!text.empty()) {
      notes.push_back(note_of(title + text));
    }
  };
  add("Safety net: ", assessment.safety_net);
  add("Ask first: ", joined(questions_to_ask(answered), " "));
  add("Cannot be obtained in this setting: ", finding_names(answered, assessment.not_assessed));
  add("The input contradicts itself: ",
      joined(triage::with_names(assessment.conflicts, answered.knowledge.findings), " "));
  add("",
      "Supports a clinician or trained nurse; not a diagnosis, and not an approved medical "
      "device.");
  return notes;
}

std::string description(const triage::Assessment& assessment) {
  std::string where(name(assessment.setting));
  std::ranges::replace(where, '_', ' ');
  return "Triage of back cramp, spasm or pain (" + where + ") by Paraspinal, knowledge " +
         std::string(assessment.knowledge_version) + ", content hash " +
         std::string(assessment.knowledge_hash) + ".";
}

}  // namespace

Json clinical_impression(const Answered& answered) {
  const triage::Assessment& assessment = answered.assessment;
  Members members = {{"resourceType", words("ClinicalImpression")},
                     {"id", words(identity(answered, part::impression))},
                     {"status", words(assessment.provisional ? "in-progress" : "completed")}};
  if (assessment.provisional) {
    members.emplace_back("statusReason",
                         concept_of(assessment.handed_over.empty()
                                        ? "Mandatory safety questions are not asked yet"
                                        : "Handed over to a clinician, who goes on from here"));
  }
  members.emplace_back("description", sent_text(description(assessment)));
  members.emplace_back("subject", subject_reference(answered));
  if (const auto when = date_time(assessment.as_of)) {
    members.emplace_back("effectiveDateTime", words(*when));
    members.emplace_back("date", words(*when));
  }
  add_evidence(members, answered);
  members.emplace_back("note", Json::array(impression_notes(answered)));
  return Json::object(std::move(members));
}

}  // namespace paraspinal::fhir
