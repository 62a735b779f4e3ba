// What stands against an action, as a truth table: each row of tables/contraindications.csv is one
// person, closed under the content's implications. What is not asked stands against nothing here;
// what advice makes of it is tested in triage/advise_test.cpp.

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/knowledge/truth_table.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::ContraindicationEffect;

const knowledge::Action& action(const std::string& id) {
  const auto& actions = embedded_knowledge().actions;
  const auto found = std::find_if(actions.begin(), actions.end(),
                                  [&id](const auto& candidate) { return candidate.id == id; });
  if (found == actions.end()) {
    throw std::logic_error("no action has the id " + id);
  }
  return *found;
}

class Contraindications : public ::testing::TestWithParam<TableCase> {};

TEST_P(Contraindications, StandAsTheTableSays) {
  const TableCase& row = GetParam();
  const auto closed = closed_facts(row);
  const auto& against = action(row.subject).contraindications;

  const auto stands = [&](ContraindicationEffect effect) {
    return std::any_of(against.begin(), against.end(), [&](const auto& candidate) {
      return candidate.effect == effect &&
             candidate.rule.evaluate([&closed](knowledge::FindingId id) {
               return closed.find(id);
             }) == knowledge::Truth::yes;
    });
  };

  const std::string_view answer = stands(ContraindicationEffect::withhold)  ? "withheld"
                                  : stands(ContraindicationEffect::caution) ? "cautioned"
                                                                            : "given";
  EXPECT_EQ(answer, row.expected);
  EXPECT_TRUE(embedded_knowledge().sources.contains(row.source)) << row.source;
}

INSTANTIATE_TEST_SUITE_P(, Contraindications,
                         ::testing::ValuesIn(read_cases("contraindications.csv", "action")),
                         case_name);

}  // namespace
}  // namespace paraspinal::tests
