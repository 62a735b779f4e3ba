#pragma once

// `paraspinal assess`: one assessment for each input, in order.
//
//   AssessOptions options{.inputs = {"case.json"}, .each = {.now = "2026-11-20T18:30:00Z"}};
//   return static_cast<int>(assess_command(options, {std::cin, std::cout, std::cerr}));
//
// An input that cannot be used is one line of `errors`, and the others are still assessed. With
// Format::json and Format::fhir each assessment is one line of `output`.

#include <optional>
#include <string>
#include <vector>

#include "apps/cli/answer_case.h"
#include "apps/cli/command.h"

namespace paraspinal::cli {

struct AssessOptions {
  std::vector<std::string> inputs;            // paths, or "-"
  CaseOptions each = {};                      // of every input
  std::optional<std::string> knowledge = {};  // a file; the embedded knowledge when empty
};

// Gives answered, unusable_input (any of the inputs) or unusable_knowledge. Throws when the output
// cannot be written.
Outcome assess_command(const AssessOptions& options, Streams streams);

}  // namespace paraspinal::cli
