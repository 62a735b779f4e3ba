#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "apps/cli/where_and_when.h"

namespace paraspinal::cli {

void add_where_and_when(CLI::App& command, const WhereOption& where, std::string& as_of) {
  command.add_option("--setting", where.typed, where.description)
      ->check(CLI::IsMember(std::vector<std::string>(setting_names.begin(), setting_names.end())));
  command.add_option("--as-of", as_of, "The time to judge at, ISO; else the input's own, else now")
      ->check(time_fault);
}

}  // namespace paraspinal::cli
