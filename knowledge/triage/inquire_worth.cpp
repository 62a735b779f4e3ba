#include "knowledge/triage/inquire_worth.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>

#include "engine/require.h"
#include "knowledge/base/believed_leak.h"
#include "knowledge/triage/inquire_numbers.h"

namespace paraspinal::triage {
namespace {

using engine::Result;
using knowledge::ConditionRole;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::Presence;
using knowledge::Urgency;
using knowledge::ValueType;

// source: expert judgement
constexpr double share_unknown = 0.05;  // of callers who cannot say
// From one question to the next: the answer is thought of, said and keyed.
constexpr double seconds_between = 6;
// Levels that a yes counts as in the order of safety questions, where it raises nothing by itself.
constexpr double yes_alone = 0.1;
constexpr double entropy_weight = 0.02;  // levels of urgency a nat is worth
constexpr double rule_out_weight = 0.5;  // levels of urgency a ruled-out danger is worth

// In nats. Most conditions are rare: of these log(1 - p) is its series, as exact and faster.
double entropy(double p) {
  constexpr double rare = 1e-3;
  if (p <= 0 || p >= 1) {
    return 0;
  }
  const double log_absent =
      p < rare ? -p * (1 + p * (1 / 2.0 + p * (1 / 3.0 + p * (1 / 4.0 + p / 5)))) : std::log(1 - p);
  return -p * std::log(p) - (1 - p) * log_absent;
}

double primary_entropy(const std::vector<double>& conditions, const KnowledgeBase& knowledge) {
  double sum = 0;
  for (std::size_t c = 0; c < conditions.size(); ++c) {
    if (knowledge.conditions[c].role != ConditionRole::contributor) {
      sum += entropy(conditions[c]);
    }
  }
  return sum;
}

bool may_be_open(std::size_t c, Urgency urgency, const KnowledgeBase& knowledge) {
  const knowledge::Condition& condition = knowledge.conditions[c];
  return condition.must_not_miss && condition.needs_urgency > urgency;
}

// [condition]: what missing it is expected to cost when it is there, of those that may be a danger;
// 0 of the others.
std::vector<double> losses_if_missed(const LossTable& losses, const KnowledgeBase& knowledge) {
  std::vector<double> missed;
  missed.reserve(knowledge.conditions.size());
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    missed.push_back(may_be_open(c, Urgency::self_care, knowledge) ? losses.of(c).front() : 0);
  }
  return missed;
}

double open_dangers(const std::vector<double>& conditions, const std::vector<double>& losses) {
  double count = 0;
  for (std::size_t c = 0; c < conditions.size(); ++c) {
    count += conditions[c] * losses[c] >= 1 ? 1 : 0;
  }
  return count;
}

int levels_above(Urgency a, Urgency b) {
  return std::max(0, static_cast<int>(a) - static_cast<int>(b));
}

// What a no answers; none where no answer is a no (a number).
std::optional<knowledge::AnswerValue> no_to(FindingId finding, const KnowledgeBase& knowledge) {
  if (knowledge.findings[finding].value_type == ValueType::boolean) {
    return Presence::absent;
  }
  const knowledge::BundleItem* item = item_of(finding, knowledge);
  return item == nullptr ? std::nullopt : std::optional(item->no);
}

Answers no_to_each(std::span<const FindingId> findings, const KnowledgeBase& knowledge) {
  Answers answers;
  for (const FindingId finding : findings) {
    const auto no = no_to(finding, knowledge);
    engine::require(no.has_value(), "a finding that a no can be given to");
    answers.emplace_back(finding, *no);
  }
  return answers;
}

// Every answer but the no: present, or each other state.
std::vector<knowledge::AnswerValue> yes_to(FindingId finding, const knowledge::AnswerValue& no,
                                           const KnowledgeBase& knowledge) {
  if (knowledge.findings[finding].value_type == ValueType::boolean) {
    return {Presence::present};
  }
  std::vector<knowledge::AnswerValue> values;
  for (std::size_t state = 0; state < knowledge.findings[finding].states.size(); ++state) {
    const knowledge::AnswerValue value = knowledge::State{state};
    if (value != no) {
      values.push_back(value);
    }
  }
  return values;
}

// What it takes from this question to the next. A yes to several in one breath is followed by
// "which?", and naming one takes about as long as hearing it did.
double seconds_for(const NextQuestion& question, const Breath& breath) {
  const double which =
      breath.bundle == nullptr
          ? 0
          : seconds_between + question.seconds / static_cast<double>(breath.findings.size());
  return seconds_between + question.seconds + question.p_present * which;
}

// [finding]: from P(absent) as the network weighs answers to P(absent) as it is heard.
std::vector<double> absent_scales(const KnowledgeBase& knowledge) {
  const std::vector<double> believed = knowledge::believed_leaks(knowledge);
  std::vector<double> scales;
  for (std::size_t f = 0; f < believed.size(); ++f) {
    scales.push_back(knowledge::absent_scale(knowledge.solved.leak[f], believed[f]));
  }
  return scales;
}

// What a number is worth among safety questions: what it may raise by itself, and one level where
// other safety questions hang on it.
double levels_of_number(FindingId finding, Urgency fastest, const Known& known,
                        const KnowledgeBase& knowledge) {
  const bool others_hang_on_it =
      std::ranges::any_of(knowledge.safety_questions, [finding](const auto& row) {
        return row.applies_when && std::ranges::count(row.applies_when->mentions(), finding) > 0;
      });
  return (others_hang_on_it ? 1 : 0) + levels_above(fastest, known.on_evidence);
}

}  // namespace

const Weighed& single_of(FindingId finding, std::span<const Weighed> singles) {
  const auto single = std::ranges::find(singles, finding, &Weighed::finding);
  engine::require(single != singles.end(), "a finding that was weighed by itself");
  return *single;
}

bool is_open(std::size_t c, double posterior, Urgency urgency, const LossTable& losses,
             const KnowledgeBase& knowledge) {
  return may_be_open(c, urgency, knowledge) &&
         posterior * losses.of(c)[static_cast<std::size_t>(urgency)] >= 1;
}

double safety_worth(const NextQuestion& question, const Breath& breath,
                    std::span<const Weighed> singles, Urgency now) {
  double raises = 0;
  for (const FindingId finding : breath.findings) {
    const Weighed& weighed = single_of(finding, singles);
    const NextQuestion& single = weighed.question;
    raises += weighed.is_number
                  ? weighed.levels_with_others
                  : single.p_present * (yes_alone + levels_above(single.if_present, now));
  }
  return raises / seconds_for(question, breath);
}

double value_worth(const NextQuestion& question, const Breath& breath,
                   std::span<const Weighed> singles) {
  double with_others = 0;
  for (const FindingId finding : breath.findings) {
    with_others += single_of(finding, singles).levels_with_others;
  }
  const double levels = question.loss_fall + with_others + entropy_weight * question.entropy_fall +
                        rule_out_weight * question.rule_out;
  // What teaches nothing is worth nothing, whatever rounding left of it: then the content's order
  // decides.
  constexpr double least_levels = 1e-12;
  return std::abs(levels) < least_levels
             ? 0
             : (1 - share_unknown) * levels / seconds_for(question, breath);
}

Weighing::Weighing(const Grounds& grounds, const Known& known)
    : grounds_(&grounds),
      known_(&known),
      supposed_(grounds.presentation, known.closed, grounds.knowledge),
      gates_(grounds, known, supposed_),
      denied_(grounds, known, supposed_),
      absent_scales_(absent_scales(grounds.knowledge)),
      entropy_now_(primary_entropy(known.conditions, grounds.knowledge)),
      losses_(grounds.knowledge),
      losses_if_missed_(losses_if_missed(losses_, grounds.knowledge)),
      open_dangers_now_(open_dangers(known.conditions, losses_if_missed_)) {}

double Weighing::absent_scale_of(std::span<const FindingId> findings) const {
  return std::accumulate(
      findings.begin(), findings.end(), 1.0,
      [this](double scale, FindingId finding) { return scale * absent_scales_[finding.index]; });
}

Weighing::Losses Weighing::losses_of(const Outlook& view) const {
  return {losses_.least(view.if_present), losses_.least(view.if_absent)};
}

// `levels`: by how many levels a gate is expected to show that the present urgency is too slow.
void Weighing::fill_in_falls(const Outlook& view, const Losses& losses, double levels,
                             NextQuestion& question) const {
  const KnowledgeBase& knowledge = grounds_->knowledge;
  const auto expected = [p = view.p_present](double with, double without) {
    return p * with + (1 - p) * without;
  };
  question.p_present = view.p_present;
  question.loss_fall =
      known_->least_loss - expected(losses.if_present.loss, losses.if_absent.loss) + levels;
  question.entropy_fall = entropy_now_ - expected(primary_entropy(view.if_present, knowledge),
                                                  primary_entropy(view.if_absent, knowledge));
  question.rule_out = open_dangers_now_ - expected(open_dangers(view.if_present, losses_if_missed_),
                                                   open_dangers(view.if_absent, losses_if_missed_));
}

// `view`: of a no to it; nothing where no answer is a no.
Weighed Weighing::one(FindingId finding, std::optional<Outlook> view) const {
  const KnowledgeBase& knowledge = grounds_->knowledge;
  Weighed single{finding, {}, known_->gate_urgency, false};
  NextQuestion& question = single.question;
  question.finding = knowledge.findings[finding].id;
  question.seconds = seconds_to_ask(knowledge.findings[finding]);
  question.if_present = question.if_absent = known_->on_evidence;
  const auto no = no_to(finding, knowledge);
  if (!no || !view) {
    single.is_number = true;
    question.if_present = fastest_by_number(finding, *known_, knowledge);
    single.levels_with_others = levels_of_number(finding, question.if_present, *known_, knowledge);
    return single;
  }
  view->p_present = 1 - std::min(1.0, (1 - view->p_present) * absent_scales_[finding.index]);
  for (const knowledge::AnswerValue& yes : yes_to(finding, *no, knowledge)) {
    single.gate_if_present = std::max(single.gate_if_present, gates_.if_answered({{finding, yes}}));
  }
  const Losses losses = losses_of(*view);
  question.if_present = std::max(single.gate_if_present, losses.if_present.urgency);
  question.if_absent = std::max(gates_.if_denied({{finding, *no}}), losses.if_absent.urgency);
  const double levels = view->p_present * levels_above(single.gate_if_present, known_->on_evidence);
  fill_in_falls(*view, losses, levels, question);
  return single;
}

Result<std::vector<Weighed>> Weighing::each(std::span<const FindingId> findings) const {
  std::vector<Answers> questions;
  for (const FindingId finding : findings) {
    if (const auto no = no_to(finding, grounds_->knowledge)) {
      questions.push_back({{finding, *no}});
    }
  }
  auto views = denied_.outlooks(questions);
  if (!views) {
    return engine::fail(views.error());
  }
  std::vector<Weighed> singles;
  singles.reserve(findings.size());
  auto next = views->begin();
  for (const FindingId finding : findings) {
    const bool has_no = no_to(finding, grounds_->knowledge).has_value();
    singles.push_back(one(finding, has_no ? std::optional(std::move(*next++)) : std::nullopt));
  }
  return singles;
}

// `view`: of a no to all of its findings.
NextQuestion Weighing::in_one(const Breath& breath, Outlook view,
                              std::span<const Weighed> singles) const {
  const KnowledgeBase& knowledge = grounds_->knowledge;
  NextQuestion question = single_of(breath.findings.front(), singles).question;
  view.p_present = 1 - std::min(1.0, (1 - view.p_present) * absent_scale_of(breath.findings));
  question.seconds = breath.bundle->seconds;
  const Losses losses = losses_of(view);
  question.if_absent =
      std::max(gates_.if_denied(no_to_each(breath.findings, knowledge)), losses.if_absent.urgency);
  double levels = 0;
  for (const FindingId finding : breath.findings) {
    const Weighed& single = single_of(finding, singles);
    question.bundle.push_back(single.question.finding);
    question.seconds += item_of(finding, knowledge)->seconds;
    question.if_present = std::max(question.if_present, single.question.if_present);
    levels += single.question.p_present * levels_above(single.gate_if_present, known_->on_evidence);
  }
  const int most = levels_above(question.if_present, known_->on_evidence);
  fill_in_falls(view, losses, std::min(levels, view.p_present * most), question);
  for (const FindingId finding : breath.findings) {
    const NextQuestion& single = single_of(finding, singles).question;
    question.loss_fall = std::max(question.loss_fall, single.loss_fall);
    question.entropy_fall = std::max(question.entropy_fall, single.entropy_fall);
    question.rule_out = std::max(question.rule_out, single.rule_out);
  }
  return question;
}

Result<std::vector<NextQuestion>> Weighing::together(std::span<const Breath> breaths,
                                                     std::span<const Weighed> singles) const {
  std::vector<Answers> bundles;
  for (const Breath& breath : breaths) {
    if (breath.bundle != nullptr) {
      bundles.push_back(no_to_each(breath.findings, grounds_->knowledge));
    }
  }
  auto views = denied_.outlooks(bundles);
  if (!views) {
    return engine::fail(views.error());
  }
  std::vector<NextQuestion> questions;
  questions.reserve(breaths.size());
  auto next = views->begin();
  for (const Breath& breath : breaths) {
    questions.push_back(breath.bundle == nullptr
                            ? single_of(breath.findings.front(), singles).question
                            : in_one(breath, std::move(*next++), singles));
  }
  return questions;
}

Result<double> Weighing::p_any(std::span<const FindingId> findings) const {
  const std::vector<Answers> question{no_to_each(findings, grounds_->knowledge)};
  const auto views = denied_.outlooks(question);
  if (!views) {
    return engine::fail(views.error());
  }
  return 1 - std::min(1.0, (1 - views->front().p_present) * absent_scale_of(findings));
}

}  // namespace paraspinal::triage
