#include "knowledge/triage/assess.h"

#include <algorithm>
#include <string>
#include <utility>

#include "knowledge/triage/acceptance.h"
#include "knowledge/triage/advise.h"
#include "knowledge/triage/answer_table.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/explain.h"
#include "knowledge/triage/fit.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/graver_assessment.h"
#include "knowledge/triage/hand_over.h"
#include "knowledge/triage/intervals.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/score_findings.h"
#include "knowledge/triage/urgency.h"
#include "knowledge/triage/weeks_apart.h"
#include "knowledge/triage/what_would_change.h"
#include "knowledge/triage/words.h"

namespace paraspinal::triage {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::KnowledgeBase;
using knowledge::Urgency;

std::vector<UsedAnswer> used_answers(const Closed& closed, const KnowledgeBase& knowledge) {
  std::vector<UsedAnswer> used;
  used.reserve(closed.answers.size());
  for (const auto& [finding, answer] : closed.answers) {
    const knowledge::Finding& row = knowledge.findings[finding];
    used.push_back({row.id, state_words(row, answer.value), answer.origin});
  }
  return used;
}

// Of the first people of the content that this person is among.
std::string_view own_safety_net(const Closed& closed, const KnowledgeBase& knowledge) {
  const auto lookup = [&closed](knowledge::FindingId finding) { return closed.find(finding); };
  for (const knowledge::PersonSafetyNet& net : knowledge.person_safety_nets) {
    if (net.applies_when.evaluate(lookup) == knowledge::Truth::yes) {
      return knowledge.dispositions.at(net.disposition).safety_net;
    }
  }
  return {};
}

// The fastest voice, and where that sends the person: the gate that decides says where itself.
void decide(Assessment& assessment, const KnowledgeBase& knowledge) {
  assessment.urgency_on_evidence =
      std::max(assessment.gate_voice.urgency, assessment.loss_voice.urgency);
  assessment.urgency = std::max(assessment.urgency_on_evidence, assessment.floor_voice.urgency);
  assessment.provisional =
      !assessment.ask_first.empty() && assessment.urgency < Urgency::emergency_department;
  const knowledge::UrgencyAdvice& advice = knowledge.urgency_advice.at(assessment.urgency);
  assessment.disposition = advice.disposition;
  assessment.what_to_do = advice.what_to_do;
  assessment.safety_net = advice.safety_net;
  if (!assessment.gates.empty()) {
    const Gate& first = assessment.gates.front();
    if (first.state == GateState::fired && first.urgency == assessment.urgency) {
      assessment.disposition = first.disposition;
      assessment.what_to_do = first.action;
    }
  }
  const knowledge::Disposition& place =
      knowledge.dispositions.at(std::string(assessment.disposition));
  assessment.disposition_name = place.name;
  if (!place.safety_net.empty()) {
    assessment.safety_net = place.safety_net + " " + assessment.safety_net;
  }
  if (assessment.urgency < Urgency::emergency_department &&
      assessment.own_safety_net != place.safety_net) {
    assessment.safety_net = with_own(assessment, assessment.safety_net);
  }
}

void set_intervals(std::vector<RankedCondition>& conditions, const Intervals& found,
                   const KnowledgeBase& knowledge) {
  for (RankedCondition& condition : conditions) {
    condition.interval = found.conditions[knowledge.condition(condition.id)->index];
  }
}

// What an assessment is made from, but for the person.
struct AssessingMeans {
  const KnowledgeBase& knowledge;
  const knowledge::ClinicalNetwork& network;
  const engine::Inference& inference;
  const LossTable& losses;
};

Result<Assessment> assess_once(const Presentation& presentation, const AssessOptions& options,
                               const AssessingMeans& means) {
  const auto& [knowledge, network, inference, losses] = means;
  Scored scored = score_findings(presentation, knowledge);
  const Closed closed = close(std::move(scored.presentation), knowledge);
  const Observation observation = observe(presentation, closed, knowledge, network);
  const auto explanation = options.weights
                               ? explain(observation, inference, knowledge, network)
                               : explain_without_weights(observation, inference, network);
  if (!explanation) {
    return fail(explanation.error());
  }
  const AnswerTable answers(closed, knowledge);
  const SafetySet safety = safety_set(answers, presentation.setting, knowledge);

  Assessment assessment;
  assessment.id = presentation.id;
  assessment.as_of = presentation.as_of.value_or("");
  assessment.setting = presentation.setting;
  assessment.age_years = presentation.age_years;
  assessment.sex = presentation.sex;
  const auto read = read_gates(answers, knowledge);
  assessment.gates = evaluate_gates(read, knowledge);
  assessment.gate_voice = gate_voice(assessment.gates);
  assessment.losses = expected_losses(explanation->posterior, losses, network);
  assessment.loss_voice =
      loss_voice(assessment.losses, explanation->posterior, losses, knowledge, network);
  assessment.floor_voice = floor_voice(safety, answers, read, presentation.setting, knowledge);
  assessment.ask_first = ids_of(safety.not_asked, knowledge);
  assessment.own_safety_net = own_safety_net(closed, knowledge);
  decide(assessment, knowledge);
  Ranking ranking = ranked(*explanation, observation, knowledge, network);
  assessment.conditions = std::move(ranking.conditions);
  assessment.contributors = std::move(ranking.contributors);
  assessment.advice = advise(answers, assessment.conditions, assessment.contributors,
                             assessment.urgency, assessment.setting, knowledge);
  assessment.log_evidence =
      explanation->posterior.log_evidence() - explanation->pretest.log_evidence();
  assessment.not_assessed = ids_of(safety.not_obtainable, knowledge);
  assessment.used = used_answers(closed, knowledge);
  assessment.not_used = observation.not_used;
  assessment.conflicts = scored.conflicts;
  assessment.conflicts.insert(assessment.conflicts.end(), closed.conflicts.begin(),
                              closed.conflicts.end());
  assessment.knowledge_version = knowledge.version;
  assessment.knowledge_hash = knowledge.hash;
  if (options.fit) {
    auto fitted = fit(observation, inference, knowledge, network);
    if (!fitted) {
      return fail(fitted.error());
    }
    assessment.unexplained = std::move(fitted->unexplained);
    assessment.conflict = std::move(fitted->conflict);
  }
  if (options.draws > 0) {
    auto found = intervals(observation, assessment.gate_voice.urgency, inference, knowledge,
                           network, options.draws, options.seed);
    if (!found) {
      return fail(found.error());
    }
    set_intervals(assessment.conditions, *found, knowledge);
    set_intervals(assessment.contributors, *found, knowledge);
    assessment.uncertainty = std::move(found->uncertainty);
  }
  if (options.changes) {
    auto changes = what_would_change(presentation, inference, knowledge, network);
    if (!changes) {
      return fail(changes.error());
    }
    assessment.changes = *std::move(changes);
  }
  return assessment;
}

}  // namespace

Assessor::Assessor(const KnowledgeBase& knowledge, const knowledge::ClinicalNetwork& network)
    : knowledge_(&knowledge), network_(&network), inference_(network.network), losses_(knowledge) {}

Result<Assessment> Assessor::assess(const Presentation& presentation,
                                    const AssessOptions& options) const {
  if (auto error = refusal(presentation, *knowledge_)) {
    return fail(std::move(*error));
  }
  const AssessingMeans means{*knowledge_, *network_, inference_, losses_};
  auto assessment = assess_once(presentation, options, means);
  if (!assessment) {
    return assessment;
  }
  if (const auto apart = weeks_apart(presentation, *knowledge_)) {
    auto other = assess_once(with_other_weeks(presentation, *apart, *knowledge_), options, means);
    if (other) {
      assessment = graver_assessment(*std::move(assessment), *std::move(other));
      decide(*assessment, *knowledge_);
    }
  }
  return handed_over(*std::move(assessment), presentation.handed_over, *knowledge_);
}

}  // namespace paraspinal::triage
