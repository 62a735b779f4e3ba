#include "knowledge/triage/gates.h"

#include <algorithm>
#include <functional>

#include "engine/require.h"
#include "knowledge/triage/answer_table.h"
#include "knowledge/triage/in_place.h"

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
  const knowledge::NamedFindings none;
  return {.id = flag.id,
          .name = flag.name,
          .state = state,
          .urgency = flag.urgency,
          .disposition = flag.disposition,
          .action = flag.action,
          .rule = flag.rule.text(),
          .because = state == GateState::fired ? reasoned.findings : none,
          .waiting_for = state == GateState::undecided ? reasoned.findings : none,
          .suspects = flag.suspect_ids,
          .citation = Cited(flag.citation)};
}

}  // namespace

std::vector<Reasoned> read_gates(const AnswerTable& answers, const KnowledgeBase& knowledge) {
  std::vector<Reasoned> read;
  read.reserve(knowledge.red_flags.size());
  for (const RedFlag& flag : knowledge.red_flags) {
    read.push_back(flag.rule.reasoned(answers.numbers()));
  }
  return read;
}

std::vector<Gate> evaluate_gates(std::span<const Reasoned> read, const KnowledgeBase& knowledge) {
  engine::require(read.size() == knowledge.red_flags.size(), "every red flag was read");
  std::vector<Gate> gates;
  gates.reserve(read.size());
  for (const Truth truth : {Truth::yes, Truth::undecided, Truth::no}) {
    for (std::size_t i = 0; i < read.size(); ++i) {
      if (read[i].truth == truth) {
        gates.emplace_back(InPlace{[&] { return gate_of(knowledge.red_flags[i], read[i]); }});
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
