// The program `paraspinal`: its subcommands, read with CLI11. The one place that reads the
// machine's clock (the default of --as-of) and that catches exceptions.

#include <chrono>
#include <ctime>
#include <exception>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>
#include <spdlog/fmt/chrono.h>
#include <spdlog/fmt/fmt.h>

#include "apps/cli/assess_command.h"
#include "fhir/export_date.h"

namespace {

using paraspinal::cli::AssessOptions;
using paraspinal::cli::Format;
using paraspinal::cli::Outcome;

std::string machine_time() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

std::string check_as_of(const std::string& text) {
  return paraspinal::fhir::date_time(text)
             ? ""
             : text + ": expected a date 2026-01-31 or a time with zone 2026-01-31T10:00:00Z";
}

// What was typed, before it is given a meaning.
struct Typed {
  std::string setting;
  std::string format = "text";
  std::string knowledge;
};

void add_assess(CLI::App& program, AssessOptions& options, Typed& typed) {
  CLI::App* assess =
      program.add_subcommand("assess", "Assess each INPUT: how soon, where, and why");
  assess->add_option("INPUT", options.inputs, "FHIR R4 Bundle or presentation, as a file or -")
      ->required();
  assess->add_option("--setting", typed.setting, "Where the person is asked; overrides the input")
      ->check(CLI::IsMember({"telephone", "primary_care", "emergency_department"}));
  assess
      ->add_option("--as-of", options.as_of,
                   "The time to judge at, ISO; else the input's own, else now")
      ->check(check_as_of);
  assess->add_option("--format", typed.format, "text, json or fhir")
      ->check(CLI::IsMember({"text", "json", "fhir"}));
  assess->add_option("--knowledge", typed.knowledge, "A knowledge.sqlite instead of the built-in");
}

AssessOptions meant(AssessOptions options, const Typed& typed) {
  options.now = machine_time();
  options.setting = paraspinal::knowledge::setting_from(typed.setting);
  if (typed.format != "text") {
    options.format = typed.format == "json" ? Format::json : Format::fhir;
  }
  if (!typed.knowledge.empty()) {
    options.knowledge = typed.knowledge;
  }
  return options;
}

Outcome run(int count, const char* const* arguments) {
  CLI::App program("Clinical decision support for back cramps. Supports a clinician; no diagnosis.",
                   "paraspinal");
  program.set_version_flag("--version", "paraspinal " PARASPINAL_VERSION);
  program.require_subcommand(1);
  AssessOptions options;
  Typed typed;
  add_assess(program, options, typed);
  try {
    program.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
      program.exit(error);  // prints help or version
      return Outcome::assessed;
    }
    std::cerr << paraspinal::cli::error_line("usage", error.what());
    return Outcome::wrong_usage;
  }
  return paraspinal::cli::assess_command(meant(options, typed), {std::cin, std::cout, std::cerr});
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return static_cast<int>(run(count, arguments));
  } catch (const std::exception& error) {
    std::cerr << paraspinal::cli::error_line("failed", error.what());
    return static_cast<int>(Outcome::failed);
  }
}
