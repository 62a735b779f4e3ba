#pragma once

// Answers of tests, kept as files for the independent validators (tests/apps/validate_answers.sh):
// in the folder that $PARASPINAL_KEPT_ANSWERS names, or nowhere without it.
//
//   keep_answer(R"({"resourceType": "OperationOutcome", ...})");
//
// A file is named after the running test and its place in it.

#include <string>

namespace paraspinal::fhir {

void keep_answer(const std::string& json);

}  // namespace paraspinal::fhir
