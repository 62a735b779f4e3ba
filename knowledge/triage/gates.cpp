#include "knowledge/triage/gates.h"

#include <algorithm>
#include <functional>

#include "knowledge/triage/answer_table.h"

namespace paraspinal::triage {
namespace {

using knowledge::KnowledgeBase;
using knowledge::RedFlag;
using knowledge::Truth;

GateState state_of(Truth truth) {
  switch (truth) {
    case Truth::yes:
      return GateState::fired;
    case Truth::undecided:
      return GateState::undecided;
    case Truth::no:
      break;
  }
  return GateState::excluded;
}

Gate gate_of(const RedFlag& flag, GateState state, knowledge::Rule::Numbers answers) {
  Gate gate;
  gate.id = flag.id;
  gate.name = flag.name;
  gate.state = state;
  gate.urgency = flag.urgency;
  gate.disposition = flag.disposition;
  gate.action = flag.action;
  gate.rule = flag.rule.text();
  if (state == GateState::fired) {
    gate.because = flag.rule.true_because(answers);
  } else if (state == GateState::undecided) {
    gate.waiting_for = flag.rule.undecided_by(answers);
  }
  gate.suspects = flag.suspect_ids;
  gate.citation = cited(flag.citation);
  return gate;
}

}  // namespace

std::vector<Gate> evaluate_gates(const Closed& closed, const KnowledgeBase& knowledge) {
  const AnswerTable table(closed, knowledge);
  const knowledge::Rule::Numbers answers = table.numbers();
  std::vector<GateState> states;
  states.reserve(knowledge.red_flags.size());
  for (const RedFlag& flag : knowledge.red_flags) {
    states.push_back(state_of(flag.rule.evaluate(answers)));
  }
  std::vector<Gate> gates;
  gates.reserve(states.size());
  for (const GateState state : {GateState::fired, GateState::undecided, GateState::excluded}) {
    for (std::size_t i = 0; i < states.size(); ++i) {
      if (states[i] == state) {
        gates.push_back(gate_of(knowledge.red_flags[i], state, answers));
      }
    }
    if (state == GateState::fired) {
      std::ranges::stable_sort(gates, std::ranges::greater{}, &Gate::urgency);
    }
  }
  return gates;
}

knowledge::Urgency fired_urgency(const Closed& closed, const KnowledgeBase& knowledge) {
  const AnswerTable table(closed, knowledge);
  const knowledge::Rule::Numbers answers = table.numbers();
  knowledge::Urgency fastest = knowledge::Urgency::self_care;
  for (const RedFlag& flag : knowledge.red_flags) {
    if (flag.urgency > fastest && flag.rule.evaluate(answers) == Truth::yes) {
      fastest = flag.urgency;
    }
  }
  return fastest;
}

}  // namespace paraspinal::triage
