#include "knowledge/triage/urgency.h"

#include <algorithm>
#include <cmath>

#include "engine/require.h"
#include "knowledge/triage/answer_table.h"
#include "knowledge/triage/hanging_gates.h"
#include "knowledge/triage/words.h"

namespace paraspinal::triage {
namespace {

using knowledge::Answer;
using knowledge::Condition;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::ObtainableBy;
using knowledge::Setting;
using knowledge::Urgency;

// Whole percent from one, hundredths below; 100 only of what is certain.
std::string percent(double p) {
  if (p >= 0.995 && p < 1) {
    return ">99 %";
  }
  const double hundredths = std::round(p * 10000);
  return number_words(p >= 0.01 ? std::round(p * 100) : hundredths / 100) + " %";
}

// A question applies when its rule holds, or when the rule hangs on something that was asked in
// vain or on an age nobody gave. A rule that waits for another question waits with it.
bool applies(const knowledge::SafetyQuestion& question, const AnswerTable& answers,
             const KnowledgeBase& knowledge) {
  if (!question.applies_when) {
    return true;
  }
  const auto [truth, findings] = question.applies_when->reasoned(answers.numbers());
  if (truth != knowledge::Truth::undecided) {
    return truth == knowledge::Truth::yes;
  }
  const auto can_be_asked = [&](FindingId finding) {
    const std::string& id = knowledge.findings[finding].id;
    return !asked_in_vain(answers(finding)) && !id.starts_with("age_") && !id.starts_with("sex_");
  };
  return findings.where(can_be_asked).empty();
}

}  // namespace

bool obtainable(ObtainableBy by, Setting setting) {
  switch (by) {
    case ObtainableBy::caller:
    case ObtainableBy::derived:
      return true;
    case ObtainableBy::examiner:
    case ObtainableBy::device:
      return setting != Setting::telephone;
    case ObtainableBy::laboratory:
      return setting == Setting::emergency_department;
  }
  engine::require(false, "a way to obtain a finding");
  return false;
}

Voice gate_voice(const std::vector<Gate>& gates) {
  Voice voice;
  for (const Gate& gate : gates) {
    if (gate.state == GateState::fired) {
      voice.urgency = std::max(voice.urgency, gate.urgency);
      voice.reasons.emplace_back(gate.name);
    }
  }
  return voice;
}

std::vector<ExpectedLoss> expected_losses(const engine::Posterior& posterior,
                                          const LossTable& table,
                                          const knowledge::ClinicalNetwork& network) {
  std::vector<double> present;
  present.reserve(network.conditions.size());
  for (const engine::VariableId condition : network.conditions) {
    present.push_back(posterior.present(condition));
  }
  const auto sums = table.expected(present);
  std::vector<ExpectedLoss> losses;
  losses.reserve(sums.size());
  for (std::size_t u = 0; u < sums.size(); ++u) {
    losses.push_back({knowledge::all_urgencies[u], sums[u]});
  }
  return losses;
}

Voice loss_voice(const std::vector<ExpectedLoss>& losses, const engine::Posterior& posterior,
                 const LossTable& table, const KnowledgeBase& knowledge,
                 const knowledge::ClinicalNetwork& network) {
  const auto best = std::min_element(
      losses.begin(), losses.end(),
      [](const ExpectedLoss& a, const ExpectedLoss& b) { return a.loss < b.loss; });
  Voice voice{best->urgency, {}};
  if (best == losses.begin()) {
    voice.reasons.emplace_back("waiting costs less than any faster contact");
    return voice;
  }
  // What one level slower would cost more of, by condition.
  const auto urgency = static_cast<std::size_t>(best->urgency);
  constexpr std::size_t most_named = 3;
  std::vector<std::pair<double, std::size_t>> costs;
  costs.reserve(knowledge.conditions.size());
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    costs.emplace_back(posterior.present(network.conditions[c]) *
                           (table.of(c)[urgency - 1] - table.of(c)[urgency]),
                       c);
  }
  const auto named = static_cast<std::ptrdiff_t>(std::min(most_named, costs.size()));
  std::partial_sort(costs.begin(), costs.begin() + named, costs.end(),
                    [](const auto& a, const auto& b) {
                      return a.first != b.first ? a.first > b.first : a.second < b.second;
                    });
  for (std::size_t i = 0; i < std::min(most_named, costs.size()) && costs[i].first > 0; ++i) {
    const Condition& condition = knowledge.conditions[costs[i].second];
    voice.reasons.push_back(condition.name + " (" +
                            percent(posterior.present(network.conditions[costs[i].second])) +
                            ") needs " + spoken(condition.needs_urgency));
  }
  return voice;
}

bool is_a_reason(const RankedCondition& condition, const Assessment& assessment) {
  const auto names_it = [&condition](const std::string& words) {
    return words.find(condition.name) != std::string::npos;
  };
  return std::ranges::any_of(assessment.loss_voice.reasons, names_it) ||
         names_it(assessment.handed_over);
}

std::string with_own(const Assessment& assessment, const std::string& safety_net) {
  const std::string own(assessment.own_safety_net);
  return own.empty() ? safety_net : own + " " + safety_net;
}

SafetySet safety_set(const AnswerTable& answers, Setting setting, const KnowledgeBase& knowledge) {
  SafetySet set;
  for (const knowledge::SafetyQuestion& question : knowledge.safety_questions) {
    const Answer* answer = answers(question.finding);
    const bool answered = answer != nullptr && !asked_in_vain(answer);
    if (answered) {
      ++set.answered;
    } else if (!applies(question, answers, knowledge)) {
      continue;
    } else if (!obtainable(knowledge.findings.obtainable_by(question.finding), setting)) {
      set.not_obtainable.push_back(question.finding);
    } else if (answer != nullptr) {
      set.in_vain.push_back(question.finding);
    } else {
      set.not_asked.push_back(question.finding);
    }
  }
  return set;
}

Voice floor_voice(const SafetySet& safety, const AnswerTable& answers,
                  std::span<const knowledge::Reasoned> read, Setting setting,
                  const KnowledgeBase& knowledge) {
  Voice voice;
  for (const FindingId finding : safety.in_vain) {
    voice.urgency = floor_urgency;
    voice.reasons.push_back(knowledge.findings[finding].name +
                            ": asked, and could not be answered");
  }
  for (const HangingGate& gate : hanging_gates(answers, read, setting, knowledge)) {
    voice.urgency = floor_urgency;
    if (std::ranges::find(safety.in_vain, gate.finding) == safety.in_vain.end()) {
      voice.reasons.push_back(knowledge.findings[gate.finding].name +
                              ": asked, and could not be answered; on it hangs a red flag (" +
                              gate.flag->name + ")");
    }
  }
  return voice;
}

}  // namespace paraspinal::triage
