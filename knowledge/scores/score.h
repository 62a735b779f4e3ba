#pragma once

// A clinical or ergonomic score as a pure function: named inputs with unit and bounds in, a value
// with its band, parts and sources out. An input that was not given is unknown, never zero: the
// result then names it and bounds the value over everything the input could still be.
//
//   const Score& rula = *find_score("rula");                       // instruments.h lists them all
//   const auto inputs = read_inputs(rula, {{"upper_arm", "3"}, {"wrist", "2"}});
//   const auto result = evaluate(rula, inputs.value());
//   result->lowest; result->highest;   // 3 and 7
//   result->missing;                   // "lower_arm", "wrist_twist", ...
//
// Bounds are the extremes over a finite set of representative values of each missing input: its
// ends, its choices, and its `turns`, the values at which the score jumps or turns round. That is
// exact for step functions with all their steps listed, and for functions that are monotone in
// each input between turns.
//
// Not for: a diagnosis; a score is one finding among others (knowledge/triage/score_findings.h).

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace paraspinal::scores {

// A word that stands for a value of an input.
struct Choice {
  std::string_view word;
  double value = 0;
  // Of one that leaves something open, such as the side that was not tested: the values of other
  // choices that it may be. The result is bounded over them.
  std::vector<double> may_be = {};
};

enum class InputKind {
  number,  // in `unit`, within `lowest` and `highest`
  choice,  // one of `choices`, by word
  day,     // an ISO date, kept as days since 1970-01-01
};

struct ScoreInput {
  std::string_view name;     // unique within the score, lower_case_with_underscores
  std::string_view meaning;  // what is scored, with the published limits of each point
  InputKind kind = InputKind::number;
  std::string_view unit = {};  // UCUM; empty for points
  double lowest = 0;           // of a number: outside is an error
  double highest = 0;
  bool whole = false;                // of a number: fractions are an error
  std::vector<Choice> choices = {};  // of a choice
  std::vector<double> turns = {};    // representative values between lowest and highest
  bool only_ends =
      false;  // of a choice in which the score never falls: first and last represent it
  std::optional<double> assumed = {};     // taken when it is not given; the result says so
  std::string_view assumed_because = {};  // why that is no silent default
  bool optional = false;                  // one way among several: compute does without it
};

// A value for every input of a score but the optional ones: what a computation reads.
class Complete {
 public:
  Complete(std::span<const ScoreInput> inputs, std::span<const std::optional<double>> values)
      : inputs_(inputs), values_(values) {}

  // The input was given. Only optional inputs can be without a value.
  bool has(std::string_view name) const;
  // Requires an input of that name with a value.
  double operator[](std::string_view name) const;
  // The value of an input of points.
  int points(std::string_view name) const;
  // The sum of several inputs of points.
  int sum(std::initializer_list<std::string_view> names) const;

 private:
  std::span<const ScoreInput> inputs_;
  std::span<const std::optional<double>> values_;
};

// A named sub-score, such as RULA's table A or the recommended weight limit.
struct Part {
  std::string_view name;
  double value = 0;
  std::string_view unit = {};
};

// A range of values with its published meaning.
struct Band {
  double from = 0;          // inclusive, up to the next band
  std::string_view name;    // "action level 2"
  std::string_view action;  // what the source says to do or to conclude
};

struct Computed {
  double value = 0;
  std::optional<std::size_t> band = {};  // when it does not follow from the value alone
  std::vector<Part> parts = {};
};

struct Score {
  std::string_view id;
  std::string_view name;
  std::string_view caution;  // whom it is not for, or what it does not say
  std::string_view unit;     // UCUM of the value; empty for points
  std::vector<ScoreInput> inputs;
  std::vector<Band> bands;                // in increasing order of `from`
  std::vector<std::string_view> sources;  // ids of content/source.csv
  // The published rule. An error is a combination that cannot be: it names the inputs and values.
  engine::Result<Computed> (*compute)(const Complete&);
};

// Values by input name; an input that is not here is unknown.
using Given = std::map<std::string, double, std::less<>>;

struct PartBounds {
  std::string name;
  std::string unit;
  double lowest = 0;
  double highest = 0;
};

struct ScoreResult {
  std::string score;
  std::optional<double> value;  // when every completion gives the same
  double lowest = 0;            // over all values the missing inputs can take
  double highest = 0;
  std::string unit;
  std::vector<Band> bands;        // from the lowest to the highest it can be in; one when decided
  std::vector<PartBounds> parts;  // a part is exact when its bounds are equal
  std::vector<std::string> missing;  // inputs that were not given, in the order of the score
  std::vector<std::string> assumed;  // "cycle_days 28: why", for each input assumed
  std::vector<std::string> sources;  // ids
};

// Errors, each naming input, value and what was expected: a name the score does not have, a value
// that is not finite or out of range, a fraction of a point, or what the score's own rule refuses.
engine::Result<ScoreResult> evaluate(const Score& score, const Given& given);

// Reads one value as written: a number, a choice's word (or its number), an ISO date.
engine::Result<double> read_input(const Score& score, const ScoreInput& input,
                                  std::string_view text);

// Reads values by input name; dashes in a name count as underscores.
engine::Result<Given> read_inputs(const Score& score,
                                  const std::map<std::string, std::string>& texts);

// At most six significant digits: "16.3", "3"; "without limit" for infinity.
std::string value_words(double value);

// The value of an input as a person writes it: the choice's word, the date, or the number.
std::string input_words(const ScoreInput& input, double value);

// Every score, in the order of instruments.h. Ids are unique.
std::span<const Score> all_scores();

// Null when there is no score of that id.
const Score* find_score(std::string_view id);

}  // namespace paraspinal::scores
