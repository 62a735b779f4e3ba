#pragma once

// The subcommands of `paraspinal`: each adds its options to the program, in a NAME_options.cpp of
// its own, and says what to run when it was typed. The only sources that know CLI11, beside main.
//
//   CLI::App program;
//   Run run;
//   add_assess(program, now, run);
//   program.parse(count, arguments);   // sets `run`
//   return run({std::cin, std::cout, std::cerr});

#include <functional>
#include <string>

#include "apps/cli/command.h"

namespace CLI {
class App;
}

namespace paraspinal::cli {

using Run = std::function<Outcome(Streams)>;

// `now`: the time to judge at when neither the input nor --as-of says one. `program` and `run` live
// until the program has parsed.
void add_assess(CLI::App& program, const std::string& now, Run& run);
void add_batch(CLI::App& program, const std::string& now, Run& run);
void add_interview(CLI::App& program, const std::string& now, Run& run);
void add_network(CLI::App& program, Run& run);
void add_knowledge(CLI::App& program, Run& run);
void add_score(CLI::App& program, Run& run);
// On the records of a service. `now`: when what they change was changed.
void add_audit(CLI::App& program, const std::string& now, Run& run);
void add_replay(CLI::App& program, Run& run);
void add_user(CLI::App& program, const std::string& now, Run& run);
void add_person(CLI::App& program, const std::string& now, Run& run);
void add_retention(CLI::App& program, const std::string& now, Run& run);
// `version`: of the software, which the service says of itself.
void add_serve(CLI::App& program, const std::string& version, Run& run);

}  // namespace paraspinal::cli
