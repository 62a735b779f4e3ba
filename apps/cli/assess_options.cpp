// `paraspinal assess`: its options, and what they mean.

#include <memory>

#include <CLI/CLI.hpp>

#include "apps/cli/assess_command.h"
#include "apps/cli/subcommands.h"
#include "fhir/export_date.h"

namespace paraspinal::cli {
namespace {

// What was typed, before it is given a meaning.
struct Typed {
  AssessOptions options;
  std::string setting;
  std::string format = "text";
  std::string knowledge;
};

std::string check_as_of(const std::string& text) {
  return fhir::date_time(text)
             ? ""
             : text + ": expected a date 2026-01-31 or a time with zone 2026-01-31T10:00:00Z";
}

AssessOptions meant(const Typed& typed) {
  AssessOptions options = typed.options;
  options.setting = knowledge::setting_from(typed.setting);
  if (typed.format != "text") {
    options.format = typed.format == "json" ? Format::json : Format::fhir;
  }
  if (!typed.knowledge.empty()) {
    options.knowledge = typed.knowledge;
  }
  return options;
}

}  // namespace

void add_assess(CLI::App& program, const std::string& now, Run& run) {
  const auto typed = std::make_shared<Typed>();
  typed->options.now = now;
  CLI::App* assess =
      program.add_subcommand("assess", "Assess each INPUT: how soon, where, and why");
  assess
      ->add_option("INPUT", typed->options.inputs, "FHIR R4 Bundle or presentation, as a file or -")
      ->required();
  assess->add_option("--setting", typed->setting, "Where the person is asked; overrides the input")
      ->check(CLI::IsMember({"telephone", "primary_care", "emergency_department"}));
  assess
      ->add_option("--as-of", typed->options.as_of,
                   "The time to judge at, ISO; else the input's own, else now")
      ->check(check_as_of);
  assess->add_option("--format", typed->format, "text, json or fhir")
      ->check(CLI::IsMember({"text", "json", "fhir"}));
  assess->add_option("--knowledge", typed->knowledge, "A knowledge.sqlite instead of the built-in");
  assess->callback([typed, &run] {
    run = [typed](Streams streams) { return assess_command(meant(*typed), streams); };
  });
}

}  // namespace paraspinal::cli
