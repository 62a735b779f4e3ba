#pragma once

// `paraspinal person`: all that is stored about a person, given out or destroyed.
//
//   PersonOptions options{.files = {"records.sqlite", "master.key"}, .id = "tel:01632960001"};
//   export_person(options, {std::cin, std::cout, std::cerr});
//
// A person is what calls and lines of the audit are filed under: a caller's reference or telephone
// number, "CLIENT|Patient/1" of a client of the service ("Patient/1" where clients have no names),
// or a call's own id. The id of a call about somebody else stands for that person.

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
// person. Both append a line to the audit. Of an id such as "Patient/1" the keys of clients that
// end in it are named in `errors`: they are other persons, or the same one under another name.
Outcome export_person(const PersonOptions& options, Streams streams);
Outcome erase_person(const PersonOptions& options, Streams streams);

}  // namespace paraspinal::cli
