// Entry point: inquire, at the end.

#include "knowledge/triage/inquire.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "knowledge/triage/acceptance.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/inquire_candidates.h"
#include "knowledge/triage/inquire_further.h"
#include "knowledge/triage/inquire_known.h"
#include "knowledge/triage/inquire_numbers.h"
#include "knowledge/triage/inquire_order.h"
#include "knowledge/triage/inquire_paths.h"
#include "knowledge/triage/inquire_stop.h"
#include "knowledge/triage/inquire_worth.h"
#include "knowledge/triage/urgency.h"
#include "knowledge/triage/words.h"

namespace paraspinal::triage {
namespace {

using engine::Result;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::Urgency;

// Age and sex, when nobody gave them.
std::vector<NextQuestion> person_questions(const Presentation& presentation, const Closed& closed,
                                           Urgency now, const KnowledgeBase& knowledge) {
  std::vector<NextQuestion> questions;
  for (const auto& [id, missing] :
       {std::pair{"age_years", !presentation.age_years}, {"sex_female", !presentation.sex}}) {
    const auto finding = knowledge.findings.find(id);
    if (missing && finding && closed.find(*finding) == nullptr) {
      NextQuestion question;
      question.finding = id;
      question.phase = QuestionPhase::person;
      question.seconds = seconds_to_ask(knowledge.findings[*finding]);
      question.if_present = question.if_absent = now;
      question.rationale = "Decides which causes and which dangers come into question.";
      questions.push_back(std::move(question));
    }
  }
  return questions;
}

// The questions of value, and why they may not end yet; an empty reason closes.
Result<void> after_safety(const Grounds& grounds, const Known& known, const Weighing& weighing,
                          const InquiryLimits& limits, Inquiry& inquiry) {
  auto singles = weighing.each(candidates(grounds, known.closed));
  if (!singles) {
    return engine::fail(singles.error());
  }
  std::ranges::move(numbers_waited_for(grounds, known), std::back_inserter(*singles));
  const GatePaths paths = gate_paths(grounds, known, *singles);
  for (Weighed& single : *singles) {
    single.levels_with_others =
        (1 - single.question.p_present) * paths.levels[single.finding.index];
  }
  auto questions = value_questions(*singles, grounds, known, weighing, limits);
  if (!questions) {
    return engine::fail(questions.error());
  }
  inquiry.questions = std::move(*questions);
  auto reason = unfinished(*singles, paths, weighing, grounds, known, limits);
  if (!reason) {
    return engine::fail(reason.error());
  }
  inquiry.reason = std::move(*reason);
  if (!inquiry.reason.empty() && only_a_danger_is_open(*singles, paths, grounds, known, limits)) {
    inquiry.state = InquiryState::hand_over;
    inquiry.reason += ", and no question left would settle it: a clinician goes on from here";
  }
  return {};
}

// Which question comes next for a person whose age and sex were asked.
Result<void> ask_on(const SafetySet& safety, const Grounds& grounds, const Known& known,
                    const InquiryLimits& limits, Inquiry& inquiry) {
  const Weighing weighing(grounds, known);
  if (safety.not_asked.empty()) {
    return after_safety(grounds, known, weighing, limits, inquiry);
  }
  auto questions = safety_questions(safety, grounds, known, weighing);
  if (!questions) {
    return engine::fail(questions.error());
  }
  inquiry.questions = std::move(*questions);
  inquiry.reason = "the safety questions of this person are not all asked";
  return {};
}

void settle(const InquiryLimits& limits, Inquiry& inquiry) {
  if (inquiry.reason.empty()) {
    inquiry.state = InquiryState::closed;
    inquiry.reason = "the safety set is answered, and nothing left is likely to raise the urgency";
  } else if (inquiry.state == InquiryState::ask && limits.asked >= limits.most_asked) {
    inquiry.state = InquiryState::hand_over;
    inquiry.reason = "after " + std::to_string(limits.asked) + " questions, " + inquiry.reason +
                     ": a clinician goes on from here";
  }
}

}  // namespace

Result<Inquiry> inquire(const Presentation& presentation, const engine::Inference& inference,
                        const KnowledgeBase& knowledge, const knowledge::ClinicalNetwork& network,
                        const InquiryLimits& limits) {
  if (auto error = refusal(presentation, knowledge)) {
    return engine::fail(std::move(*error));
  }
  const Grounds grounds{presentation, inference, knowledge, network};
  Closed closed = scored_and_closed(presentation, knowledge);
  const AnswerTable answers(closed, knowledge);
  const Urgency gates = fired_urgency(answers, knowledge);
  const SafetySet safety = safety_set(answers, presentation.setting, knowledge);
  Inquiry inquiry;
  inquiry.safety_answered = safety.answered + safety.in_vain.size();
  inquiry.safety_total = inquiry.safety_answered + safety.not_asked.size();
  if (gates >= Urgency::emergency_department) {
    inquiry.state = InquiryState::emergency;
    inquiry.reason = "a red flag sends this person to " + spoken(gates) + " at once";
    inquiry.further = gates < Urgency::ambulance ? further_questions(grounds, std::move(closed))
                                                 : std::vector<NextQuestion>();
    return inquiry;
  }
  inquiry.questions = person_questions(presentation, closed, gates, knowledge);
  if (!inquiry.questions.empty()) {
    inquiry.reason = "it is not known yet who the person is";
    return inquiry;
  }
  const auto known = what_is_known(grounds, std::move(closed));
  if (!known) {
    return engine::fail(known.error());
  }
  if (auto asked = ask_on(safety, grounds, *known, limits, inquiry); !asked) {
    return engine::fail(std::move(asked).error());
  }
  settle(limits, inquiry);
  return inquiry;
}

}  // namespace paraspinal::triage
