#pragma once

// The subcommands of `paraspinal knowledge`, each added to it as subcommands.h adds those of the
// program.
//
//   add_knowledge_check(knowledge, run);   // `knowledge` and `run` live until all is parsed

#include "apps/cli/subcommands.h"

namespace paraspinal::cli {

void add_knowledge_check(CLI::App& knowledge, Run& run);

}  // namespace paraspinal::cli
