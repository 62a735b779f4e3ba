#include "knowledge/triage/inquire_worth.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/require.h"
#include "knowledge/base/believed_leak.h"
#include "knowledge/triage/context_mixture.h"
#include "knowledge/triage/urgency.h"

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
constexpr double rate_without_row =
    0.02;  // P(present) of a finding that only rules use, by default
// From one question to the next: the answer is thought of, said and keyed.
constexpr double seconds_between = 6;
// Levels that a yes counts as in the order of safety questions, where it raises nothing by itself.
constexpr double yes_alone = 0.1;
constexpr double entropy_weight = 0.02;  // levels of urgency a nat is worth
constexpr double rule_out_weight = 0.5;  // levels of urgency a ruled-out danger is worth

double entropy(double p) {
  return p <= 0 || p >= 1 ? 0.0 : -p * std::log(p) - (1 - p) * std::log(1 - p);
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

double open_dangers(const std::vector<double>& conditions, const KnowledgeBase& knowledge) {
  double count = 0;
  for (std::size_t c = 0; c < conditions.size(); ++c) {
    count += is_open(c, conditions[c], Urgency::self_care, knowledge) ? 1 : 0;
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

// The findings that the evidence has and what is known has not, all absent; nothing where the two
// differ in another way.
std::optional<std::vector<engine::VariableId>> added_absent(
    const engine::Evidence& known, const engine::Evidence& evidence,
    const knowledge::ClinicalNetwork& network) {
  std::vector<engine::VariableId> added;
  auto old = known.items().begin();
  for (const auto& [variable, item] : evidence.items()) {
    const bool is_old = old != known.items().end() && old->first == variable;
    if (is_old && old->second == item) {
      ++old;
      continue;
    }
    const auto* state = std::get_if<engine::StateIndex>(&item);
    const bool is_context = variable == network.sex || variable == network.age_band ||
                            variable == network.pregnancy || variable == network.setting;
    if (is_old || is_context || state == nullptr || *state != 0) {
      return std::nullopt;
    }
    added.push_back(variable);
  }
  return old == known.items().end() ? std::optional(std::move(added)) : std::nullopt;
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

// P(present) of a finding that only rules use: the content's prevalence among people like this.
double rate_of(FindingId finding, const Presentation& presentation,
               const KnowledgeBase& knowledge) {
  for (const knowledge::Prevalence& row : knowledge.prevalences) {
    if (row.finding == finding && (!row.setting || row.setting == presentation.setting) &&
        (!row.sex || row.sex == presentation.sex)) {
      return row.point;
    }
  }
  return rate_without_row;
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

}  // namespace

const Weighed& single_of(FindingId finding, std::span<const Weighed> singles) {
  const auto single = std::ranges::find(singles, finding, &Weighed::finding);
  engine::require(single != singles.end(), "a finding that was weighed by itself");
  return *single;
}

bool is_open(std::size_t c, double posterior, Urgency urgency, const KnowledgeBase& knowledge) {
  const knowledge::Condition& condition = knowledge.conditions[c];
  return condition.must_not_miss && condition.needs_urgency > urgency &&
         posterior * loss_of(urgency, condition, knowledge) >= 1;
}

double safety_worth(const NextQuestion& question, const Breath& breath,
                    std::span<const Weighed> singles, Urgency now) {
  double raises = 0;
  for (const FindingId finding : breath.findings) {
    const Weighed& weighed = single_of(finding, singles);
    const NextQuestion& single = weighed.question;
    raises += weighed.is_number
                  ? 1
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
      gates_(grounds, known),
      absent_scales_(absent_scales(grounds.knowledge)),
      entropy_now_(primary_entropy(known.conditions, grounds.knowledge)),
      open_dangers_now_(open_dangers(known.conditions, grounds.knowledge)) {}

// The evidence after a no to each. What has no weight itself acts through what its no closes
// (pregnancy, alertness); `p_absent` is multiplied by what those that move nothing are absent by.
engine::Evidence Weighing::if_denied(const Answers& denied, double& p_absent) const {
  Answers through;
  for (const auto& answer : denied) {
    if (grounds_->network.findings[answer.first.index]) {
      continue;
    }
    const Presentation answered = with_answers(grounds_->presentation, {answer});
    const Closed closed = scored_and_closed(answered, grounds_->knowledge);
    const bool moves = evidence_of(answered, closed, *grounds_) != known_->evidence;
    p_absent *= moves ? 1 : 1 - rate_of(answer.first, grounds_->presentation, grounds_->knowledge);
    if (moves) {
      through.push_back(answer);
    }
  }
  engine::Evidence evidence = known_->evidence;
  if (!through.empty()) {
    const Presentation answered = with_answers(grounds_->presentation, through);
    evidence = evidence_of(answered, scored_and_closed(answered, grounds_->knowledge), *grounds_);
  }
  for (const auto& [finding, value] : denied) {
    if (const auto variable = grounds_->network.findings[finding.index]) {
      evidence.observe(*variable, engine::StateIndex{0});
    }
  }
  return evidence;
}

// Of each finding whose no does nothing but observe findings to be absent, all in one go; nothing
// for the others.
Result<std::vector<std::optional<Outlook>>> Weighing::outlooks_of(
    std::span<const FindingId> findings) const {
  std::vector<std::vector<engine::VariableId>> questions;
  std::vector<std::size_t> asked;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto no = no_to(findings[i], grounds_->knowledge);
    double p_absent = 1;
    auto added = no ? added_absent(known_->evidence, if_denied({{findings[i], *no}}, p_absent),
                                   grounds_->network)
                    : std::nullopt;
    if (added && !added->empty()) {
      questions.push_back(*std::move(added));
      asked.push_back(i);
    }
  }
  std::vector<std::optional<Outlook>> found(findings.size());
  if (questions.empty()) {
    return found;
  }
  auto views = outlooks(known_->evidence, questions, grounds_->inference, grounds_->network);
  if (!views) {
    return engine::fail(views.error());
  }
  for (std::size_t q = 0; q < asked.size(); ++q) {
    found[asked[q]] = std::move((*views)[q]);
  }
  return found;
}

double Weighing::absent_scale_of(std::span<const FindingId> findings) const {
  return std::accumulate(
      findings.begin(), findings.end(), 1.0,
      [this](double scale, FindingId finding) { return scale * absent_scales_[finding.index]; });
}

// What is known of a yes, by total probability.
Outlook Weighing::by_total_probability(double p_absent, std::vector<double> if_absent) const {
  constexpr double too_rare = 1e-9;  // below, the difference of two near-equal numbers says nothing
  Outlook result{1 - p_absent, known_->conditions, std::move(if_absent)};
  for (std::size_t c = 0; result.p_present > too_rare && c < result.if_present.size(); ++c) {
    const double joint = known_->conditions[c] - p_absent * result.if_absent[c];
    result.if_present[c] = std::clamp(joint / result.p_present, 0.0, 1.0);
  }
  return result;
}

// What a no does that moves the evidence otherwise: a query of its own. `p_absent`: of what moves
// nothing.
Result<Outlook> Weighing::otherwise_known(const engine::Evidence& evidence, double p_absent) const {
  const auto posterior =
      mixed_posterior_beside(evidence, known_->evidence, grounds_->inference, grounds_->network);
  if (!posterior && posterior.error().kind != engine::ErrorKind::impossible) {
    return engine::fail(posterior.error());
  }
  if (!posterior) {
    return Outlook{1, known_->conditions, known_->conditions};
  }
  p_absent *= std::clamp(std::exp(posterior->log_evidence(0) - known_->log_evidence), 0.0, 1.0);
  const auto present = posterior->present(0);
  return by_total_probability(p_absent, {present.begin(), present.end()});
}

// `singles`: what else is asked about now.
Result<Outlook> Weighing::outlook(const Answers& denied, std::span<const Weighed> singles) const {
  double p_absent = 1;
  const engine::Evidence evidence = if_denied(denied, p_absent);
  const auto added = added_absent(known_->evidence, evidence, grounds_->network);
  if (!added) {
    return otherwise_known(evidence, p_absent);
  }
  if (added->empty()) {
    return Outlook{1 - p_absent, known_->conditions, known_->conditions};
  }
  std::vector<engine::VariableId> others;
  for (const Weighed& single : singles) {
    if (const auto variable = grounds_->network.findings[single.finding.index]) {
      others.push_back(*variable);
    }
  }
  const std::vector<std::vector<engine::VariableId>> question{*added};
  auto views = outlooks(known_->evidence, question, grounds_->inference, grounds_->network, others);
  if (!views) {
    return engine::fail(views.error());
  }
  Outlook& view = views->front();
  return p_absent == 1
             ? std::move(view)
             : by_total_probability(p_absent * (1 - view.p_present), std::move(view.if_absent));
}

// `levels`: by how many levels a gate is expected to show that the present urgency is too slow.
void Weighing::fill_in_falls(const Outlook& view, double levels, NextQuestion& question) const {
  const KnowledgeBase& knowledge = grounds_->knowledge;
  const auto expected = [p = view.p_present](double with, double without) {
    return p * with + (1 - p) * without;
  };
  question.p_present = view.p_present;
  question.loss_fall = known_->least_loss -
                       expected(least_loss(view.if_present, knowledge).loss,
                                least_loss(view.if_absent, knowledge).loss) +
                       levels;
  question.entropy_fall = entropy_now_ - expected(primary_entropy(view.if_present, knowledge),
                                                  primary_entropy(view.if_absent, knowledge));
  question.rule_out = open_dangers_now_ - expected(open_dangers(view.if_present, knowledge),
                                                   open_dangers(view.if_absent, knowledge));
}

// `found`: what outlooks_of() has of it.
Result<Weighed> Weighing::one(FindingId finding, const std::optional<Outlook>& found) const {
  const KnowledgeBase& knowledge = grounds_->knowledge;
  Weighed single{finding, {}, known_->gate_urgency, false};
  NextQuestion& question = single.question;
  question.finding = knowledge.findings[finding].id;
  question.seconds = seconds_to_ask(knowledge.findings[finding]);
  question.if_present = question.if_absent = known_->on_evidence;
  const auto no = no_to(finding, knowledge);
  if (!no) {
    single.is_number = true;
    return single;
  }
  auto view = found ? Result<Outlook>(*found) : outlook({{finding, *no}}, {});
  if (!view) {
    return engine::fail(view.error());
  }
  view->p_present = 1 - std::min(1.0, (1 - view->p_present) * absent_scales_[finding.index]);
  for (const knowledge::AnswerValue& yes : yes_to(finding, *no, knowledge)) {
    single.gate_if_present = std::max(single.gate_if_present, gates_.if_answered({{finding, yes}}));
  }
  question.if_present =
      std::max(single.gate_if_present, least_loss(view->if_present, knowledge).urgency);
  question.if_absent =
      std::max(gates_.if_denied({{finding, *no}}), least_loss(view->if_absent, knowledge).urgency);
  const double levels = view->p_present * levels_above(single.gate_if_present, known_->on_evidence);
  fill_in_falls(*view, levels, question);
  return single;
}

Result<std::vector<Weighed>> Weighing::each(std::span<const FindingId> findings) const {
  std::vector<Weighed> singles;
  singles.reserve(findings.size());
  const auto found = outlooks_of(findings);
  if (!found) {
    return engine::fail(found.error());
  }
  for (std::size_t i = 0; i < findings.size(); ++i) {
    auto single = one(findings[i], (*found)[i]);
    if (!single) {
      return engine::fail(single.error());
    }
    singles.push_back(std::move(*single));
  }
  return singles;
}

Result<NextQuestion> Weighing::together(const Breath& breath,
                                        std::span<const Weighed> singles) const {
  NextQuestion question = single_of(breath.findings.front(), singles).question;
  if (breath.bundle == nullptr) {
    return question;
  }
  const KnowledgeBase& knowledge = grounds_->knowledge;
  const Answers denied = no_to_each(breath.findings, knowledge);
  auto view = outlook(denied, singles);
  if (!view) {
    return engine::fail(view.error());
  }
  view->p_present = 1 - std::min(1.0, (1 - view->p_present) * absent_scale_of(breath.findings));
  question.seconds = breath.bundle->seconds;
  question.if_absent =
      std::max(gates_.if_denied(denied), least_loss(view->if_absent, knowledge).urgency);
  double levels = 0;
  for (const FindingId finding : breath.findings) {
    const Weighed& single = single_of(finding, singles);
    question.bundle.push_back(single.question.finding);
    question.seconds += item_of(finding, knowledge)->seconds;
    question.if_present = std::max(question.if_present, single.question.if_present);
    levels += single.question.p_present * levels_above(single.gate_if_present, known_->on_evidence);
  }
  const int most = levels_above(question.if_present, known_->on_evidence);
  fill_in_falls(*view, std::min(levels, view->p_present * most), question);
  for (const FindingId finding : breath.findings) {
    const NextQuestion& single = single_of(finding, singles).question;
    question.loss_fall = std::max(question.loss_fall, single.loss_fall);
    question.entropy_fall = std::max(question.entropy_fall, single.entropy_fall);
    question.rule_out = std::max(question.rule_out, single.rule_out);
  }
  return question;
}

Result<double> Weighing::p_any(std::span<const FindingId> findings) const {
  const auto view = outlook(no_to_each(findings, grounds_->knowledge), {});
  if (!view) {
    return engine::fail(view.error());
  }
  return 1 - std::min(1.0, (1 - view->p_present) * absent_scale_of(findings));
}

}  // namespace paraspinal::triage
