#pragma once

// A rule as it is evaluated: every expression counts those of its operands that are true. AND needs
// all of them, OR one, and NOT stands in the items alone, by De Morgan's laws, which hold in
// Kleene's logic too: NOT COUNT(n items)>=k is COUNT(n items, each NOT)>=n-k+1. What is undecided
// lies between what is surely true and what may be true, so that each count is two comparisons.
//
//   const auto steps = rule_steps(nodes);
//   // "NOT (a AND b)": one of two is needed; NOT a; NOT b
//
// Steps stand in prefix order, as nodes do (rule_parser.h), but that of the operands of an
// expression items stand first.

#include <cstdint>
#include <vector>

#include "knowledge/base/rule.h"
#include "knowledge/base/rule_parser.h"

namespace paraspinal::knowledge {

struct RuleStep {
  NodeKind kind = NodeKind::count;  // or that of an item
  bool inverse = false;             // an item under NOT
  std::uint16_t needed = 1;         // of an expression: so many of its operands; of an item 1
  std::uint16_t parent = 0;         // 1 + the place of the step it is an operand of; of the first 0
  std::uint16_t item = 0;           // of an item, its place among them
  std::uint32_t finding = 0;        // of an item, in the content
  std::uint16_t items_first = 0;    // of an expression that needs all its operands: so many items
  double lowest = 0;                // an item holds from here ...
  double highest = 0;               // ... to here; with `inverse` outside of that
};

std::vector<RuleStep> rule_steps(const std::vector<Rule::Node>& nodes);

}  // namespace paraspinal::knowledge
