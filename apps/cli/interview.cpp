// The course of a call: begin, answer, taking back, and the page that follows. Keys are read in
// interview_keys.cpp.

#include "apps/cli/interview.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "apps/cli/interview_words.h"
#include "engine/require.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/urgency.h"
#include "knowledge/triage/words.h"

namespace paraspinal::cli {
namespace {

using knowledge::AnswerValue;
using knowledge::Finding;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::Presence;
using knowledge::SaidBy;
using knowledge::Urgency;
using knowledge::ValueType;
using triage::InquiryState;

bool is_about_person(const std::string& finding) {
  return finding == "age_years" || finding == "sex_female" || finding == "sex_male";
}

// How many questions were put, age and sex aside: they do not count towards the cap. A bundle that
// was denied is one, one that was affirmed is one and each asked after it.
std::size_t questions_put(const Interview& call, const KnowledgeBase& knowledge) {
  std::vector<FindingId> put;
  std::size_t bundles = 0;
  for (const GivenAnswer& given : call.answers) {
    bundles += given.put == Put::after_bundle ? 1 : 0;
    if (given.put != Put::in_same_breath &&
        !is_about_person(knowledge.findings[given.finding].id) &&
        std::ranges::find(put, given.finding) == put.end()) {
      put.push_back(given.finding);
    }
  }
  return put.size() + bundles;
}

// Gates that have fired for the emergency department or an ambulance.
std::vector<const triage::Gate*> emergencies(const Interview& call) {
  std::vector<const triage::Gate*> gates;
  if (call.assessment) {
    for (const triage::Gate& gate : call.assessment->gates) {
      if (gate.state == triage::GateState::fired && gate.urgency >= Urgency::emergency_department) {
        gates.push_back(&gate);
      }
    }
  }
  return gates;
}

std::vector<std::string> ids_of(const std::vector<const triage::Gate*>& gates) {
  std::vector<std::string> ids;
  ids.reserve(gates.size());
  for (const triage::Gate* gate : gates) {
    ids.emplace_back(gate->id);
  }
  return ids;
}

bool is_new_emergency(const Interview& call, const std::vector<std::string>& ids) {
  return std::ranges::any_of(ids, [&call](const std::string& id) {
    return std::ranges::find(call.interrupted_by, id) == call.interrupted_by.end();
  });
}

// Why the urgency is what it is: the first reason of the voice that asks for it.
std::string first_reason(const triage::Assessment& assessment) {
  for (const triage::Voice* voice :
       {&assessment.gate_voice, &assessment.loss_voice, &assessment.floor_voice}) {
    if (voice->urgency == assessment.urgency && !voice->reasons.empty()) {
      return ": " + voice->reasons.front();
    }
  }
  return "";
}

// A rise is said at once. A fall stands in the banner alone: as news it would read as an end.
std::string rise_of_urgency(const std::optional<triage::Assessment>& before,
                            const std::optional<triage::Assessment>& after) {
  return before && after && after->urgency > before->urgency
             ? "Urgency rises to " + triage::spoken(after->urgency) + first_reason(*after)
             : "";
}

// A refusal takes back no red flag.
std::string fired_before(const Interview& call, const KnowledgeBase& knowledge) {
  std::string names;
  for (const std::string& id : call.interrupted_by) {
    const auto flag = std::ranges::find(knowledge.red_flags, id, &knowledge::RedFlag::id);
    names += (names.empty() ? "" : "; ") + (flag == knowledge.red_flags.end() ? id : flag->name);
  }
  return names.empty() ? "" : ". Before this a red flag had fired, act on it: " + names;
}

}  // namespace

triage::Presentation presentation_of(triage::Presentation start,
                                     const std::vector<GivenAnswer>& answers,
                                     const KnowledgeBase& knowledge) {
  for (const auto& [finding, answer, put] : answers) {
    const std::string& id = knowledge.findings[finding].id;
    start.findings.erase(finding);
    const auto* years = std::get_if<knowledge::Quantity>(&answer.value);
    const auto* presence = std::get_if<Presence>(&answer.value);
    if (id == "age_years") {
      start.age_years = years == nullptr ? std::nullopt : std::optional<double>(years->value);
    } else if (is_about_person(id)) {
      const bool female =
          presence != nullptr && (*presence == Presence::present) == (id != "sex_male");
      start.sex = presence == nullptr
                      ? std::nullopt
                      : std::optional(female ? knowledge::Sex::female : knowledge::Sex::male);
    }
    if (!is_about_person(id) || (years == nullptr && presence == nullptr)) {
      start.findings.emplace(finding, answer);
    }
  }
  return start;
}

Interview Interviewer::begin(triage::Presentation start, std::vector<GivenAnswer> answers) const {
  engine::require(!start.age_years && !start.sex && start.findings.empty(),
                  "a call begins with age, sex and findings among its answers");
  Interview call;
  call.start = std::move(start);
  call.answers = std::move(answers);
  return moved_on(thought(std::move(call)));
}

std::optional<FindingId> Interviewer::suggestion(const Interview& call) const {
  if (const auto left = left_of_bundle(call, knowledge()); !left.empty()) {
    return left.front();
  }
  if (!call.inquiry.questions.empty()) {
    return knowledge().findings.find(call.inquiry.questions.front().finding);
  }
  if (!call.inquiry.further.empty()) {
    return knowledge().findings.find(call.inquiry.further.front().finding);
  }
  if (call.inquiry.state == InquiryState::emergency && !call.assessment->ask_first.empty()) {
    return knowledge().findings.find(call.assessment->ask_first.front());
  }
  return std::nullopt;
}

// Everything that follows from the answers.
Interview Interviewer::thought(Interview call) const {
  call.presentation = presentation_of(call.start, call.answers, knowledge());
  call.assessment.reset();
  call.inquiry = {};
  call.refusal.clear();
  auto inquiry = triage::inquire(call.presentation, clinic_->inference(), knowledge(),
                                 clinic_->network(), {.asked = questions_put(call, knowledge())});
  if (inquiry && inquiry->state == InquiryState::hand_over) {
    call.presentation.handed_over = inquiry->reason;
  }
  auto assessment = inquiry ? clinic_->assessor().assess(call.presentation)
                            : engine::Result<triage::Assessment>(engine::fail(inquiry.error()));
  if (!assessment) {
    call.refusal = assessment.error().message + fired_before(call, knowledge());
    return call;
  }
  call.inquiry = std::move(*inquiry);
  call.assessment = std::move(*assessment);
  return call;
}

// To the page that comes after what was said.
Interview Interviewer::moved_on(Interview call) const {
  if (call.answers.size() < call.opened_at || left_of_bundle(call, knowledge()).empty()) {
    call.opened.clear();
  }
  call = suggested(std::move(call));
  const std::vector<std::string> fired = ids_of(emergencies(call));
  const bool interrupts = is_new_emergency(call, fired);
  call.interrupted_by = call.assessment ? fired : call.interrupted_by;
  if (!call.assessment) {
    call.page = Page::refused;
  } else if (interrupts) {
    call.page = Page::interrupt;
    call.going_on = false;
  } else if (call.inquiry.state == InquiryState::ask) {
    call.going_on = false;
  } else if (!call.going_on || !call.asking) {
    call.page = Page::summary;
  }
  return call;
}

// Puts a question on the screen.
Interview Interviewer::asked(Interview call, std::optional<FindingId> finding) const {
  call.page = Page::question;
  call.asking = finding;
  call.bundle.clear();
  call.picked.clear();
  call.typed.clear();
  call.choices.clear();
  call.explained = call.reasoned = false;
  call.leaf = 0;
  call.unread = false;
  return call;
}

Interview Interviewer::recorded(Interview call, std::vector<GivenAnswer> answers) const {
  const auto before = call.assessment;
  std::ranges::move(answers, std::back_inserter(call.answers));
  call = moved_on(thought(std::move(call)));
  call.change = rise_of_urgency(before, call.assessment);
  return call;
}

Interview Interviewer::answer(Interview call, FindingId finding, const AnswerValue& value) const {
  const Finding& row = knowledge().findings[finding];
  const SaidBy by = call.by_proxy ? SaidBy::proxy : SaidBy::caller;
  const bool is_first = !call.opened.empty() && call.answers.size() == call.opened_at;
  call = recorded(
      std::move(call),
      {{finding, {value, by, std::nullopt, "answers"}, is_first ? Put::after_bundle : Put::alone}});
  call.note = row.name + ": " + said_words(row, value) + ".";
  return call;
}

Interview Interviewer::taken_back(Interview call) const {
  if (!call.opened.empty() && call.answers.size() == call.opened_at) {
    call.opened.clear();
    call = suggested(std::move(call));
    call.note = "Taken back: the answer to all of these.";
    return call;
  }
  if (call.answers.empty()) {
    call.note = "Nothing was answered yet.";
    return call;
  }
  const auto before = call.assessment;
  const bool was_bundle = call.answers.back().put == Put::in_same_breath;
  while (call.answers.back().put == Put::in_same_breath) {
    call.answers.pop_back();
  }
  const FindingId finding = call.answers.back().finding;
  call.answers.pop_back();
  call = moved_on(thought(std::move(call)));
  if (call.assessment && call.page != Page::interrupt && !was_bundle) {
    call = asked(std::move(call), finding);
  }
  call.note = was_bundle ? "Taken back: the answer to all of these."
                         : "Taken back: " + knowledge().findings[finding].name + ".";
  call.change = rise_of_urgency(before, call.assessment);
  return call;
}

}  // namespace paraspinal::cli
