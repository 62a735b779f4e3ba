#include "engine/variable_set.h"

#include <cstddef>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/soft_evidence.h"

namespace paraspinal::engine {
namespace {

constexpr std::size_t size = 150;  // more than two words of bits

std::vector<std::size_t> members(const VariableSet& set) {
  std::vector<std::size_t> all;
  set.for_each([&](std::size_t variable) { all.push_back(variable); });
  return all;
}

// Every so many of the variables.
VariableSet every(std::size_t step) {
  VariableSet set(size);
  for (std::size_t i = 0; i < size; i += step) {
    set.insert(i);
  }
  return set;
}

TEST(VariableSet, VisitsItsMembersInAscendingOrder) {
  const std::vector<VariableId> variables{{149}, {0}, {64}, {63}};

  const VariableSet set(size, variables);

  EXPECT_EQ(members(set), (std::vector<std::size_t>{0, 63, 64, 149}));
  EXPECT_EQ(set.count(), 4U);
}

TEST(VariableSet, JoinsRemovesAndKeepsAsSetsDo) {
  std::set<std::size_t> joined;
  std::set<std::size_t> removed;
  std::set<std::size_t> kept;
  for (std::size_t i = 0; i < size; ++i) {
    const bool a = i % 4 == 0;
    const bool b = i % 6 == 0;
    for (const auto& [holds, set] :
         {std::pair(a || b, &joined), std::pair(a && !b, &removed), std::pair(a && b, &kept)}) {
      if (holds) {
        set->insert(i);
      }
    }
  }
  VariableSet either = every(4);
  either.insert(every(6));
  VariableSet first_only = every(4);
  first_only.remove(every(6));
  VariableSet both = every(4);
  both.keep(every(6));

  EXPECT_EQ(members(either), std::vector<std::size_t>(joined.begin(), joined.end()));
  EXPECT_EQ(members(first_only), std::vector<std::size_t>(removed.begin(), removed.end()));
  EXPECT_EQ(members(both), std::vector<std::size_t>(kept.begin(), kept.end()));
}

TEST(VariableSet, IsTheSameAsItsMarks) {
  const VariableSet set = every(7);

  EXPECT_EQ(VariableSet(set.marks()), set);
  EXPECT_TRUE(set.marks().at(140));
  EXPECT_FALSE(set.marks().at(141));
}

TEST(VariableSet, IsEmptyOnceItsMembersAreErased) {
  VariableSet set = every(100);
  EXPECT_FALSE(set.empty());

  set.erase(0);
  set.erase(100);

  EXPECT_TRUE(set.empty());
}

TEST(VariableSet, AsksOnlyThoseThatAreInBoth) {
  std::vector<std::size_t> asked;
  const bool all = every(10).all_of(every(15).words(), [&](std::size_t variable) {
    asked.push_back(variable);
    return variable < 60;
  });

  EXPECT_FALSE(all);
  EXPECT_EQ(asked, (std::vector<std::size_t>{0, 30, 60}));
}

std::vector<double> of(const SoftEvidence& likelihood, std::size_t variable) {
  return {likelihood[variable].begin(), likelihood[variable].end()};
}

TEST(SoftEvidence, IsEmptyUntilItIsSetAndOnceItIsCleared) {
  SoftEvidence likelihood(3);
  EXPECT_TRUE(likelihood[1].empty());

  likelihood.set(1, {0.2, 0.8});
  EXPECT_EQ(of(likelihood, 1), (std::vector<double>{0.2, 0.8}));
  EXPECT_TRUE(likelihood[2].empty());

  likelihood.clear(1);
  EXPECT_TRUE(likelihood[1].empty());
}

TEST(SoftEvidence, KeepsTheOthersWhenOneGrows) {
  SoftEvidence likelihood(3);
  likelihood.set(0, {0.1, 0.9});
  likelihood.set(1, {0.3, 0.7});

  likelihood.assign(0, 4, 0.0)[2] = 1;

  EXPECT_EQ(of(likelihood, 0), (std::vector<double>{0, 0, 1, 0}));
  EXPECT_EQ(of(likelihood, 1), (std::vector<double>{0.3, 0.7}));
}

TEST(SoftEvidence, IsClearedByNone) {
  SoftEvidence likelihood(1);
  likelihood.set(0, {0.1, 0.9});

  likelihood.set(0, std::span<const double>());

  EXPECT_TRUE(likelihood[0].empty());
}

}  // namespace
}  // namespace paraspinal::engine
