#include "knowledge/base/knowledge_base.h"

#include <gtest/gtest.h>

namespace paraspinal::knowledge {
namespace {

TEST(KnowledgeBase, FindsAConditionByItsId) {
  KnowledgeBase knowledge;
  knowledge.conditions.resize(2);
  knowledge.conditions[1].id = "miscarriage";

  EXPECT_EQ(knowledge.condition("miscarriage"), ConditionId{1});
  EXPECT_EQ(knowledge.condition("ectopic"), std::nullopt);
}

TEST(KnowledgeBase, AnAgeBandBeginsOnABirthdayAndEndsBeforeTheNextOne) {
  KnowledgeBase knowledge;
  knowledge.age_bands = {{"16-29", 16, 30}, {"30+", 30, 121}};

  EXPECT_EQ(knowledge.age_band(16), 0U);
  EXPECT_EQ(knowledge.age_band(29.99), 0U);
  EXPECT_EQ(knowledge.age_band(30), 1U);
  EXPECT_EQ(knowledge.age_band(120), 1U);
}

TEST(KnowledgeBase, AgesOutsideTheBandsHaveNone) {
  KnowledgeBase knowledge;
  knowledge.age_bands = {{"16-29", 16, 30}};

  EXPECT_EQ(knowledge.age_band(15.9), std::nullopt);
  EXPECT_EQ(knowledge.age_band(30), std::nullopt);
}

}  // namespace
}  // namespace paraspinal::knowledge
