#pragma once

// The text of one input of a command: a file, or the standard input for "-".
//
//   const auto text = read_input("case.json", std::cin);
//   if (!text) return complain(text.error());

#include <istream>
#include <string>

#include "engine/result.h"

namespace paraspinal::cli {

// Errors: `not_found` when the file cannot be read, `too_large` above the limit of
// fhir::JsonLimits.
engine::Result<std::string> read_input(const std::string& input, std::istream& standard_input);

}  // namespace paraspinal::cli
