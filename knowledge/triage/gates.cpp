#include "knowledge/triage/gates.h"

#include <algorithm>

namespace paraspinal::triage {
namespace {

using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::RedFlag;
using knowledge::Truth;

std::vector<std::string> ids_of(const std::vector<FindingId>& findings,
                                const KnowledgeBase& knowledge) {
  std::vector<std::string> ids;
  for (const FindingId finding : findings) {
    ids.push_back(knowledge.findings[finding].id);
  }
  return ids;
}

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

Gate evaluate(const RedFlag& flag, const Closed& closed, const KnowledgeBase& knowledge) {
  const auto lookup = [&closed](FindingId finding) { return closed.find(finding); };
  Gate gate;
  gate.id = flag.id;
  gate.name = flag.name;
  gate.state = state_of(flag.rule.evaluate(lookup));
  gate.urgency = flag.urgency;
  gate.disposition = flag.disposition;
  gate.action = flag.action;
  gate.rule = flag.rule.text();
  if (gate.state == GateState::fired) {
    gate.because = ids_of(flag.rule.true_because(lookup), knowledge);
  } else if (gate.state == GateState::undecided) {
    gate.waiting_for = ids_of(flag.rule.undecided_by(lookup), knowledge);
  }
  for (const knowledge::ConditionId suspect : flag.suspects) {
    gate.suspects.push_back(knowledge.conditions[suspect.index].id);
  }
  gate.citation = flag.citation;
  return gate;
}

}  // namespace

std::vector<Gate> evaluate_gates(const Closed& closed, const KnowledgeBase& knowledge) {
  std::vector<Gate> gates;
  for (const RedFlag& flag : knowledge.red_flags) {
    gates.push_back(evaluate(flag, closed, knowledge));
  }
  std::stable_sort(gates.begin(), gates.end(), [](const Gate& a, const Gate& b) {
    if (a.state != b.state) {
      return a.state < b.state;
    }
    return a.state == GateState::fired && a.urgency > b.urgency;
  });
  return gates;
}

knowledge::Urgency fired_urgency(const Closed& closed, const KnowledgeBase& knowledge) {
  const auto lookup = [&closed](FindingId finding) { return closed.find(finding); };
  knowledge::Urgency fastest = knowledge::Urgency::self_care;
  for (const RedFlag& flag : knowledge.red_flags) {
    if (flag.urgency > fastest && flag.rule.evaluate(lookup) == Truth::yes) {
      fastest = flag.urgency;
    }
  }
  return fastest;
}

}  // namespace paraspinal::triage
