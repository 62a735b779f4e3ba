#pragma once

// Reading and writing Bayesian networks in the Bayesian Interchange Format 0.15 as bnlearn, pgmpy,
// SamIam and others write it.
//
//   const Result<NetworkFile> file = read_bif(text, "alarm.bif");
//   const Result<std::string> text = write_bif(file->network);
//
// Names and states are any characters but blanks and {}()[],;| (`Asy/Patch`, `<5`), or anything in
// double quotes.
// A `table` with parents has the variable itself as first, slowest axis. `default` fills the rows
// that are not given. `property` lines are skipped.

#include <string>
#include <string_view>

#include "engine/network_file.h"

namespace paraspinal::engine {

// `file` is named in errors. Errors: `malformed` with file, line and caret; `invalid_argument` as
// network_of_tables.
Result<NetworkFile> read_bif(std::string_view text, std::string_view file);

// Every distribution as a table; numbers read back as the same doubles. Error: `too_large` as
// tables_of.
Result<std::string> write_bif(const Network& network);

}  // namespace paraspinal::engine
