#include "validation/verdict.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "knowledge/triage/acceptance.h"
#include "knowledge/triage/answer_table.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/loss_table.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/score_findings.h"
#include "knowledge/triage/urgency.h"

namespace paraspinal::validation {
namespace {

engine::Evidence evidence_of(const triage::Presentation& presentation, const triage::Closed& closed,
                             const Model& model) {
  const auto observation = triage::observe(presentation, closed, model.knowledge, model.network);
  engine::Evidence evidence = observation.context;
  for (const triage::Observed& item : observation.findings) {
    evidence.observe(item.variable, item.state);
  }
  return evidence;
}

std::vector<std::size_t> fired_rules(const triage::Closed& closed,
                                     const knowledge::KnowledgeBase& knowledge) {
  const triage::AnswerTable answers(closed, knowledge);
  const knowledge::Rule::Lookup lookup = std::cref(answers);
  std::vector<std::size_t> fired;
  for (std::size_t i = 0; i < knowledge.red_flags.size(); ++i) {
    if (knowledge.red_flags[i].rule.evaluate(lookup) == knowledge::Truth::yes) {
      fired.push_back(i);
    }
  }
  return fired;
}

}  // namespace

triage::Closed closed_answers(const triage::Presentation& presentation,
                              const knowledge::KnowledgeBase& knowledge) {
  return triage::close(triage::score_findings(presentation, knowledge).presentation, knowledge);
}

engine::Evidence evidence_of(const triage::Presentation& presentation, const Model& model) {
  return evidence_of(presentation, closed_answers(presentation, model.knowledge), model);
}

engine::Result<Verdict> verdict(const triage::Presentation& presentation, const Model& model) {
  if (auto error = triage::refusal(presentation, model.knowledge)) {
    return engine::fail(std::move(*error));
  }
  const triage::Closed closed = closed_answers(presentation, model.knowledge);
  const auto posterior =
      model.inference.posterior(evidence_of(presentation, closed, model), model.network.conditions);
  if (!posterior) {
    return engine::fail(posterior.error());
  }
  Verdict result;
  for (const engine::VariableId condition : model.network.conditions) {
    result.conditions.push_back(posterior->present(condition));
  }
  result.fired = fired_rules(closed, model.knowledge);
  for (const std::size_t flag : result.fired) {
    result.gates = std::max(result.gates, model.knowledge.red_flags[flag].urgency);
  }
  result.loss = triage::LossTable(model.knowledge).least(result.conditions).urgency;
  result.on_evidence = std::max(result.gates, result.loss);
  const triage::AnswerTable answers(closed, model.knowledge);
  const auto safety = triage::safety_set(answers, presentation.setting, model.knowledge);
  const auto read = triage::read_gates(answers, model.knowledge);
  result.urgency = std::max(
      result.on_evidence,
      triage::floor_voice(safety, answers, read, presentation.setting, model.knowledge).urgency);
  return result;
}

std::vector<std::string> askers(knowledge::Urgency urgency, const Verdict& verdict,
                                const knowledge::KnowledgeBase& knowledge) {
  std::vector<std::string> found;
  for (const std::size_t flag : verdict.fired) {
    if (knowledge.red_flags[flag].urgency == urgency) {
      found.push_back(knowledge.red_flags[flag].id);
    }
  }
  if (verdict.loss == urgency) {
    found.emplace_back("expected loss");
  }
  if (verdict.urgency == urgency && verdict.on_evidence < urgency) {
    found.emplace_back("a safety question answered in vain");
  }
  return found;
}

}  // namespace paraspinal::validation
