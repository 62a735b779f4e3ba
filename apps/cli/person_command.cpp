#include "apps/cli/person_command.h"

#include <set>
#include <vector>

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

// Whom the id stands for, how many lines of the audit are about them, and the keys of clients that
// end in the id, in words.
struct Known {
  std::string person;
  std::size_t lines = 0;
  std::string also = {};
};

// All that may be a client's name: the first word of who asked. Programs before 26 November 2026
// filed the persons of nameless clients under an empty name.
Result<std::set<std::string>> clients(const Records& records) {
  constexpr std::int64_t at_once = 1000;
  std::set<std::string> names = {""};
  for (std::int64_t from = 1;;) {
    const auto lines = records.lines(from, at_once);
    if (!lines) {
      return fail(lines.error());
    }
    if (lines->empty()) {
      return names;
    }
    for (const records::AuditLine& line : *lines) {
      names.insert(line.user.substr(0, line.user.find(' ')));
    }
    from = lines->back().number + 1;
  }
}

// "a|Patient/1", "|Patient/1": what is filed for a client under this id of a resource.
Result<std::string> keys_that_end_in(const Records& records, const std::string& id) {
  std::string keys;
  if (id.find('/') == std::string::npos || id.find('|') != std::string::npos) {
    return keys;
  }
  const auto names = clients(records);
  if (!names) {
    return fail(names.error());
  }
  for (const std::string& name : *names) {
    const std::string key = name + "|" + id;
    const auto lines = records.lines_of(key);
    if (!lines) {
      return fail(lines.error());
    }
    if (!lines->empty()) {
      keys += (keys.empty() ? "\"" : ", \"") + key + "\"";
    }
  }
  return keys;
}

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
  auto also = keys_that_end_in(records, id);
  if (!also) {
    return fail(also.error());
  }
  if (lines->empty()) {
    return fail(ErrorKind::not_found,
                "person " + id + ": nothing is stored" +
                    (also->empty() ? "" : " under this id, but under " + *also));
  }
  return Known{person, lines->size(), std::move(*also)};
}

// Whoever gives out or destroys one of them has to know of the others.
void tell_of_others(const Known& known, Streams streams) {
  if (!known.also.empty()) {
    streams.errors << error_line(known.person, "there is also " + known.also + ", left as it is");
  }
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
  tell_of_others(*whom, streams);
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
  tell_of_others(*whom, streams);
  return written(Outcome::answered, streams);
}

}  // namespace paraspinal::cli
