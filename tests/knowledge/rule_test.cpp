#include "knowledge/base/rule.h"

#include <map>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
    EXPECT_EQ(kleene_and(row.left, row.right), row.conjunction);
    EXPECT_EQ(truth("a AND b", two(row.left, row.right)), row.conjunction);
  }
}

TEST(Kleene, OrIsHisTable) {
  for (const auto& row : kleene) {
    EXPECT_EQ(kleene_or(row.left, row.right), row.disjunction);
    EXPECT_EQ(truth("a OR b", two(row.left, row.right)), row.disjunction);
  }
}

TEST(Kleene, NotLeavesUndecidedUndecided) {
  for (const auto& [of, expected] : {std::pair(no, yes), {undecided, undecided}, {yes, no}}) {
    EXPECT_EQ(kleene_not(of), expected);
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
  EXPECT_THAT(rule("a OR b").undecided_by(Known({{a, Presence::present}}).lookup()), IsEmpty());
  EXPECT_THAT(rule("a AND b").undecided_by(Known({{a, Presence::absent}}).lookup()), IsEmpty());
}

TEST(UndecidedBy, NamesWhatWasNotAskedUnknownOrRefused) {
  const Known known({{a, Unknown{}}, {b, Refused{}}});

  EXPECT_THAT(rule("a OR b OR c").undecided_by(known.lookup()), ElementsAre(a, b, c));
}

TEST(UndecidedBy, LeavesOutWhatCannotChangeTheTruth) {
  const Known known({{a, Presence::absent}});

  EXPECT_THAT(rule("(a AND b) OR c").undecided_by(known.lookup()), ElementsAre(c));
}

TEST(UndecidedBy, LooksIntoNotAndCount) {
  const Known known({{a, Presence::present}});

  EXPECT_THAT(rule("COUNT(a, NOT b, c AND d)>=2").undecided_by(known.lookup()),
              ElementsAre(b, c, d));
}

TEST(UndecidedBy, NamesAFindingOnce) {
  EXPECT_THAT(rule("temp_c>=38 OR temp_c<35").undecided_by(Known({}).lookup()),
              ElementsAre(temp_c));
}

TEST(TrueBecause, IsEmptyUnlessTheRuleIsTrue) {
  EXPECT_THAT(rule("a AND b").true_because(Known({{a, Presence::present}}).lookup()), IsEmpty());
  EXPECT_THAT(rule("a").true_because(Known({{a, Presence::absent}}).lookup()), IsEmpty());
}

TEST(TrueBecause, NamesEveryTrueSideOfOr) {
  const Known known({{a, Presence::present}, {b, Presence::absent}, {c, Presence::present}});

  EXPECT_THAT(rule("a OR b OR c").true_because(known.lookup()), ElementsAre(a, c));
}

TEST(TrueBecause, NamesBothSidesOfAnd) {
  const Known known({{a, Presence::present}, {temp_c, Quantity{39}}});

  EXPECT_THAT(rule("a AND temp_c>=38").true_because(known.lookup()), ElementsAre(a, temp_c));
}

TEST(TrueBecause, NamesTheTrueItemsOfCount) {
  const Known known({{a, Presence::present}, {b, Presence::absent}, {c, Presence::present}});

  EXPECT_THAT(rule("COUNT(a, b, c)>=2").true_because(known.lookup()), ElementsAre(a, c));
}

TEST(TrueBecause, OfNotNamesWhatMakesItsOperandFalse) {
  const Known known({{a, Presence::absent}, {b, Presence::present}});

  EXPECT_THAT(rule("NOT (a AND b)").true_because(known.lookup()), ElementsAre(a));
}

}  // namespace
}  // namespace paraspinal::knowledge
