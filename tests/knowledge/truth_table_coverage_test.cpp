// Whether the gates' truth table is complete: each gate fires, is excluded and is undecided in some
// row, and each number in its rule has a row on either side, as near as the number is written:
// 38.0 wants 38.0 and 37.9, 12 wants 12 and 11. One of the two rows fires, and by that number; the
// other does not.

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "knowledge/base/rule_tokens.h"
#include "tests/knowledge/truth_table.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::Token;
using knowledge::TokenKind;

std::map<std::string, std::vector<TableCase>> cases_by_gate() {
  std::map<std::string, std::vector<TableCase>> cases;
  for (auto& row : read_cases("red_flags.csv", "rule")) {
    cases[row.subject].push_back(row);
  }
  return cases;
}

// The state that a row gives a finding; empty when it gives none.
std::string stated(const TableCase& row, std::string_view finding) {
  for (const auto& [id, state] : row.facts) {
    if (id == finding) {
      return state;
    }
  }
  return {};
}

// One unit of the last place a number is written with: 0.1 for "38.0".
double last_place(std::string_view number) {
  const std::size_t point = number.find('.');
  return point == std::string_view::npos
             ? 1.0
             : std::pow(10.0, -static_cast<double>(number.size() - point - 1));
}

// The two neighbouring values of which one makes the comparison true and the other false.
struct Sides {
  std::string met;
  std::string unmet;
};

std::string written(double value) {
  return std::to_string(value);
}

Sides sides_of_number(std::string_view comparison, std::string_view number) {
  const double value = std::stod(std::string(number));
  const double step = last_place(number);
  if (comparison == ">=") {
    return {written(value), written(value - step)};
  }
  if (comparison == ">") {
    return {written(value + step), written(value)};
  }
  if (comparison == "<=") {
    return {written(value), written(value + step)};
  }
  return {written(value - step), written(value)};
}

Sides sides_of_state(std::string_view comparison, std::string_view state,
                     const std::vector<std::string>& states) {
  const auto found = std::find(states.begin(), states.end(), state);
  const std::string after = found + 1 == states.end() ? *(found - 1) : *(found + 1);
  const std::string before = found == states.begin() ? *(found + 1) : *(found - 1);
  if (comparison == ">=" || comparison == "=") {
    return {*found, before};
  }
  if (comparison == "<=") {
    return {*found, after};
  }
  return {after, *found};  // != and >
}

bool is(const std::string& stated_state, const std::string& wanted, TokenKind kind) {
  if (kind != TokenKind::number || stated_state.empty()) {
    return stated_state == wanted;
  }
  return std::abs(std::stod(stated_state) - std::stod(wanted)) < 1e-6;
}

struct Comparison {
  std::string finding;
  TokenKind kind = TokenKind::number;
  Sides sides;
  std::string words;
};

// Those of the rule that name a finding.
std::vector<Comparison> comparisons_of(const std::string& rule) {
  const auto tokens = knowledge::rule_tokens(rule).value();
  const auto& findings = embedded_knowledge().findings;
  std::vector<Comparison> comparisons;
  for (std::size_t i = 2; i < tokens.size(); ++i) {
    if (tokens[i - 1].kind != TokenKind::comparison || tokens[i - 2].kind != TokenKind::word) {
      continue;
    }
    const std::string finding(tokens[i - 2].text);
    const auto& states = findings[findings.find(finding).value()].states;
    const TokenKind kind = states.empty() ? TokenKind::number : TokenKind::quoted;
    comparisons.push_back(
        {finding, kind,
         states.empty() ? sides_of_number(tokens[i - 1].text, tokens[i].text)
                        : sides_of_state(tokens[i - 1].text, tokens[i].text, states),
         finding + std::string(tokens[i - 1].text) + std::string(tokens[i].text)});
  }
  return comparisons;
}

// COUNT(a, b)>=2: its items, and how many of them must be true.
struct Count {
  std::vector<knowledge::Rule> items;
  int needed = 0;
  std::string words;
};

// The count whose word stands at `at`.
Count count_at(const std::string& rule, const std::vector<Token>& tokens, std::size_t at) {
  Count count;
  int depth = 1;
  std::size_t begin = tokens[at + 1].column + 1;
  std::size_t i = at + 2;
  for (; depth > 0; ++i) {
    depth += tokens[i].kind == TokenKind::open ? 1 : 0;
    depth -= tokens[i].kind == TokenKind::close ? 1 : 0;
    if (depth == 0 || (depth == 1 && tokens[i].kind == TokenKind::comma)) {
      const std::string item = rule.substr(begin, tokens[i].column - begin);
      count.items.push_back(knowledge::Rule::parse(item, embedded_knowledge().findings).value());
      begin = tokens[i].column + 1;
    }
  }
  count.needed = std::stoi(std::string(tokens[i + 1].text));
  count.words = rule.substr(tokens[at].column, tokens[i + 1].column + 1 - tokens[at].column);
  return count;
}

std::vector<Count> counts_of(const std::string& rule) {
  const auto tokens = knowledge::rule_tokens(rule).value();
  std::vector<Count> counts;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].text == "COUNT") {
      counts.push_back(count_at(rule, tokens, i));
    }
  }
  return counts;
}

int true_items(const Count& count, const TableCase& row) {
  const auto closed = closed_facts(row);
  return static_cast<int>(
      std::count_if(count.items.begin(), count.items.end(), [&closed](const auto& item) {
        return item.evaluate([&closed](knowledge::FindingId id) { return closed.find(id); }) ==
               knowledge::Truth::yes;
      }));
}

TEST(TruthTableCoverage, EveryGateFiresIsExcludedAndIsUndecided) {
  const auto cases = cases_by_gate();
  for (const auto& flag : embedded_knowledge().red_flags) {
    for (const std::string outcome : {"fired", "excluded", "undecided"}) {
      const auto found = cases.find(flag.id);
      EXPECT_TRUE(found != cases.end() &&
                  std::any_of(found->second.begin(), found->second.end(),
                              [&](const TableCase& row) { return row.expected == outcome; }))
          << flag.id << " is never " << outcome;
    }
  }
}

TEST(TruthTableCoverage, EveryRowIsOfAGate) {
  for (const auto& [id, rows] : cases_by_gate()) {
    EXPECT_NO_THROW(gate(id));
  }
}

// Whether the rule would not fire if the row's finding had the other state.
bool fires_by(const TableCase& row, const std::string& finding, const std::string& other) {
  TableCase changed = row;
  for (auto& [id, state] : changed.facts) {
    state = id == finding ? other : state;
  }
  const auto closed = closed_facts(changed);
  return gate(row.subject).rule.evaluate([&closed](knowledge::FindingId id) {
    return closed.find(id);
  }) != knowledge::Truth::yes;
}

TEST(TruthTableCoverage, EveryNumberOfARuleHasARowOnEitherSide) {
  const auto cases = cases_by_gate();
  for (const auto& flag : embedded_knowledge().red_flags) {
    for (const Comparison& wanted : comparisons_of(flag.rule.text())) {
      const auto& rows = cases.at(flag.id);
      const auto has = [&](const std::string& value, bool fires) {
        return std::any_of(rows.begin(), rows.end(), [&](const TableCase& row) {
          return (row.expected == "fired") == fires &&
                 is(stated(row, wanted.finding), value, wanted.kind) &&
                 (!fires || fires_by(row, wanted.finding, wanted.sides.unmet));
        });
      };
      EXPECT_TRUE(has(wanted.sides.met, true))
          << flag.id << ", " << wanted.words << ": no row fires by " << wanted.sides.met;
      EXPECT_TRUE(has(wanted.sides.unmet, false))
          << flag.id << ", " << wanted.words << ": no row does not fire at " << wanted.sides.unmet;
    }
  }
}

TEST(TruthTableCoverage, EveryCountOfARuleHasARowOnEitherSide) {
  const auto cases = cases_by_gate();
  for (const auto& flag : embedded_knowledge().red_flags) {
    for (const Count& count : counts_of(flag.rule.text())) {
      const auto has = [&](int items, bool fires) {
        const auto& rows = cases.at(flag.id);
        return std::any_of(rows.begin(), rows.end(), [&](const TableCase& row) {
          return (row.expected == "fired") == fires && true_items(count, row) == items;
        });
      };
      EXPECT_TRUE(has(count.needed, true)) << flag.id << ", " << count.words << ": no row fires";
      EXPECT_TRUE(has(count.needed - 1, false))
          << flag.id << ", " << count.words << ": no row with one fewer does not fire";
    }
  }
}

TEST(TruthTableCoverage, TheSidesOfANumberAreAsNearAsItIsWritten) {
  const auto hb = comparisons_of("hb<120");
  const auto fever = comparisons_of("temp_c>=38.0 OR consciousness!='A'");

  ASSERT_EQ(hb.size(), 1U);
  EXPECT_TRUE(is("119", hb[0].sides.met, TokenKind::number));
  EXPECT_TRUE(is("120", hb[0].sides.unmet, TokenKind::number));
  ASSERT_EQ(fever.size(), 2U);
  EXPECT_TRUE(is("37.9", fever[0].sides.unmet, TokenKind::number));
  EXPECT_EQ(fever[1].sides.met, "C");
  EXPECT_EQ(fever[1].sides.unmet, "A");
}

TEST(TruthTableCoverage, ACountIsReadWithItsItems) {
  const auto counts = counts_of("fever AND COUNT(hb<120, night_pain, esr>20)>=2");

  ASSERT_EQ(counts.size(), 1U);
  EXPECT_EQ(counts[0].items.size(), 3U);
  EXPECT_EQ(counts[0].needed, 2);
}

}  // namespace
}  // namespace paraspinal::tests
