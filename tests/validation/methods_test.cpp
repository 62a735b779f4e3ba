#include "validation/methods.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/validation/tiny_model.h"

namespace paraspinal::tests {
namespace {

using knowledge::Urgency;
using validation::assess_all;
using validation::Assessed;
using validation::Method;
using validation::MethodAnswer;
using validation::ValidationCase;

// A caller of 40 of whom one finding is told.
std::vector<Assessed> assessed(const TinyModel& tiny, const std::string& finding) {
  ValidationCase item;
  item.id = "case";
  item.presentation = R"({"id": "case", "setting": "telephone", "age_years": 40, "sex": "male",)"
                      R"( "findings": {")" +
                      finding + R"(": "present"}})";
  const triage::Assessor assessor(tiny.knowledge, tiny.network);
  return assess_all({item}, tiny.knowledge, assessor, 1);
}

MethodAnswer answer(Method method, const TinyModel& tiny, const std::string& finding) {
  return answers_of(method, assessed(tiny, finding), tiny.model()).front();
}

TEST(Methods, GatesAloneSeeTheRedFlagAndRankNothing) {
  const TinyModel tiny;
  const MethodAnswer gates = answer(Method::gates_only, tiny, "saddle_anaesthesia");

  EXPECT_EQ(gates.urgency, Urgency::emergency_department);
  EXPECT_TRUE(gates.flags_danger);
  EXPECT_TRUE(gates.ranking.empty());
  EXPECT_EQ(answer(Method::gates_only, tiny, "fever").urgency, Urgency::self_care);
}

// Content: `other` has the highest prior (0.8) and needs within_2_weeks.
TEST(Methods, MostCommonCauseIgnoresWhatIsTold) {
  const TinyModel tiny;
  const MethodAnswer common = answer(Method::most_common_cause, tiny, "saddle_anaesthesia");

  EXPECT_EQ(common.ranking.front(), "other");
  EXPECT_EQ(common.urgency, Urgency::within_2_weeks);
}

TEST(Methods, AnyRedFlagSendsToTheSameDay) {
  const TinyModel tiny;

  EXPECT_EQ(answer(Method::any_red_flag, tiny, "saddle_anaesthesia").urgency, Urgency::same_day);
  EXPECT_EQ(answer(Method::any_red_flag, tiny, "fever").urgency, Urgency::self_care);
}

// Row l1: sensitivity 0.74, P(finding | not) 0.01, so LR+ 74 and LR- 0.26 / 0.99.
TEST(Methods, LikelihoodRatioIsThatOfTheRow) {
  const TinyModel tiny;
  const knowledge::Link& link = tiny.knowledge.links.front();

  EXPECT_NEAR(*validation::log_likelihood_ratio(link, true), std::log(74.0), 1e-12);
  EXPECT_NEAR(*validation::log_likelihood_ratio(link, false), std::log(0.26 / 0.99), 1e-12);
}

TEST(Methods, NaiveBayesMultipliesTheOddsByTheRatio) {
  const TinyModel tiny;
  const MethodAnswer naive = answer(Method::naive_bayes, tiny, "saddle_anaesthesia");
  const std::size_t condition = tiny.knowledge.condition("cauda_equina")->index;
  const double before = naive.pretest[condition];
  const double after = naive.probabilities[condition];

  EXPECT_NEAR(after / (1 - after), before / (1 - before) * 74, 1e-9);
}

TEST(Methods, AsBuiltIsTheAssessment) {
  const TinyModel tiny;
  const auto cases = assessed(tiny, "saddle_anaesthesia");
  const MethodAnswer ours = answers_of(Method::as_built, cases, tiny.model()).front();

  EXPECT_EQ(ours.urgency, cases.front().assessment->urgency);
  EXPECT_EQ(ours.ranking.front(), cases.front().assessment->conditions.front().id);
}

TEST(Methods, RefusedCaseHasNoUrgency) {
  const TinyModel tiny;
  auto cases = assessed(tiny, "no_such_finding");

  EXPECT_FALSE(cases.front().error.empty());
  EXPECT_FALSE(answers_of(Method::as_built, cases, tiny.model()).front().urgency);
}

TEST(Signature, MovesWithAnAnswerAndOnlyThen) {
  const TinyModel tiny;
  const auto saddle = assessed(tiny, "saddle_anaesthesia");

  EXPECT_EQ(signature(saddle), signature(assessed(tiny, "saddle_anaesthesia")));
  EXPECT_NE(signature(saddle), signature(assessed(tiny, "fever")));
}

}  // namespace
}  // namespace paraspinal::tests
