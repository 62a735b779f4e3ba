#pragma once

// Scores in tests, written as a person would note them.
//
//   scored("qsofa", "respiratory_rate=22 systolic_pressure=100 consciousness=alert").value;   // 2
//
// A row of a table of test points, for TEST_P:
//
//   {"published cut-off", "qsofa", "respiratory_rate=22 ...", 2, "high risk"}

#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "knowledge/scores/score.h"

namespace paraspinal::tests {

struct TestPoint {
  std::string what;
  std::string score;
  std::string inputs;  // "name=value name=value"
  double value = 0;
  std::string band;
  double within = 1e-9;
};

std::ostream& operator<<(std::ostream& out, const TestPoint& point);

// The result for inputs that must be accepted; fails the test with the error's words otherwise.
scores::ScoreResult scored(const std::string& score, const std::string& inputs);

// The words of the error for inputs that must be refused.
std::string refusal(const std::string& score, const std::string& inputs);

// The part of that name; fails the test when there is none.
scores::PartBounds part(const scores::ScoreResult& result, const std::string& name);

// Fails the test unless the point's value and band come out, and nothing is missing.
void expect_point(const TestPoint& point);

class TestPoints : public testing::TestWithParam<TestPoint> {};

}  // namespace paraspinal::tests
