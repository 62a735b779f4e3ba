#include "knowledge/base/rule_parser.h"

#include <array>
#include <ostream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paraspinal::knowledge {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Finding finding(const std::string& id, ValueType type = ValueType::boolean) {
  Finding made;
  made.id = id;
  made.value_type = type;
  return made;
}

// a, b, c two-state; temp_c in Cel; bleeding none < spotting < 2+; lmp a date.
FindingTable parser_findings() {
  Finding temperature = finding("temp_c", ValueType::quantity);
  temperature.unit = "Cel";
  Finding bleeding = finding("bleeding", ValueType::ordinal);
  bleeding.states = {"none", "spotting", "2+", "3"};
  return FindingTable({finding("a"), finding("b"), finding("c"), temperature, bleeding,
                       finding("lmp", ValueType::date)});
}

constexpr FindingId finding_a{0};
constexpr FindingId finding_b{1};
constexpr FindingId finding_c{2};

// The tree in words: "any(a, all(b, c))".
std::string tree(const std::vector<Rule::Node>& nodes, std::size_t at) {
  const FindingTable table = parser_findings();
  const Rule::Node& node = nodes[at];
  const auto operands = [&] {
    std::string text;
    for (std::size_t i = at + 1; i < node.end; i = nodes[i].end) {
      text += (text.empty() ? "" : ", ") + tree(nodes, i);
    }
    return "(" + text + ")";
  };
  const std::string number = std::to_string(node.number);
  const std::string shown = number.substr(0, number.find_last_not_of("0.") + 1);
  constexpr std::array<const char*, 6> signs = {">=", "<=", ">", "<", "=", "!="};
  switch (node.kind) {
    case NodeKind::all:
      return "all" + operands();
    case NodeKind::any:
      return "any" + operands();
    case NodeKind::inverse:
      return "not" + operands();
    case NodeKind::count:
      return "count" + operands() + ">=" + shown;
    case NodeKind::presence:
      return table[node.finding].id;
    case NodeKind::quantity:
      return table[node.finding].id + signs[static_cast<std::size_t>(node.comparison)] + shown;
    case NodeKind::state:
      return table[node.finding].id + signs[static_cast<std::size_t>(node.comparison)] + "state " +
             (node.number == 0 ? "0" : shown);
  }
  return {};
}

std::string tree_of(std::string_view text) {
  const auto nodes = parse_rule(text, parser_findings());
  return nodes ? tree(*nodes, 0) : nodes.error().message;
}

std::string rule_error_of(std::string_view text) {
  const auto rule = Rule::parse(text, parser_findings());
  return rule ? "no error" : rule.error().message;
}

TEST(RuleParser, AFindingStandsForItsPresence) {
  EXPECT_EQ(tree_of("a"), "a");
}

TEST(RuleParser, AndJoinsAnyNumberOfFactors) {
  EXPECT_EQ(tree_of("a AND b AND c"), "all(a, b, c)");
}

TEST(RuleParser, OrJoinsAnyNumberOfTerms) {
  EXPECT_EQ(tree_of("a OR b OR c"), "any(a, b, c)");
}

TEST(RuleParser, AndBindsMoreTightlyThanOr) {
  EXPECT_EQ(tree_of("a OR b AND c"), "any(a, all(b, c))");
  EXPECT_EQ(tree_of("a AND b OR c"), "any(all(a, b), c)");
}

TEST(RuleParser, ParenthesesBindMostTightly) {
  EXPECT_EQ(tree_of("(a OR b) AND c"), "all(any(a, b), c)");
  EXPECT_EQ(tree_of("((a))"), "a");
}

TEST(RuleParser, NotTakesOneFactor) {
  EXPECT_EQ(tree_of("NOT a AND b"), "all(not(a), b)");
  EXPECT_EQ(tree_of("NOT (a AND b)"), "not(all(a, b))");
  EXPECT_EQ(tree_of("NOT NOT a"), "not(not(a))");
}

TEST(RuleParser, CountTakesExpressions) {
  EXPECT_EQ(tree_of("COUNT(a, b OR c, temp_c>=38)>=2"), "count(a, any(b, c), temp_c>=38)>=2");
  EXPECT_EQ(tree_of("COUNT(a) >= 1 AND b"), "all(count(a)>=1, b)");
}

TEST(RuleParser, QuantitiesAreComparedWithNumbers) {
  EXPECT_EQ(tree_of("temp_c>=38.5"), "temp_c>=38.5");
  EXPECT_EQ(tree_of("temp_c <= 38.5"), "temp_c<=38.5");
  EXPECT_EQ(tree_of("temp_c>.5"), "temp_c>0.5");
  EXPECT_EQ(tree_of("temp_c<-2"), "temp_c<-2");
  EXPECT_EQ(tree_of("temp_c=37.5"), "temp_c=37.5");
  EXPECT_EQ(tree_of("temp_c!=37.5"), "temp_c!=37.5");
}

TEST(RuleParser, OrdinalsAreComparedWithTheirStates) {
  EXPECT_EQ(tree_of("bleeding>=spotting"), "bleeding>=state 1");
  EXPECT_EQ(tree_of("bleeding='2+'"), "bleeding=state 2");
  EXPECT_EQ(tree_of("bleeding!=none"), "bleeding!=state 0");
  EXPECT_EQ(tree_of("bleeding<3"), "bleeding<state 3");
}

TEST(RuleParser, BlanksMayStandBetweenWords) {
  EXPECT_EQ(tree_of("  a\tAND\tb  "), "all(a, b)");
}

TEST(RuleParser, KeepsTheText) {
  EXPECT_EQ(Rule::parse("a  OR b", parser_findings())->text(), "a  OR b");
}

TEST(RuleParser, MentionsEachFindingOnceInOrder) {
  EXPECT_THAT(Rule::parse("c OR b AND (c OR NOT a)", parser_findings())->mentions(),
              ElementsAre(finding_c, finding_b, finding_a));
}

TEST(RuleParser, TwoNotsAffirm) {
  const auto rule = Rule::parse("NOT (a AND NOT b) OR COUNT(c, NOT a)>=1", parser_findings());

  EXPECT_THAT(rule->negated(), ElementsAre(finding_a));
  EXPECT_THAT(rule->affirmed(), ElementsAre(finding_b, finding_c));
}

TEST(RuleParser, AFindingMayBeAffirmedAndNegated) {
  const auto rule = Rule::parse("a AND NOT a", parser_findings());

  EXPECT_THAT(rule->negated(), ElementsAre(finding_a));
  EXPECT_THAT(rule->affirmed(), ElementsAre(finding_a));
}

TEST(RuleParser, ARuleWithoutNotNegatesNothing) {
  EXPECT_THAT(Rule::parse("temp_c!=38", parser_findings())->negated(), IsEmpty());
}

TEST(RuleParserError, IsMalformed) {
  EXPECT_EQ(Rule::parse("d", parser_findings()).error().kind, engine::ErrorKind::malformed);
}

TEST(RuleParserError, PutsACaretUnderThePlace) {
  EXPECT_EQ(rule_error_of("a AND fevre"), "'fevre' is not a finding\n  a AND fevre\n        ^");
}

struct WrongRule {
  const char* text;
  const char* words;
};

std::vector<WrongRule> wrong_rules() {
  return {{"", "the end of the rule: expected a finding, NOT, COUNT or '('"},
          {"a AND", "the end of the rule: expected a finding, NOT, COUNT or '('"},
          {"OR a", "'OR': expected a finding, NOT, COUNT or '('"},
          {"a AND AND b", "'AND': expected a finding, NOT, COUNT or '('"},
          {"a b", "'b': expected AND, OR or the end of the rule"},
          {"a)", "')': expected AND, OR or the end of the rule"},
          {"a and b", "'and': expected AND, OR or the end of the rule"},
          {"(a", "the end of the rule: expected ')' after the expression"},
          {"38<temp_c", "'38': expected a finding, NOT, COUNT or '('"},
          {"a & b",
           "'&': expected a finding, a number, a comparison, AND, OR, NOT, COUNT or a "
           "parenthesis"},
          {"bleeding='none", "a quote is opened here and never closed"},
          {"COUNT a", "'a': expected '(' after COUNT"},
          {"COUNT(a b)>=1", "'b': expected ')' after the items of COUNT"},
          {"COUNT(a, b)", "the end of the rule: expected '>=' after COUNT(...)"},
          {"COUNT(a, b)>1", "'>': expected '>=' after COUNT(...)"},
          {"COUNT(a, b)>=0", "'0': expected a whole number from 1 to 2, the items of COUNT"},
          {"COUNT(a, b)>=3", "'3': expected a whole number from 1 to 2, the items of COUNT"},
          {"COUNT(a, b)>=1.5", "'1.5': expected a whole number from 1 to 2, the items of COUNT"},
          {"COUNT(a, b)>=a", "'a': expected a whole number from 1 to 2, the items of COUNT"},
          {"fevre", "'fevre' is not a finding"},
          {"temp_c", "'temp_c' is not two-state: expected a comparison after it"},
          {"bleeding AND a", "'bleeding' is not two-state: expected a comparison after it"},
          {"lmp", "'lmp' is not two-state: expected a comparison after it"},
          {"a>=1", "'a' is present or absent: expected no comparison"},
          {"lmp>=3", "'lmp' is a date: dates cannot be compared"},
          {"temp_c>=hot", "'hot': expected a number, for 'temp_c' is a quantity in Cel"},
          {"temp_c>='38'", "'38': expected a number, for 'temp_c' is a quantity in Cel"},
          {"temp_c>=1.2.3", "'1.2.3': expected a number, for 'temp_c' is a quantity in Cel"},
          {"temp_c>=", "the end of the rule: expected a number, for 'temp_c' is a quantity in Cel"},
          {"bleeding=heavy",
           "'heavy' is not a state of 'bleeding': expected 'none', 'spotting', '2+' or '3'"},
          {"bleeding=",
           "the end of the rule is not a state of 'bleeding': expected 'none', 'spotting', "
           "'2+' or '3'"}};
}

std::ostream& operator<<(std::ostream& out, const WrongRule& row) {
  return out << row.text;
}

class RuleParserErrors : public ::testing::TestWithParam<WrongRule> {};

TEST_P(RuleParserErrors, SayWhatIsThereAndWhatWasExpected) {
  const std::string message = rule_error_of(GetParam().text);

  EXPECT_EQ(message.substr(0, message.find('\n')), GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(, RuleParserErrors, ::testing::ValuesIn(wrong_rules()));

TEST(RuleParserError, NestingHasALimit) {
  const std::string deep = std::string(63, '(') + "a" + std::string(63, ')');
  const std::string too_deep = std::string(64, '(') + "a" + std::string(64, ')');

  EXPECT_EQ(rule_error_of(deep), "no error");
  EXPECT_EQ(rule_error_of(too_deep).substr(0, 26), "nested more than 64 deep\n ");
}

}  // namespace
}  // namespace paraspinal::knowledge
