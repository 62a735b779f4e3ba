#include "validation/call_sets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/validation/tiny_model.h"
#include "validation/call_tables.h"

namespace paraspinal::tests {
namespace {

using knowledge::Urgency;
using ::testing::ElementsAre;
using validation::CallPlan;
using validation::CallRow;
using validation::CallSet;
using validation::CallSummary;
using validation::Policy;
using validation::run_calls;

std::vector<CallSet> calls(const TinyModel& tiny, std::size_t threads) {
  const validation::Model model = tiny.model();
  return run_calls({.callers = 9, .each_danger = 3, .seed = 5, .threads = threads}, {}, model,
                   {model, tiny.value_alone}, {});
}

TEST(CallSets, NumberOfThreadsChangesNothing) {
  const TinyModel tiny;
  const auto one = calls(tiny, 1);
  const auto three = calls(tiny, 3);

  ASSERT_EQ(one.size(), three.size());
  for (std::size_t s = 0; s < one.size(); ++s) {
    ASSERT_EQ(one[s].rows.size(), three[s].rows.size());
    for (std::size_t r = 0; r < one[s].rows.size(); ++r) {
      EXPECT_EQ(one[s].rows[r].call, three[s].rows[r].call);
    }
  }
}

TEST(CallSets, EveryPolicyAndNoiseIsTriedOnBothPopulations) {
  const TinyModel tiny;
  const auto sets = calls(tiny, 2);

  // As built and nine others on each; callers as they come asked each again; two of each kind of
  // cases.
  EXPECT_EQ(sets.size(), 2 * 10 + 1 + 2 * 2U);
  EXPECT_EQ(sets[0].rows.size(), 9U);
  EXPECT_EQ(sets[1].rows.size(), 9U);
  EXPECT_EQ(sets[1].style.breath, validation::Breath::each_again);
  EXPECT_TRUE(sets[2].style.asks_further);
  EXPECT_EQ(sets[2].rows.size(), 9U);
  EXPECT_EQ(sets[3].rows.size(), 6U);  // two thirds
  EXPECT_EQ(sets[11].who, "callers with each danger");
  EXPECT_EQ(sets[11].rows.size(), 3U);
  EXPECT_EQ(sets[11].rows[0].label, "cauda_equina");
}

// The call of so many questions that ended at one urgency, all evidence saying another.
CallRow row(std::size_t questions, Urgency urgency, Urgency on_all) {
  CallRow result;
  result.label = "danger";
  result.call.questions = questions;
  result.call.urgency = urgency;
  result.call.on_all_evidence = on_all;
  return result;
}

TEST(CallSummaryOf, CountsByHand) {
  CallSet set;
  set.rows = {row(2, Urgency::self_care, Urgency::self_care),
              row(4, Urgency::emergency_department, Urgency::ambulance),
              row(6, Urgency::within_2_weeks, Urgency::same_day),
              row(20, Urgency::same_day, Urgency::self_care)};
  const CallSummary found = summary(set);

  EXPECT_EQ(found.questions.mean, 8);
  EXPECT_EQ(found.questions.median, 4);
  EXPECT_EQ(found.questions.percentile_90, 20);
  EXPECT_EQ(found.questions.most, 20);
  EXPECT_EQ(found.agree.hits, 1U);
  EXPECT_EQ(found.agree_emergencies.hits, 2U);
  EXPECT_EQ(found.under.hits, 2U);
  EXPECT_EQ(found.under_by_two.hits, 1U);
  EXPECT_EQ(found.over.hits, 1U);
  EXPECT_THAT(found.slower_by_two,
              ::testing::ElementsAre("danger: within_2_weeks, on all evidence same_day"));
}

TEST(CallSummaryOf, FailedCallsAreCountedApart) {
  CallSet set;
  set.rows = {row(2, Urgency::self_care, Urgency::self_care)};
  set.rows.push_back({"", {}, "impossible"});

  EXPECT_EQ(summary(set).failed, 1U);
  EXPECT_EQ(summary(set).agree.of, 1U);
}

// As row(), and who asks for the faster urgency.
CallRow differing(Urgency urgency, Urgency on_all, std::vector<std::string> askers) {
  CallRow result = row(1, urgency, on_all);
  result.call.differs_by = std::move(askers);
  return result;
}

std::vector<CallSet> differing_by_hand() {
  CallSet plain{"callers", {}, {}};
  plain.rows = {differing(Urgency::same_day, Urgency::ambulance, {"rf_b"}),
                differing(Urgency::same_day, Urgency::ambulance, {"rf_a", "rf_b"}),
                differing(Urgency::same_day, Urgency::self_care, {"expected loss"}),
                differing(Urgency::same_day, Urgency::same_day, {}),
                {"", {}, "impossible"}};
  CallSet noisy{"callers", {Policy::ours, {0.05, 0}}, {plain.rows[0]}};
  return {plain, noisy};
}

TEST(DifferencesTable, CountsPairsOfUrgenciesOfCallsAsBuiltByHand) {
  EXPECT_THAT(differences_table(differing_by_hand()).rows,
              ElementsAre(ElementsAre("callers", "same_day", "self_care", "1", "expected loss 1"),
                          ElementsAre("callers", "same_day", "ambulance", "2", "rf_b 2, rf_a 1")));
}

TEST(DifferingAskersTable, HasWhoAsksMostOftenFirst) {
  EXPECT_THAT(differing_askers_table(differing_by_hand()).rows,
              ElementsAre(ElementsAre("rf_b", "2", "0"), ElementsAre("expected loss", "0", "1"),
                          ElementsAre("rf_a", "1", "0")));
}

TEST(CallStyleWords, NameThePolicyAndTheNoise) {
  EXPECT_EQ(validation::words({Policy::ours, {0.05, 0.2}}), "as built, 5 % flipped, 20 % unknown");
  EXPECT_EQ(validation::words({Policy::entropy_only, {}}), "entropy only");
}

}  // namespace
}  // namespace paraspinal::tests
