// `paraspinal batch`: its options, and what they mean.

#include <algorithm>
#include <memory>
#include <thread>

#include <CLI/CLI.hpp>

#include "apps/cli/batch_command.h"
#include "apps/cli/subcommands.h"
#include "apps/cli/where_and_when.h"

namespace paraspinal::cli {
namespace {

// What was typed, before it is given a meaning.
struct Typed {
  BatchOptions options;
  std::string setting;
  std::string format = "json";
  std::string output;
  bool full = false;
  std::string knowledge;
};

BatchOptions meant(const Typed& typed) {
  BatchOptions options = typed.options;
  options.each.setting = knowledge::setting_from(typed.setting);
  if (typed.full) {
    options.each.depth = whole_depth;
  }
  options.each.format = typed.format == "json" ? Format::json : Format::fhir;
  if (!typed.output.empty()) {
    options.output = typed.output;
  }
  if (!typed.knowledge.empty()) {
    options.knowledge = typed.knowledge;
  }
  return options;
}

}  // namespace

void add_batch(CLI::App& program, const std::string& now, Run& run) {
  const auto typed = std::make_shared<Typed>();
  typed->options.each.now = now;
  typed->options.threads = std::max(1U, std::thread::hardware_concurrency());
  CLI::App* batch = program.add_subcommand(
      "batch", "Assess each line of the standard input (NDJSON), an assessment a line");
  CLI::Option* output =
      batch->add_option("--output", typed->output, "A new file, instead of the standard output");
  batch
      ->add_flag("--resume", typed->options.resume,
                 "Go on where --output ended; the input must be the same")
      ->needs(output);
  batch->add_option("--threads", typed->options.threads, "Of the machine's, all when not said")
      ->check(CLI::Range(1, 1024));
  batch->add_flag("--full", typed->full,
                  "With intervals, unexplained findings and what would change the urgency");
  add_where_and_when(*batch, {typed->setting, "Where people are asked; overrides the input"},
                     typed->options.each.as_of);
  batch->add_option("--format", typed->format, "json or fhir")
      ->check(CLI::IsMember({"json", "fhir"}));
  batch->add_option("--knowledge", typed->knowledge, "A knowledge.sqlite instead of the built-in");
  batch->callback([typed, &run] {
    run = [typed](Streams streams) { return batch_command(meant(*typed), streams); };
  });
}

}  // namespace paraspinal::cli
