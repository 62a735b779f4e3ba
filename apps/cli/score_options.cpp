// `paraspinal score`: a subcommand for each score, with an option for each of its inputs.

#include <memory>

#include <CLI/CLI.hpp>

#include "apps/cli/score_command.h"
#include "apps/cli/subcommands.h"

namespace paraspinal::cli {
namespace {

// The options stand in the footer, wrapped and with their ranges, rather than in CLI11's list.
void add_one(CLI::App& parent, const scores::Score& score, Run& run) {
  const auto options = std::make_shared<ScoreOptions>();
  options->score = score.id;
  CLI::App* command = parent.add_subcommand(std::string(score.id), std::string(score.name));
  command->footer([&score] { return score_help(score); });
  for (const scores::ScoreInput& input : score.inputs) {
    command
        ->add_option_function<std::string>(
            option_name(input.name),
            [options, name = std::string(input.name)](const std::string& typed) {
              options->inputs[name] = typed;
            })
        ->group("");
  }
  command->callback([options, &run] {
    run = [options](Streams streams) { return score_command(*options, streams); };
  });
}

}  // namespace

void add_score(CLI::App& program, Run& run) {
  CLI::App* score = program.add_subcommand("score", "A published score from its inputs");
  score->require_subcommand(1);
  for (const scores::Score& each : scores::all_scores()) {
    add_one(*score, each, run);
  }
}

}  // namespace paraspinal::cli
