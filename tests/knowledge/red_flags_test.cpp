// The red flags as truth tables: each row of tables/red_flags.csv is one case, closed under the
// content's implications and put to one rule.

#include <cctype>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "knowledge/base/csv.h"
#include "knowledge/triage/close.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

struct Case {
  std::size_t line = 0;
  std::string rule;
  std::string name;
  std::string source;
  std::string facts;
  std::string expected;
};
std::ostream& operator<<(std::ostream& out, const Case& row) {
  return out << "line " << row.line << ", " << row.rule << ": " << row.name;
}

std::vector<Case> read_cases() {
  const auto table =
      knowledge::read_csv(PARASPINAL_SOURCE_DIR "/tests/knowledge/tables/red_flags.csv");
  if (!table) {
    throw std::logic_error(table.error().message);
  }
  if (table->header != std::vector<std::string>{"rule", "case", "source", "facts", "expected"}) {
    throw std::logic_error("red_flags.csv: expected columns rule, case, source, facts, expected");
  }
  std::vector<Case> cases;
  for (const auto& row : table->rows) {
    const auto& fields = row.fields;
    cases.push_back({row.line, fields[0], fields[1], fields[2], fields[3], fields[4]});
  }
  return cases;
}

// "rf_aaa_Collapse_with_back_pain_line12", of the letters and digits googletest allows.
std::string test_name(const ::testing::TestParamInfo<Case>& info) {
  std::string name = info.param.rule + "_" + info.param.name;
  for (char& letter : name) {
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0) {
      letter = '_';
    }
  }
  return name + "_line" + std::to_string(info.param.line);
}

// "a=present; temp_c=38.4"
triage::Presentation presentation_of(const std::string& facts) {
  triage::Presentation presentation;
  std::size_t at = 0;
  while (at < facts.size()) {
    const std::size_t end = std::min(facts.find(';', at), facts.size());
    const std::string fact = facts.substr(at, end - at);
    const std::size_t begin = fact.find_first_not_of(' ');
    const std::size_t equals = fact.find('=');
    if (begin == std::string::npos || equals == std::string::npos) {
      throw std::logic_error("'" + fact + "' is not finding=state");
    }
    set(presentation, fact.substr(begin, equals - begin), fact.substr(equals + 1));
    at = end + 1;
  }
  return presentation;
}

std::string words(knowledge::Truth truth) {
  switch (truth) {
    case knowledge::Truth::no:
      return "excluded";
    case knowledge::Truth::undecided:
      return "undecided";
    case knowledge::Truth::yes:
      return "fired";
  }
  return {};
}

const knowledge::RedFlag& red_flag(const std::string& id) {
  for (const auto& flag : embedded_knowledge().red_flags) {
    if (flag.id == id) {
      return flag;
    }
  }
  throw std::logic_error("no red flag has the id " + id);
}

class RedFlags : public ::testing::TestWithParam<Case> {};

TEST_P(RedFlags, AnswerAsTheTableSays) {
  const Case& row = GetParam();
  const auto closed = triage::close(presentation_of(row.facts), embedded_knowledge());

  const auto truth = red_flag(row.rule).rule.evaluate(
      [&closed](knowledge::FindingId finding) { return closed.find(finding); });

  EXPECT_EQ(words(truth), row.expected) << row.facts;
  EXPECT_TRUE(embedded_knowledge().sources.contains(row.source)) << row.source;
}

INSTANTIATE_TEST_SUITE_P(, RedFlags, ::testing::ValuesIn(read_cases()), test_name);

TEST(RedFlagTable, EveryRuleHasACaseThatFiresAndOneThatDoesNot) {
  const auto cases = read_cases();
  for (const auto& flag : embedded_knowledge().red_flags) {
    const auto has = [&](bool fired) {
      return std::any_of(cases.begin(), cases.end(), [&](const Case& row) {
        return row.rule == flag.id && (row.expected == "fired") == fired;
      });
    };
    EXPECT_TRUE(has(true)) << flag.id;
    EXPECT_TRUE(has(false)) << flag.id;
  }
}

}  // namespace
}  // namespace paraspinal::tests
