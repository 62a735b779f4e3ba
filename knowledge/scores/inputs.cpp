#include "knowledge/scores/inputs.h"

namespace paraspinal::scores {

ScoreInput points(std::string_view name, std::string_view meaning, double lowest, double highest) {
  ScoreInput input{.name = name, .meaning = meaning};
  input.lowest = lowest;
  input.highest = highest;
  input.whole = true;
  return input;
}

ScoreInput yes_or_no(std::string_view name, std::string_view meaning) {
  return one_of(name, meaning, {{"no", 0}, {"yes", 1}});
}

ScoreInput one_of(std::string_view name, std::string_view meaning, std::vector<Choice> choices) {
  ScoreInput input{.name = name, .meaning = meaning, .kind = InputKind::choice};
  input.choices = std::move(choices);
  return input;
}

ScoreInput measured(std::string_view name, std::string_view meaning, std::string_view unit,
                    double lowest, double highest, std::vector<double> turns) {
  ScoreInput input{.name = name, .meaning = meaning, .unit = unit};
  input.lowest = lowest;
  input.highest = highest;
  input.turns = std::move(turns);
  return input;
}

ScoreInput day_if_known(std::string_view name, std::string_view meaning) {
  ScoreInput input{.name = name, .meaning = meaning, .kind = InputKind::day};
  input.optional = true;
  return input;
}

int stepped(double value, std::initializer_list<Step> steps) {
  int points = 0;
  for (const Step& step : steps) {
    points = step.points;
    if (value <= step.up_to) {
      break;
    }
  }
  return points;
}

}  // namespace paraspinal::scores
