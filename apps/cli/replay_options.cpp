// `paraspinal replay` and its options.

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "apps/cli/records_options.h"
#include "apps/cli/replay_command.h"
#include "apps/cli/subcommands.h"
#include "fhir/clock.h"

namespace paraspinal::cli {
namespace {

std::string check_since(const std::string& text) {
  const auto clock = fhir::clock_from(text);
  return clock && (text.size() == 10 || text.back() == 'Z')
             ? ""
             : text + ": expected a day YYYY-MM-DD or a time YYYY-MM-DDThh:mm:ssZ, in UTC";
}

}  // namespace

void add_replay(CLI::App& program, Run& run) {
  const auto options = std::make_shared<ReplayOptions>();
  CLI::App* replay = program.add_subcommand(
      "replay", "Make the assessments of the audit again, and tell which are not what they were");
  add_records_files(*replay, options->files);
  replay->add_option("--knowledge", options->knowledge,
                     "A knowledge.sqlite instead of the built-in");
  replay->add_option("--since", options->since, "Only from this day or time on, UTC")
      ->check(check_since);
  replay
      ->add_option_function<std::string>(
          "--format",
          [options](const std::string& typed) {
            options->format = typed == "json" ? PageFormat::json : PageFormat::text;
          },
          "text or json, one object a line")
      ->check(CLI::IsMember({"text", "json"}));
  replay->callback([options, &run] {
    run = [options](Streams streams) { return replay_command(*options, streams); };
  });
}

}  // namespace paraspinal::cli
