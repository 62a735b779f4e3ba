#include "knowledge/triage/gates.h"

#include <algorithm>

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

// A rule and what it says of the answers.
struct Evaluated {
  const RedFlag* flag = nullptr;
  GateState state = GateState::excluded;
};

Gate gate_of(const Evaluated& evaluated, knowledge::Rule::Numbers answers,
             const KnowledgeBase& knowledge) {
  const RedFlag& flag = *evaluated.flag;
  Gate gate;
  gate.id = flag.id;
  gate.name = flag.name;
  gate.state = evaluated.state;
  gate.urgency = flag.urgency;
  gate.disposition = flag.disposition;
  gate.action = flag.action;
  gate.rule = flag.rule.text();
  if (gate.state == GateState::fired) {
    gate.because = ids_of(flag.rule.true_because(answers), knowledge);
  } else if (gate.state == GateState::undecided) {
    gate.waiting_for = ids_of(flag.rule.undecided_by(answers), knowledge);
  }
  gate.suspects.reserve(flag.suspects.size());
  for (const knowledge::ConditionId suspect : flag.suspects) {
    gate.suspects.push_back(knowledge.conditions[suspect.index].id);
  }
  gate.citation = cited(flag.citation);
  return gate;
}

}  // namespace

std::vector<Gate> evaluate_gates(const Closed& closed, const KnowledgeBase& knowledge) {
  const AnswerTable table(closed, knowledge);
  const knowledge::Rule::Numbers answers = table.numbers();
  std::vector<Evaluated> order;
  order.reserve(knowledge.red_flags.size());
  for (const RedFlag& flag : knowledge.red_flags) {
    order.push_back({&flag, state_of(flag.rule.evaluate(answers))});
  }
  std::ranges::stable_sort(order, [](const Evaluated& a, const Evaluated& b) {
    if (a.state != b.state) {
      return a.state < b.state;
    }
    return a.state == GateState::fired && a.flag->urgency > b.flag->urgency;
  });
  std::vector<Gate> gates;
  gates.reserve(order.size());
  for (const Evaluated& evaluated : order) {
    gates.push_back(gate_of(evaluated, answers, knowledge));
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
