// Entry points: answers_of and answers_of_model, at the end.

#include "validation/methods.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "knowledge/base/figures.h"
#include "knowledge/triage/loss_table.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/urgency.h"

namespace paraspinal::validation {
namespace {

using knowledge::Answer;
using knowledge::ConditionRole;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::Presence;
using knowledge::Urgency;
using triage::Assessment;

bool is_danger(Urgency urgency) {
  return urgency >= Urgency::same_day;
}

// Of all conditions, from what the assessment ranked.
std::vector<double> by_condition(const Assessment& assessment, const KnowledgeBase& knowledge,
                                 double triage::RankedCondition::*number) {
  std::vector<double> values(knowledge.conditions.size());
  for (const auto* ranked : {&assessment.conditions, &assessment.contributors}) {
    for (const triage::RankedCondition& item : *ranked) {
      values[knowledge.condition(item.id)->index] = item.*number;
    }
  }
  return values;
}

// Primaries by probability; equals by place in the content.
std::vector<std::string> ranking_of(const std::vector<double>& probabilities,
                                    const KnowledgeBase& knowledge) {
  std::vector<std::size_t> places;
  for (std::size_t c = 0; c < probabilities.size(); ++c) {
    if (knowledge.conditions[c].role != ConditionRole::contributor) {
      places.push_back(c);
    }
  }
  std::ranges::stable_sort(
      places, [&](std::size_t a, std::size_t b) { return probabilities[a] > probabilities[b]; });
  std::vector<std::string> ids;
  for (const std::size_t c : places) {
    ids.push_back(knowledge.conditions[c].id);
  }
  return ids;
}

// Ranked, with the urgency of least expected loss.
MethodAnswer by_loss(std::vector<double> probabilities, const KnowledgeBase& knowledge) {
  MethodAnswer answer;
  answer.urgency = triage::LossTable(knowledge).least(probabilities).urgency;
  answer.ranking = ranking_of(probabilities, knowledge);
  answer.probabilities = std::move(probabilities);
  answer.flags_danger = is_danger(*answer.urgency);
  return answer;
}

MethodAnswer naive_bayes(const triage::Presentation& presentation, std::vector<double> pretest,
                         const Model& model) {
  const auto closed = closed_answers(presentation, model.knowledge);
  const auto observation = triage::observe(presentation, closed, model.knowledge, model.network);
  std::vector<double> log_odds;
  for (const double p : pretest) {
    log_odds.push_back(std::log(p) - std::log1p(-p));
  }
  for (const knowledge::Link& link : model.knowledge.links) {
    const auto observed =
        std::ranges::find(observation.findings, link.finding, &triage::Observed::finding);
    if (link.use == knowledge::LinkUse::parameter && observed != observation.findings.end()) {
      log_odds[link.condition.index] +=
          log_likelihood_ratio(link, observed->state == 1).value_or(0);
    }
  }
  std::vector<double> posterior;
  for (const double odds : log_odds) {
    posterior.push_back(1 / (1 + std::exp(-odds)));
  }
  return by_loss(std::move(posterior), model.knowledge);
}

MethodAnswer most_common(const std::vector<double>& pretest, const KnowledgeBase& knowledge) {
  MethodAnswer answer;
  answer.ranking = ranking_of(pretest, knowledge);
  const auto first = knowledge.condition(answer.ranking.front());
  answer.urgency = knowledge.conditions[first->index].needs_urgency;
  answer.flags_danger = is_danger(*answer.urgency);
  answer.probabilities = pretest;
  return answer;
}

// Findings that safety asks for, or that fire a rule of same_day or faster by themselves; who the
// person is (age, sex, pregnancy) is no red flag.
std::vector<FindingId> red_flag_findings(const KnowledgeBase& knowledge) {
  std::vector<FindingId> result;
  for (std::size_t f = 0; f < knowledge.findings.size(); ++f) {
    const FindingId finding{f};
    const Answer present{Presence::present, knowledge::SaidBy::caller, std::nullopt, ""};
    const auto only = [&](FindingId id) { return id == finding ? &present : nullptr; };
    const bool boolean = knowledge.findings[finding].value_type == knowledge::ValueType::boolean;
    const bool asked =
        std::ranges::find(knowledge.safety_questions, finding,
                          &knowledge::SafetyQuestion::finding) != knowledge.safety_questions.end();
    const bool fires =
        boolean && std::ranges::any_of(knowledge.red_flags, [&](const auto& flag) {
          return is_danger(flag.urgency) && flag.rule.evaluate(only) == knowledge::Truth::yes;
        });
    const bool of_person = knowledge.findings[finding].id == "pregnant" ||
                           knowledge.findings[finding].id == "postpartum";
    if (boolean && (asked || fires) && !of_person) {
      result.push_back(finding);
    }
  }
  return result;
}

MethodAnswer any_red_flag(const triage::Presentation& presentation,
                          const std::vector<FindingId>& red_flags, const KnowledgeBase& knowledge) {
  const auto closed = closed_answers(presentation, knowledge);
  MethodAnswer answer;
  answer.flags_danger = std::ranges::any_of(red_flags, [&](FindingId finding) {
    const Answer* known = closed.find(finding);
    return known != nullptr && known->value == knowledge::AnswerValue(Presence::present);
  });
  answer.urgency = answer.flags_danger ? Urgency::same_day : Urgency::self_care;
  return answer;
}

// The program's own answer, with the urgency of one of its voices.
MethodAnswer own(const Assessment& assessment, Urgency urgency, const KnowledgeBase& knowledge) {
  MethodAnswer answer;
  answer.urgency = urgency;
  answer.probabilities = by_condition(assessment, knowledge, &triage::RankedCondition::posterior);
  for (const triage::RankedCondition& item : assessment.conditions) {
    answer.ranking.emplace_back(item.id);
  }
  answer.flags_danger = is_danger(assessment.gate_voice.urgency);
  answer.provisional = assessment.provisional;
  return answer;
}

MethodAnswer answer_of(Method method, const Assessed& one, const Model& model,
                       const std::vector<FindingId>& red_flags) {
  const Assessment& assessment = *one.assessment;
  const auto pretest = by_condition(assessment, model.knowledge, &triage::RankedCondition::pretest);
  const auto answer = [&]() -> MethodAnswer {
    switch (method) {
      case Method::as_built:
        return own(assessment, assessment.urgency, model.knowledge);
      case Method::on_evidence:
        return own(assessment, assessment.urgency_on_evidence, model.knowledge);
      case Method::gates_only: {
        MethodAnswer gates;
        gates.urgency = assessment.gate_voice.urgency;
        gates.flags_danger = is_danger(*gates.urgency);
        return gates;
      }
      case Method::network_only: {
        MethodAnswer network = own(assessment, assessment.loss_voice.urgency, model.knowledge);
        network.flags_danger = is_danger(*network.urgency);
        return network;
      }
      case Method::naive_bayes:
        return naive_bayes(*one.presentation, pretest, model);
      case Method::most_common_cause:
        return most_common(pretest, model.knowledge);
      case Method::any_red_flag:
        return any_red_flag(*one.presentation, red_flags, model.knowledge);
    }
    return {};
  };
  MethodAnswer result = answer();
  result.pretest = pretest;
  return result;
}

}  // namespace

std::string_view words(Method method) {
  switch (method) {
    case Method::as_built:
      return "as built";
    case Method::on_evidence:
      return "without the floor";
    case Method::gates_only:
      return "gates only";
    case Method::network_only:
      return "network only";
    case Method::naive_bayes:
      return "naive Bayes";
    case Method::most_common_cause:
      return "most common cause";
    case Method::any_red_flag:
      return "any red flag";
  }
  return "";
}

std::optional<double> log_likelihood_ratio(const knowledge::Link& link, bool present) {
  constexpr double bound = 100;
  const auto& stated = present ? link.lr_positive : link.lr_negative;
  const auto background = knowledge::background_rate(link);
  std::optional<double> ratio;
  if (stated) {
    ratio = stated->point;
  } else if (link.sensitivity && background) {
    ratio = present ? link.sensitivity->point / *background
                    : (1 - link.sensitivity->point) / (1 - *background);
  } else if (link.ratio && present) {
    ratio = link.ratio->point;
  }
  if (!ratio || std::isnan(*ratio)) {
    return std::nullopt;
  }
  return std::log(std::clamp(*ratio, 1 / bound, bound));
}

std::vector<MethodAnswer> answers_of(Method method, const std::vector<Assessed>& assessed,
                                     const Model& model) {
  const auto red_flags = red_flag_findings(model.knowledge);
  std::vector<MethodAnswer> answers;
  for (const Assessed& one : assessed) {
    answers.push_back(one.assessment ? answer_of(method, one, model, red_flags) : MethodAnswer{});
  }
  return answers;
}

std::vector<MethodAnswer> answers_of_model(const std::vector<Assessed>& assessed,
                                           const Model& model) {
  std::vector<MethodAnswer> answers;
  for (const Assessed& one : assessed) {
    MethodAnswer answer;
    if (one.assessment) {
      if (const auto known = verdict(*one.presentation, model)) {
        answer = by_loss(known->conditions, model.knowledge);
        answer.urgency = known->urgency;
        answer.flags_danger = is_danger(known->gates);
        answer.pretest =
            by_condition(*one.assessment, model.knowledge, &triage::RankedCondition::pretest);
      }
    }
    answers.push_back(std::move(answer));
  }
  return answers;
}

}  // namespace paraspinal::validation
