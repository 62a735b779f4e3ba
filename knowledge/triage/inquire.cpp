// Entry point: inquire, at the end.

#include "knowledge/triage/inquire.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "knowledge/triage/acceptance.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/score_findings.h"
#include "knowledge/triage/urgency.h"
#include "knowledge/triage/words.h"

namespace paraspinal::triage {
namespace {

using engine::Result;
using knowledge::Answer;
using knowledge::ClinicalNetwork;
using knowledge::ConditionRole;
using knowledge::Finding;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::Presence;
using knowledge::Urgency;
using knowledge::ValueType;

// source: expert judgement
constexpr double share_unknown = 0.05;           // of callers who cannot say
constexpr double rate_without_link = 0.02;       // P(present) of a finding that only rules use
constexpr double entropy_weight = 0.2;           // levels of urgency a nat is worth
constexpr double rule_out_weight = 0.5;          // levels of urgency a ruled-out danger is worth
constexpr double seconds_without_question = 20;  // to examine or measure

// Everything known before the next question is put.
struct Known {
  Closed closed;
  engine::Evidence evidence;
  std::vector<double> conditions;  // P(condition | evidence)
  double log_evidence = 0;
  double least_loss = 0;
  Urgency gate_urgency = Urgency::self_care;
  Urgency on_evidence = Urgency::self_care;
};

std::vector<double> condition_posteriors(const engine::Posterior& posterior,
                                         const ClinicalNetwork& network) {
  std::vector<double> values;
  values.reserve(network.conditions.size());
  for (const engine::VariableId condition : network.conditions) {
    values.push_back(posterior.present(condition));
  }
  return values;
}

// As an assessment sees the answers: with what scores derive from them.
Closed scored_and_closed(const Presentation& presentation, const KnowledgeBase& knowledge) {
  return close(score_findings(presentation, knowledge).presentation, knowledge);
}

Result<Known> what_is_known(const Presentation& presentation, Closed closed,
                            const engine::Inference& inference, const KnowledgeBase& knowledge,
                            const ClinicalNetwork& network) {
  Known known;
  known.closed = std::move(closed);
  const Observation observation = observe(presentation, known.closed, knowledge, network);
  known.evidence = observation.context;
  for (const Observed& item : observation.findings) {
    known.evidence.observe(item.variable, item.state);
  }
  const auto posterior = inference.posterior(known.evidence, network.conditions);
  if (!posterior) {
    return engine::fail(posterior.error());
  }
  known.conditions = condition_posteriors(*posterior, network);
  known.log_evidence = posterior->log_evidence();
  const LeastLoss least = least_loss(known.conditions, knowledge);
  known.least_loss = least.loss;
  known.gate_urgency = fired_urgency(known.closed, knowledge);
  known.on_evidence = std::max(known.gate_urgency, least.urgency);
  return known;
}

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

// Leaving a danger at this urgency is expected to cost more than one level of haste.
bool is_open(std::size_t c, double posterior, Urgency urgency, const KnowledgeBase& knowledge) {
  const knowledge::Condition& condition = knowledge.conditions[c];
  return condition.must_not_miss && condition.needs_urgency > urgency &&
         posterior * loss_of(urgency, condition, knowledge) >= 1;
}

double open_dangers(const std::vector<double>& conditions, const KnowledgeBase& knowledge) {
  double count = 0;
  for (std::size_t c = 0; c < conditions.size(); ++c) {
    count += is_open(c, conditions[c], Urgency::self_care, knowledge) ? 1 : 0;
  }
  return count;
}

// What each answer to a question would do.
struct Outlook {
  double p_present = rate_without_link;
  std::vector<double> if_present;  // P(condition | evidence, present)
  std::vector<double> if_absent;
};

// One query: the posterior under "present" follows from that under "absent" by total probability.
Result<Outlook> outlook(FindingId finding, const Known& known, const engine::Inference& inference,
                        const ClinicalNetwork& network) {
  Outlook result{rate_without_link, known.conditions, known.conditions};
  const auto variable = network.findings[finding.index];
  if (!variable) {
    return result;
  }
  engine::Evidence absent = known.evidence;
  absent.observe(*variable, engine::StateIndex{0});
  const auto posterior = inference.posterior(absent, network.conditions);
  if (!posterior) {
    if (posterior.error().kind == engine::ErrorKind::impossible) {
      result.p_present = 1;
      return result;
    }
    return engine::fail(posterior.error());
  }
  const double p_absent =
      std::clamp(std::exp(posterior->log_evidence() - known.log_evidence), 0.0, 1.0);
  result.p_present = 1 - p_absent;
  result.if_absent = condition_posteriors(*posterior, network);
  constexpr double too_rare = 1e-9;  // below, the difference of two near-equal numbers says nothing
  if (result.p_present > too_rare) {
    for (std::size_t c = 0; c < result.if_present.size(); ++c) {
      const double joint = known.conditions[c] - p_absent * result.if_absent[c];
      result.if_present[c] = std::clamp(joint / result.p_present, 0.0, 1.0);
    }
  }
  return result;
}

Urgency gate_urgency_if(FindingId finding, Presence presence, const Presentation& presentation,
                        const KnowledgeBase& knowledge) {
  Presentation answered = presentation;
  answered.findings[finding] =
      Answer{presence, knowledge::SaidBy::caller, std::nullopt, "if asked"};
  return fired_urgency(scored_and_closed(answered, knowledge), knowledge);
}

// A "no" moves a gate only through a benign finding that its rule negates.
Urgency gate_absent(FindingId finding, const Presentation& presentation, const Known& known,
                    const KnowledgeBase& knowledge) {
  const bool negated = std::ranges::any_of(knowledge.red_flags, [finding](const auto& flag) {
    return std::ranges::find(flag.rule.negated(), finding) != flag.rule.negated().end();
  });
  return negated ? gate_urgency_if(finding, Presence::absent, presentation, knowledge)
                 : known.gate_urgency;
}

double seconds_of(const Finding& finding) {
  return finding.question ? finding.question->seconds : seconds_without_question;
}

int levels_above(Urgency a, Urgency b) {
  return std::max(0, static_cast<int>(a) - static_cast<int>(b));
}

// Fills in what the answers would do; `phase` and `worth` are the caller's.
Result<NextQuestion> evaluated(FindingId finding, const Presentation& presentation,
                               const Known& known, const engine::Inference& inference,
                               const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  const auto view = outlook(finding, known, inference, network);
  if (!view) {
    return engine::fail(view.error());
  }
  NextQuestion question;
  question.finding = knowledge.findings[finding].id;
  question.seconds = seconds_of(knowledge.findings[finding]);
  question.p_present = view->p_present;
  const double p = view->p_present;
  const LeastLoss present = least_loss(view->if_present, knowledge);
  const LeastLoss absent = least_loss(view->if_absent, knowledge);
  const Urgency gate_present = gate_urgency_if(finding, Presence::present, presentation, knowledge);
  question.if_present = std::max({known.gate_urgency, gate_present, present.urgency});
  question.if_absent = std::max(
      {known.gate_urgency, gate_absent(finding, presentation, known, knowledge), absent.urgency});
  const auto expected = [p](double with, double without) { return p * with + (1 - p) * without; };
  // A gate that would fire shows that the present urgency is too slow by as many levels.
  question.loss_fall = known.least_loss - expected(present.loss, absent.loss) +
                       p * levels_above(gate_present, known.on_evidence);
  question.entropy_fall = primary_entropy(known.conditions, knowledge) -
                          expected(primary_entropy(view->if_present, knowledge),
                                   primary_entropy(view->if_absent, knowledge));
  question.rule_out =
      open_dangers(known.conditions, knowledge) -
      expected(open_dangers(view->if_present, knowledge), open_dangers(view->if_absent, knowledge));
  return question;
}

// The answer could move something: it has weight, or a gate waits for it.
std::vector<bool> matters(const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  std::vector<bool> result(knowledge.findings.size(), false);
  for (std::size_t i = 0; i < result.size(); ++i) {
    result[i] = network.findings[i].has_value();
  }
  for (const knowledge::RedFlag& flag : knowledge.red_flags) {
    for (const FindingId finding : flag.rule.mentions()) {
      result[finding.index] = true;
    }
  }
  // What implies something that matters does.
  for (bool changed = true; changed;) {
    changed = false;
    for (const knowledge::Implication& implication : knowledge.implications) {
      for (const FindingId from : implication.when_true.mentions()) {
        if (result[implication.then.index] && !result[from.index]) {
          result[from.index] = true;
          changed = true;
        }
      }
    }
  }
  return result;
}

// Two-state findings that this setting can obtain, that nobody asked yet and that matter.
std::vector<FindingId> candidates(const Known& known, const Presentation& presentation,
                                  const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  const std::vector<bool> of_weight = matters(knowledge, network);
  std::vector<FindingId> result;
  for (std::size_t i = 0; i < knowledge.findings.size(); ++i) {
    const Finding& finding = knowledge.findings[FindingId{i}];
    const bool askable =
        finding.question.has_value() || (finding.obtainable_by != knowledge::ObtainableBy::caller &&
                                         finding.obtainable_by != knowledge::ObtainableBy::derived);
    if (of_weight[i] && askable && finding.value_type == ValueType::boolean &&
        obtainable(finding.obtainable_by, presentation.setting) &&
        known.closed.find(FindingId{i}) == nullptr && finding.id != "sex_female" &&
        network.findings[i] != network.complaint) {
      result.push_back(FindingId{i});
    }
  }
  return result;
}

// "ambulance", "within 3 days"; what an answer would lead to.
std::string effect_of(Urgency after, Urgency now) {
  if (after == now) {
    return "leaves the urgency as it is";
  }
  return (after > now ? "raises it to " : "lowers it to ") + spoken(after);
}

std::string both_answers(const NextQuestion& question, Urgency now) {
  return "yes " + effect_of(question.if_present, now) + ", no " +
         effect_of(question.if_absent, now);
}

// Questions of the safety set, in its order of phases, by P(raises) times severity a second.
Result<std::vector<NextQuestion>> safety_questions(const Presentation& presentation,
                                                   const Known& known, const SafetySet& safety,
                                                   const engine::Inference& inference,
                                                   const KnowledgeBase& knowledge,
                                                   const ClinicalNetwork& network) {
  std::vector<NextQuestion> questions;
  for (const FindingId finding : safety.not_asked) {
    const auto row = std::find_if(
        knowledge.safety_questions.begin(), knowledge.safety_questions.end(),
        [finding](const knowledge::SafetyQuestion& item) { return item.finding == finding; });
    NextQuestion question;
    if (knowledge.findings[finding].value_type == ValueType::boolean) {
      auto found = evaluated(finding, presentation, known, inference, knowledge, network);
      if (!found) {
        return engine::fail(found.error());
      }
      question = std::move(*found);
    } else {
      question.finding = knowledge.findings[finding].id;
      question.seconds = seconds_of(knowledge.findings[finding]);
      question.if_present = question.if_absent = known.on_evidence;
    }
    question.phase = row->life_threat ? QuestionPhase::life_threat : QuestionPhase::mandatory;
    const int severity = 1 + levels_above(question.if_present, known.on_evidence);
    question.worth = question.p_present * severity / question.seconds;
    question.rationale = "Asked of everyone like this person (" + row->basis +
                         "): " + both_answers(question, known.on_evidence) + ".";
    questions.push_back(std::move(question));
  }
  std::stable_sort(questions.begin(), questions.end(),
                   [](const NextQuestion& a, const NextQuestion& b) {
                     return a.phase != b.phase ? a.phase < b.phase : a.worth > b.worth;
                   });
  return questions;
}

Result<std::vector<NextQuestion>> value_questions(const Presentation& presentation,
                                                  const Known& known, const SafetySet& safety,
                                                  const engine::Inference& inference,
                                                  const KnowledgeBase& knowledge,
                                                  const ClinicalNetwork& network) {
  std::vector<NextQuestion> questions;
  for (const FindingId finding : candidates(known, presentation, knowledge, network)) {
    if (std::ranges::find(safety.not_asked, finding) != safety.not_asked.end()) {
      continue;
    }
    auto question = evaluated(finding, presentation, known, inference, knowledge, network);
    if (!question) {
      return engine::fail(question.error());
    }
    question->phase = QuestionPhase::value;
    question->worth = (1 - share_unknown) *
                      (question->loss_fall + entropy_weight * question->entropy_fall +
                       rule_out_weight * question->rule_out) /
                      question->seconds;
    question->rationale =
        "Worth most for the seconds it takes: " + both_answers(*question, known.on_evidence) + ".";
    questions.push_back(std::move(*question));
  }
  std::stable_sort(questions.begin(), questions.end(),
                   [](const NextQuestion& a, const NextQuestion& b) { return a.worth > b.worth; });
  return questions;
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
      question.seconds = seconds_of(knowledge.findings[*finding]);
      question.if_present = question.if_absent = now;
      question.rationale = "Decides which causes and which dangers come into question.";
      questions.push_back(std::move(question));
    }
  }
  return questions;
}

double p_raises(const NextQuestion& question, Urgency now) {
  return (question.if_present > now ? question.p_present : 0.0) +
         (question.if_absent > now ? 1 - question.p_present : 0.0);
}

// Why the questions may not end yet; empty when they may.
std::string unfinished(const Inquiry& inquiry, const Known& known, const SafetySet& safety,
                       const KnowledgeBase& knowledge, const InquiryLimits& limits) {
  if (!safety.not_asked.empty()) {
    return "the safety questions of this person are not all asked";
  }
  for (std::size_t c = 0; c < known.conditions.size(); ++c) {
    if (is_open(c, known.conditions[c], known.on_evidence, knowledge)) {
      return knowledge.conditions[c].name + " is not ruled out";
    }
  }
  for (const NextQuestion& question : inquiry.questions) {
    if (p_raises(question, known.on_evidence) >= limits.p_raises) {
      return question.finding + " may still raise the urgency";
    }
  }
  return "";
}

}  // namespace

Result<Inquiry> inquire(const Presentation& presentation, const engine::Inference& inference,
                        const KnowledgeBase& knowledge, const ClinicalNetwork& network,
                        const InquiryLimits& limits) {
  if (auto error = refusal(presentation)) {
    return engine::fail(std::move(*error));
  }
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
  const auto known = what_is_known(presentation, std::move(closed), inference, knowledge, network);
  if (!known) {
    return engine::fail(known.error());
  }
  auto of_safety = safety_questions(presentation, *known, safety, inference, knowledge, network);
  if (!of_safety) {
    return engine::fail(of_safety.error());
  }
  auto of_value = value_questions(presentation, *known, safety, inference, knowledge, network);
  if (!of_value) {
    return engine::fail(of_value.error());
  }
  inquiry.questions = std::move(*of_safety);
  std::ranges::move(*of_value, std::back_inserter(inquiry.questions));
  inquiry.reason = unfinished(inquiry, *known, safety, knowledge, limits);
  if (inquiry.reason.empty()) {
    inquiry.state = InquiryState::closed;
    inquiry.reason = "the safety set is answered, and nothing left is likely to raise the urgency";
  } else if (limits.asked >= limits.most_asked) {
    inquiry.state = InquiryState::hand_over;
    inquiry.reason = "after " + std::to_string(limits.asked) + " questions, " + inquiry.reason +
                     ": a clinician goes on from here";
  }
  return inquiry;
}

}  // namespace paraspinal::triage
