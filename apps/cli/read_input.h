#pragma once

// The text of one input of a command: a file, or the standard input for "-".
//
//   const auto text = read_input("case.json", std::cin);
//   if (!text) return complain(text.error());

#include <cstddef>
#include <istream>
#include <string>

#include "engine/result.h"
#include "fhir/json.h"

namespace paraspinal::cli {

// Errors: `not_found` when the file cannot be read, `too_large` above `limit` bytes.
engine::Result<std::string> read_input(const std::string& input, std::istream& standard_input,
                                       std::size_t limit = fhir::JsonLimits{}.bytes);

}  // namespace paraspinal::cli
