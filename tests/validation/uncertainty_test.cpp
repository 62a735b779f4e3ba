#include <gtest/gtest.h>

#include "tests/validation/tiny_model.h"
#include "validation/interval_coverage.h"
#include "validation/upper_bounds.h"

namespace paraspinal::tests {
namespace {

TEST(IntervalCoverage, NineInTenOfTheTinyNetworkAreHeld) {
  const TinyModel tiny;
  const auto ran = validation::interval_coverage(
      tiny.model(), {.people = 150, .findings = 1, .seed = 3, .threads = 2});

  EXPECT_EQ(ran.people, 150U);
  EXPECT_GT(ran.covered.share(), 0.8);
  EXPECT_LT(ran.covered.share(), 0.97);
}

TEST(IntervalCoverage, NumberOfThreadsChangesNothing) {
  const TinyModel tiny;
  const auto with = [&tiny](std::size_t threads) {
    return validation::interval_coverage(
               tiny.model(), {.people = 10, .findings = 1, .seed = 3, .threads = threads})
        .covered;
  };

  EXPECT_EQ(with(1), with(3));
}

TEST(UpperBounds, AreNeverSlowerThanThePosteriors) {
  const TinyModel tiny;
  validation::ValidationCase item;
  item.id = "case";
  item.presentation = R"({"id": "case", "setting": "telephone", "age_years": 40, "sex": "male",)"
                      R"( "findings": {"heavy_lifting": "present"}})";
  const triage::Assessor assessor(tiny.knowledge, tiny.network);
  const auto assessed = validation::assess_all({item}, tiny.knowledge, assessor, 1);
  const auto careful = validation::upper_bound_answers(assessed, tiny.model(), assessor, 1).front();

  EXPECT_GE(*careful.urgency, assessed.front().assessment->urgency);
}

}  // namespace
}  // namespace paraspinal::tests
