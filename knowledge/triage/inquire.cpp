// Entry point: inquire, at the end.

#include "knowledge/triage/inquire.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "knowledge/triage/acceptance.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/inquire_candidates.h"
#include "knowledge/triage/inquire_known.h"
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

// "ambulance", "within 3 days"; what an answer would lead to.
std::string effect_of(Urgency after, Urgency now) {
  if (after == now) {
    return "leaves the urgency as it is";
  }
  return (after > now ? "raises it to " : "lowers it to ") + spoken(after);
}

// What a yes and a no would do; a yes to a bundle may mean any of its findings.
std::string both_answers(const NextQuestion& question, Urgency now) {
  const bool may = !question.bundle.empty() && question.if_present > now;
  return (may ? "yes may raise it to " + spoken(question.if_present)
              : "yes " + effect_of(question.if_present, now)) +
         ", no " + effect_of(question.if_absent, now);
}

std::string how_many(const NextQuestion& question) {
  return question.bundle.empty() ? ""
                                 : ", " + std::to_string(question.bundle.size()) + " in one breath";
}

// Its row in the safety set; null for a question that only stands beside one.
const knowledge::SafetyQuestion* safety_row(FindingId finding, const KnowledgeBase& knowledge) {
  const auto& rows = knowledge.safety_questions;
  const auto row = std::ranges::find(rows, finding, &knowledge::SafetyQuestion::finding);
  return row == rows.end() ? nullptr : &*row;
}

bool would_move(const NextQuestion& question, Urgency now) {
  return question.if_present != now || question.if_absent != now;
}

void best_first(std::vector<NextQuestion>& questions) {
  std::stable_sort(questions.begin(), questions.end(),
                   [](const NextQuestion& a, const NextQuestion& b) {
                     return a.phase != b.phase ? a.phase < b.phase : a.worth > b.worth;
                   });
}

// What the safety set still owes, with what is read out beside it because its answer alone would
// move the urgency.
std::vector<FindingId> owed_and_moving(const SafetySet& safety, std::span<const Weighed> singles,
                                       Urgency now) {
  std::vector<FindingId> findings = safety.not_asked;
  for (const Weighed& single : singles) {
    const bool is_owed =
        std::ranges::find(safety.not_asked, single.finding) != safety.not_asked.end();
    if (!is_owed && would_move(single.question, now)) {
      findings.push_back(single.finding);
    }
  }
  return findings;
}

// Questions of the safety set, by phase, then P(raises) times severity a second.
Result<std::vector<NextQuestion>> safety_questions(const SafetySet& safety, const Grounds& grounds,
                                                   const Known& known, const Weighing& weighing) {
  const KnowledgeBase& knowledge = grounds.knowledge;
  std::vector<FindingId> findings = safety.not_asked;
  std::ranges::copy(
      beside(safety.not_asked, candidates(grounds, known.closed), known.closed, knowledge),
      std::back_inserter(findings));
  const auto singles = weighing.each(findings);
  if (!singles) {
    return engine::fail(singles.error());
  }
  std::vector<NextQuestion> questions;
  const auto read = general_ones(owed_and_moving(safety, *singles, known.on_evidence), knowledge);
  for (const Breath& breath : in_one_breath(read, knowledge)) {
    const auto first = std::ranges::find_if(breath.findings, [&](FindingId finding) {
      return safety_row(finding, knowledge) != nullptr;
    });
    if (first == breath.findings.end()) {
      continue;
    }
    auto question = weighing.together(breath, *singles);
    if (!question) {
      return engine::fail(question.error());
    }
    const knowledge::SafetyQuestion& row = *safety_row(*first, knowledge);
    question->phase = row.life_threat ? QuestionPhase::life_threat : QuestionPhase::mandatory;
    question->worth = safety_worth(*question, breath, *singles, known.on_evidence);
    question->rationale = "Asked of everyone like this person (" + row.basis + how_many(*question) +
                          "): " + both_answers(*question, known.on_evidence) + ".";
    questions.push_back(std::move(*question));
  }
  best_first(questions);
  return questions;
}

// Findings of one bundle are put together where the answer to each would move the urgency, alone or
// with others.
std::vector<Breath> value_breaths(std::span<const Weighed> singles, const Grounds& grounds,
                                  const Known& known) {
  std::vector<FindingId> all;
  std::ranges::transform(singles, std::back_inserter(all), &Weighed::finding);
  std::vector<FindingId> moving;
  std::vector<Breath> breaths;
  for (const FindingId finding : general_ones(all, grounds.knowledge)) {
    const knowledge::BundleItem* item = item_of(finding, grounds.knowledge);
    const Weighed& single = single_of(finding, singles);
    const bool moves =
        would_move(single.question, known.on_evidence) || single.levels_with_others > 0;
    if (item != nullptr && applies(*item, known.closed) && moves) {
      moving.push_back(finding);
    } else {
      breaths.push_back({{finding}, nullptr});
    }
  }
  std::ranges::move(in_one_breath(moving, grounds.knowledge), std::back_inserter(breaths));
  return breaths;
}

// A general question is worth no less than the special ones that wait for it.
double worth_with_specials(const NextQuestion& question, const Breath& breath,
                           std::span<const Weighed> singles, const KnowledgeBase& knowledge) {
  double worth = value_worth(question, breath, singles);
  for (const Weighed& special : singles) {
    const bool waits = std::ranges::any_of(breath.findings, [&](FindingId general) {
      return implies(special.finding, general, knowledge);
    });
    if (waits) {
      worth = std::max(worth, value_worth(special.question, {{special.finding}, nullptr}, singles));
    }
  }
  return worth;
}

// True of a question that keeps the call open: an answer that by itself, or a rule that with
// others, is too likely to raise the urgency. These come first: the call ends when none is left.
bool keeps_open(const NextQuestion& question, const Breath& breath,
                std::span<const Weighed> singles, Urgency now, const InquiryLimits& limits) {
  return p_raises(question, now) >= limits.p_raises ||
         std::ranges::any_of(breath.findings, [&](FindingId finding) {
           return single_of(finding, singles).levels_with_others >= limits.p_raises;
         });
}

Result<std::vector<NextQuestion>> value_questions(std::span<const Weighed> singles,
                                                  const Grounds& grounds, const Known& known,
                                                  const Weighing& weighing,
                                                  const InquiryLimits& limits) {
  std::vector<NextQuestion> open;
  std::vector<NextQuestion> others;
  for (const Breath& breath : value_breaths(singles, grounds, known)) {
    auto question = weighing.together(breath, singles);
    if (!question) {
      return engine::fail(question.error());
    }
    question->phase = QuestionPhase::value;
    question->worth = worth_with_specials(*question, breath, singles, grounds.knowledge);
    const bool first = keeps_open(*question, breath, singles, known.on_evidence, limits);
    question->rationale =
        (first ? "Its answer may well raise the urgency" : "Worth most for the seconds it takes") +
        how_many(*question) + ": " + both_answers(*question, known.on_evidence) + ".";
    (first ? open : others).push_back(std::move(*question));
  }
  best_first(open);
  best_first(others);
  std::ranges::move(others, std::back_inserter(open));
  return open;
}

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
  const Urgency gates = fired_urgency(closed, knowledge);
  const SafetySet safety = safety_set(closed, presentation.setting, knowledge);
  Inquiry inquiry;
  inquiry.safety_answered = safety.answered + safety.in_vain.size();
  inquiry.safety_total = inquiry.safety_answered + safety.not_asked.size();
  if (gates >= Urgency::emergency_department) {
    inquiry.state = InquiryState::emergency;
    inquiry.reason = "a red flag sends this person to " + spoken(gates) + " at once";
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
