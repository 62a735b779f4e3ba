#include "engine/plan_cache.h"

#include <string>

#include <gtest/gtest.h>

namespace paraspinal::engine {
namespace {

// Whether a plan had to be made for the key.
bool is_made(PlanCache& cache, const std::string& key) {
  bool made = false;
  EXPECT_TRUE(cache.find_or_make(key, [&]() -> Result<CommonPlan> {
    made = true;
    return CommonPlan{};
  }));
  return made;
}

TEST(PlanCache, MakesAPlanOnce) {
  PlanCache cache;

  EXPECT_TRUE(is_made(cache, "fever"));
  EXPECT_FALSE(is_made(cache, "fever"));
}

TEST(PlanCache, ForgetsThePlanNotAskedForTheLongest) {
  PlanCache cache;
  is_made(cache, "forgotten");
  is_made(cache, "asked again");
  constexpr int many = 1'000;  // more than are kept
  for (int i = 0; i < many; ++i) {
    is_made(cache, std::to_string(i));
    EXPECT_FALSE(is_made(cache, "asked again"));
  }

  EXPECT_TRUE(is_made(cache, "forgotten"));
  EXPECT_FALSE(is_made(cache, std::to_string(many - 1)));
}

TEST(PlanCache, KeepsNoPlanThatCouldNotBeMade) {
  PlanCache cache;
  const auto failed = cache.find_or_make("large", []() -> Result<CommonPlan> {
    return fail(ErrorKind::too_large, "a clique passes 8 joint states");
  });

  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, "a clique passes 8 joint states");
  EXPECT_TRUE(is_made(cache, "large"));
}

}  // namespace
}  // namespace paraspinal::engine
