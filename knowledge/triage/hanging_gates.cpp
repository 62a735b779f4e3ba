// Entry point: hanging_gates, at the end.

#include "knowledge/triage/hanging_gates.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <variant>

#include "engine/require.h"
#include "knowledge/triage/urgency.h"

namespace paraspinal::triage {
namespace {

using knowledge::Answer;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::RedFlag;
using knowledge::Truth;

bool all_in_vain(const AnswerTable& answers, const knowledge::NamedFindings& findings) {
  return findings.where([&](FindingId f) { return !asked_in_vain(answers(f)); }).empty();
}

// What the finding could be, as rules read it: every state, the ends of a quantity's range.
std::vector<double> possible(const knowledge::Finding& finding) {
  switch (finding.value_type) {
    case knowledge::ValueType::boolean:
      return {1, 0};
    case knowledge::ValueType::quantity:
      return {finding.lowest, finding.highest};
    case knowledge::ValueType::ordinal: {
      std::vector<double> states(finding.states.size());
      std::iota(states.begin(), states.end(), 0.0);
      return states;
    }
    case knowledge::ValueType::date:
      break;
  }
  return {};
}

// Whether the rule is true, or waits for nothing but what was asked in vain, with something that
// the finding could be. `numbers` are left as they were.
bool decides(FindingId finding, const RedFlag& flag, const AnswerTable& answers,
             const KnowledgeBase& knowledge, std::vector<double>& numbers) {
  bool decisive = false;
  for (const double value : possible(knowledge.findings[finding])) {
    numbers[finding.index] = value;
    const auto [truth, named] = flag.rule.reasoned(numbers);
    decisive = decisive || truth == Truth::yes ||
               (truth == Truth::undecided && all_in_vain(answers, named));
  }
  numbers[finding.index] = std::numeric_limits<double>::quiet_NaN();
  return decisive;
}

}  // namespace

std::vector<HangingGate> hanging_gates(const AnswerTable& answers,
                                       std::span<const knowledge::Reasoned> read,
                                       knowledge::Setting setting, const KnowledgeBase& knowledge) {
  engine::require(read.size() == knowledge.red_flags.size(), "every red flag was read");
  if (!answers.any_in_vain()) {
    return {};
  }
  std::map<std::size_t, HangingGate> hanging;  // by the place of the finding
  std::vector<double> numbers(answers.numbers().begin(), answers.numbers().end());
  for (std::size_t i = 0; i < read.size(); ++i) {
    const RedFlag& flag = knowledge.red_flags[i];
    if (read[i].truth != Truth::undecided || flag.urgency <= floor_urgency) {
      continue;
    }
    const auto in_vain =
        read[i].findings.where([&](FindingId f) { return asked_in_vain(answers(f)); });
    if (in_vain.empty()) {
      continue;
    }
    const bool waits_in_vain = all_in_vain(answers, read[i].findings);
    for (const FindingId finding : in_vain.findings()) {
      if (!obtainable(knowledge.findings.obtainable_by(finding), setting) ||
          !(waits_in_vain || decides(finding, flag, answers, knowledge, numbers))) {
        continue;
      }
      HangingGate& gate = hanging[finding.index];
      if (gate.flag == nullptr || flag.urgency > gate.flag->urgency) {
        gate = {finding, &flag};
      }
    }
  }
  std::vector<HangingGate> gates;
  gates.reserve(hanging.size());
  for (const auto& [place, gate] : hanging) {
    gates.push_back(gate);
  }
  return gates;
}

}  // namespace paraspinal::triage
