#pragma once

// `paraspinal person`: all that is stored about a person, given out or destroyed.
//
//   PersonOptions options{.files = {"records.sqlite", "master.key"}, .id = "tel:01632960001"};
//   export_person(options, {std::cin, std::cout, std::cerr});
//
// A person is what calls and lines of the audit are filed under: a caller's reference or telephone
// number, "Patient/1" of a server, or a call's own id. The id of a call about somebody else stands
// for that person.

#include <string>

#include "apps/cli/command.h"
#include "apps/cli/open_records.h"

namespace paraspinal::cli {

struct PersonOptions {
  RecordsFiles files = {};
  std::string id = {};
  std::string at = {};                  // ISO time, UTC
  std::string by = "the command line";  // who does it, for the audit
};

// Each gives answered, or unusable_input with a line of `errors`, also when nothing is known of the
// person. Both append a line to the audit.
Outcome export_person(const PersonOptions& options, Streams streams);
Outcome erase_person(const PersonOptions& options, Streams streams);

}  // namespace paraspinal::cli
