#include "knowledge/base/rule.h"

#include <algorithm>
#include <utility>

#include "engine/require.h"
#include "knowledge/base/rule_parser.h"

namespace paraspinal::knowledge {

namespace {

using Nodes = std::vector<Rule::Node>;

Truth truth_of(bool holds) {
  return holds ? Truth::yes : Truth::no;
}

bool compare(double value, Comparison comparison, double with) {
  switch (comparison) {
    case Comparison::at_least:
      return value >= with;
    case Comparison::at_most:
      return value <= with;
    case Comparison::above:
      return value > with;
    case Comparison::below:
      return value < with;
    case Comparison::equal:
      return value == with;
    case Comparison::unequal:
      return value != with;
  }
  return false;
}

template <typename Value>
Value value_as(const Answer& answer, std::string_view words) {
  engine::require(std::holds_alternative<Value>(answer.value), words);
  return std::get<Value>(answer.value);
}

Truth evaluate_item(const Rule::Node& node, const Rule::Lookup& lookup) {
  const Answer* answer = lookup(node.finding);
  if (answer == nullptr || std::holds_alternative<Unknown>(answer->value) ||
      std::holds_alternative<Refused>(answer->value)) {
    return Truth::undecided;
  }
  if (node.kind == NodeKind::presence) {
    const auto presence = value_as<Presence>(*answer, "a two-state finding is present or absent");
    return truth_of(presence == Presence::present);
  }
  if (node.kind == NodeKind::quantity) {
    const auto quantity = value_as<Quantity>(*answer, "a quantity is answered with a number");
    return truth_of(compare(quantity.value, node.comparison, node.number));
  }
  const auto state = value_as<State>(*answer, "an ordinal is answered with one of its states");
  return truth_of(compare(static_cast<double>(state.index), node.comparison, node.number));
}

// The truth of a node that has operands; `operand` gives theirs, by position.
template <typename Operand>
Truth all_of(const Nodes& nodes, std::size_t at, Operand operand) {
  Truth truth = Truth::yes;
  for (std::size_t i = at + 1; i < nodes[at].end && truth != Truth::no; i = nodes[i].end) {
    truth = kleene_and(truth, operand(i));
  }
  return truth;
}

template <typename Operand>
Truth any_of(const Nodes& nodes, std::size_t at, Operand operand) {
  Truth truth = Truth::no;
  for (std::size_t i = at + 1; i < nodes[at].end && truth != Truth::yes; i = nodes[i].end) {
    truth = kleene_or(truth, operand(i));
  }
  return truth;
}

template <typename Operand>
Truth enough_of(const Nodes& nodes, std::size_t at, Operand operand) {
  double are_true = 0;
  double may_be_true = 0;
  for (std::size_t i = at + 1; i < nodes[at].end; i = nodes[i].end) {
    const Truth truth = operand(i);
    are_true += truth == Truth::yes ? 1 : 0;
    may_be_true += truth == Truth::no ? 0 : 1;
  }
  if (are_true >= nodes[at].number) {
    return Truth::yes;
  }
  return may_be_true < nodes[at].number ? Truth::no : Truth::undecided;
}

template <typename Operand>
Truth truth_of_node(const Nodes& nodes, std::size_t at, const Rule::Lookup& lookup,
                    Operand operand) {
  switch (nodes[at].kind) {
    case NodeKind::all:
      return all_of(nodes, at, operand);
    case NodeKind::any:
      return any_of(nodes, at, operand);
    case NodeKind::inverse:
      return kleene_not(operand(at + 1));
    case NodeKind::count:
      return enough_of(nodes, at, operand);
    case NodeKind::presence:
    case NodeKind::quantity:
    case NodeKind::state:
      return evaluate_item(nodes[at], lookup);
  }
  return Truth::undecided;
}

// Only as far as the truth needs it.
Truth evaluate_node(const Nodes& nodes, std::size_t at, const Rule::Lookup& lookup) {
  return truth_of_node(nodes, at, lookup,
                       [&](std::size_t i) { return evaluate_node(nodes, i, lookup); });
}

// Of every node, once: operands stand behind theirs.
std::vector<Truth> truths_of(const Nodes& nodes, const Rule::Lookup& lookup) {
  std::vector<Truth> truths(nodes.size());
  for (std::size_t at = nodes.size(); at-- > 0;) {
    truths[at] = truth_of_node(nodes, at, lookup, [&](std::size_t i) { return truths[i]; });
  }
  return truths;
}

void add_once(std::vector<FindingId>& findings, FindingId finding) {
  if (std::find(findings.begin(), findings.end(), finding) == findings.end()) {
    findings.push_back(finding);
  }
}

// Adds the items that give node `at` the truth it has: of AND, OR and COUNT the operands that share
// it, of NOT the operand's own.
void collect(const Nodes& nodes, std::size_t at, const std::vector<Truth>& truths,
             std::vector<FindingId>& findings) {
  if (nodes[at].end == at + 1) {
    add_once(findings, nodes[at].finding);
    return;
  }
  const Truth sought = nodes[at].kind == NodeKind::inverse ? kleene_not(truths[at]) : truths[at];
  for (std::size_t i = at + 1; i < nodes[at].end; i = nodes[i].end) {
    if (truths[i] == sought) {
      collect(nodes, i, truths, findings);
    }
  }
}

std::vector<FindingId> reasons(const Nodes& nodes, Truth truth, const Rule::Lookup& lookup) {
  const std::vector<Truth> truths = truths_of(nodes, lookup);
  std::vector<FindingId> findings;
  if (truths.front() == truth) {
    findings.reserve(nodes.size());
    collect(nodes, 0, truths, findings);
  }
  return findings;
}

// The findings of the items that stand under an odd (or even) number of NOTs.
void collect_polarity(const Nodes& nodes, std::size_t at, bool is_negated, bool sought,
                      std::vector<FindingId>& findings) {
  if (nodes[at].end == at + 1) {
    if (is_negated == sought) {
      add_once(findings, nodes[at].finding);
    }
    return;
  }
  const bool inside = is_negated != (nodes[at].kind == NodeKind::inverse);
  for (std::size_t i = at + 1; i < nodes[at].end; i = nodes[i].end) {
    collect_polarity(nodes, i, inside, sought, findings);
  }
}

}  // namespace

Truth kleene_not(Truth a) {
  switch (a) {
    case Truth::no:
      return Truth::yes;
    case Truth::undecided:
      return Truth::undecided;
    case Truth::yes:
      return Truth::no;
  }
  return Truth::undecided;
}

Truth kleene_and(Truth a, Truth b) {
  return std::min(a, b);
}

Truth kleene_or(Truth a, Truth b) {
  return std::max(a, b);
}

engine::Result<Rule> Rule::parse(std::string_view text, const FindingTable& findings) {
  auto nodes = parse_rule(text, findings);
  if (!nodes) {
    return engine::fail(nodes.error());
  }
  Rule rule;
  rule.text_ = std::string(text);
  for (const Node& node : *nodes) {
    if (node.kind == NodeKind::presence || node.kind == NodeKind::quantity ||
        node.kind == NodeKind::state) {
      add_once(rule.mentions_, node.finding);
    }
  }
  collect_polarity(*nodes, 0, false, true, rule.negated_);
  collect_polarity(*nodes, 0, false, false, rule.affirmed_);
  rule.nodes_ = std::make_shared<const Nodes>(std::move(*nodes));
  return rule;
}

Truth Rule::evaluate(const Lookup& lookup) const {
  engine::require(nodes_ != nullptr, "the rule was made by Rule::parse");
  return evaluate_node(*nodes_, 0, lookup);
}

std::vector<FindingId> Rule::undecided_by(const Lookup& lookup) const {
  engine::require(nodes_ != nullptr, "the rule was made by Rule::parse");
  return reasons(*nodes_, Truth::undecided, lookup);
}

std::vector<FindingId> Rule::true_because(const Lookup& lookup) const {
  engine::require(nodes_ != nullptr, "the rule was made by Rule::parse");
  return reasons(*nodes_, Truth::yes, lookup);
}

}  // namespace paraspinal::knowledge
