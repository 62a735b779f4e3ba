#include "apps/desk/fired_alone.h"

#include "knowledge/triage/close.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/score_findings.h"
#include "knowledge/triage/words.h"

namespace paraspinal::desk {

FiredAlone fired_alone(const triage::Presentation& presentation,
                       const knowledge::KnowledgeBase& knowledge) {
  const triage::Closed closed =
      close(score_findings(presentation, knowledge).presentation, knowledge);
  const triage::AnswerTable answers(closed, knowledge);
  FiredAlone alone{triage::evaluate_gates(triage::read_gates(answers, knowledge), knowledge), {}};
  std::erase_if(alone.gates, [](const triage::Gate& gate) {
    return gate.state != triage::GateState::fired ||
           gate.urgency < knowledge::Urgency::emergency_department;
  });
  for (const auto& [finding, answer] : closed.answers) {
    const knowledge::Finding& row = knowledge.findings[finding];
    alone.used.push_back({row.id, triage::state_words(row, answer.value), answer.origin});
  }
  return alone;
}

}  // namespace paraspinal::desk
