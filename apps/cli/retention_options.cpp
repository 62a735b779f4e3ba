// `paraspinal retention`: its options.

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "apps/cli/records_options.h"
#include "apps/cli/retention_command.h"
#include "apps/cli/subcommands.h"

namespace paraspinal::cli {
namespace {

constexpr std::int64_t most_days = 36'500;

}  // namespace

void add_retention(CLI::App& program, const std::string& now, Run& run) {
  const auto options = std::make_shared<RetentionOptions>();
  options->now = now;
  CLI::App* retention_command = program.add_subcommand(
      "retention", "Forget calls, feedback and kept answers that are older than may be kept");
  retention_command->add_option("--days", options->days, "How long they are kept")
      ->required()
      ->check(CLI::Range(std::int64_t{1}, most_days));
  retention_command->add_option("--by", options->by, "Who does it, for the audit")
      ->capture_default_str();
  add_records_files(*retention_command, options->files);
  retention_command->callback([options, &run] {
    run = [options](Streams streams) { return retention(*options, streams); };
  });
}

}  // namespace paraspinal::cli
