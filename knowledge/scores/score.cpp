// Entry point: evaluate, at the end.

#include "knowledge/scores/score.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/require.h"
#include "knowledge/scores/input_checks.h"

namespace paraspinal::scores {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

constexpr std::size_t most_completions = 3'000'000;

std::vector<double> representatives(const ScoreInput& input) {
  std::vector<double> values = input.turns;
  if (input.kind == InputKind::choice && input.only_ends) {
    values = {input.choices.front().value, input.choices.back().value};
  } else if (input.kind == InputKind::choice) {
    for (const Choice& choice : input.choices) {
      values.push_back(choice.value);
    }
  } else {
    values.push_back(input.lowest);
    values.push_back(input.highest);
  }
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

std::size_t band_of(const Score& score, double value) {
  std::size_t band = 0;
  while (band + 1 < score.bands.size() && value >= score.bands[band + 1].from) {
    ++band;
  }
  return band;
}

// The extremes of everything computed so far.
class Extremes {
 public:
  explicit Extremes(const Score& score) : score_(&score) {}

  void add(const Computed& computed) {
    lowest_ = std::min(lowest_, computed.value);
    highest_ = std::max(highest_, computed.value);
    const std::size_t band = computed.band.value_or(band_of(*score_, computed.value));
    lowest_band_ = std::min(lowest_band_, band);
    highest_band_ = std::max(highest_band_, band);
    for (const Part& part : computed.parts) {
      const auto known = std::ranges::find(parts_, part.name, &PartBounds::name);
      if (known == parts_.end()) {
        parts_.push_back({std::string(part.name), std::string(part.unit), part.value, part.value});
      } else {
        known->lowest = std::min(known->lowest, part.value);
        known->highest = std::max(known->highest, part.value);
      }
    }
  }

  bool is_empty() const { return lowest_ > highest_; }

  void write(ScoreResult& result) const {
    result.lowest = lowest_;
    result.highest = highest_;
    if (lowest_ == highest_) {
      result.value = lowest_;
    }
    result.parts = parts_;
    for (std::size_t band = lowest_band_; band <= highest_band_; ++band) {
      result.bands.push_back(score_->bands.at(band));
    }
  }

 private:
  const Score* score_;
  double lowest_ = std::numeric_limits<double>::infinity();
  double highest_ = -std::numeric_limits<double>::infinity();
  std::size_t lowest_band_ = std::numeric_limits<std::size_t>::max();
  std::size_t highest_band_ = 0;
  std::vector<PartBounds> parts_;
};

// What of a score's inputs is known, and what each of the others could be.
struct Situation {
  std::vector<std::optional<double>> values;    // one for each input
  std::vector<std::size_t> missing;             // positions of those that are open
  std::vector<std::vector<double>> candidates;  // of each of these
};

// What a given value may be, where its choice leaves that open.
std::vector<double> left_open(const ScoreInput& input, double value) {
  const auto choice = std::ranges::find(input.choices, value, &Choice::value);
  return choice == input.choices.end() ? std::vector<double>() : choice->may_be;
}

Result<Situation> situation(const Score& score, const Given& given, ScoreResult& result) {
  Situation at;
  for (std::size_t i = 0; i < score.inputs.size(); ++i) {
    const ScoreInput& input = score.inputs[i];
    const auto known = given.find(input.name);
    at.values.push_back(known == given.end() ? input.assumed : std::optional(known->second));
    if (known != given.end()) {
      if (auto open = left_open(input, known->second); !open.empty()) {
        at.missing.push_back(i);
        at.candidates.push_back(std::move(open));
      }
      continue;
    }
    if (input.optional) {
      continue;
    }
    if (input.assumed) {
      result.assumed.push_back(std::string(input.name) + " " + input_words(input, *input.assumed) +
                               ": " + std::string(input.assumed_because));
      continue;
    }
    result.missing.emplace_back(input.name);
    if (input.kind == InputKind::day) {
      return fail(ErrorKind::invalid_argument,
                  input_place(score, input.name) + "missing: expected " + expectation(input));
    }
    at.missing.push_back(i);
    at.candidates.push_back(representatives(input));
  }
  return at;
}

// Computes every completion, like an odometer over the open inputs.
Result<Extremes> explored(const Score& score, Situation at) {
  std::size_t count = 1;
  for (const auto& candidates : at.candidates) {
    count *= candidates.size();
  }
  engine::require(count <= most_completions, "a score has at most 3,000,000 completions");
  Extremes extremes(score);
  std::optional<engine::Error> first_error;
  for (std::size_t number = 0; number < count; ++number) {
    std::size_t rest = number;
    for (std::size_t m = 0; m < at.missing.size(); ++m) {
      at.values[at.missing[m]] = at.candidates[m][rest % at.candidates[m].size()];
      rest /= at.candidates[m].size();
    }
    const auto computed = score.compute(Complete(score.inputs, at.values));
    if (computed) {
      extremes.add(*computed);
    } else if (!first_error) {
      first_error = computed.error();
    }
  }
  if (extremes.is_empty()) {
    return fail(*first_error);
  }
  return extremes;
}

}  // namespace

bool Complete::has(std::string_view name) const {
  const auto found = std::ranges::find(inputs_, name, &ScoreInput::name);
  return found != inputs_.end() &&
         values_[static_cast<std::size_t>(found - inputs_.begin())].has_value();
}

double Complete::operator[](std::string_view name) const {
  const auto found = std::ranges::find(inputs_, name, &ScoreInput::name);
  engine::require(found != inputs_.end(), "a score reads its own inputs");
  const auto& value = values_[static_cast<std::size_t>(found - inputs_.begin())];
  engine::require(value.has_value(), "a score reads an optional input only when it has it");
  return *value;
}

int Complete::points(std::string_view name) const {
  return static_cast<int>(std::lround((*this)[name]));
}

int Complete::sum(std::initializer_list<std::string_view> names) const {
  int total = 0;
  for (const std::string_view name : names) {
    total += points(name);
  }
  return total;
}

Result<ScoreResult> evaluate(const Score& score, const Given& given) {
  for (const auto& [name, value] : given) {
    if (auto error = input_error(score, name, value)) {
      return fail(std::move(*error));
    }
  }
  ScoreResult result;
  result.score = score.id;
  result.unit = score.unit;
  result.sources.assign(score.sources.begin(), score.sources.end());
  auto at = situation(score, given, result);
  if (!at) {
    return fail(at.error());
  }
  const auto extremes = explored(score, std::move(*at));
  if (!extremes) {
    return fail(extremes.error());
  }
  extremes->write(result);
  return result;
}

const Score* find_score(std::string_view id) {
  const auto scores = all_scores();
  const auto found = std::ranges::find(scores, id, &Score::id);
  return found == scores.end() ? nullptr : &*found;
}

}  // namespace paraspinal::scores
