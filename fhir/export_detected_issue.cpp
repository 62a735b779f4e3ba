// The entry points are the two detected_issue. FHIR R4, DetectedIssue.

#include <algorithm>

#include "fhir/export_date.h"
#include "fhir/export_provenance.h"
#include "fhir/export_resource.h"
#include "fhir/export_sentences.h"
#include "fhir/export_words.h"
#include "fhir/told_finding.h"

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

// The finding with its value, and the resource that stated it when one did.
Json evidence_json(const Answered& answered, std::string_view finding) {
  Members members = {
      {"code",
       Json::array({concept_of(told_finding(answered.assessment, answered.knowledge, finding))})}};
  add_if_any(members, "detail", origins(answered, {finding}));
  return Json::object(std::move(members));
}

// Each finding once.
std::vector<Json> evidences(const Answered& answered,
                            const std::vector<std::string_view>& findings) {
  std::vector<Json> because;
  for (auto finding = findings.begin(); finding != findings.end(); ++finding) {
    if (std::find(findings.begin(), finding, *finding) == finding) {
      because.push_back(evidence_json(answered, *finding));
    }
  }
  return because;
}

void add_occasion(Members& members, const Answered& answered) {
  members.emplace_back("patient", subject_reference(answered));
  if (const auto when = date_time(answered.assessment.as_of)) {
    members.emplace_back("identifiedDateTime", words(*when));
  }
  members.emplace_back("author", reference_to(device_url(answered)));
}

// The source's own page, where the content has one address for it.
void add_page(Members& members, const Answered& answered, std::string_view source) {
  const auto found = answered.knowledge.sources.find(std::string(source));
  if (found != answered.knowledge.sources.end() &&
      found->second.url.find_first_of(" \t\n") == std::string::npos) {
    add_if_said(members, "reference", found->second.url);
  }
}

// What is known of the person, and not only to be asked, that stands against the action.
std::vector<const triage::AdviceReason*> known_reasons(const triage::Advice& advice) {
  std::vector<const triage::AdviceReason*> known;
  for (const triage::AdviceReason& reason : advice.reasons) {
    if (reason.ask.empty()) {
      known.push_back(&reason);
    }
  }
  return known;
}

std::string rule_words(const Answered& answered, std::string_view rule, std::string_view source) {
  return std::string(rule) + ". Source: " + citation_words(answered, source);
}

std::string statement_words(const triage::Cited& citation) {
  return ". Statement " + std::string(citation->verified) +
         "; signed off by: " + std::string(citation->sign_off) + ".";
}

std::string detail(const Answered& answered, const triage::Gate& gate) {
  std::string text = std::string(gate.action) + " Rule " + std::string(gate.id) + ": ";
  text += rule_words(answered, gate.rule, gate.citation->source);
  if (!gate.citation->locator.empty()) {
    text += " (" + std::string(gate.citation->locator) + ")";
  }
  return text + statement_words(gate.citation);
}

}  // namespace

Json detected_issue(const Answered& answered, const triage::Gate& gate) {
  Members members = {{"resourceType", words("DetectedIssue")},
                     {"id", words(identity(answered, gate.id))},
                     {"status", words("final")},
                     {"code", concept_of(gate.name)},
                     {"severity", words(severity(gate.urgency))}};
  add_occasion(members, answered);
  members.emplace_back("implicated", Json::array({reference_to(url_of(answered, part::risk))}));
  add_if_any(members, "evidence", evidences(answered, gate.because.ids()));
  members.emplace_back("detail", sent_text(detail(answered, gate)));
  add_page(members, answered, gate.citation->source);
  return Json::object(std::move(members));
}

bool is_contraindicated(const triage::Advice& advice) {
  return advice.state == triage::AdviceState::withheld && !known_reasons(advice).empty();
}

Json detected_issue(const Answered& answered, const triage::Advice& advice) {
  constexpr std::string_view system = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
  Members members = {
      {"resourceType", words("DetectedIssue")},
      {"id", words(identity(answered, advice.id))},
      {"status", words("final")},
      {"code",
       Json::object(
           {{"coding", Json::array({Json::object({{"system", words(system)},
                                                  {"code", words("OBSA")},
                                                  {"display", words("Observation Alert")}})})},
            {"text", sent_text("Not for this person: " + std::string(advice.words))}})}};
  add_occasion(members, answered);
  const auto known = known_reasons(advice);
  std::vector<std::string_view> because;
  std::string detail = "Held back: " + advice_because(answered, advice);
  for (const triage::AdviceReason* reason : known) {
    std::ranges::copy(reason->because.ids(), std::back_inserter(because));
    detail += " Rule: " + rule_words(answered, reason->rule, reason->citation->source) +
              statement_words(reason->citation);
  }
  add_if_any(members, "evidence", evidences(answered, because));
  members.emplace_back("detail", sent_text(detail));
  if (!known.empty()) {
    add_page(members, answered, known.front()->citation->source);
  }
  return Json::object(std::move(members));
}

}  // namespace paraspinal::fhir
