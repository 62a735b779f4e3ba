#pragma once

// A rule as it is evaluated: every expression counts those of its operands that are true. AND needs
// all of them, OR one, and NOT stands in the items alone, by De Morgan's laws, which hold in
// Kleene's logic too: NOT COUNT(n items)>=k is COUNT(n items, each NOT)>=n-k+1. What is undecided
// lies between what is surely true and what may be true. Both are bits, of up to 64 items and of as
// many expressions, so that an expression is a mask and two comparisons.
//
//   const ReadableRule rule = readable(nodes);
//   // "NOT (a AND b)": one of two is needed; NOT a; NOT b
//   RuleReading reading(rule.parts(), [&](const RuleItem& item) { return numbers[item.finding]; });
//   reading.truth();

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "knowledge/base/rule.h"
#include "knowledge/base/rule_parser.h"

namespace paraspinal::knowledge {

struct RuleItem {
  std::uint32_t finding = 0;  // in the content
  NodeKind kind = NodeKind::presence;
  bool inverse = false;    // under NOT
  std::uint8_t place = 0;  // its bit: how many items stand before it in the text
  double lowest = 0;       // it holds from here ...
  double highest = 0;      // ... to here; with `inverse` outside of that
};

// Of operands, two or more, or of the only item of a rule.
struct RuleExpression {
  std::uint64_t items = 0;        // a bit for each that is an operand
  std::uint64_t expressions = 0;  // likewise; they stand behind this one
  std::uint32_t needed = 1;       // so many operands
  bool needs_all = false;
  bool needs_one = false;
};

// Not owned.
struct RuleParts {
  std::span<const RuleItem> items;              // `required` ones stand first
  std::span<const RuleExpression> expressions;  // the whole rule first
  std::size_t required = 0;  // operands of the whole rule, where it needs all of its operands
};

struct ReadableRule {
  std::vector<RuleItem> items;
  std::vector<RuleExpression> expressions;
  std::size_t required = 0;

  RuleParts parts() const { return {items, expressions, required}; }
};

// Requires no more than 64 items.
ReadableRule readable(const std::vector<Rule::Node>& nodes);

// The truth of every item and expression of a rule.
class RuleReading {
 public:
  // `number(item)`: what is known of its finding, not a number where nothing is.
  template <typename Number>
  RuleReading(const RuleParts& parts, const Number& number) : parts_(parts) {
    std::size_t at = 0;
    for (; at < parts.required; ++at) {
      read(parts.items[at], number(parts.items[at]));
    }
    if (parts.required > 0 && possible_items_ != parts.expressions.front().items) {
      return;  // false, whatever the others are
    }
    for (; at < parts.items.size(); ++at) {
      read(parts.items[at], number(parts.items[at]));
    }
    for (std::size_t e = parts.expressions.size(); e-- > 0;) {  // operands stand behind theirs
      const RuleExpression& expression = parts.expressions[e];
      sure_ |= std::uint64_t{holds(expression, sure_items_, sure_)} << e;
      possible_ |= std::uint64_t{holds(expression, possible_items_, possible_)} << e;
    }
  }

  Truth truth() const {
    static_assert(static_cast<int>(Truth::no) == 0 && static_cast<int>(Truth::yes) == 2);
    return static_cast<Truth>((sure_ & 1U) + (possible_ & 1U));  // what is sure is possible too
  }

  // A bit for each item that gives the rule this truth, true or undecided: it and every expression
  // around it have the same.
  std::uint64_t named(Truth truth) const {
    const bool is_yes = truth == Truth::yes;
    const std::uint64_t items = is_yes ? sure_items_ : possible_items_ & ~sure_items_;
    const std::uint64_t expressions = is_yes ? sure_ : possible_ & ~sure_;
    std::uint64_t named = 0;
    for (std::uint64_t left = expressions & 1U; left != 0; left &= left - 1) {
      const RuleExpression& expression =
          parts_.expressions[static_cast<std::size_t>(std::countr_zero(left))];
      named |= expression.items & items;
      left |= expression.expressions & expressions;
    }
    return named;
  }

 private:
  // Without a branch: which way each item goes is hard to foretell.

  void read(const RuleItem& item, double number) {
    const auto at_least = static_cast<unsigned>(number >= item.lowest);
    const auto at_most = static_cast<unsigned>(number <= item.highest);
    const auto known = static_cast<unsigned>(!std::isnan(number));
    const unsigned holds = (at_least & at_most) ^ static_cast<unsigned>(item.inverse);
    sure_items_ |= std::uint64_t{holds & known} << item.place;
    possible_items_ |= std::uint64_t{holds | (known ^ 1U)} << item.place;
  }

  static bool holds(const RuleExpression& expression, std::uint64_t items,
                    std::uint64_t expressions) {
    if (!expression.needs_all && !expression.needs_one) {
      return static_cast<std::uint32_t>(std::popcount(items & expression.items) +
                                        std::popcount(expressions & expression.expressions)) >=
             expression.needed;
    }
    // All hold where none fails.
    const std::uint64_t flipped = expression.needs_all ? ~std::uint64_t{0} : 0;
    const std::uint64_t any =
        ((items ^ flipped) & expression.items) | ((expressions ^ flipped) & expression.expressions);
    return (any != 0) != expression.needs_all;
  }

  RuleParts parts_;
  std::uint64_t sure_items_ = 0;
  std::uint64_t possible_items_ = 0;
  std::uint64_t sure_ = 0;  // of the expressions
  std::uint64_t possible_ = 0;
};

}  // namespace paraspinal::knowledge
