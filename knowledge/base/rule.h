#pragma once

// A clinical rule over findings, in the grammar of knowledge/FORMAT.md, with three-valued (Kleene
// 1952) truth: a rule is true, false or undecided, so that an unanswered question is never taken
// for "no".
//
//   expr       := term { OR term }        term := factor { AND factor }
//   factor     := NOT factor | '(' expr ')' | COUNT '(' expr {',' expr} ')' '>=' number | item
//   item       := finding | finding ('>='|'<='|'>'|'<'|'='|'!=') (number | 'text' | word)
//   finding    := a letter, then letters, digits and '_'
//
//   const auto rule = Rule::parse("pregnant AND gestational_age<20", findings);
//   rule->evaluate(answers) == Truth::undecided;
//
// AND binds more tightly than OR; keywords are upper case. A bare finding must be two-state;
// comparisons with a number are for quantities, comparisons with a state for ordinals ('text' or a
// bare word or number), in the order the content declares. Dates cannot be compared.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "knowledge/base/answer.h"
#include "knowledge/base/finding.h"

namespace paraspinal::knowledge {

enum class Truth { no, undecided, yes };

// 1 for present and 0 for absent, a quantity in the finding's unit, the position of a state; not a
// number for what rules cannot read: unknown, refused, a date.
double as_number(const AnswerValue& value);

class Rule;

// The findings of some of a rule's items, in the order of these, each once. Points into the rule,
// which must outlive it.
class NamedFindings {
 public:
  NamedFindings() = default;  // none
  // `which`: a bit for each item that is meant, the first lowest.
  NamedFindings(const Rule& rule, std::uint64_t which) : rule_(&rule), which_(which) {}

  bool empty() const { return which_ == 0; }
  std::vector<FindingId> findings() const;
  std::vector<std::string_view> ids() const;
  bool has(std::string_view id) const;
  // Those of which `holds(finding)` is true.
  template <typename Holds>
  NamedFindings where(const Holds& holds) const;

  bool operator==(const NamedFindings& other) const { return ids() == other.ids(); }

 private:
  const Rule* rule_ = nullptr;
  std::uint64_t which_ = 0;
};

// A rule's truth, and what gives it that.
struct Reasoned {
  Truth truth = Truth::no;
  NamedFindings findings;  // true_because() or undecided_by(); none of what is false
};

struct RuleParts;  // rule_reading.h
struct RuleItem;
struct RuleExpression;

class Rule {
 public:
  // What is known of a finding; null when it was not asked.
  using Lookup = std::function<const Answer*(FindingId)>;

  // [finding]: what is known of it as a number, as `as_number` gives it; faster than a lookup where
  // many rules are asked of the same answers.
  using Numbers = std::span<const double>;

  // Errors (`malformed`): a syntax error, an unknown finding, a comparison that does not fit the
  // finding's type, a state that is not one of its states, nesting deeper than 64, more than 64
  // items. The message has three lines: the words, the rule, and a caret under the place.
  static engine::Result<Rule> parse(std::string_view text, const FindingTable& findings);

  // COUNT is true once enough of its items are, and false once not enough of them can be. Takes
  // time in proportion to the length of the rule. Requires a parsed rule, and answers of the
  // finding's own type.
  Truth evaluate(const Lookup& lookup) const;
  Truth evaluate(Numbers numbers) const;

  const std::string& text() const { return text_; }

  // Each finding the rule names, once, in order of first mention.
  const std::vector<FindingId>& mentions() const { return mentions_; }
  // The finding of an item, the first 0, and their ids in the content.
  FindingId item(std::size_t place) const { return items_[place]; }
  const std::vector<std::string>& item_ids() const { return item_ids_; }
  // Those that stand under an odd number of NOTs; a finding may be both affirmed and negated.
  const std::vector<FindingId>& negated() const { return negated_; }
  // Those that stand under an even number of NOTs.
  const std::vector<FindingId>& affirmed() const { return affirmed_; }
  // Of the findings mentioned, those that hold the rule undecided now: not asked, unknown or
  // refused, and able to change its truth, that is with every expression around them undecided too.
  // Empty when the rule is decided.
  NamedFindings undecided_by(const Lookup& lookup) const;
  NamedFindings undecided_by(Numbers numbers) const;
  // The findings whose present values make the rule true, in order of first mention: of an OR every
  // true side, of a NOT those that make its operand false. Empty unless the rule is true.
  NamedFindings true_because(const Lookup& lookup) const;
  // evaluate() and whichever of these two is not empty, at once.
  Reasoned reasoned(Numbers numbers) const;

  // What evaluate() and reasoned() read of these rules is put into one piece of memory, in this
  // order: of many that are read one after the other. They say the same.
  static void keep_together(std::span<Rule* const> rules);

  struct Node;  // of the syntax tree; rule_parser.h

 private:
  RuleParts parts() const;

  // What evaluate() and reasoned() read of this object stands first, near together.
  std::shared_ptr<const RuleItem[]> readable_items_;  // shared by copies, as the next
  std::shared_ptr<const RuleExpression[]> expressions_;
  std::uint16_t items_count_ = 0;
  std::uint16_t expressions_count_ = 0;
  std::uint16_t required_ = 0;  // RuleParts
  // Where nothing is known of what it mentions.
  Truth blank_truth_ = Truth::undecided;
  std::uint64_t blank_named_ = 0;
  std::string text_;
  std::vector<FindingId> mentions_;
  std::vector<FindingId> items_;
  std::vector<std::string> item_ids_;
  std::vector<FindingId> negated_;
  std::vector<FindingId> affirmed_;
};

template <typename Holds>
NamedFindings NamedFindings::where(const Holds& holds) const {
  NamedFindings those = *this;
  for (std::uint64_t left = which_; left != 0; left &= left - 1) {
    if (!holds(rule_->item(static_cast<std::size_t>(std::countr_zero(left))))) {
      those.which_ ^= left & -left;
    }
  }
  return those;
}

}  // namespace paraspinal::knowledge
