#pragma once

// What an input of a score accepts, and the words for what it does not.
//
//   if (auto error = input_error(score, "neck", 7)) {
//     return fail(*error);   // "rula: neck: 7: expected a whole number from 1 to 6"
//   }

#include <optional>
#include <string>
#include <string_view>

#include "knowledge/scores/score.h"

namespace paraspinal::scores {

// Null when the score has no such input.
const ScoreInput* find_input(const Score& score, std::string_view name);

// "rula: neck: "
std::string input_place(const Score& score, std::string_view input);

// "a whole number from 1 to 6", "one of no, yes", "a date 2026-01-31"
std::string expectation(const ScoreInput& input);

// Finite, in range, whole where it must be, and one of its choices.
bool is_possible(const ScoreInput& input, double value);

engine::Error unknown_input(const Score& score, std::string_view name);

// Nothing when the score has that input and the value is possible.
std::optional<engine::Error> input_error(const Score& score, std::string_view name, double value);

}  // namespace paraspinal::scores
