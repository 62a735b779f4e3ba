// `paraspinal assess`: its options, and what they mean.

#include <memory>

#include <CLI/CLI.hpp>

#include "apps/cli/assess_command.h"
#include "apps/cli/subcommands.h"
#include "apps/cli/where_and_when.h"

namespace paraspinal::cli {
namespace {

constexpr std::size_t most_draws = 100'000;

// What was typed, before it is given a meaning.
struct Typed {
  AssessOptions options;
  std::string setting;
  std::string format = "text";
  std::string knowledge;
};

AssessOptions meant(const Typed& typed) {
  AssessOptions options = typed.options;
  options.each.setting = knowledge::setting_from(typed.setting);
  if (typed.format != "text") {
    options.each.format = typed.format == "json" ? Format::json : Format::fhir;
  }
  if (!typed.knowledge.empty()) {
    options.knowledge = typed.knowledge;
  }
  return options;
}

}  // namespace

void add_assess(CLI::App& program, const std::string& now, Run& run) {
  const auto typed = std::make_shared<Typed>();
  typed->options.each.now = now;
  typed->options.each.depth = whole_depth;
  CLI::App* assess =
      program.add_subcommand("assess", "Assess each INPUT: how soon, where, and why");
  assess
      ->add_option("INPUT", typed->options.inputs, "FHIR R4 Bundle or presentation, as a file or -")
      ->required();
  add_where_and_when(*assess, {typed->setting, "Where the person is asked; overrides the input"},
                     typed->options.each.as_of);
  assess->add_option("--format", typed->format, "text, json or fhir")
      ->check(CLI::IsMember({"text", "json", "fhir"}));
  assess->add_option("--knowledge", typed->knowledge, "A knowledge.sqlite instead of the built-in");
  assess
      ->add_option("--draws", typed->options.each.depth.draws,
                   "Draws of the uncertain figures, for intervals; 0 for none")
      ->check(CLI::Range(std::size_t{0}, most_draws))
      ->capture_default_str();
  assess->add_option("--seed", typed->options.each.depth.seed, "Of the draws")
      ->capture_default_str();
  assess->callback([typed, &run] {
    run = [typed](Streams streams) { return assess_command(meant(*typed), streams); };
  });
}

}  // namespace paraspinal::cli
