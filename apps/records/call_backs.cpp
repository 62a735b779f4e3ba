// Calls: the call-backs that were promised, listed and done.

#include <algorithm>
#include <array>
#include <utility>

#include "apps/records/audit_line.h"
#include "apps/records/call_box.h"
#include "apps/records/call_row.h"
#include "apps/records/calls.h"
#include "apps/records/store.h"

namespace paraspinal::records {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::Connection;

namespace {

Result<void> check(std::string_view outcome, std::string_view at) {
  constexpr std::array<std::string_view, 3> outcomes = {"reached", "not_reached", "cancelled"};
  if (std::ranges::find(outcomes, outcome) == outcomes.end()) {
    return fail(ErrorKind::invalid_argument, "outcome of a call-back: \"" + std::string(outcome) +
                                                 "\"; expected reached, not_reached or cancelled");
  }
  return check_time("a call-back", at);
}

// Inside a transaction; the call-back is due.
Result<void> end(const Connection& connection, const Keyring& keyring, const CallBack& due,
                 std::string_view outcome, std::string_view at, std::string_view by) {
  const auto row = call_with(connection, keyring, due.call);
  if (!row) {
    return fail(row.error());
  }
  const auto line = append_line(
      connection, keyring,
      {.at = std::string(at),
       .kind = "call back done",
       .person = row->person_name,
       .user = std::string(by),
       .knowledge_hash = {},
       .payload = R"({"call":")" + due.call + R"(","call_back":)" + std::to_string(due.id) +
                  R"(,"outcome":")" + std::string(outcome) + R"("})"},
      hash_of_end(due.call, due.id, outcome, at, by));
  return line ? run(connection,
                    "UPDATE call_back SET done_at = ?, done_by = ?, outcome = ?, done_line = ? "
                    "WHERE id = ?",
                    {at, by, outcome, line->number, due.id})
              : fail(line.error());
}

}  // namespace

Result<std::vector<CallBack>> Calls::call_backs(bool done_too, std::int64_t most) const {
  const Records::Store& store = records_->store();
  const std::lock_guard lock(store.mutex);
  return call_backs_where(
      store.reading, store.keyring,
      std::string(done_too ? "true" : "b.done_at IS NULL") + " ORDER BY b.due_at, b.id LIMIT ?",
      {std::max<std::int64_t>(most, 0)});
}

Result<std::vector<CallBack>> Calls::call_backs_of(std::string_view call) const {
  const Records::Store& store = records_->store();
  const std::lock_guard lock(store.mutex);
  return call_backs_where(store.reading, store.keyring, "c.id = ? ORDER BY b.due_at, b.id", {call});
}

Result<bool> Calls::done(std::int64_t call_back, std::string_view outcome, std::string_view at,
                         std::string_view by) {
  const auto allowed = check(outcome, at);
  if (!allowed) {
    return fail(allowed.error());
  }
  Records::Store& store = records_->store();
  bool stands = false;
  const auto written = store.writes.run([&](const Connection& connection) -> Result<void> {
    const auto found = call_backs_where(connection, store.keyring, "b.id = ?", {call_back});
    if (!found) {
      return fail(found.error());
    }
    if (found->empty()) {
      return fail(ErrorKind::not_found,
                  "call-back " + std::to_string(call_back) + ": there is none");
    }
    const CallBack& one = found->front();
    const bool was_due = one.done_at.empty();
    stands = was_due || (one.outcome == outcome && one.done_by == by);
    return was_due ? end(connection, store.keyring, one, outcome, at, by) : Result<void>();
  });
  return written ? Result<bool>(stands) : fail(written.error());
}

}  // namespace paraspinal::records
