#include "knowledge/triage/fit.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/cases.h"
#include "tests/support/enumerate.h"

namespace paraspinal::tests {
namespace {

using engine::Evidence;
using engine::Network;
using engine::NoisyOr;
using engine::TableDistribution;
using engine::two_state;
using engine::VariableId;
using knowledge::FindingId;
using testing::ElementsAre;
using testing::IsEmpty;

// Two conditions, a mechanism, and four findings:
//   lifting  a risk factor of strain
//   rash     leak 0.05; infection 0.3
//   cough    background 0.1, halved by strain; infection 0.6
//   tingling leak 0.02; the mechanism 0.5
//   ache     leak 0.7; strain 0.3
constexpr std::size_t lifting = 0;
constexpr std::size_t rash = 1;
constexpr std::size_t cough = 2;
constexpr std::size_t tingling = 3;
constexpr std::size_t ache = 4;

class Fit : public ::testing::Test {
 protected:
  // A network of parts; `with_causes` has for each finding f a variable "causes of f" and for each
  // leak one of its own, so that enumeration sees which of them brought it about.
  struct Parts {
    std::optional<Network> network;
    std::vector<VariableId> conditions;
    std::vector<VariableId> findings;
    std::vector<VariableId> causes;
    std::vector<VariableId> backgrounds;
    std::optional<VariableId> mechanism;
  };

  static Parts parts(bool with_causes) {
    Parts parts;
    Network::Builder builder;
    const auto lifted = builder.add(two_state("lifting"), TableDistribution{{}, {0.7, 0.3}});
    parts.findings.push_back(lifted);
    const auto strain =
        builder.add(two_state("strain"), TableDistribution{{lifted}, {0.8, 0.2, 0.5, 0.5}});
    const auto infection = builder.add(two_state("infection"), TableDistribution{{}, {0.9, 0.1}});
    parts.conditions = {strain, infection};
    parts.mechanism = builder.add(two_state("root"), NoisyOr{0.01, {{strain, 0.2}}, {}});
    const auto add = [&](const char* name, NoisyOr leak, std::vector<engine::NoisyOrLink> raising,
                         bool apart) {
      const std::string id(name);
      if (!with_causes && !apart) {
        parts.findings.push_back(builder.add(two_state(id), NoisyOr{leak.leak, raising, {}}));
        parts.backgrounds.push_back({});
        return;
      }
      const auto background = builder.add(two_state(id + " background"), leak);
      parts.backgrounds.push_back(background);
      if (!with_causes) {
        raising.push_back({background, 1});
        parts.findings.push_back(builder.add(two_state(id), NoisyOr{0, raising, {}}));
        return;
      }
      const auto causes = builder.add(two_state(id + " causes"), NoisyOr{0, raising, {}});
      parts.causes.push_back(causes);
      parts.findings.push_back(builder.add(
          two_state(id), TableDistribution{{background, causes}, {1, 0, 0, 1, 0, 1, 0, 1}}));
    };
    add("rash", {0.05, {}, {}}, {{infection, 0.3}}, false);
    add("cough", {0.1, {}, {{strain, 0.5}}}, {{infection, 0.6}}, true);
    add("tingling", {0.02, {}, {}}, {{*parts.mechanism, 0.5}}, false);
    add("ache", {0.7, {}, {}}, {{strain, 0.3}}, false);
    parts.network = builder.build().value();
    return parts;
  }

  Fit() : parts_(parts(false)) {
    std::vector<knowledge::Finding> rows;
    for (const auto* name : {"lifting", "rash", "cough", "tingling", "ache"}) {
      knowledge::Finding row;
      row.id = name;
      rows.push_back(row);
    }
    knowledge_.findings = knowledge::FindingTable(rows);
    // One a finding, as the network below has them; no row is capped, so they are believed.
    knowledge_.solved.leak = {0, 0.05, 0.1, 0.02, 0.7};
    const knowledge::ConditionId strain{0};
    const knowledge::ConditionId infection{1};
    auto& local = parameters_.findings;
    local.resize(rows.size());
    local[rash] = {0.05, {{infection, 0.3, 0, false}}, {}, {}};
    local[cough] = {0.1, {{infection, 0.6, 0, false}}, {{strain, 0.5, 0, false}}, {}};
    local[tingling] = {0.02, {}, {}, {{0, 0.5, {}}}};
    local[ache] = {0.7, {{strain, 0.3, 0, false}}, {}, {}};
  }

  triage::Fit fitted(const std::vector<std::pair<std::size_t, engine::StateIndex>>& findings) {
    const VariableId none = parts_.conditions.front();
    const knowledge::ClinicalNetwork network{
        *parts_.network,
        none,
        none,
        none,
        none,
        none,
        parts_.conditions,
        {*parts_.mechanism},
        {parts_.findings.begin(), parts_.findings.end()},
        {std::nullopt, std::nullopt, parts_.backgrounds[cough - 1], std::nullopt, std::nullopt},
        parameters_};
    triage::Observation observation;
    for (const auto& [finding, state] : findings) {
      observation.findings.push_back(
          {FindingId{finding}, parts_.findings[finding], state, observation.findings.size()});
    }
    const engine::Inference inference(network.network);
    return triage::fit(observation, inference, knowledge_, network).value();
  }

  // P(background of f, no cause of f | evidence) by summing the joint of the taken-apart network.
  static double by_chance(std::size_t finding,
                          const std::vector<std::pair<std::size_t, engine::StateIndex>>& findings) {
    const Parts apart = parts(true);
    Evidence evidence;
    for (const auto& [other, state] : findings) {
      evidence.observe(apart.findings[other], state);
    }
    const double all = enumerate(*apart.network, evidence).evidence;
    evidence.observe(apart.backgrounds[finding - 1], engine::StateIndex{1});
    evidence.observe(apart.causes[finding - 1], engine::StateIndex{0});
    return enumerate(*apart.network, evidence).evidence / all;
  }

  double probability(const std::vector<std::pair<std::size_t, engine::StateIndex>>& findings) {
    Evidence evidence;
    for (const auto& [finding, state] : findings) {
      evidence.observe(parts_.findings[finding], state);
    }
    return enumerate(*parts_.network, evidence).evidence;
  }

  Parts parts_;
  knowledge::Parameters parameters_;
  knowledge::KnowledgeBase knowledge_;
};

TEST_F(Fit, AFindingThatItsLeakAloneBroughtAboutIsUnexplained) {
  const auto fit = fitted({{rash, 1}, {cough, 0}});
  ASSERT_THAT(fit.unexplained, testing::SizeIs(1));
  EXPECT_EQ(fit.unexplained.front().finding, "rash");
  EXPECT_NEAR(fit.unexplained.front().by_chance, by_chance(rash, {{rash, 1}, {cough, 0}}), 1e-12);
}

TEST_F(Fit, ABackgroundThatConditionsLowerIsWeighedAsTheyLeaveIt) {
  const auto fit = fitted({{cough, 1}, {tingling, 1}});
  ASSERT_THAT(fit.unexplained, testing::SizeIs(1));
  EXPECT_EQ(fit.unexplained.front().finding, "cough");
  EXPECT_NEAR(fit.unexplained.front().by_chance, by_chance(cough, {{cough, 1}, {tingling, 1}}),
              1e-12);
}

TEST_F(Fit, AFindingThatACauseLikelyBroughtAboutIsExplained) {
  // Infection 0.1 * 0.3 * 0.6 against 0.05 * 0.1: the two speak for it.
  EXPECT_LT(by_chance(rash, {{rash, 1}, {cough, 1}}), 0.5);
  EXPECT_THAT(fitted({{rash, 1}, {cough, 1}}).unexplained, IsEmpty());
}

TEST_F(Fit, AMechanismExplainsAsAConditionDoes) {
  EXPECT_LT(by_chance(tingling, {{lifting, 1}, {tingling, 1}}), 0.5);
  EXPECT_THAT(fitted({{lifting, 1}, {tingling, 1}}).unexplained, IsEmpty());
}

TEST_F(Fit, AFindingThatAFifthOfPeopleHaveAnywayAsksForNoCause) {
  EXPECT_GT(by_chance(ache, {{ache, 1}}), 0.5);
  EXPECT_THAT(fitted({{ache, 1}}).unexplained, IsEmpty());
}

TEST_F(Fit, AbsentFindingsAndRiskFactorsAreNeverUnexplained) {
  EXPECT_THAT(fitted({{lifting, 1}, {rash, 0}}).unexplained, IsEmpty());
}

TEST_F(Fit, ConflictIsTheLogRatioOfApartToTogether) {
  // Strain halves the chance cough, and tingling speaks for strain.
  const auto fit = fitted({{cough, 1}, {tingling, 1}});
  const double apart = probability({{cough, 1}}) * probability({{tingling, 1}});
  EXPECT_NEAR(fit.conflict.nats, std::log(apart / probability({{cough, 1}, {tingling, 1}})), 1e-12);
  EXPECT_GT(fit.conflict.nats, 0);
}

TEST_F(Fit, ConflictNamesTheFindingWithoutWhichItFallsMost) {
  const std::vector<std::pair<std::size_t, engine::StateIndex>> findings{
      {lifting, 1}, {cough, 1}, {tingling, 1}};
  double worst = -1;
  std::size_t without = 0;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    auto others = findings;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    // ln P(it) - ln P(it | the others)
    const double fall =
        std::log(probability({findings[i]}) * probability(others) / probability(findings));
    if (fall > worst) {
      worst = fall;
      without = findings[i].first;
    }
  }
  const auto fit = fitted(findings);
  if (fit.conflict.nats > 0) {
    ASSERT_FALSE(fit.conflict.findings.empty());
    EXPECT_EQ(fit.conflict.findings.front(), knowledge_.findings[FindingId{without}].id);
  } else {
    EXPECT_THAT(fit.conflict.findings, IsEmpty());
  }
}

TEST_F(Fit, FindingsOfOneCauseDoNotConflict) {
  const auto fit = fitted({{rash, 1}, {cough, 1}});
  EXPECT_LT(fit.conflict.nats, 0);
  EXPECT_THAT(fit.conflict.findings, IsEmpty());
}

TEST_F(Fit, OfNoFindingIsEmpty) {
  const auto fit = fitted({});
  EXPECT_EQ(fit.conflict.nats, 0);
  EXPECT_THAT(fit.unexplained, IsEmpty());
}

TEST(Assess, FitIsThereOnlyWhereItIsAskedFor) {
  const auto presentation = person(44, knowledge::Sex::male, {{"saddle_anaesthesia", "present"}});
  EXPECT_FALSE(assessed(presentation).conflict.has_value());
  const auto fitted = embedded_assessor().assess(presentation, {.fit = true});
  ASSERT_TRUE(fitted.has_value());
  EXPECT_TRUE(fitted->conflict.has_value());
}

}  // namespace
}  // namespace paraspinal::tests
