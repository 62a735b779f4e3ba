// The red flags as truth tables: each row of tables/red_flags.csv is one case, closed under the
// content's implications and put to one rule.

#include <string>

#include <gtest/gtest.h>

#include "tests/knowledge/truth_table.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

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

class RedFlags : public ::testing::TestWithParam<TableCase> {};

TEST_P(RedFlags, AnswerAsTheTableSays) {
  const TableCase& row = GetParam();
  const auto closed = closed_facts(row);

  const auto truth = gate(row.subject).rule.evaluate([&closed](knowledge::FindingId finding) {
    return closed.find(finding);
  });

  EXPECT_EQ(words(truth), row.expected);
  EXPECT_TRUE(embedded_knowledge().sources.contains(row.source)) << row.source;
}

INSTANTIATE_TEST_SUITE_P(, RedFlags, ::testing::ValuesIn(read_cases("red_flags.csv", "rule")),
                         case_name);

}  // namespace
}  // namespace paraspinal::tests
