// The entry point is disposition_request. FHIR R4, ServiceRequest and CommunicationRequest.

#include "fhir/export_disposition.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "fhir/export_date.h"
#include "fhir/export_provenance.h"
#include "fhir/export_sentences.h"
#include "fhir/export_words.h"
#include "knowledge/triage/hand_over.h"

namespace paraspinal::fhir {
namespace {

using knowledge::Urgency;
using triage::AdviceState;

// The time that the urgency leaves; nothing where it sets none.
std::optional<std::chrono::minutes> time_left(Urgency urgency) {
  using std::chrono::hours;
  switch (urgency) {
    case Urgency::self_care:
      return std::nullopt;
    case Urgency::within_2_weeks:
      return hours(14 * 24);
    case Urgency::within_3_days:
      return hours(3 * 24);
    case Urgency::same_day:
      return hours(24);
    case Urgency::urgent_care:
      return hours(4);
    case Urgency::emergency_department:
      return hours(1);
    case Urgency::ambulance:
      return hours(0);
  }
  return std::nullopt;
}

void add_occurrence(Members& members, const triage::Assessment& assessment) {
  const auto start = date_time(assessment.as_of);
  if (!start) {
    return;
  }
  const auto left = time_left(assessment.urgency);
  const auto end = left && left->count() > 0 ? later(*start, *left) : std::nullopt;
  if (end && assessment.handed_over.empty()) {
    members.emplace_back("occurrencePeriod",
                         Json::object({{"start", words(*start)}, {"end", words(*end)}}));
  } else {
    members.emplace_back("occurrenceDateTime", words(*start));
  }
}

void add_author(Members& members, const Answered& answered) {
  if (const auto when = date_time(answered.assessment.as_of)) {
    members.emplace_back("authoredOn", words(*when));
  }
  members.emplace_back("requester", reference_to(device_url(answered)));
}

// A clinician who goes on is waited for by someone on the telephone, whatever was found so far.
std::string_view priority_of(const triage::Assessment& assessment) {
  const bool is_routine = priority(assessment.urgency) == "routine";
  return !assessment.handed_over.empty() && is_routine ? "urgent" : priority(assessment.urgency);
}

// The gates that fired; without any, why the urgency is no lower.
std::vector<Json> reasons_for_urgency(const triage::Assessment& assessment) {
  std::vector<Json> reasons;
  for (const triage::Gate& gate : assessment.gates) {
    if (gate.state == triage::GateState::fired) {
      reasons.push_back(concept_of(gate.name));
    }
  }
  if (reasons.empty()) {
    for (const triage::Voice* voice : {&assessment.loss_voice, &assessment.floor_voice}) {
      for (const std::string& reason : voice->reasons) {
        if (voice->urgency == assessment.urgency) {
          reasons.push_back(concept_of(reason));
        }
      }
    }
  }
  return reasons;
}

// Why a clinician goes on before those; where nothing urgent was found, alone.
std::vector<Json> reason_codes(const triage::Assessment& assessment) {
  std::vector<Json> reasons =
      triage::is_left_open(assessment) ? std::vector<Json>() : reasons_for_urgency(assessment);
  if (!assessment.handed_over.empty()) {
    reasons.insert(reasons.begin(), concept_of(assessment.handed_over));
  }
  return reasons;
}

// The conditions and observations of the record that fired a gate: R4 allows no other kind here.
std::vector<Json> reason_references(const Answered& answered) {
  std::vector<std::string_view> because;
  for (const triage::Gate& gate : answered.assessment.gates) {
    if (gate.state == triage::GateState::fired) {
      std::ranges::copy(gate.because.ids(), std::back_inserter(because));
    }
  }
  std::vector<Json> references = origins(answered, because);
  std::erase_if(references, [](const Json& reference) {
    const std::string_view target = reference.member("reference")->text();
    return !target.starts_with("Condition/") && !target.starts_with("Observation/");
  });
  return references;
}

// What the request rests on: the impression, the risks, and the issues.
std::vector<Json> rests_on(const Answered& answered) {
  std::vector<Json> references = {reference_to(url_of(answered, part::impression)),
                                  reference_to(url_of(answered, part::risk))};
  for (const triage::Gate& gate : answered.assessment.gates) {
    if (gate.state == triage::GateState::fired) {
      references.push_back(reference_to(url_of(answered, gate.id)));
    }
  }
  return references;
}

// What a clinician reads before it is sent: advice that needs care first.
std::vector<Json> request_notes(const Answered& answered, bool with_given) {
  std::vector<Json> notes;
  const triage::Assessment& assessment = answered.assessment;
  if (!assessment.handed_over.empty()) {
    notes.push_back(note_of(urgency_sentence(answered)));
  } else if (assessment.provisional) {
    notes.push_back(note_of("Provisional. Ask first: " + joined(questions_to_ask(answered), " ")));
  }
  for (const triage::Advice& advice : assessment.advice) {
    if (advice.state == AdviceState::given && with_given) {
      notes.push_back(note_of("Advise: " + advice_with_reasons(answered, advice)));
    } else if (advice.state == AdviceState::cautioned) {
      notes.push_back(note_of("Only with care: " + advice_with_reasons(answered, advice)));
    }
  }
  return notes;
}

// What is asked for: the clinician who goes on before the place.
std::string requested(const Answered& answered) {
  const triage::Assessment& assessment = answered.assessment;
  if (assessment.handed_over.empty()) {
    return std::string(assessment.disposition_name);
  }
  const triage::HandOver told = triage::hand_over(assessment, answered.knowledge);
  return told.first +
         (told.least ? "; " + told.how_soon + ": " + std::string(assessment.disposition_name) : "");
}

Json service_request(const Answered& answered) {
  const triage::Assessment& assessment = answered.assessment;
  Members members = {{"resourceType", words("ServiceRequest")},
                     {"id", words(identity(answered, part::disposition))},
                     {"status", words("draft")},
                     {"intent", words("proposal")},
                     {"priority", words(priority_of(assessment))},
                     {"code", concept_of(requested(answered))}};
  if (!assessment.what_to_do.empty() && !triage::is_left_open(assessment)) {
    members.emplace_back("orderDetail", Json::array({concept_of(assessment.what_to_do)}));
  }
  members.emplace_back("subject", subject_reference(answered));
  add_occurrence(members, assessment);
  add_author(members, answered);
  add_if_any(members, "reasonCode", reason_codes(assessment));
  add_if_any(members, "reasonReference", reason_references(answered));
  members.emplace_back("supportingInfo", Json::array(rests_on(answered)));
  add_if_any(members, "note", request_notes(answered, true));
  std::vector<std::string> told = {contact_words(answered), assessment.safety_net};
  std::erase(told, "");
  add_if_said(members, "patientInstruction", joined(told, " "));
  return Json::object(std::move(members));
}

// What is said: the questions that come first, or where to turn, what to do and what to watch for.
std::vector<std::string> to_say(const Answered& answered) {
  const triage::Assessment& assessment = answered.assessment;
  if (is_not_yet_an_answer(assessment)) {
    return questions_to_ask(answered);
  }
  std::vector<std::string> said = {contact_words(answered), std::string(assessment.what_to_do)};
  for (const triage::Advice& advice : assessment.advice) {
    if (advice.state == AdviceState::given) {
      said.emplace_back(advice.words);
    }
  }
  said.push_back(assessment.safety_net);
  std::erase(said, "");
  return said;
}

Json communication_request(const Answered& answered) {
  const triage::Assessment& assessment = answered.assessment;
  const bool asks = is_not_yet_an_answer(assessment);
  Members members = {
      {"resourceType", words("CommunicationRequest")},
      {"id", words(identity(answered, part::disposition))},
      {"status", words("draft")},
      {"category",
       Json::array({Json::object(
           {{"coding",
             Json::array({Json::object(
                 {{"system", words("http://terminology.hl7.org/CodeSystem/communication-category")},
                  {"code", words("instruction")}})})},
            {"text", words(asks ? "Safety questions to ask first" : "Advice for self-care")}})})},
      {"priority", words(asks ? "urgent" : priority(assessment.urgency))},
      {"subject", subject_reference(answered)},
      {"about", Json::array(rests_on(answered))}};
  std::vector<Json> payload;
  for (const std::string& text : to_say(answered)) {
    payload.push_back(Json::object({{"contentString", sent_text(text)}}));
  }
  add_if_any(members, "payload", std::move(payload));
  add_occurrence(members, assessment);
  add_author(members, answered);
  members.emplace_back("recipient", Json::array({subject_reference(answered)}));
  add_if_any(members, "note",
             asks ? std::vector<Json>{note_of(urgency_sentence(answered))}
                  : request_notes(answered, false));
  return Json::object(std::move(members));
}

}  // namespace

std::string_view priority(Urgency urgency) {
  switch (urgency) {
    case Urgency::self_care:
    case Urgency::within_2_weeks:
      return "routine";
    case Urgency::within_3_days:
    case Urgency::same_day:
      return "urgent";
    case Urgency::urgent_care:
      return "asap";
    case Urgency::emergency_department:
    case Urgency::ambulance:
      return "stat";
  }
  return {};
}

Json disposition_request(const Answered& answered) {
  const triage::Assessment& assessment = answered.assessment;
  return assessment.urgency == Urgency::self_care && assessment.handed_over.empty()
             ? communication_request(answered)
             : service_request(answered);
}

}  // namespace paraspinal::fhir
