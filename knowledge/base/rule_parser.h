#pragma once

// Turns the text of a rule into the nodes that rule.cpp evaluates, by recursive descent over the
// grammar of rule.h.
//
//   const auto nodes = parse_rule("fever AND NOT cough", findings);
//   // all, state fever = present, inverse, state cough = present
//
// Nodes stand in prefix order: a node, then its operands one after another. `end` is the position
// after the last node below, so the operands of node i are i + 1, nodes[i + 1].end, ... up to
// nodes[i].end.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "knowledge/base/finding.h"
#include "knowledge/base/rule.h"

namespace paraspinal::knowledge {

enum class Comparison { at_least, at_most, above, below, equal, unequal };

enum class NodeKind : std::uint8_t {
  all,       // AND of its operands
  any,       // OR of its operands
  inverse,   // NOT of its one operand
  count,     // at least `number` of its operands are true
  presence,  // `finding` is present
  quantity,  // `finding` compared with `number`, in the finding's unit
  state,     // position of the state of `finding` compared with `number`
};

// Not an expression over others.
constexpr bool is_item(NodeKind kind) {
  return kind == NodeKind::presence || kind == NodeKind::quantity || kind == NodeKind::state;
}

struct Rule::Node {
  NodeKind kind = NodeKind::presence;
  std::size_t end = 0;
  FindingId finding = {};
  Comparison comparison = Comparison::equal;
  double number = 0;
};

// Errors: those of Rule::parse.
engine::Result<std::vector<Rule::Node>> parse_rule(std::string_view text,
                                                   const FindingTable& findings);

}  // namespace paraspinal::knowledge
