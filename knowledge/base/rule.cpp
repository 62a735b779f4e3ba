#include "knowledge/base/rule.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
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

// What a rule reads of an answer that says something.
template <typename Value>
const Value& value_as(const Answer& answer, std::string_view words) {
  const Value* const value = std::get_if<Value>(&answer.value);
  engine::require(value != nullptr, words);
  return *value;
}

Truth truth_of_item(const Rule::Node& node, double number) {
  return truth_of(node.kind == NodeKind::presence ? number == 1
                                                  : compare(number, node.comparison, node.number));
}

// The truth of an item by its answer.
struct ByAnswer {
  const Rule::Lookup& lookup;

  Truth operator()(const Rule::Node& node) const {
    const Answer* answer = lookup(node.finding);
    if (answer == nullptr || std::holds_alternative<Unknown>(answer->value) ||
        std::holds_alternative<Refused>(answer->value)) {
      return Truth::undecided;
    }
    return truth_of_item(node, number_of(node, *answer));
  }

 private:
  static double number_of(const Rule::Node& node, const Answer& answer) {
    if (node.kind == NodeKind::presence) {
      const auto presence = value_as<Presence>(answer, "a two-state finding is present or absent");
      return presence == Presence::present ? 1 : 0;
    }
    if (node.kind == NodeKind::quantity) {
      return value_as<Quantity>(answer, "a quantity is answered with a number").value;
    }
    const auto state = value_as<State>(answer, "an ordinal is answered with one of its states");
    return static_cast<double>(state.index);
  }
};

// The truth of an item by the number of its finding.
struct ByNumber {
  Rule::Numbers numbers;

  Truth operator()(const Rule::Node& node) const {
    const double number = numbers[node.finding.index];
    return std::isnan(number) ? Truth::undecided : truth_of_item(node, number);
  }
};

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

template <typename Item, typename Operand>
Truth truth_of_node(const Nodes& nodes, std::size_t at, const Item& item, Operand operand) {
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
      return item(nodes[at]);
  }
  return Truth::undecided;
}

// Only as far as the truth needs it.
template <typename Item>
Truth evaluate_node(const Nodes& nodes, std::size_t at, const Item& item) {
  return truth_of_node(nodes, at, item,
                       [&](std::size_t i) { return evaluate_node(nodes, i, item); });
}

// Of every node, once: operands stand behind theirs. A rule as short as nearly all are asks for no
// memory.
class Truths {
 public:
  template <typename Item>
  Truths(const Nodes& nodes, const Item& item)
      : long_(nodes.size() > short_.size() ? nodes.size() : 0) {
    Truth* const truths = long_.empty() ? short_.data() : long_.data();
    for (std::size_t at = nodes.size(); at-- > 0;) {
      truths[at] = truth_of_node(nodes, at, item, [&](std::size_t i) { return truths[i]; });
    }
  }

  Truth operator[](std::size_t at) const { return long_.empty() ? short_[at] : long_[at]; }

 private:
  std::array<Truth, 48> short_;
  std::vector<Truth> long_;
};

void add_once(std::vector<FindingId>& findings, FindingId finding) {
  if (std::find(findings.begin(), findings.end(), finding) == findings.end()) {
    findings.push_back(finding);
  }
}

// Adds the items that give node `at` the truth it has: of AND, OR and COUNT the operands that share
// it, of NOT the operand's own.
void collect(const Nodes& nodes, std::size_t at, const Truths& truths,
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

template <typename Item>
std::vector<FindingId> reasons(const Nodes& nodes, Truth truth, const Item& item) {
  const Truths truths(nodes, item);
  std::vector<FindingId> findings;
  if (truths[0] == truth) {
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

double as_number(const AnswerValue& value) {
  if (const auto* presence = std::get_if<Presence>(&value)) {
    return *presence == Presence::present ? 1 : 0;
  }
  if (const auto* quantity = std::get_if<Quantity>(&value)) {
    return quantity->value;
  }
  const auto* state = std::get_if<State>(&value);
  return state == nullptr ? std::numeric_limits<double>::quiet_NaN()
                          : static_cast<double>(state->index);
}

const std::vector<Rule::Node>& Rule::nodes() const {
  engine::require(nodes_ != nullptr, "the rule was made by Rule::parse");
  return *nodes_;
}

Truth Rule::evaluate(const Lookup& lookup) const {
  return evaluate_node(nodes(), 0, ByAnswer{lookup});
}

Truth Rule::evaluate(Numbers numbers) const {
  return evaluate_node(nodes(), 0, ByNumber{numbers});
}

std::vector<FindingId> Rule::undecided_by(const Lookup& lookup) const {
  return reasons(nodes(), Truth::undecided, ByAnswer{lookup});
}

std::vector<FindingId> Rule::undecided_by(Numbers numbers) const {
  return reasons(nodes(), Truth::undecided, ByNumber{numbers});
}

std::vector<FindingId> Rule::true_because(const Lookup& lookup) const {
  return reasons(nodes(), Truth::yes, ByAnswer{lookup});
}

std::vector<FindingId> Rule::true_because(Numbers numbers) const {
  return reasons(nodes(), Truth::yes, ByNumber{numbers});
}

}  // namespace paraspinal::knowledge
