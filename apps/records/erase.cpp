// Records::erase, and what it shares with the retention of calls.

#include "apps/records/erase.h"

#include "apps/records/audit_line.h"
#include "apps/records/chain.h"
#include "apps/records/store.h"

namespace paraspinal::records {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::Connection;

namespace {

constexpr std::int64_t unknown_person = 0;

Result<std::int64_t> id_of_person(const Connection& connection, std::string_view tag) {
  auto statement = prepare(connection, "SELECT id FROM person WHERE tag = ?", {Blob{tag}});
  const auto row = statement ? statement->step() : fail(statement.error());
  if (!row) {
    return fail(row.error());
  }
  return *row ? statement->integer(0) : unknown_person;
}

Result<std::string> erasure_payload(const Connection& connection, const std::string& numbers,
                                    const Value& value) {
  auto statement = prepare(
      connection, "SELECT number FROM payload WHERE number IN (" + numbers + ") ORDER BY number",
      {value});
  if (!statement) {
    return fail(statement.error());
  }
  ErasedLines lines;
  auto row = statement->step();
  for (; row && *row; row = statement->step()) {
    lines.add(statement->integer(0));
  }
  return row ? Result<std::string>(lines.payload()) : fail(row.error());
}

Result<void> erase_person(const Connection& connection, const Keyring& keyring, const Event& event,
                          std::int64_t person) {
  return erase_lines(connection, keyring, event, "SELECT number FROM payload WHERE person = ?1",
                     person)
      .and_then([&] { return remove_calls(connection, "person = ?1", person); })
      .and_then([&] { return run(connection, "DELETE FROM person WHERE id = ?", {person}); })
      .and_then([&] { return run(connection, "DELETE FROM hook_answer", {}); });
}

}  // namespace

Result<void> erase_lines(const Connection& connection, const Keyring& keyring, const Event& event,
                         const std::string& numbers, const Value& value) {
  const auto payload = erasure_payload(connection, numbers, value);
  if (!payload) {
    return fail(payload.error());
  }
  const auto line = append_line(connection, keyring,
                                {.at = event.at,
                                 .kind = std::string(erasure_kind),
                                 .person = {},
                                 .user = event.user,
                                 .knowledge_hash = {},
                                 .payload = *payload});
  if (!line) {
    return fail(line.error());
  }
  return run(connection,
             "INSERT INTO erasure (number, erased_by) SELECT number, ?2 FROM payload "
             "WHERE number IN (" +
                 numbers + ") AND number < ?2",
             {value, line->number})
      .and_then([&] {
        return run(connection,
                   "DELETE FROM payload WHERE number IN "
                   "(SELECT number FROM erasure WHERE erased_by = ?)",
                   {line->number});
      });
}

Result<void> remove_calls(const Connection& connection, const std::string& condition,
                          const Value& value) {
  const std::string of_these = " WHERE call IN (SELECT number FROM call WHERE " + condition + ")";
  return run(connection, "DELETE FROM call_back" + of_these, {value})
      .and_then([&] { return run(connection, "DELETE FROM call_event" + of_these, {value}); })
      .and_then([&] { return run(connection, "DELETE FROM call WHERE " + condition, {value}); });
}

Result<bool> Records::erase(std::string_view person, std::string_view user, std::string_view at) {
  if (person.empty()) {
    return fail(ErrorKind::invalid_argument, "person to erase: empty; expected an id");
  }
  const Event event{.at = std::string(at),
                    .kind = {},
                    .person = {},
                    .user = std::string(user),
                    .knowledge_hash = {},
                    .payload = {}};
  const std::string tag = store_->keyring.tag(person);
  bool is_erased = false;
  const auto written = store_->writes.run([&](const Connection& connection) -> Result<void> {
    const auto known = id_of_person(connection, tag);
    if (!known || *known == unknown_person) {
      return known ? Result<void>() : fail(known.error());
    }
    is_erased = true;
    return erase_person(connection, store_->keyring, event, *known);
  });
  if (!written || !is_erased) {
    return written ? Result<bool>(false) : fail(written.error());
  }
  const auto forgotten = store_->writes.run_alone("PRAGMA wal_checkpoint(TRUNCATE)");
  return forgotten ? Result<bool>(true) : fail(forgotten.error());
}

}  // namespace paraspinal::records
