#pragma once

// Short ways to write the inputs of a score.
//
//   points("neck", "Neck: 0 to 10 degrees 1; ...", 1, 6)
//   yes_or_no("shock", "A jolt or a rapid build-up of force")
//
// Not for: reading what a person typed (score.h).

#include <string_view>
#include <utility>
#include <vector>

#include "knowledge/scores/score.h"

namespace paraspinal::scores {

// A whole number of points in which the score never falls, so that its ends bound it.
ScoreInput points(std::string_view name, std::string_view meaning, double lowest, double highest);

// 1 for yes, 0 for no.
ScoreInput yes_or_no(std::string_view name, std::string_view meaning);

ScoreInput one_of(std::string_view name, std::string_view meaning, std::vector<Choice> choices);

// A quantity; `turns` as in ScoreInput.
ScoreInput measured(std::string_view name, std::string_view meaning, std::string_view unit,
                    double lowest, double highest, std::vector<double> turns = {});

// A calendar day that the score can do without.
ScoreInput day_if_known(std::string_view name, std::string_view meaning);

// The points of a value under a table of limits: those of the first row whose `up_to` it does not
// exceed. The last row's `up_to` is infinite.
struct Step {
  double up_to = 0;
  int points = 0;
};
int stepped(double value, std::initializer_list<Step> steps);

}  // namespace paraspinal::scores
