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

Truth evaluate_node(const Nodes& nodes, std::size_t at, const Rule::Lookup& lookup);

Truth evaluate_all(const Nodes& nodes, std::size_t at, const Rule::Lookup& lookup) {
  Truth truth = Truth::yes;
  for (std::size_t i = at + 1; i < nodes[at].end && truth != Truth::no; i = nodes[i].end) {
    truth = kleene_and(truth, evaluate_node(nodes, i, lookup));
  }
  return truth;
}

Truth evaluate_any(const Nodes& nodes, std::size_t at, const Rule::Lookup& lookup) {
  Truth truth = Truth::no;
  for (std::size_t i = at + 1; i < nodes[at].end && truth != Truth::yes; i = nodes[i].end) {
    truth = kleene_or(truth, evaluate_node(nodes, i, lookup));
  }
  return truth;
}

Truth evaluate_count(const Nodes& nodes, std::size_t at, const Rule::Lookup& lookup) {
  double are_true = 0;
  double may_be_true = 0;
  for (std::size_t i = at + 1; i < nodes[at].end; i = nodes[i].end) {
    const Truth truth = evaluate_node(nodes, i, lookup);
    are_true += truth == Truth::yes ? 1 : 0;
    may_be_true += truth == Truth::no ? 0 : 1;
  }
  if (are_true >= nodes[at].number) {
    return Truth::yes;
  }
  return may_be_true < nodes[at].number ? Truth::no : Truth::undecided;
}

Truth evaluate_node(const Nodes& nodes, std::size_t at, const Rule::Lookup& lookup) {
  switch (nodes[at].kind) {
    case NodeKind::all:
      return evaluate_all(nodes, at, lookup);
    case NodeKind::any:
      return evaluate_any(nodes, at, lookup);
    case NodeKind::inverse:
      return kleene_not(evaluate_node(nodes, at + 1, lookup));
    case NodeKind::count:
      return evaluate_count(nodes, at, lookup);
    case NodeKind::presence:
    case NodeKind::quantity:
    case NodeKind::state:
      return evaluate_item(nodes[at], lookup);
  }
  return Truth::undecided;
}

void add_once(std::vector<FindingId>& findings, FindingId finding) {
  if (std::find(findings.begin(), findings.end(), finding) == findings.end()) {
    findings.push_back(finding);
  }
}

// Adds the items that give node `at` the truth it has: of AND, OR and COUNT the operands that share
// it, of NOT the operand's own.
void collect(const Nodes& nodes, std::size_t at, Truth truth, const Rule::Lookup& lookup,
             std::vector<FindingId>& findings) {
  if (nodes[at].end == at + 1) {
    add_once(findings, nodes[at].finding);
    return;
  }
  const Truth sought = nodes[at].kind == NodeKind::inverse ? kleene_not(truth) : truth;
  for (std::size_t i = at + 1; i < nodes[at].end; i = nodes[i].end) {
    if (evaluate_node(nodes, i, lookup) == sought) {
      collect(nodes, i, sought, lookup, findings);
    }
  }
}

std::vector<FindingId> reasons(const Nodes& nodes, Truth truth, const Rule::Lookup& lookup) {
  std::vector<FindingId> findings;
  if (evaluate_node(nodes, 0, lookup) == truth) {
    collect(nodes, 0, truth, lookup, findings);
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
