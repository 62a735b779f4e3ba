#include "knowledge/scores/input_checks.h"

#include <algorithm>
#include <cmath>

namespace paraspinal::scores {
namespace {

std::string listed(const auto& items, auto word) {
  std::string text;
  for (const auto& item : items) {
    text += (text.empty() ? "" : ", ") + std::string(word(item));
  }
  return text;
}

}  // namespace

const ScoreInput* find_input(const Score& score, std::string_view name) {
  const auto found = std::ranges::find(score.inputs, name, &ScoreInput::name);
  return found == score.inputs.end() ? nullptr : &*found;
}

std::string input_place(const Score& score, std::string_view input) {
  return std::string(score.id) + ": " + std::string(input) + ": ";
}

std::string expectation(const ScoreInput& input) {
  switch (input.kind) {
    case InputKind::day:
      return "a date 2026-01-31";
    case InputKind::choice:
      return "one of " + listed(input.choices, [](const Choice& choice) { return choice.word; });
    case InputKind::number:
      break;
  }
  return std::string(input.whole ? "a whole number" : "a number") + " from " +
         value_words(input.lowest) + " to " + value_words(input.highest) +
         (input.unit.empty() ? "" : " " + std::string(input.unit));
}

bool is_possible(const ScoreInput& input, double value) {
  if (!std::isfinite(value)) {
    return false;
  }
  switch (input.kind) {
    case InputKind::day:
      return value == std::floor(value);
    case InputKind::choice:
      return std::ranges::find(input.choices, value, &Choice::value) != input.choices.end();
    case InputKind::number:
      break;
  }
  return value >= input.lowest && value <= input.highest &&
         !(input.whole && value != std::floor(value));
}

engine::Error unknown_input(const Score& score, std::string_view name) {
  return {engine::ErrorKind::invalid_argument,
          input_place(score, name) + "unknown input: expected one of " +
              listed(score.inputs, [](const ScoreInput& input) { return input.name; })};
}

std::optional<engine::Error> input_error(const Score& score, std::string_view name, double value) {
  const ScoreInput* input = find_input(score, name);
  if (input == nullptr) {
    return unknown_input(score, name);
  }
  if (is_possible(*input, value)) {
    return std::nullopt;
  }
  return engine::Error{
      engine::ErrorKind::invalid_argument,
      input_place(score, name) + value_words(value) + ": expected " + expectation(*input)};
}

}  // namespace paraspinal::scores
