#include "engine/active_path.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/separation.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

std::vector<std::string> path_of(const Network& network, const char* a, const char* b,
                                 std::vector<std::string> given = {}) {
  std::vector<VariableId> ids;
  for (const std::string& name : given) {
    ids.push_back(network.find(name).value());
  }
  std::vector<std::string> names;
  for (const VariableId id :
       active_path(network, network.find(a).value(), network.find(b).value(), ids)) {
    names.push_back(network.variable(id).name);
  }
  return names;
}

TEST(ActivePath, GoesThroughACommonCause) {
  EXPECT_THAT(path_of(tests::asia(), "lung", "bronc"),
              testing::ElementsAre("lung", "smoke", "bronc"));
}

TEST(ActivePath, OpensAtACommonEffectThatIsGivenOrHasAGivenDescendant) {
  EXPECT_THAT(path_of(tests::asia(), "tub", "lung", {"either"}),
              testing::ElementsAre("tub", "either", "lung"));
  EXPECT_THAT(path_of(tests::asia(), "asia", "smoke", {"xray"}),
              testing::ElementsAre("asia", "tub", "either", "lung", "smoke"));
}

TEST(ActivePath, IsEmptyFromOrToWhatIsGiven) {
  EXPECT_THAT(path_of(tests::asia(), "lung", "smoke", {"lung"}), testing::IsEmpty());
  EXPECT_THAT(path_of(tests::asia(), "smoke", "lung", {"lung"}), testing::IsEmpty());
}

TEST(ActivePath, OfAVariableToItselfIsThatVariable) {
  EXPECT_THAT(path_of(tests::asia(), "lung", "lung"), testing::ElementsAre("lung"));
}

bool are_neighbours(const Network& network, VariableId a, VariableId b) {
  const auto is_parent = [&](VariableId parent, VariableId child) {
    return std::ranges::find(network.parents(child), parent) != network.parents(child).end();
  };
  return is_parent(a, b) || is_parent(b, a);
}

TEST(ActivePath, IsAPathWithoutRepeatsExactlyWhenNotSeparated) {
  // Every pair of the chest clinic given every set of variables.
  const Network network = tests::asia();
  for (std::size_t set = 0; set < 256; ++set) {
    std::vector<VariableId> given;
    for (std::size_t i = 0; i < 8; ++i) {
      if ((set >> i & 1U) != 0) {
        given.push_back(VariableId{i});
      }
    }
    for (std::size_t a = 0; a < 8; ++a) {
      for (std::size_t b = 0; b < 8; ++b) {
        const auto path = active_path(network, VariableId{a}, VariableId{b}, given);
        ASSERT_EQ(path.empty(),
                  d_separated(network, std::array{VariableId{a}}, std::array{VariableId{b}}, given))
            << set << " " << a << " " << b;
        for (std::size_t i = 0; i + 1 < path.size(); ++i) {
          ASSERT_TRUE(are_neighbours(network, path[i], path[i + 1]));
          ASSERT_EQ(std::count(path.begin(), path.end(), path[i]), 1);
        }
      }
    }
  }
}

}  // namespace
}  // namespace paraspinal::engine
