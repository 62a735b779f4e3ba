#include "knowledge/triage/rate_in_rules.h"

#include <gtest/gtest.h>

#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::Sex;
using triage::rate_in_rules;

knowledge::FindingId in_content(std::string_view id) {
  return embedded_knowledge().findings.find(id).value();
}

// The row of content/prevalence.csv.
TEST(RateInRules, IsThatOfTheContentsPrevalence) {
  EXPECT_EQ(rate_in_rules(in_content("hurt_by_someone"), person(40, Sex::female, {}),
                          embedded_knowledge()),
            0.001);
}

TEST(RateInRules, IsTwoInAHundredWithoutARow) {
  EXPECT_EQ(
      rate_in_rules(in_content("gut_bleeding"), person(40, Sex::male, {}), embedded_knowledge()),
      0.02);
}

}  // namespace
}  // namespace paraspinal::tests
