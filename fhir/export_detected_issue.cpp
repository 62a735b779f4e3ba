// The entry point is detected_issue. FHIR R4, DetectedIssue.

#include "fhir/export_date.h"
#include "fhir/export_resource.h"
#include "fhir/export_words.h"

namespace paraspinal::fhir {
namespace {

// By how soon: what CDS Hooks calls critical, warning and info.
std::string_view severity(knowledge::Urgency urgency) {
  switch (urgency) {
    case knowledge::Urgency::ambulance:
    case knowledge::Urgency::emergency_department:
    case knowledge::Urgency::urgent_care:
      return "high";
    case knowledge::Urgency::same_day:
      return "moderate";
    case knowledge::Urgency::within_3_days:
    case knowledge::Urgency::within_2_weeks:
    case knowledge::Urgency::self_care:
      return "low";
  }
  return {};
}

// The finding by name, and the resource that stated it when one did.
Json evidence(const Answered& answered, const std::string& finding) {
  const auto id = answered.knowledge.findings.find(finding);
  Members members = {
      {"code", Json::array({concept_of(id ? answered.knowledge.findings[*id].name : finding)})}};
  for (const triage::UsedAnswer& used : answered.assessment.used) {
    if (used.finding == finding && is_reference(used.origin)) {
      members.emplace_back("detail", Json::array({reference_to(used.origin)}));
      break;
    }
  }
  return Json::object(std::move(members));
}

std::string detail(const Answered& answered, const triage::Gate& gate) {
  const auto source = answered.knowledge.sources.find(gate.citation.source);
  std::string text =
      gate.action + " Rule " + gate.id + ": " + gate.rule + ". Source: " +
      (source == answered.knowledge.sources.end() ? gate.citation.source : source->second.citation);
  if (!gate.citation.locator.empty()) {
    text += " (" + gate.citation.locator + ")";
  }
  return text + ". Statement " + gate.citation.verified +
         "; signed off by: " + gate.citation.sign_off + ".";
}

}  // namespace

Json detected_issue(const Answered& answered, const triage::Gate& gate, const std::string& risk) {
  Members members = {{"resourceType", words("DetectedIssue")},
                     {"id", words(identity(answered, gate.id))},
                     {"status", words("final")},
                     {"code", concept_of(gate.name)},
                     {"severity", words(severity(gate.urgency))},
                     {"patient", subject_reference(answered)}};
  if (const auto when = date_time(answered.assessment.as_of)) {
    members.emplace_back("identifiedDateTime", words(*when));
  }
  members.emplace_back("implicated", Json::array({reference_to(risk)}));
  std::vector<Json> because;
  for (const std::string& finding : gate.because) {
    because.push_back(evidence(answered, finding));
  }
  if (!because.empty()) {
    members.emplace_back("evidence", Json::array(std::move(because)));
  }
  members.emplace_back("detail", words(detail(answered, gate)));
  const auto source = answered.knowledge.sources.find(gate.citation.source);
  if (source != answered.knowledge.sources.end() &&
      source->second.url.find_first_of(" \t\n") == std::string::npos) {
    add_if_said(members, "reference", source->second.url);
  }
  return Json::object(std::move(members));
}

}  // namespace paraspinal::fhir
