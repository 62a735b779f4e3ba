#pragma once

// `paraspinal batch`: a case a line in (NDJSON of presentations or bundles), an assessment a line
// out, in the order of the input, on as many threads as wanted and in bounded memory.
//
//   BatchOptions options{.output = "answers.ndjson", .threads = 2, .now = "2026-11-20T18:30:00Z"};
//   return static_cast<int>(batch_command(options, {std::cin, std::cout, std::cerr}));
//
// A line that cannot be used is told with its number and skipped; the others are still assessed.
// The bytes of the output do not depend on the number of threads. Empty lines are skipped.

#include <cstddef>
#include <optional>
#include <string>

#include "apps/cli/answer_case.h"
#include "apps/cli/command.h"

namespace paraspinal::cli {

struct BatchOptions {
  std::optional<std::string> output = {};     // a file; else the standard output
  bool resume = false;                        // go on after what the file holds
  std::size_t threads = 1;                    // 1 or more
  CaseOptions each;                           // of every case; format json or fhir
  std::optional<std::string> knowledge = {};  // a file; the embedded knowledge when empty
};

// Gives answered; failed when a line could not be used or the output not be written (what was
// written stands); unusable_knowledge; wrong_usage when the output file exists and is not resumed.
Outcome batch_command(const BatchOptions& options, Streams streams);

}  // namespace paraspinal::cli
