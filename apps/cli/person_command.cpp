#include "apps/cli/person_command.h"

#include <spdlog/fmt/fmt.h>

#include "apps/cli/knowledge_command.h"
#include "apps/cli/person_export.h"
#include "apps/cli/text_layout.h"
#include "apps/records/calls.h"

namespace paraspinal::cli {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using fhir::Json;
using records::Calls;
using records::Records;

namespace {

// Whom the id stands for, and how many lines of the audit are about them.
struct Known {
  std::string person;
  std::size_t lines = 0;
};

// An opened call has its line, so nobody is known without one.
Result<Known> known(Records& records, const std::string& id) {
  if (id.empty()) {
    return fail(ErrorKind::invalid_argument, "person: \"\"; expected an id");
  }
  std::string person = id;
  auto lines = records.lines_of(person);
  if (lines && lines->empty()) {
    person = Calls(records).person(id).value_or(id);
    lines = records.lines_of(person);
  }
  if (!lines) {
    return fail(lines.error());
  }
  return lines->empty() ? fail(ErrorKind::not_found, "person " + id + ": nothing is stored")
                        : Result<Known>(Known{person, lines->size()});
}

Result<Json> exported_and_audited(Records& records, const Known& known,
                                  const PersonOptions& options) {
  return exported(records, known.person).and_then([&](Json json) {
    return records
        .append({.at = options.at,
                 .kind = "person exported",
                 .person = known.person,
                 .user = options.by,
                 .knowledge_hash = {},
                 .payload = {}})
        .map([&](const records::AuditLine&) { return std::move(json); });
  });
}

}  // namespace

Outcome export_person(const PersonOptions& options, Streams streams) {
  const auto records = open_records(options.files, Absent::is_an_error);
  const auto whom = records ? known(**records, options.id) : fail(records.error());
  const auto json = whom ? exported_and_audited(**records, *whom, options) : fail(whom.error());
  if (!json) {
    return unusable_records(json.error(), streams);
  }
  streams.output << fhir::write_json(*json, 2) << '\n';
  return written(Outcome::answered, streams);
}

Outcome erase_person(const PersonOptions& options, Streams streams) {
  const auto records = open_records(options.files, Absent::is_an_error);
  const auto whom = records ? known(**records, options.id) : fail(records.error());
  const auto erased =
      whom ? (*records)->erase(whom->person, options.by, options.at) : fail(whom.error());
  if (!erased) {
    return unusable_records(erased.error(), streams);
  }
  streams.output << printable(fmt::format(
                        "{}: erased; {} {} of the audit can no longer be read, and no call is left",
                        whom->person, whom->lines, whom->lines == 1 ? "line" : "lines"))
                 << '\n';
  return written(Outcome::answered, streams);
}

}  // namespace paraspinal::cli
