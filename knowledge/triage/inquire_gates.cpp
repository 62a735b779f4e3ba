#include "knowledge/triage/inquire_gates.h"

#include <algorithm>
#include <functional>

namespace paraspinal::triage {
namespace {

using knowledge::FindingId;
using knowledge::RedFlag;
using knowledge::Urgency;

// What closes otherwise than before.
std::vector<FindingId> changed(const Closed& before, const Closed& after) {
  std::vector<FindingId> result;
  for (const auto& [finding, answer] : after.answers) {
    const knowledge::Answer* old = before.find(finding);
    if (old == nullptr || old->value != answer.value) {
      result.push_back(finding);
    }
  }
  return result;
}

}  // namespace

GateForecast::GateForecast(const Grounds& grounds, const Known& known, const Supposed& supposed)
    : grounds_(&grounds),
      known_(&known),
      supposed_(&supposed),
      rules_of_(grounds.knowledge.findings.size()),
      negated_(grounds.knowledge.findings.size(), false) {
  const auto& flags = grounds.knowledge.red_flags;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (flags[i].urgency <= known.gate_urgency) {
      continue;
    }
    for (const FindingId finding : flags[i].rule.mentions()) {
      rules_of_[finding.index].push_back(i);
    }
    for (const FindingId finding : flags[i].rule.negated()) {
      negated_[finding.index] = true;
    }
  }
}

// Of the rules that read one of those changed.
Urgency GateForecast::fastest(const std::vector<FindingId>& changed,
                              const knowledge::Rule::Lookup& lookup) const {
  Urgency fastest = known_->gate_urgency;
  for (const FindingId finding : changed) {
    for (const std::size_t rule : rules_of_[finding.index]) {
      const RedFlag& flag = grounds_->knowledge.red_flags[rule];
      if (flag.urgency > fastest && flag.rule.evaluate(lookup) == knowledge::Truth::yes) {
        fastest = flag.urgency;
      }
    }
  }
  return fastest;
}

Urgency GateForecast::if_answered(const Answers& answers) const {
  if (const auto part = supposed_->part(answers)) {
    return fastest(part->changed(), std::cref(*part));
  }
  const Closed closed =
      scored_and_closed(with_answers(grounds_->presentation, answers), grounds_->knowledge);
  return fastest(changed(known_->closed, closed),
                 [&closed](FindingId finding) { return closed.find(finding); });
}

Urgency GateForecast::if_denied(const Answers& answers) const {
  const bool is_negated = std::ranges::any_of(
      answers, [this](const auto& answer) { return negated_[answer.first.index]; });
  return is_negated ? if_answered(answers) : known_->gate_urgency;
}

}  // namespace paraspinal::triage
