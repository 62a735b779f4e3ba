#include "knowledge/base/finding.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace paraspinal::knowledge {
namespace {

TEST(FindingTable, FindsAFindingByItsId) {
  Finding fever;
  fever.id = "fever";
  Finding rigors;
  rigors.id = "rigors";
  const FindingTable findings({fever, rigors});

  ASSERT_TRUE(findings.find("rigors"));
  EXPECT_EQ(findings[*findings.find("rigors")], rigors);
  EXPECT_EQ(findings.size(), 2U);
}

TEST(FindingTable, AnUnknownIdIsNone) {
  EXPECT_EQ(FindingTable().find("fever"), std::nullopt);
}

TEST(FindingTable, TheSameIdTwiceBreaksTheContract) {
  Finding fever;
  fever.id = "fever";

  EXPECT_THROW(FindingTable({fever, fever}), std::logic_error);
}

}  // namespace
}  // namespace paraspinal::knowledge
