#include "knowledge/base/rule.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "engine/require.h"
#include "knowledge/base/rule_parser.h"
#include "knowledge/base/rule_reading.h"
#include "knowledge/base/rule_tokens.h"

namespace paraspinal::knowledge {

namespace {

using Nodes = std::vector<Rule::Node>;

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

// The number of an item by its answer.
struct ByAnswer {
  const Rule::Lookup& lookup;

  double operator()(const RuleItem& item) const {
    const Answer* answer = lookup(FindingId{item.finding});
    if (answer == nullptr || std::holds_alternative<Unknown>(answer->value) ||
        std::holds_alternative<Refused>(answer->value)) {
      return not_known;
    }
    require_type(item.kind, answer->value);
    return as_number(answer->value);
  }

 private:
  static void require_type(NodeKind kind, const AnswerValue& value) {
    if (kind == NodeKind::presence) {
      engine::require(std::holds_alternative<Presence>(value),
                      "a two-state finding is present or absent");
    } else if (kind == NodeKind::quantity) {
      engine::require(std::holds_alternative<Quantity>(value),
                      "a quantity is answered with a number");
    } else {
      engine::require(std::holds_alternative<State>(value),
                      "an ordinal is answered with one of its states");
    }
  }
};

// The number of an item by the place of its finding.
struct ByNumber {
  Rule::Numbers numbers;

  double operator()(const RuleItem& item) const { return numbers[item.finding]; }
};

// Whether nothing is known of what the rule mentions.
bool is_blank(const RuleParts& parts, Rule::Numbers numbers) {
  return std::ranges::all_of(
      parts.items, [numbers](const RuleItem& item) { return std::isnan(numbers[item.finding]); });
}

template <typename T>
void add_once(std::vector<T>& all, const T& one) {
  if (std::find(all.begin(), all.end(), one) == all.end()) {
    all.push_back(one);
  }
}

template <typename T>
std::shared_ptr<const T[]> shared_copy(std::span<const T> values) {
  auto copy = std::make_shared<T[]>(values.size());
  std::ranges::copy(values, copy.get());
  return copy;
}

// The place of the lowest bit.
std::size_t first_of(std::uint64_t bits) {
  return static_cast<std::size_t>(std::countr_zero(bits));
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

std::vector<FindingId> NamedFindings::findings() const {
  std::vector<FindingId> findings;
  findings.reserve(static_cast<std::size_t>(std::popcount(which_)));
  for (std::uint64_t left = which_; left != 0; left &= left - 1) {
    add_once(findings, rule_->item(first_of(left)));
  }
  return findings;
}

std::vector<std::string_view> NamedFindings::ids() const {
  std::vector<std::string_view> ids;
  ids.reserve(static_cast<std::size_t>(std::popcount(which_)));
  for (std::uint64_t left = which_; left != 0; left &= left - 1) {
    add_once(ids, std::string_view(rule_->item_ids()[first_of(left)]));
  }
  return ids;
}

bool NamedFindings::has(std::string_view id) const {
  const auto all = ids();
  return std::ranges::find(all, id) != all.end();
}

engine::Result<Rule> Rule::parse(std::string_view text, const FindingTable& findings) {
  constexpr std::size_t most_items = 64;  // a bit each (NamedFindings)
  const auto nodes = parse_rule(text, findings);
  if (!nodes) {
    return engine::fail(nodes.error());
  }
  Rule rule;
  rule.text_ = std::string(text);
  for (const Node& node : *nodes) {
    if (is_item(node.kind)) {
      add_once(rule.mentions_, node.finding);
      rule.items_.push_back(node.finding);
      rule.item_ids_.push_back(findings[node.finding].id);
    }
  }
  if (rule.items_.size() > most_items) {
    return engine::fail(rule_error(text, 0, "has more than 64 items"));
  }
  collect_polarity(*nodes, 0, false, true, rule.negated_);
  collect_polarity(*nodes, 0, false, false, rule.affirmed_);
  const ReadableRule read = readable(*nodes);
  rule.readable_items_ = shared_copy<RuleItem>(read.items);
  rule.expressions_ = shared_copy<RuleExpression>(read.expressions);
  rule.items_count_ = static_cast<std::uint16_t>(read.items.size());
  rule.expressions_count_ = static_cast<std::uint16_t>(read.expressions.size());
  rule.required_ = static_cast<std::uint16_t>(read.required);
  const RuleReading blank(read.parts(), [](const RuleItem&) { return not_known; });
  rule.blank_truth_ = blank.truth();
  rule.blank_named_ = blank.named(rule.blank_truth_);
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
  return state == nullptr ? not_known : static_cast<double>(state->index);
}

RuleParts Rule::parts() const {
  engine::require(expressions_count_ > 0, "the rule was made by Rule::parse");
  return {
      {readable_items_.get(), items_count_}, {expressions_.get(), expressions_count_}, required_};
}

void Rule::keep_together(std::span<Rule* const> rules) {
  std::vector<RuleItem> items;
  std::vector<RuleExpression> expressions;
  for (const Rule* rule : rules) {
    const RuleParts parts = rule->parts();
    items.insert(items.end(), parts.items.begin(), parts.items.end());
    expressions.insert(expressions.end(), parts.expressions.begin(), parts.expressions.end());
  }
  const auto all_items = shared_copy<RuleItem>(items);
  const auto all_expressions = shared_copy<RuleExpression>(expressions);
  std::size_t item = 0;
  std::size_t expression = 0;
  for (Rule* rule : rules) {
    rule->readable_items_ = std::shared_ptr<const RuleItem[]>(all_items, all_items.get() + item);
    rule->expressions_ = std::shared_ptr<const RuleExpression[]>(
        all_expressions, all_expressions.get() + expression);
    item += rule->items_count_;
    expression += rule->expressions_count_;
  }
}

Truth Rule::evaluate(const Lookup& lookup) const {
  return RuleReading(parts(), ByAnswer{lookup}).truth();
}

Truth Rule::evaluate(Numbers numbers) const {
  const RuleParts read = parts();
  return is_blank(read, numbers) ? blank_truth_ : RuleReading(read, ByNumber{numbers}).truth();
}

NamedFindings Rule::undecided_by(const Lookup& lookup) const {
  return {*this, RuleReading(parts(), ByAnswer{lookup}).named(Truth::undecided)};
}

NamedFindings Rule::undecided_by(Numbers numbers) const {
  return {*this, RuleReading(parts(), ByNumber{numbers}).named(Truth::undecided)};
}

NamedFindings Rule::true_because(const Lookup& lookup) const {
  return {*this, RuleReading(parts(), ByAnswer{lookup}).named(Truth::yes)};
}

Reasoned Rule::reasoned(Numbers numbers) const {
  const RuleParts read = parts();
  if (is_blank(read, numbers)) {
    return {blank_truth_, NamedFindings(*this, blank_named_)};
  }
  const RuleReading reading(read, ByNumber{numbers});
  const Truth truth = reading.truth();
  return {truth, NamedFindings(*this, truth == Truth::no ? 0 : reading.named(truth))};
}

}  // namespace paraspinal::knowledge
