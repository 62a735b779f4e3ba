#pragma once

// `paraspinal assess`: one assessment for each input, in order.
//
//   AssessOptions options{.inputs = {"case.json"}, .now = "2026-11-20T18:30:00Z"};
//   return exit_status(assess_command(options, {std::cin, std::cout, std::cerr}));
//
// An input that cannot be used is one line of `errors`, and the others are still assessed. With
// Format::json and Format::fhir each assessment is one line of `output`.

#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "knowledge/base/context.h"

namespace paraspinal::cli {

enum class Format { text, json, fhir };

struct AssessOptions {
  std::vector<std::string> inputs;            // paths, or "-"
  std::optional<knowledge::Setting> setting;  // overrides the input's own
  std::string as_of;                          // ISO date or time; overrides the input's own
  std::string now;                            // for an input that states no time of its own
  Format format = Format::text;
  std::optional<std::string> knowledge = {};  // a file; the embedded knowledge when empty
};

struct Streams {
  std::istream& input;
  std::ostream& output;
  std::ostream& errors;
};

// What the process ends with.
enum class Outcome {
  assessed = 0,
  failed = 1,
  wrong_usage = 2,
  unusable_input = 3,
  unusable_knowledge = 4
};

// Gives assessed, unusable_input (any of the inputs) or unusable_knowledge. Throws when the output
// cannot be written.
Outcome assess_command(const AssessOptions& options, Streams streams);

// "paraspinal: PLACE: WORDS", on one line and safe to print.
std::string error_line(const std::string& place, const std::string& words);

}  // namespace paraspinal::cli
