#pragma once

// The options that all commands on records have.
//
//   add_records_files(*command, options->files);   // --records FILE --master-key FILE, both needed

#include "apps/cli/open_records.h"

namespace CLI {
class App;
}

namespace paraspinal::cli {

// `files` lives until the command has run.
void add_records_files(CLI::App& command, RecordsFiles& files);

}  // namespace paraspinal::cli
