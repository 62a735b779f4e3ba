#pragma once

// What every subcommand of `paraspinal` shares: where it reads and writes, what the process ends
// with, and how an error is said.
//
//   return static_cast<int>(assess_command(options, {std::cin, std::cout, std::cerr}));

#include <istream>
#include <ostream>
#include <string>

namespace paraspinal::cli {

struct Streams {
  std::istream& input;
  std::ostream& output;
  std::ostream& errors;
};

// What the process ends with.
enum class Outcome {
  answered = 0,
  failed = 1,
  wrong_usage = 2,
  unusable_input = 3,
  unusable_knowledge = 4
};

// "paraspinal: PLACE: WORDS", on one line and safe to print.
std::string error_line(const std::string& place, const std::string& words);

}  // namespace paraspinal::cli
