#pragma once

// Findings as an answer names them, for answers written by hand.
//
//   gate.because = tests::named({"numb"});

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "knowledge/base/rule.h"

namespace paraspinal::tests {

// Of a rule that names these two-state findings and no other; it is kept until the program ends.
inline knowledge::NamedFindings named(const std::vector<std::string>& ids) {
  static std::deque<knowledge::Rule> rules;
  std::vector<knowledge::Finding> findings;
  std::string text;
  for (const std::string& id : ids) {
    knowledge::Finding finding;
    finding.id = id;
    findings.push_back(std::move(finding));
    text += (text.empty() ? "" : " OR ") + id;
  }
  const knowledge::FindingTable table(std::move(findings));
  const auto nothing_known = [](knowledge::FindingId) -> const knowledge::Answer* {
    return nullptr;
  };
  return rules.emplace_back(knowledge::Rule::parse(text, table).value())
      .undecided_by(nothing_known);
}

}  // namespace paraspinal::tests
