// Entry points: summary_text and interrupt_text, at the end.

#include "apps/cli/interview_summary.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/interview_advice.h"
#include "apps/cli/interview_said.h"
#include "apps/cli/interview_words.h"
#include "apps/cli/text_layout.h"
#include "apps/cli/voice_words.h"
#include "engine/require.h"
#include "fhir/told_finding.h"
#include "knowledge/triage/hand_over.h"
#include "knowledge/triage/urgency.h"
#include "knowledge/triage/words.h"

namespace paraspinal::cli {
namespace {

using knowledge::Finding;
using knowledge::FindingId;
using knowledge::FindingKind;
using knowledge::KnowledgeBase;
using knowledge::Urgency;
using triage::Assessment;

constexpr std::size_t call_causes_shown = 5;
constexpr double least_shown = 0.01;  // of the causes after the third
constexpr std::size_t dangers_shown = 4;
constexpr std::size_t reasons_shown = 3;
constexpr std::size_t further_shown = 5;

// "   LEAD  words", or nothing for no words.
std::string said(const std::string& lead, const std::vector<std::string>& words) {
  return words.empty() ? "" : wrapped(joined(words, "; "), fmt::format("   {:<13}", lead));
}

std::string finding_name(const KnowledgeBase& knowledge, std::string_view id) {
  const auto finding = knowledge.findings.find(id);
  return finding ? knowledge.findings[*finding].name : spoken(id);
}

std::vector<std::string> names(const KnowledgeBase& knowledge,
                               const std::vector<std::string_view>& ids) {
  std::vector<std::string> words;
  words.reserve(ids.size());
  for (const std::string_view id : ids) {
    words.push_back(finding_name(knowledge, id));
  }
  return words;
}

bool is_background(const Finding& finding) {
  return finding.kind == FindingKind::history || finding.kind == FindingKind::risk_factor;
}

std::string person_with_complaint(const Assessment& assessment) {
  std::string text = assessment.sex ? std::string(name(*assessment.sex)) : "sex not known";
  text += assessment.age_years ? fmt::format(", {:.0f} years", std::floor(*assessment.age_years))
                               : ", age not known";
  text += ", " + spoken(name(assessment.setting)) + ", with back cramp, spasm or pain";
  text += assessment.as_of.empty() ? "" : "; as of " + assessment.as_of;
  return text + (assessment.id.empty() ? "" : "; case " + assessment.id);
}

std::string how_soon(const Interview& call) {
  const Assessment& assessment = *call.assessment;
  if (is_handed_over(call)) {
    return hand_over_words(assessment);
  }
  if (is_not_yet_an_answer(call)) {
    return "NOT YET SAFE TO CLOSE";
  }
  const std::string within(contact_within(assessment.urgency));
  const bool says_when = spoken(name(assessment.urgency)) == within;
  return large_print(name(assessment.urgency)) + (says_when ? "" : " - " + within) + " - " +
         std::string(assessment.disposition_name) +
         (assessment.provisional ? " (provisional)" : "");
}

std::vector<const triage::Gate*> fired(const Assessment& assessment) {
  std::vector<const triage::Gate*> gates;
  for (const triage::Gate& gate : assessment.gates) {
    if (gate.state == triage::GateState::fired) {
      gates.push_back(&gate);
    }
  }
  return gates;
}

std::string situation(const Interview& call, const KnowledgeBase& knowledge) {
  const Assessment& assessment = *call.assessment;
  std::string text = wrapped(person_with_complaint(assessment), "S  Situation    ") +
                     wrapped(how_soon(call), "   How soon     ");
  for (const triage::Gate* gate : fired(assessment)) {
    text += wrapped(
        fmt::format("{}, because of: {} [{}]", gate->name,
                    fhir::told_findings(assessment, knowledge, gate->because.ids()), gate->id),
        "   Red flag     ");
  }
  return text + said("Has", said_in(call, knowledge, Reply::yes, std::not_fn(is_background)));
}

std::string background(const Interview& call, const KnowledgeBase& knowledge) {
  const auto yes = said_in(call, knowledge, Reply::yes, is_background);
  const auto no = said_in(call, knowledge, Reply::no, is_background);
  return wrapped(yes.empty() ? "nothing of note was said" : joined(yes, "; "), "B  Background   ") +
         said("Not", no);
}

std::string voice_line(const std::string& title, const VoiceWords& voice) {
  std::vector<std::string> reasons = voice.reasons;
  reasons.resize(std::min(reasons.size(), reasons_shown));
  return wrapped(
      title + ": " + voice.asks_for + (reasons.empty() ? "" : " (" + joined(reasons, "; ") + ")"),
      "                - ");
}

// Whether a red flag that has fired thinks of it.
bool is_suspected(const triage::RankedCondition& condition, const Assessment& assessment) {
  return std::ranges::any_of(fired(assessment), [&condition](const triage::Gate* gate) {
    return std::ranges::find(gate->suspects, condition.id) != gate->suspects.end();
  });
}

// Those that are not among the likely, by likelihood: all that are a reason of the urgency or that
// a red flag suspects, and the likeliest of the others in places of their own.
std::string dangers(const std::vector<const triage::RankedCondition*>& unlisted,
                    const Assessment& assessment) {
  std::vector<std::string> named;
  std::size_t others = 0;
  for (const triage::RankedCondition* condition : unlisted) {
    const bool is_owed =
        triage::is_a_reason(*condition, assessment) || is_suspected(*condition, assessment);
    if (is_owed || others++ < dangers_shown) {
      named.push_back(std::string(condition->name) + ": " +
                      natural_frequency(condition->posterior));
    }
  }
  return joined(named, "; ");
}

std::string causes(const Assessment& assessment) {
  std::string text;
  std::vector<const triage::RankedCondition*> unlisted;
  std::size_t listed = 0;
  for (const triage::RankedCondition& condition : assessment.conditions) {
    const std::string words =
        std::string(condition.name) + ": " + natural_frequency(condition.posterior);
    const bool kept =
        listed < call_causes_shown && (listed < 3 || condition.posterior >= least_shown);
    if (kept || condition.role == knowledge::ConditionRole::other) {
      text += wrapped(words + (condition.must_not_miss ? " (must not be missed)" : ""),
                      kept ? fmt::format("                {}. ", ++listed) : "                   ");
    } else if (condition.posterior > 0 &&
               (condition.must_not_miss || is_suspected(condition, assessment) ||
                triage::is_a_reason(condition, assessment))) {
      unlisted.push_back(&condition);
    }
  }
  const std::string missed = dangers(unlisted, assessment);
  return "   May be       so many people like this have it; several can hold at once\n" + text +
         (missed.empty() ? "" : wrapped(missed, "   Do not miss  less likely: "));
}

bool has_ended(const Interview& call) {
  return !call.assessment->provisional && call.inquiry.state != triage::InquiryState::ask;
}

std::string assessed(const Interview& call, const KnowledgeBase& knowledge) {
  const Assessment& assessment = *call.assessment;
  const auto any = [](const Finding&) { return true; };
  return "A  Assessment   the highest of three voices\n" +
         voice_line("red flags", by_red_flags(assessment)) +
         voice_line("likely causes", by_likely_causes(assessment, has_ended(call))) +
         voice_line("asked in vain", by_unanswered(assessment)) + causes(assessment) +
         said("Normal", said_in(call, knowledge, Reply::normal, any)) +
         said("Says no to", said_in(call, knowledge, Reply::no, std::not_fn(is_background))) +
         said("Cannot say", said_in(call, knowledge, Reply::cannot_say, any)) +
         said("Refused", said_in(call, knowledge, Reply::refused, any)) +
         said("Cannot be had", names(knowledge, assessment.not_assessed)) +
         said("Conflicts", triage::with_names(assessment.conflicts, knowledge.findings));
}

// What a clinician who goes on is told first; what to do meanwhile is the least.
std::string first_of_all(const Interview& call, const KnowledgeBase& knowledge) {
  if (is_handed_over(call)) {
    return triage::hand_over(*call.assessment, knowledge).first + ". Until then, at least: ";
  }
  return call.assessment->provisional
             ? "Not yet safe to close at this urgency: ask on. Until then: "
             : "";
}

// First what would make an emergency an ambulance, if asking delays nothing.
std::string what_was_not_asked(const Interview& call, const KnowledgeBase& knowledge) {
  const auto& owed = call.assessment->ask_first;
  std::vector<std::string_view> left(owed.begin(), owed.end());
  std::vector<std::string_view> further;
  for (const triage::NextQuestion& question : call.inquiry.further) {
    further.emplace_back(question.finding);
    std::erase(left, question.finding);
  }
  further.resize(std::min(further.size(), further_shown));
  return said("Ambulance if", names(knowledge, further)) +
         said("Not asked", names(knowledge, left));
}

std::string recommendation(const Interview& call, const KnowledgeBase& knowledge) {
  const Assessment& assessment = *call.assessment;
  const std::string not_asked = what_was_not_asked(call, knowledge);
  if (triage::is_left_open(assessment)) {
    const triage::HandOver told = triage::hand_over(assessment, knowledge);
    return wrapped(told.first + ": it is " + told.how_soon, "R  Recommend    ") + not_asked +
           advice_text(assessment, knowledge) + wrapped(told.safety_net, "   Safety net   ");
  }
  if (is_not_yet_an_answer(call)) {
    const char* const asking = not_asked.empty() ? "ask on: questions are left that may raise it"
                                                 : "ask what is not asked yet, then judge again";
    return wrapped(asking, "R  Recommend    ") + not_asked;
  }
  const auto place = knowledge.dispositions.find(std::string(assessment.disposition));
  return wrapped(first_of_all(call, knowledge) + std::string(assessment.what_to_do),
                 "R  Recommend    ") +
         (place == knowledge.dispositions.end()
              ? ""
              : wrapped(place->second.contact, "   Say          ")) +
         not_asked + advice_text(assessment, knowledge) +
         (assessment.safety_net.empty() ? "" : wrapped(assessment.safety_net, "   Safety net   "));
}

// What is worth asking after an interrupt, as it is read aloud.
std::string worth_asking(const Interview& call, const KnowledgeBase& knowledge) {
  std::string text;
  for (std::size_t i = 0; i < std::min(call.inquiry.further.size(), further_shown); ++i) {
    const auto finding = knowledge.findings.find(call.inquiry.further[i].finding);
    text += wrapped(wording(knowledge.findings[*finding]), "            - ");
  }
  return text.empty() ? ""
                      : "\n" +
                            wrapped("if it delays nothing; a yes would make it an ambulance",
                                    "   ASK      ") +
                            text;
}

std::string standing_of(const triage::Cited& citation) {
  const bool unsigned_yet = citation->sign_off.empty() || citation->sign_off == "none";
  return std::string(citation->source) + ", " +
         (unsigned_yet ? "not signed off by a clinician"
                       : "signed off by " + std::string(citation->sign_off));
}

}  // namespace

std::string summary_text(const Interview& call, const KnowledgeBase& knowledge) {
  if (!call.assessment) {
    return "\n" + wrapped(call.refusal, " No assessment: ");
  }
  const Assessment& assessment = *call.assessment;
  const std::string ending = call.inquiry.state == triage::InquiryState::ask
                                 ? "the questions are not finished"
                                 : call.inquiry.reason;
  return "\n" + wrapped(ending, "   Questions    ") + situation(call, knowledge) +
         background(call, knowledge) + assessed(call, knowledge) + recommendation(call, knowledge) +
         wrapped(
             fmt::format("Knowledge {}, content hash {}. Supports a clinician or trained nurse; "
                         "no diagnosis, and not an approved medical device.",
                         assessment.knowledge_version, assessment.knowledge_hash.substr(0, 12)),
             "   ");
}

std::string interrupt_text(const Interview& call, const KnowledgeBase& knowledge) {
  engine::require(call.assessment.has_value(), "an interrupt has an assessment");
  const Assessment& assessment = *call.assessment;
  std::string text =
      "\n STOP: a red flag has fired.\n\n" + wrapped(assessment.what_to_do, "   DO       ");
  const auto place = knowledge.dispositions.find(std::string(assessment.disposition));
  if (place != knowledge.dispositions.end()) {
    text += wrapped('"' + place->second.contact + '"', "   SAY      ");
  }
  if (!assessment.safety_net.empty()) {
    text += wrapped('"' + assessment.safety_net + '"', "            ");
  }
  for (const triage::Gate* gate : fired(assessment)) {
    if (gate->urgency >= Urgency::emergency_department) {
      text +=
          "\n" + wrapped(gate->name, "   FLAG     ") +
          wrapped(fhir::told_findings(assessment, knowledge, gate->because.ids()), "   BECAUSE  ") +
          wrapped(fmt::format("{} ({})", gate->id, standing_of(gate->citation)), "   RULE     ");
    }
  }
  return text + worth_asking(call, knowledge);
}

}  // namespace paraspinal::cli
