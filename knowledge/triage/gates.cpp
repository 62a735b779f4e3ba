#include "knowledge/triage/gates.h"

#include <algorithm>
#include <functional>

#include "knowledge/triage/answer_table.h"

namespace paraspinal::triage {
namespace {

using knowledge::KnowledgeBase;
using knowledge::Reasoned;
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

Gate gate_of(const RedFlag& flag, const Reasoned& reasoned) {
  const GateState state = state_of(reasoned.truth);
  Gate gate;
  gate.id = flag.id;
  gate.name = flag.name;
  gate.state = state;
  gate.urgency = flag.urgency;
  gate.disposition = flag.disposition;
  gate.action = flag.action;
  gate.rule = flag.rule.text();
  if (state == GateState::fired) {
    gate.because = reasoned.findings;
  } else if (state == GateState::undecided) {
    gate.waiting_for = reasoned.findings;
  }
  gate.suspects = flag.suspect_ids;
  gate.citation = cited(flag.citation);
  return gate;
}

}  // namespace

std::vector<Gate> evaluate_gates(const AnswerTable& answers, const KnowledgeBase& knowledge) {
  std::vector<Reasoned> read;
  read.reserve(knowledge.red_flags.size());
  for (const RedFlag& flag : knowledge.red_flags) {
    read.push_back(flag.rule.reasoned(answers.numbers()));
  }
  std::vector<Gate> gates;
  gates.reserve(read.size());
  for (const Truth truth : {Truth::yes, Truth::undecided, Truth::no}) {
    for (std::size_t i = 0; i < read.size(); ++i) {
      if (read[i].truth == truth) {
        gates.push_back(gate_of(knowledge.red_flags[i], read[i]));
      }
    }
    if (truth == Truth::yes) {
      std::ranges::stable_sort(gates, std::ranges::greater{}, &Gate::urgency);
    }
  }
  return gates;
}

knowledge::Urgency fired_urgency(const AnswerTable& answers, const KnowledgeBase& knowledge) {
  knowledge::Urgency fastest = knowledge::Urgency::self_care;
  for (const RedFlag& flag : knowledge.red_flags) {
    if (flag.urgency > fastest && flag.rule.evaluate(answers.numbers()) == Truth::yes) {
      fastest = flag.urgency;
    }
  }
  return fastest;
}

}  // namespace paraspinal::triage
