#include "knowledge/base/believed_leak.h"

#include <gtest/gtest.h>

#include "knowledge/base/figures.h"
#include "knowledge/base/parameters.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

std::size_t index_of(const std::string& finding) {
  return embedded_knowledge().findings.find(finding)->index;
}

TEST(BelievedLeak, OfNumbnessBetweenTheLegsIsItsRowsNotTheCaps) {
  // L0020: 0.55 against 0.008, a ratio of 69 that is capped to ten by a leak of about 0.055.
  const double solved = embedded_knowledge().solved.leak[index_of("saddle_anaesthesia")];
  EXPECT_NEAR(solved, 0.055, 0.002);
  EXPECT_DOUBLE_EQ(knowledge::believed_leaks(embedded_knowledge())[index_of("saddle_anaesthesia")],
                   0.008);
}

TEST(BelievedLeak, IsNeverAboveTheSolvedOneAndIsItWhereNoRowIsCapped) {
  const auto& knowledge = embedded_knowledge();
  const auto believed = knowledge::believed_leaks(knowledge);
  std::vector<bool> capped(believed.size(), false);
  for (const knowledge::Link& link : knowledge.links) {
    if (link.use == knowledge::LinkUse::parameter && knowledge::is_capped(link)) {
      capped[link.finding.index] = true;
    }
  }
  for (std::size_t f = 0; f < believed.size(); ++f) {
    EXPECT_LE(believed[f], knowledge.solved.leak[f]);
    if (!capped[f]) {
      EXPECT_EQ(believed[f], knowledge.solved.leak[f]) << knowledge.findings[{f}].id;
    }
  }
}

TEST(BelievedLeak, ScalesTheProbabilityOfAbsenceAsANoisyOrDoes) {
  // P(absent) = (1 - leak) * rest, whatever the rest.
  const double rest = 0.7;
  EXPECT_NEAR((1 - 0.2) * rest * knowledge::absent_scale(0.2, 0.05), (1 - 0.05) * rest, 1e-15);
}

}  // namespace
}  // namespace paraspinal::tests
