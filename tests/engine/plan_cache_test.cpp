#include "engine/plan_cache.h"

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace paraspinal::engine {
namespace {

// Whether a plan had to be made for the key.
bool is_made(PlanCache& cache, const std::string& key) {
  bool made = false;
  EXPECT_TRUE(cache.find_or_make(key, [&](const CommonPlan&) -> Result<CommonPlan> {
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

TEST(PlanCache, KeepsWhatIsMadeOfTheNetworkOnceForEachType) {
  PlanCache cache;
  int made = 0;
  const auto make = [&made] { return std::string(3, static_cast<char>('a' + made++)); };
  const auto first = cache.made_once<std::string>(make);
  EXPECT_EQ(*first, "aaa");
  EXPECT_EQ(cache.made_once<std::string>(make), first);
  EXPECT_EQ(*cache.made_once<int>([] { return 7; }), 7);
  EXPECT_EQ(made, 1);
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

TEST(PlanCache, GivesTheMemoryOfPlansThatNobodyHoldsToNewOnes) {
  PlanCache cache;
  bool used_again = false;
  constexpr int many = 1'000;  // more than are kept
  for (int i = 0; i < many; ++i) {
    const auto plan =
        cache.find_or_make(std::to_string(i), [&](CommonPlan memory) -> Result<CommonPlan> {
          used_again = used_again || memory.plan.states.capacity() > 0;
          memory.plan.states.assign(10, 2);
          return memory;
        });
    ASSERT_TRUE(plan);
  }

  EXPECT_TRUE(used_again);
}

TEST(PlanCache, LeavesPlansAloneThatAreHeld) {
  std::shared_ptr<const CommonPlan> held;
  {
    PlanCache cache;
    const auto make = [](CommonPlan memory) -> Result<CommonPlan> {
      memory.plan.states.push_back(2);
      return memory;
    };
    held = cache.find_or_make("held", make).value();
    constexpr int many = 1'000;  // more than are kept
    for (int i = 0; i < many; ++i) {
      ASSERT_TRUE(cache.find_or_make(std::to_string(i), make));
    }
  }

  EXPECT_EQ(held->plan.states, std::vector<std::size_t>{2});
}

TEST(PlanCache, KeepsNoPlanThatCouldNotBeMade) {
  PlanCache cache;
  const auto failed = cache.find_or_make("large", [](const CommonPlan&) -> Result<CommonPlan> {
    return fail(ErrorKind::too_large, "a clique passes 8 joint states");
  });

  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, "a clique passes 8 joint states");
  EXPECT_TRUE(is_made(cache, "large"));
}

}  // namespace
}  // namespace paraspinal::engine
