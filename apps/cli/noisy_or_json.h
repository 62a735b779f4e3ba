#pragma once

// Reads a three-layer noisy-OR network (see engine/noisy_or_network.h) from its JSON form:
//
//   {"risks":    [{"name": "smoking", "prior": 0.2}],
//    "causes":   [{"name": "bronchitis", "leak": 0.05, "parents": ["smoking"], "link": [0.3]}],
//    "findings": [{"name": "cough", "leak": 0.1, "parents": ["bronchitis"], "link": [0.8]}]}
//
//   const auto layers = read_noisy_or(text);
//   if (layers) network = engine::to_network(*layers);
//
// Members whose names begin with `_` are remarks and are skipped. Not for: noisy-MAX or preventive
// causes, which the form has no place for.

#include <string_view>

#include "engine/noisy_or_network.h"

namespace paraspinal::cli {

// Errors: those of fhir::parse_json; `malformed`, "findings[3].leak: true: expected a number", for
// a member that is missing, of the wrong kind or not known. Ranges, parents and their number are
// checked by engine::to_network.
engine::Result<engine::NoisyOrNetwork> read_noisy_or(std::string_view text);

}  // namespace paraspinal::cli
