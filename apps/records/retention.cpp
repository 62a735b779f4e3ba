// Calls::forget_closed_before.

#include <string>

#include "apps/records/calls.h"
#include "apps/records/erase.h"
#include "apps/records/store.h"

namespace paraspinal::records {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::Connection;

namespace {

// And nobody is to be called back.
constexpr const char* closed_before =
    "closed_at < ?1 AND number NOT IN (SELECT call FROM call_back WHERE done_at IS NULL)";

// The lines of the audit that are of such calls, and those of who read them (calls.h) where no
// other call about the person is left.
constexpr const char* lines_of_them =
    "WITH these AS (SELECT number, line FROM call WHERE closed_at < ?1 AND number NOT IN "
    "(SELECT call FROM call_back WHERE done_at IS NULL)) "
    "SELECT line FROM these UNION "
    "SELECT line FROM call_event WHERE call IN (SELECT number FROM these) UNION "
    "SELECT done_line FROM call_back WHERE done_line IS NOT NULL AND call IN "
    "(SELECT number FROM these) UNION "
    "SELECT p.number FROM payload p JOIN audit a ON a.number = p.number "
    "WHERE (a.kind = 'call read' OR a.kind LIKE 'call given as %') AND p.person IN "
    "(SELECT person FROM call WHERE number IN (SELECT number FROM these)) AND p.person NOT IN "
    "(SELECT person FROM call WHERE number NOT IN (SELECT number FROM these))";

constexpr const char* forget_people_of_nothing =
    "DELETE FROM person WHERE id NOT IN (SELECT person FROM payload) "
    "AND id NOT IN (SELECT person FROM call)";

// Of the call that a line is of, in words; empty when it is of none.
Result<std::string> call_of(const Connection& connection, std::int64_t line) {
  auto statement = prepare(connection,
                           "SELECT id FROM call WHERE line = ?1 OR number IN "
                           "(SELECT call FROM call_event WHERE line = ?1 UNION "
                           "SELECT call FROM call_back WHERE done_line = ?1)",
                           {line});
  const auto row = statement ? statement->step() : fail(statement.error());
  if (!row) {
    return fail(row.error());
  }
  return *row ? " (call " + statement->text(0) + ")" : std::string();
}

// Whether a call was closed stands in a row that can be changed by hand: the whole audit says
// whether it was, also by what is missing.
Result<void> check_all(const Records& records) {
  const auto state = records.verify();
  if (!state || !state->first_broken) {
    return state ? Result<void>() : fail(state.error());
  }
  const Records::Store& store = records.store();
  const std::lock_guard lock(store.mutex);
  const auto call = call_of(store.reading, *state->first_broken);
  return call
             ? fail(ErrorKind::corrupt, store.name() + ": nothing is forgotten, for the audit is " +
                                            "broken: " + state->why + *call)
             : fail(call.error());
}

}  // namespace

Result<std::int64_t> Calls::forget_closed_before(std::string_view at, std::string_view now,
                                                 std::string_view by) {
  if (const auto holds = check_all(*records_); !holds) {
    return fail(holds.error());
  }
  Records::Store& store = records_->store();
  const Event event{.at = std::string(now),
                    .kind = {},
                    .person = {},
                    .user = std::string(by),
                    .knowledge_hash = {},
                    .payload = {}};
  std::int64_t count = 0;
  const auto written = store.writes.run([&](const Connection& connection) -> Result<void> {
    const auto calls = number_of(
        connection, "SELECT count(*) FROM call WHERE " + std::string(closed_before), {at});
    if (!calls || *calls == 0) {
      return calls ? Result<void>() : fail(calls.error());
    }
    count = *calls;
    return erase_lines(connection, store.keyring, event, lines_of_them, at)
        .and_then([&] { return remove_calls(connection, closed_before, at); })
        .and_then([&] { return run(connection, forget_people_of_nothing, {}); });
  });
  if (!written || count == 0) {
    return written ? Result<std::int64_t>(0) : fail(written.error());
  }
  const auto forgotten = store.writes.run_alone("PRAGMA wal_checkpoint(TRUNCATE)");
  return forgotten ? Result<std::int64_t>(count) : fail(forgotten.error());
}

}  // namespace paraspinal::records
