#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "engine/require.h"
#include "knowledge/scores/day.h"
#include "knowledge/scores/input_checks.h"
#include "knowledge/scores/score.h"

namespace paraspinal::scores {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

std::string with_underscores(std::string_view text) {
  std::string result(text);
  std::ranges::replace(result, '-', '_');
  return result;
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_number =
      error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
  return is_number ? std::optional(value) : std::nullopt;
}

std::optional<double> read(const ScoreInput& input, std::string_view text) {
  if (input.kind == InputKind::day) {
    const auto day = day_of(text);
    return day ? std::optional(day_number(*day)) : std::nullopt;
  }
  if (input.kind == InputKind::choice) {
    const auto word = with_underscores(text);
    const auto found = std::ranges::find(input.choices, word, &Choice::word);
    if (found != input.choices.end()) {
      return found->value;
    }
  }
  return number(text);
}

}  // namespace

Result<double> read_input(const Score& score, const ScoreInput& input, std::string_view text) {
  const auto value = read(input, text);
  if (!value || !is_possible(input, *value)) {
    return fail(ErrorKind::invalid_argument, input_place(score, input.name) + std::string(text) +
                                                 ": expected " + expectation(input));
  }
  return *value;
}

Result<Given> read_inputs(const Score& score, const std::map<std::string, std::string>& texts) {
  Given given;
  for (const auto& [name, text] : texts) {
    const ScoreInput* input = find_input(score, with_underscores(name));
    if (input == nullptr) {
      return fail(unknown_input(score, name));
    }
    const auto value = read_input(score, *input, text);
    if (!value) {
      return fail(value.error());
    }
    given.emplace(input->name, *value);
  }
  return given;
}

std::string value_words(double value) {
  if (std::isinf(value)) {
    return value > 0 ? "without limit" : "below any limit";
  }
  std::array<char, 32> text{};
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 6);
  engine::require(error == std::errc(), "a number of six digits fits 32 characters");
  return {text.data(), end};
}

std::string input_words(const ScoreInput& input, double value) {
  switch (input.kind) {
    case InputKind::day:
      return day_words(day_from_number(value));
    case InputKind::choice: {
      const auto found = std::ranges::find(input.choices, value, &Choice::value);
      return found == input.choices.end() ? value_words(value) : std::string(found->word);
    }
    case InputKind::number:
      break;
  }
  return value_words(value) + (input.unit.empty() ? "" : " " + std::string(input.unit));
}

}  // namespace paraspinal::scores
