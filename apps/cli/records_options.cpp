#include "apps/cli/records_options.h"

#include <CLI/CLI.hpp>

namespace paraspinal::cli {

void add_records_files(CLI::App& command, RecordsFiles& files) {
  command.add_option("--records", files.records, "The file that `serve` writes")->required();
  command.add_option("--master-key", files.master_key, "The key that encrypts it")->required();
}

}  // namespace paraspinal::cli
