// Entry points: safety_questions and value_questions, at the end.

#include "knowledge/triage/inquire_order.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "knowledge/triage/acceptance.h"
#include "knowledge/triage/inquire_candidates.h"
#include "knowledge/triage/inquire_paths.h"
#include "knowledge/triage/inquire_stop.h"
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

bool is_number(const NextQuestion& question, const KnowledgeBase& knowledge) {
  const auto finding = knowledge.findings.find(question.finding);
  return finding && knowledge.findings[*finding].value_type == knowledge::ValueType::quantity;
}

// What a yes and a no would do, or a number; a yes to a bundle may mean any of its findings.
std::string answers_of(const NextQuestion& question, Urgency now, const KnowledgeBase& knowledge) {
  if (is_number(question, knowledge)) {
    return question.if_present > now
               ? "a rule waits for the number and may raise it to " + spoken(question.if_present)
               : "other questions and rules hang on the number";
  }
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

// Of the first of its findings that has one; null when none has.
const knowledge::SafetyQuestion* first_safety_row(const Breath& breath,
                                                  const KnowledgeBase& knowledge) {
  for (const FindingId finding : breath.findings) {
    if (const auto* row = safety_row(finding, knowledge)) {
      return row;
    }
  }
  return nullptr;
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

// What the safety set still owes, with what is read out beside it: because its answer alone would
// move the urgency, or because a rule for a faster one waits for it, with other answers.
std::vector<FindingId> owed_and_moving(const SafetySet& safety, std::span<const Weighed> singles,
                                       const Known& known, const KnowledgeBase& knowledge) {
  const std::vector<FindingId> waited_for = waited_for_by_gates(known, knowledge);
  std::vector<FindingId> findings = safety.not_asked;
  for (const Weighed& single : singles) {
    const bool moves =
        would_move(single.question, known.on_evidence) || contains(waited_for, single.finding);
    if (moves && !contains(safety.not_asked, single.finding)) {
      findings.push_back(single.finding);
    }
  }
  return findings;
}

// Whether the answer would move the urgency, alone or with others, or that to a special one which
// waits for this general one.
bool may_move(FindingId finding, std::span<const Weighed> singles,
              std::span<const ImpliedPair> pairs, Urgency now) {
  return std::ranges::any_of(singles, [&](const Weighed& single) {
    const bool asked_by_it =
        single.finding == finding ||
        std::ranges::binary_search(pairs, ImpliedPair{single.finding, finding});
    return asked_by_it && (would_move(single.question, now) || single.levels_with_others > 0);
  });
}

// Findings of one bundle are put together where each of them may move the urgency.
std::vector<Breath> value_breaths(std::span<const Weighed> singles,
                                  std::span<const ImpliedPair> pairs, const Grounds& grounds,
                                  const Known& known) {
  std::vector<FindingId> all;
  std::ranges::transform(singles, std::back_inserter(all), &Weighed::finding);
  std::vector<FindingId> moving;
  std::vector<Breath> breaths;
  for (const FindingId finding : general_ones(all, pairs)) {
    const knowledge::BundleItem* item = item_of(finding, grounds.knowledge);
    if (item != nullptr && applies(*item, known.closed) &&
        may_move(finding, singles, pairs, known.on_evidence)) {
      moving.push_back(finding);
    } else {
      breaths.push_back({{finding}, nullptr});
    }
  }
  std::ranges::move(in_one_breath(moving, grounds.knowledge), std::back_inserter(breaths));
  return breaths;
}

// [breath]: what a no to it denies: its findings, and the special ones that wait for a general one.
std::vector<std::vector<const Weighed*>> settled_by_each(std::span<const Breath> breaths,
                                                         std::span<const Weighed> singles,
                                                         std::span<const ImpliedPair> pairs) {
  std::map<FindingId, std::size_t> breath_of;
  for (std::size_t i = 0; i < breaths.size(); ++i) {
    for (const FindingId finding : breaths[i].findings) {
      breath_of.emplace(finding, i);
    }
  }
  std::vector<std::vector<const Weighed*>> settled(breaths.size());
  const auto settle = [&](FindingId read, const Weighed& single) {
    if (const auto breath = breath_of.find(read); breath != breath_of.end()) {
      settled[breath->second].push_back(&single);
    }
  };
  for (const Weighed& single : singles) {
    settle(single.finding, single);
    for (auto pair = std::ranges::lower_bound(pairs, single.finding, {}, &ImpliedPair::special);
         pair != pairs.end() && pair->special == single.finding; ++pair) {
      settle(pair->general, single);
    }
  }
  return settled;
}

// A general question is worth no less than the special ones that wait for it.
double worth_with_specials(const NextQuestion& question, const Breath& breath,
                           std::span<const Weighed* const> settled,
                           std::span<const Weighed> singles) {
  double worth = value_worth(question, breath, singles);
  for (const Weighed* single : settled) {
    if (!contains(breath.findings, single->finding)) {
      worth = std::max(worth, value_worth(single->question, {{single->finding}, nullptr}, singles));
    }
  }
  return worth;
}

// True of a question that keeps the call open, by itself or with a few like it: an answer that by
// itself, or a rule that with others, may well raise the urgency. These come first: the call ends
// when none is left.
bool keeps_open(std::span<const Weighed* const> settled, Urgency now, const InquiryLimits& limits) {
  constexpr double a_few = 10;  // source: expert judgement
  return std::ranges::any_of(settled, [&](const Weighed* single) {
    return p_raises(single->question, now) >= limits.p_raises / a_few ||
           single->levels_with_others >= limits.p_raises;
  });
}

}  // namespace

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
  const auto read =
      general_ones(owed_and_moving(safety, *singles, known, knowledge), implied_pairs(knowledge));
  std::vector<Breath> breaths = in_one_breath(read, knowledge);
  std::erase_if(breaths, [&knowledge](const Breath& breath) {
    return first_safety_row(breath, knowledge) == nullptr;
  });
  auto questions = weighing.together(breaths, *singles);
  if (!questions) {
    return engine::fail(questions.error());
  }
  for (std::size_t i = 0; i < breaths.size(); ++i) {
    NextQuestion& question = (*questions)[i];
    const knowledge::SafetyQuestion& row = *first_safety_row(breaths[i], knowledge);
    question.phase = row.life_threat ? QuestionPhase::life_threat : QuestionPhase::mandatory;
    question.worth = safety_worth(question, breaths[i], *singles, known.on_evidence);
    question.rationale = "Asked of everyone like this person (" + row.basis + how_many(question) +
                         "): " + answers_of(question, known.on_evidence, knowledge) + ".";
  }
  best_first(*questions);
  return questions;
}

Result<std::vector<NextQuestion>> value_questions(std::span<const Weighed> singles,
                                                  const Grounds& grounds, const Known& known,
                                                  const Weighing& weighing,
                                                  const InquiryLimits& limits) {
  std::vector<NextQuestion> open;
  std::vector<NextQuestion> others;
  const std::vector<ImpliedPair> pairs = implied_pairs(grounds.knowledge);
  const std::vector<Breath> breaths = value_breaths(singles, pairs, grounds, known);
  auto questions = weighing.together(breaths, singles);
  if (!questions) {
    return engine::fail(questions.error());
  }
  const auto settled = settled_by_each(breaths, singles, pairs);
  for (std::size_t i = 0; i < breaths.size(); ++i) {
    NextQuestion& question = (*questions)[i];
    question.phase = QuestionPhase::value;
    question.worth = worth_with_specials(question, breaths[i], settled[i], singles);
    const bool first = keeps_open(settled[i], known.on_evidence, limits);
    question.p_present = is_number(question, grounds.knowledge) ? 0 : question.p_present;
    question.rationale =
        (first ? "Its answer may well raise the urgency" : "Worth most for the seconds it takes") +
        how_many(question) + ": " + answers_of(question, known.on_evidence, grounds.knowledge) +
        ".";
    (first ? open : others).push_back(std::move(question));
  }
  best_first(open);
  best_first(others);
  std::ranges::move(others, std::back_inserter(open));
  return open;
}

}  // namespace paraspinal::triage
