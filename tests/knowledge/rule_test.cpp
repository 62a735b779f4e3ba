#include "knowledge/base/rule.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/base/rule_parser.h"

namespace paraspinal::knowledge {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Truth no = Truth::no;
constexpr Truth undecided = Truth::undecided;
constexpr Truth yes = Truth::yes;

// a, b, c, d two-state; temp_c a quantity; consciousness A < C < U.
FindingTable findings() {
  std::vector<Finding> rows(6);
  rows[0].id = "a";
  rows[1].id = "b";
  rows[2].id = "c";
  rows[3].id = "d";
  rows[4].id = "temp_c";
  rows[4].value_type = ValueType::quantity;
  rows[5].id = "consciousness";
  rows[5].value_type = ValueType::ordinal;
  rows[5].states = {"A", "C", "U"};
  return FindingTable(rows);
}

constexpr FindingId a{0};
constexpr FindingId b{1};
constexpr FindingId c{2};
constexpr FindingId d{3};
constexpr FindingId temp_c{4};
constexpr FindingId consciousness{5};

using Answers = std::map<FindingId, AnswerValue>;

struct Known {
  std::map<FindingId, Answer> answers;

  explicit Known(const Answers& values) {
    for (const auto& [finding, value] : values) {
      answers[finding].value = value;
    }
  }
  Rule::Lookup lookup() const {
    return [this](FindingId id) -> const Answer* {
      const auto found = answers.find(id);
      return found == answers.end() ? nullptr : &found->second;
    };
  }
  std::vector<double> numbers() const {
    std::vector<double> all(6, std::numeric_limits<double>::quiet_NaN());
    for (const auto& [finding, answer] : answers) {
      all[finding.index] = as_number(answer.value);
    }
    return all;
  }
};

Rule rule(std::string_view text) {
  return Rule::parse(text, findings()).value();
}

Truth truth(std::string_view text, const Answers& values) {
  return rule(text).evaluate(Known(values).lookup());
}

// "no" is answered absent, "undecided" not at all.
Answers two(Truth first, Truth second) {
  Answers values;
  for (const auto& [finding, wanted] : {std::pair(a, first), std::pair(b, second)}) {
    if (wanted != undecided) {
      values[finding] = wanted == yes ? Presence::present : Presence::absent;
    }
  }
  return values;
}

// Kleene's strong tables (Introduction to Metamathematics, 1952, section 64).
struct Row {
  Truth left;
  Truth right;
  Truth conjunction;
  Truth disjunction;
};
constexpr Row kleene[] = {
    {no, no, no, no},
    {no, undecided, no, undecided},
    {no, yes, no, yes},
    {undecided, no, no, undecided},
    {undecided, undecided, undecided, undecided},
    {undecided, yes, undecided, yes},
    {yes, no, no, yes},
    {yes, undecided, undecided, yes},
    {yes, yes, yes, yes},
};

TEST(Kleene, AndIsHisTable) {
  for (const auto& row : kleene) {
    EXPECT_EQ(truth("a AND b", two(row.left, row.right)), row.conjunction);
  }
}

TEST(Kleene, OrIsHisTable) {
  for (const auto& row : kleene) {
    EXPECT_EQ(truth("a OR b", two(row.left, row.right)), row.disjunction);
  }
}

TEST(Kleene, NotLeavesUndecidedUndecided) {
  for (const auto& [of, expected] : {std::pair(no, yes), {undecided, undecided}, {yes, no}}) {
    EXPECT_EQ(truth("NOT a", two(of, undecided)), expected);
  }
}

// Two of three: what is true, what may still be.
TEST(Count, IsTrueWhenEnoughAre) {
  EXPECT_EQ(truth("COUNT(a, b, c)>=2", {{a, Presence::present}, {b, Presence::present}}), yes);
}

TEST(Count, IsFalseWhenNotEnoughCanBe) {
  EXPECT_EQ(truth("COUNT(a, b, c)>=2", {{a, Presence::absent}, {b, Presence::absent}}), no);
}

TEST(Count, IsUndecidedWhileTheRestCanDecide) {
  EXPECT_EQ(truth("COUNT(a, b, c)>=2", {{a, Presence::present}, {b, Presence::absent}}), undecided);
  EXPECT_EQ(truth("COUNT(a, b, c)>=2", {}), undecided);
}

TEST(Count, OfAllIsAndOfOneIsOr) {
  for (const auto& row : kleene) {
    EXPECT_EQ(truth("COUNT(a, b)>=2", two(row.left, row.right)), row.conjunction);
    EXPECT_EQ(truth("COUNT(a, b)>=1", two(row.left, row.right)), row.disjunction);
  }
}

TEST(Count, OfOneItemIsTheItem) {
  for (const auto& [of, negated] : {std::pair(no, yes), {undecided, undecided}, {yes, no}}) {
    EXPECT_EQ(truth("COUNT(a)>=1", two(of, undecided)), of);
    EXPECT_EQ(truth("NOT COUNT(NOT a)>=1", two(of, undecided)), of);
    EXPECT_EQ(truth("b OR NOT COUNT(COUNT(a)>=1)>=1", two(of, no)), negated);
  }
}

TEST(Rule, UnknownRefusedAndNotAskedAreUndecided) {
  EXPECT_EQ(truth("a", {}), undecided);
  EXPECT_EQ(truth("a", {{a, Unknown{}}}), undecided);
  EXPECT_EQ(truth("a", {{a, Refused{}}}), undecided);
  EXPECT_EQ(truth("temp_c>=38", {{temp_c, Unknown{}}}), undecided);
  EXPECT_EQ(truth("consciousness!='A'", {{consciousness, Refused{}}}), undecided);
}

TEST(Rule, ComparesQuantities) {
  const Answers at_38 = {{temp_c, Quantity{38}}};

  EXPECT_EQ(truth("temp_c>=38", at_38), yes);
  EXPECT_EQ(truth("temp_c>=38.1", at_38), no);
  EXPECT_EQ(truth("temp_c<=38", at_38), yes);
  EXPECT_EQ(truth("temp_c<=37.9", at_38), no);
  EXPECT_EQ(truth("temp_c>38", at_38), no);
  EXPECT_EQ(truth("temp_c>37.9", at_38), yes);
  EXPECT_EQ(truth("temp_c<38", at_38), no);
  EXPECT_EQ(truth("temp_c<38.1", at_38), yes);
  EXPECT_EQ(truth("temp_c=38.0", at_38), yes);
  EXPECT_EQ(truth("temp_c=37", at_38), no);
  EXPECT_EQ(truth("temp_c!=38", at_38), no);
  EXPECT_EQ(truth("temp_c!=37", at_38), yes);
}

TEST(Rule, ComparesStatesInTheirOrder) {
  const Answers confused = {{consciousness, State{1}}};

  EXPECT_EQ(truth("consciousness!='A'", confused), yes);
  EXPECT_EQ(truth("consciousness=C", confused), yes);
  EXPECT_EQ(truth("consciousness>=C", confused), yes);
  EXPECT_EQ(truth("consciousness>C", confused), no);
  EXPECT_EQ(truth("consciousness<U", confused), yes);
  EXPECT_EQ(truth("consciousness<=A", confused), no);
}

TEST(Rule, DecidesAsSoonAsTheAnswersDo) {
  EXPECT_EQ(truth("(a OR b) AND NOT c", {{b, Presence::present}, {c, Presence::absent}}), yes);
  EXPECT_EQ(truth("(a OR b) AND NOT c", {{c, Presence::present}}), no);
  EXPECT_EQ(truth("(a OR b) AND NOT c", {{b, Presence::present}}), undecided);
}

// The definitions, over the syntax tree: a rule that is evaluated in another form must agree.
struct Definition {
  const std::vector<Rule::Node>& nodes;
  const Rule::Lookup lookup;

  std::vector<std::size_t> operands(std::size_t at) const {
    std::vector<std::size_t> places;
    for (std::size_t i = at + 1; i < nodes[at].end; i = nodes[i].end) {
      places.push_back(i);
    }
    return places;
  }

  Truth truth_of(std::size_t at) const {
    std::vector<Truth> truths;
    for (const std::size_t operand : operands(at)) {
      truths.push_back(truth_of(operand));
    }
    const auto known = [&](Truth truth) { return std::ranges::count(truths, truth); };
    switch (nodes[at].kind) {
      case NodeKind::all:
        return *std::ranges::min_element(truths);
      case NodeKind::any:
        return *std::ranges::max_element(truths);
      case NodeKind::inverse:
        return truths[0] == yes ? no : truths[0] == no ? yes : undecided;
      case NodeKind::count:
        return static_cast<double>(known(yes)) >= nodes[at].number                     ? yes
               : static_cast<double>(known(yes) + known(undecided)) < nodes[at].number ? no
                                                                                       : undecided;
      case NodeKind::presence:
      case NodeKind::quantity:
      case NodeKind::state:
        break;
    }
    return truth_of_item(nodes[at]);
  }

  Truth truth_of_item(const Rule::Node& node) const {
    const Answer* answer = lookup(node.finding);
    if (answer == nullptr || std::holds_alternative<Unknown>(answer->value)) {
      return undecided;
    }
    const double value = as_number(answer->value);
    if (node.kind == NodeKind::presence) {
      return value == 1 ? yes : no;
    }
    const std::array<bool, 6> holds = {value >= node.number, value <= node.number,
                                       value > node.number,  value < node.number,
                                       value == node.number, value != node.number};
    return holds.at(static_cast<std::size_t>(node.comparison)) ? yes : no;
  }

  // The items that give a node the truth it has: of NOT the operand's, else those of every operand
  // of the same truth.
  void add_items(std::size_t at, std::vector<FindingId>& items) const {
    if (operands(at).empty() && std::ranges::find(items, nodes[at].finding) == items.end()) {
      items.push_back(nodes[at].finding);
    }
    for (const std::size_t operand : operands(at)) {
      if (nodes[at].kind == NodeKind::inverse || truth_of(operand) == truth_of(at)) {
        add_items(operand, items);
      }
    }
  }
};

// "NOT (COUNT(temp_c<38, b, a OR d)>=2 AND c)" and the like.
class RandomRules {
 public:
  explicit RandomRules(std::uint64_t seed) : random_(seed) {}

  std::string expression(int depth) {
    if (depth == 0 || below(4) == 0) {
      return item();
    }
    const std::size_t kind = below(4);
    if (kind == 0) {
      return "NOT (" + expression(depth - 1) + ")";
    }
    if (kind == 1) {
      return "COUNT(" + joined(", ", depth) + ")>=" + std::to_string(1 + below(3));
    }
    return "(" + joined(kind == 2 ? " AND " : " OR ", depth) + ")";
  }

  Answers answers() {
    Answers values;
    for (const FindingId finding : {a, b, c, d}) {
      const std::array<std::optional<AnswerValue>, 4> could = {std::nullopt, Unknown{},
                                                               Presence::absent, Presence::present};
      set(values, finding, could.at(below(4)));
    }
    set(values, temp_c,
        below(2) == 0 ? std::nullopt : std::optional(Quantity{static_cast<double>(36 + below(4))}));
    set(values, consciousness, below(2) == 0 ? std::nullopt : std::optional(State{below(3)}));
    return values;
  }

 private:
  std::size_t below(std::size_t count) { return random_() % count; }

  static void set(Answers& values, FindingId finding, const std::optional<AnswerValue>& value) {
    if (value) {
      values[finding] = *value;
    }
  }

  std::string joined(const std::string& between, int depth) {
    std::string text = expression(depth - 1);
    for (int more = 0; more < 2; ++more) {
      text += between + expression(depth - 1);
    }
    return text;
  }

  std::string item() {
    const std::array<std::string, 6> signs = {">=", "<=", ">", "<", "=", "!="};
    const std::string sign = signs.at(below(6));
    const std::array<std::string, 6> items = {
        "a",
        "b",
        "c",
        "d",
        "temp_c" + sign + std::to_string(36 + below(4)),
        "consciousness" + sign + std::string(1, "ACU"[below(3)])};
    return items.at(below(6));
  }

  std::mt19937_64 random_;
};

TEST(Rule, AnyRuleIsTrueUndecidedAndBecauseOfWhatItsDefinitionSays) {
  RandomRules random(11);
  for (int i = 0; i < 400; ++i) {
    const std::string text = random.expression(3);
    const auto nodes = parse_rule(text, findings()).value();
    const Rule made = rule(text);
    Rule kept = made;
    Rule before = rule("a AND NOT temp_c>=38");
    Rule::keep_together(std::array{&before, &kept});
    for (int k = 0; k < 25; ++k) {
      const Known known(k == 0 ? Answers{} : random.answers());
      const Definition definition{nodes, known.lookup()};
      const Truth expected = definition.truth_of(0);
      std::vector<FindingId> items;
      definition.add_items(0, items);
      ASSERT_EQ(made.evaluate(known.lookup()), expected) << text;
      ASSERT_EQ(made.undecided_by(known.lookup()).findings(),
                expected == undecided ? items : std::vector<FindingId>{})
          << text;
      ASSERT_EQ(made.true_because(known.lookup()).findings(),
                expected == yes ? items : std::vector<FindingId>{})
          << text;
      const auto numbers = known.numbers();
      ASSERT_EQ(made.evaluate(numbers), expected) << text;
      ASSERT_EQ(made.undecided_by(numbers), made.undecided_by(known.lookup())) << text;
      const Reasoned reasoned = made.reasoned(numbers);
      ASSERT_EQ(reasoned.truth, expected) << text;
      ASSERT_EQ(reasoned.findings.findings(), expected == no ? std::vector<FindingId>{} : items)
          << text;
      ASSERT_EQ(kept.evaluate(numbers), expected) << text;
      ASSERT_EQ(kept.reasoned(numbers).findings, reasoned.findings) << text;
    }
  }
}

TEST(Rule, HasAsManyItemsAsThereAreBits) {
  std::vector<Finding> rows(65);
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].id = "f" + std::to_string(i);
    text += (i == 0 ? "" : " OR ") + rows[i].id;
  }
  const FindingTable table(rows);
  const std::string shorter = text.substr(0, text.rfind(" OR "));
  const Rule most = Rule::parse(shorter, table).value();
  EXPECT_EQ(most.undecided_by(Known({}).lookup()).findings(), most.mentions());
  EXPECT_THAT(Rule::parse(text, table).error().message,
              ::testing::StartsWith("has more than 64 items"));
}

TEST(Rule, AnAnswerOfAnotherTypeBreaksTheContract) {
  EXPECT_THROW(truth("a", {{a, Quantity{1}}}), std::logic_error);
  EXPECT_THROW(truth("temp_c>=38", {{temp_c, Presence::present}}), std::logic_error);
  EXPECT_THROW(truth("consciousness=A", {{consciousness, Quantity{1}}}), std::logic_error);
}

TEST(Rule, OneNotMadeByParsingBreaksTheContract) {
  EXPECT_THROW(Rule().evaluate(Known({}).lookup()), std::logic_error);
  EXPECT_THROW(Rule().undecided_by(Known({}).lookup()), std::logic_error);
  EXPECT_THROW(Rule().true_because(Known({}).lookup()), std::logic_error);
}

TEST(UndecidedBy, IsEmptyOnceTheRuleIsDecided) {
  EXPECT_THAT(rule("a OR b").undecided_by(Known({{a, Presence::present}}).lookup()).findings(),
              IsEmpty());
  EXPECT_THAT(rule("a AND b").undecided_by(Known({{a, Presence::absent}}).lookup()).findings(),
              IsEmpty());
}

TEST(UndecidedBy, NamesWhatWasNotAskedUnknownOrRefused) {
  const Known known({{a, Unknown{}}, {b, Refused{}}});

  EXPECT_THAT(rule("a OR b OR c").undecided_by(known.lookup()).findings(), ElementsAre(a, b, c));
}

TEST(UndecidedBy, LeavesOutWhatCannotChangeTheTruth) {
  const Known known({{a, Presence::absent}});

  EXPECT_THAT(rule("(a AND b) OR c").undecided_by(known.lookup()).findings(), ElementsAre(c));
}

TEST(UndecidedBy, LooksIntoNotAndCount) {
  const Known known({{a, Presence::present}});

  EXPECT_THAT(rule("COUNT(a, NOT b, c AND d)>=2").undecided_by(known.lookup()).findings(),
              ElementsAre(b, c, d));
}

TEST(UndecidedBy, NamesFindingsInTheOrderOfTheItemsThatHoldTheRule) {
  const Known known({{c, Presence::absent}});

  EXPECT_THAT(rule("(a AND c) OR b OR a").undecided_by(known.lookup()).findings(),
              ElementsAre(b, a));
}

TEST(UndecidedBy, NamesAFindingOnce) {
  EXPECT_THAT(rule("temp_c>=38 OR temp_c<35").undecided_by(Known({}).lookup()).findings(),
              ElementsAre(temp_c));
}

TEST(TrueBecause, IsEmptyUnlessTheRuleIsTrue) {
  EXPECT_THAT(rule("a AND b").true_because(Known({{a, Presence::present}}).lookup()).findings(),
              IsEmpty());
  EXPECT_THAT(rule("a").true_because(Known({{a, Presence::absent}}).lookup()).findings(),
              IsEmpty());
}

TEST(TrueBecause, NamesEveryTrueSideOfOr) {
  const Known known({{a, Presence::present}, {b, Presence::absent}, {c, Presence::present}});

  EXPECT_THAT(rule("a OR b OR c").true_because(known.lookup()).findings(), ElementsAre(a, c));
}

TEST(TrueBecause, NamesBothSidesOfAnd) {
  const Known known({{a, Presence::present}, {temp_c, Quantity{39}}});

  EXPECT_THAT(rule("a AND temp_c>=38").true_because(known.lookup()).findings(),
              ElementsAre(a, temp_c));
}

TEST(TrueBecause, NamesTheTrueItemsOfCount) {
  const Known known({{a, Presence::present}, {b, Presence::absent}, {c, Presence::present}});

  EXPECT_THAT(rule("COUNT(a, b, c)>=2").true_because(known.lookup()).findings(), ElementsAre(a, c));
}

TEST(TrueBecause, OfNotNamesWhatMakesItsOperandFalse) {
  const Known known({{a, Presence::absent}, {b, Presence::present}});

  EXPECT_THAT(rule("NOT (a AND b)").true_because(known.lookup()).findings(), ElementsAre(a));
}

}  // namespace
}  // namespace paraspinal::knowledge
