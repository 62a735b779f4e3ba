// Calls::forget_closed_before.

#include "apps/records/calls.h"
#include "apps/records/erase.h"
#include "apps/records/store.h"

namespace paraspinal::records {

using engine::fail;
using engine::Result;
using knowledge::Connection;

namespace {

constexpr const char* closed_before = "closed_at < ?1";

// The lines of the audit that are of such calls.
constexpr const char* lines_of_them =
    "SELECT line FROM call WHERE closed_at < ?1 UNION "
    "SELECT v.line FROM call_event v JOIN call c ON c.number = v.call WHERE c.closed_at < ?1 UNION "
    "SELECT b.done_line FROM call_back b JOIN call c ON c.number = b.call "
    "WHERE c.closed_at < ?1 AND b.done_line IS NOT NULL";

constexpr const char* forget_people_of_nothing =
    "DELETE FROM person WHERE id NOT IN (SELECT person FROM payload) "
    "AND id NOT IN (SELECT person FROM call)";

}  // namespace

Result<std::int64_t> Calls::forget_closed_before(std::string_view at, std::string_view now,
                                                 std::string_view by) {
  Records::Store& store = records_->store();
  const Event event{.at = std::string(now),
                    .kind = {},
                    .person = {},
                    .user = std::string(by),
                    .knowledge_hash = {},
                    .payload = {}};
  std::int64_t count = 0;
  const auto written = store.writes.run([&](const Connection& connection) -> Result<void> {
    const auto calls = number_of(connection, "SELECT count(*) FROM call WHERE closed_at < ?", {at});
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
