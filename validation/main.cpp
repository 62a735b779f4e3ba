// The program `paraspinal-validate`: its options, read with CLI11. See validate.h.

#include <exception>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

#include "validation/validate.h"

namespace {

using paraspinal::validation::Outcome;
using paraspinal::validation::ValidateOptions;

Outcome run(int count, const char* const* arguments) {
  CLI::App program("Is the advice good? Measures it on cases and on simulated callers.",
                   "paraspinal-validate");
  ValidateOptions options;
  options.calls.threads = 2;
  std::string knowledge;
  bool no_calls = false;
  bool no_ablations = false;
  bool no_variants = false;
  program
      .add_option("--folder", options.folder,
                  "holds cases/; gets report/, signature.txt, last_run.json, known_gaps.csv")
      ->capture_default_str();
  program.add_option("--knowledge", knowledge, "a knowledge base file; else the embedded one");
  program.add_option("--callers", options.calls.callers, "simulated callers as they come")
      ->capture_default_str();
  program
      .add_option("--each-danger", options.calls.each_danger,
                  "simulated callers with each must-not-miss condition")
      ->capture_default_str();
  program.add_option("--each-case", options.calls.each_case, "simulated callers of each case")
      ->capture_default_str();
  program.add_option("--people", options.simulated_people, "simulated people for calibration")
      ->capture_default_str();
  program
      .add_option("--heard", options.heard_callers,
                  "simulated callers of whom everything is known, for what red flags cost")
      ->capture_default_str();
  program.add_option("--seed", options.calls.seed, "of everything drawn")->capture_default_str();
  program.add_option("--threads", options.calls.threads, "change nothing but the time")
      ->capture_default_str();
  program.add_flag("--no-calls", no_calls, "cases only: no simulated callers");
  program.add_flag("--no-variants", no_variants, "calls as built only, without noise");
  program.add_flag("--no-ablations", no_ablations, "no knowledge with a part taken away");
  program.add_flag("--check", options.check,
                   "write nothing; compare signature and emergencies with the last run");
  try {
    program.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
      program.exit(error);  // prints help
      return Outcome::answered;
    }
    std::cerr << "paraspinal-validate: usage: " << error.what() << '\n';
    return Outcome::wrong_usage;
  }
  if (!knowledge.empty()) {
    options.knowledge = knowledge;
  }
  options.with_calls = !no_calls;
  options.calls.variants = !no_variants;
  options.with_ablations = !no_ablations;
  return paraspinal::validation::validate(options, std::cout, std::cerr);
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return static_cast<int>(run(count, arguments));
  } catch (const std::exception& error) {
    std::cerr << "paraspinal-validate: failed: " << error.what() << '\n';
    return static_cast<int>(Outcome::failed);
  }
}
