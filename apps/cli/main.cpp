// The program `paraspinal`: its subcommands, read with CLI11. Reads the machine's clock
// for the default of --as-of, catches what a command throws, and sets how the C library keeps
// memory.

#include <chrono>
#include <ctime>
#include <exception>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>
#include <spdlog/fmt/chrono.h>
#include <spdlog/fmt/fmt.h>

#include "apps/cli/subcommands.h"

namespace {

using paraspinal::cli::error_line;
using paraspinal::cli::Outcome;
using paraspinal::cli::Run;

std::string machine_time() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

Outcome run(int count, const char* const* arguments) {
  CLI::App program("Clinical decision support for back cramps. Supports a clinician; no diagnosis.",
                   "paraspinal");
  program.set_version_flag("--version", "paraspinal " PARASPINAL_VERSION);
  program.require_subcommand(1);
  Run typed;
  paraspinal::cli::add_assess(program, machine_time(), typed);
  paraspinal::cli::add_batch(program, machine_time(), typed);
  paraspinal::cli::add_interview(program, machine_time(), typed);
  paraspinal::cli::add_network(program, typed);
  paraspinal::cli::add_knowledge(program, typed);
  paraspinal::cli::add_score(program, typed);
  paraspinal::cli::add_audit(program, machine_time(), typed);
  paraspinal::cli::add_replay(program, typed);
  paraspinal::cli::add_user(program, machine_time(), typed);
  paraspinal::cli::add_person(program, machine_time(), typed);
  paraspinal::cli::add_retention(program, machine_time(), typed);
  paraspinal::cli::add_serve(program, PARASPINAL_VERSION, typed);
  try {
    program.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
      program.exit(error);  // prints help or version
      return Outcome::answered;
    }
    std::cerr << error_line("usage", error.what());
    return Outcome::wrong_usage;
  }
  return typed({std::cin, std::cout, std::cerr});
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return static_cast<int>(run(count, arguments));
  } catch (const std::exception& error) {
    std::cerr << error_line("failed", error.what());
    return static_cast<int>(Outcome::failed);
  }
}
