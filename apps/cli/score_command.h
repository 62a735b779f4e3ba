#pragma once

// `paraspinal score NAME`: one score from inputs typed as options.
//
//   ScoreOptions options{.score = "rula", .inputs = {{"upper_arm", "3"}, {"neck", "2"}}};
//   return score_command(options, {std::cin, std::cout, std::cerr});
//
// An input that was not typed is unknown: the answer is then a range, and says what is missing.

#include <map>
#include <string>

#include "apps/cli/command.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/scores/score.h"

namespace paraspinal::cli {

struct ScoreOptions {
  std::string score;                          // an id of scores::all_scores
  std::map<std::string, std::string> inputs;  // by input name, as typed
};

// Gives answered, or wrong_usage with one line on `errors` that names score, input, value and what
// was expected. Throws when the output cannot be written.
Outcome score_command(const ScoreOptions& options, Streams streams);

// The score, its band and what to do, its parts, what is missing, and its sources; 80 columns.
std::string score_text(const scores::Score& score, const scores::ScoreResult& result,
                       const knowledge::KnowledgeBase& knowledge);

// What the score asks for: each input with its option, meaning and range, then the bands.
std::string score_help(const scores::Score& score);

// "upper_arm" to "--upper-arm"
std::string option_name(std::string_view input);

}  // namespace paraspinal::cli
