#include "validation/simulated_calibration.h"

#include <gtest/gtest.h>

#include "tests/validation/tiny_model.h"
#include "validation/interval.h"

namespace paraspinal::tests {
namespace {

using validation::CalibrationBin;
using validation::exact_interval;
using validation::simulated_calibration;
using validation::SimulatedCalibration;

SimulatedCalibration ran(const TinyModel& tiny, std::size_t threads) {
  return simulated_calibration(tiny.model(),
                               {.people = 3000, .findings = 1, .seed = 11, .threads = threads});
}

// The tiny network judges people drawn from itself: calibrated by construction.
TEST(SimulatedCalibration, WhatIsPredictedComesTrue) {
  const TinyModel tiny;
  for (const CalibrationBin& bin : ran(tiny, 2).tenths) {
    const auto interval = exact_interval({bin.came_true, bin.predictions}, 0.9999);
    if (bin.predictions == 0) {
      continue;
    }
    EXPECT_LE(interval.low, bin.mean_predicted);
    EXPECT_GE(interval.high, bin.mean_predicted);
  }
}

TEST(SimulatedCalibration, RanksAreEven) {
  const TinyModel tiny;

  EXPECT_LT(ran(tiny, 2).chi_square, 33.7);  // chi-square, 9 degrees of freedom, 1 in 10,000
}

TEST(SimulatedCalibration, NumberOfThreadsChangesNothing) {
  const TinyModel tiny;

  EXPECT_EQ(ran(tiny, 1).ranks, ran(tiny, 3).ranks);
}

}  // namespace
}  // namespace paraspinal::tests
