#pragma once

// Asks a `network` command as the program does, through streams, of the chest clinic in a file.
//
//   AsiaFile asia;
//   const Said said = say([&](cli::Streams s) { return cli::query_network({{asia.file}}, s); });
//   said.outcome; said.output; said.errors;

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/cli/command.h"
#include "fhir/json.h"
#include "tests/apps/program.h"

namespace paraspinal::apps_tests {

struct Said {
  cli::Outcome outcome = cli::Outcome::failed;
  std::string output;
  std::string errors;
};

Said say(const std::function<cli::Outcome(cli::Streams)>& command, std::string_view input = "");

// Lauritzen & Spiegelhalter 1988, in BIF; the first state of each variable is yes.
std::string_view asia_bif();

struct AsiaFile {
  TemporaryFolder folder;
  std::string file = folder.write("asia.bif", asia_bif());
};

// A number inside JSON, by the names of members or positions of items on the way. NaN and a failed
// test when there is none.
double number_at(const fhir::Json& json, const std::vector<std::string>& way);

// What was written, read as one JSON value.
fhir::Json json_of(const std::string& text);

}  // namespace paraspinal::apps_tests
