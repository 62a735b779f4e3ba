#pragma once

// Reading and writing Bayesian networks in the UAI inference-competition format (`BAYES`): counts
// and numbers only. Variables are called x0, x1, ... with states s0, s1, ...; in each function the
// child is the last of its scope, and the last axis varies fastest.
//
//   const Result<NetworkFile> file = read_uai(text, "cpcs54.uai");
//
// Not for: Markov networks (`MARKOV`), which have no parents.

#include <string>
#include <string_view>

#include "engine/network_file.h"

namespace paraspinal::engine {

// Errors: `malformed` with file, line and caret; `invalid_argument` as network_of_tables.
Result<NetworkFile> read_uai(std::string_view text, std::string_view file);

// Every distribution as a table. Error: `too_large` as tables_of.
Result<std::string> write_uai(const Network& network);

}  // namespace paraspinal::engine
