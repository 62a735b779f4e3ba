#pragma once

// `paraspinal-validate`: the whole validation, from the folder of the cases to the report.
//
//   const ValidateOptions options{.folder = "validation"};
//   return static_cast<int>(validate(options, std::cout, std::cerr));
//
// Reads FOLDER/cases/*.jsonl and FOLDER/case_groups.txt. Writes report/report.md,
// report/index.html, signature.txt, last_run.json and known_gaps.csv there. With `check` it writes
// nothing and only compares signature and emergencies with those files.

#include <optional>
#include <ostream>
#include <string>

#include "validation/call_sets.h"

namespace paraspinal::validation {

// What the process ends with; the first five as `paraspinal`.
enum class Outcome {
  answered = 0,
  failed = 1,  // with `check`: an answer changed, or an emergency found before is missed
  wrong_usage = 2,
  unusable_input = 3,
  unusable_knowledge = 4,
  nothing_to_compare = 77  // with `check`, before the first signature was written
};

struct ValidateOptions {
  std::string folder = "validation";
  std::optional<std::string> knowledge;  // a file; the embedded knowledge when empty
  CallPlan calls;
  bool with_calls = true;
  bool with_ablations = true;
  bool check = false;
  std::size_t simulated_people = 400;  // a tenth of them for the intervals
  std::size_t heard_callers = 5'000;   // of whom everything is known, for what red flags cost
};

// `output` gets the tables, `errors` errors and the progress. Throws when a file cannot be written.
Outcome validate(const ValidateOptions& options, std::ostream& output, std::ostream& errors);

}  // namespace paraspinal::validation
