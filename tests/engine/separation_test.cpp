#include "engine/separation.h"

#include <array>
#include <stdexcept>

#include <gtest/gtest.h>

#include "engine/information.h"
#include "tests/support/generators.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

// asia -> tub -> either <- lung <- smoke -> bronc; either -> xray; bronc, either -> dysp.
class AsiaSeparation : public testing::Test {
 protected:
  bool separated(const char* a, const char* b, std::vector<const char*> given = {}) const {
    std::vector<VariableId> ids;
    for (const char* name : given) {
      ids.push_back(id(name));
    }
    return d_separated(network_, std::array{id(a)}, std::array{id(b)}, ids);
  }
  VariableId id(const char* name) const { return network_.find(name).value(); }

  Network network_ = tests::asia();
};

TEST_F(AsiaSeparation, AChainIsBlockedByItsMiddle) {
  EXPECT_FALSE(separated("asia", "either"));
  EXPECT_TRUE(separated("asia", "either", {"tub"}));
}

TEST_F(AsiaSeparation, ACommonCauseBlocksWhenObserved) {
  EXPECT_FALSE(separated("lung", "bronc"));
  EXPECT_TRUE(separated("lung", "bronc", {"smoke"}));
}

TEST_F(AsiaSeparation, ACommonEffectOpensWhenObserved) {
  EXPECT_TRUE(separated("tub", "lung"));
  EXPECT_FALSE(separated("tub", "lung", {"either"}));
}

TEST_F(AsiaSeparation, ACommonEffectOpensWhenADescendantIsObserved) {
  EXPECT_FALSE(separated("tub", "lung", {"xray"}));
  EXPECT_FALSE(separated("asia", "smoke", {"dysp"}));
}

TEST_F(AsiaSeparation, AnObservedVariableIsSeparatedFromAll) {
  EXPECT_TRUE(separated("smoke", "lung", {"smoke"}));
}

TEST_F(AsiaSeparation, ConnectedListsWhatIsNotSeparated) {
  const auto ids = connected(network_, std::array{id("asia")}, {});

  EXPECT_EQ(ids, (std::vector{id("tub"), id("either"), id("xray"), id("dysp")}));
}

TEST_F(AsiaSeparation, CausalPathFollowsArcsForwardOnly) {
  EXPECT_EQ(causal_path(network_, id("asia"), id("xray")),
            (std::vector{id("asia"), id("tub"), id("either"), id("xray")}));
  EXPECT_TRUE(causal_path(network_, id("xray"), id("asia")).empty());
  EXPECT_EQ(causal_path(network_, id("lung"), id("lung")), std::vector{id("lung")});
}

TEST_F(AsiaSeparation, AnUnknownVariableBreaksTheContract) {
  EXPECT_THROW(connected(network_, std::array{VariableId{8}}, {}), std::logic_error);
}

TEST(Separation, ImpliesIndependenceInRandomNetworks) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    tests::Random random(seed);
    const Network network =
        tests::random_network(random, {.variables = 8, .most_parents = 2, .zeros = 0});
    const VariableId target{0};
    const VariableId given{1 + random.below(7)};
    Evidence evidence;
    evidence.observe(given, 1);
    for (std::size_t i = 1; i < network.size(); ++i) {
      if (!d_separated(network, std::array{target}, std::array{VariableId{i}}, std::array{given})) {
        continue;
      }
      const auto values =
          information_values(Inference(network), evidence, target, std::array{VariableId{i}});
      if (values) {  // not when the evidence is impossible
        EXPECT_NEAR((*values)[0].nats, 0, 1e-12) << "seed " << seed << " variable " << i;
      }
    }
  }
}

}  // namespace
}  // namespace paraspinal::engine
