// Calls: their events, appended and read.

#include <optional>
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

constexpr std::string_view closing = "closed";
constexpr std::string_view opening_again = "opened again";

// What somebody wishes to append.
struct Wish {
  std::string_view call;
  std::int64_t expected = 0;
  const CallEvent& event;
  const Event& audited;
  std::optional<Promise> promise;
};

Result<void> check(const Wish& wish) {
  const CallEvent& event = wish.event;
  if (event.kind.empty()) {
    return fail(ErrorKind::invalid_argument, "kind of a call's event: \"\"; expected a word");
  }
  if (event.request.empty() || event.request.size() > most_request_bytes) {
    return fail(ErrorKind::invalid_argument,
                "request of a call's event: " + std::to_string(event.request.size()) +
                    " bytes; expected 1 to 100");
  }
  return check_kind(wish.audited.kind)
      .and_then([&] { return check_time("a call's event", event.at); })
      .and_then([&] {
        return wish.promise ? check_time("a call-back", wish.promise->due_at) : Result<void>();
      });
}

// The revision of the event that has that request; 0 without one.
Result<std::int64_t> revision_of(const Connection& connection, const CallRow& row,
                                 std::string_view request) {
  return number_of(
      connection,
      "SELECT coalesce((SELECT revision FROM call_event WHERE call = ? AND request = ?), 0)",
      {row.number, request});
}

// Whether the event of that revision is what is wished.
Result<bool> is_same(const Connection& connection, const Keyring& keyring, const CallRow& row,
                     std::int64_t revision, const Wish& wish) {
  const auto had = event_of(connection, row, revision);
  const auto promised = had ? call_backs_where(connection, keyring, "b.call = ? AND b.revision = ?",
                                               {row.number, revision})
                            : fail(had.error());
  if (!promised) {
    return fail(promised.error());
  }
  const bool same_promise =
      promised->empty() ? !wish.promise
                        : wish.promise && wish.promise->due_at == promised->front().due_at &&
                              wish.promise->content == promised->front().content;
  return same_promise && had->kind == wish.event.kind && had->by == wish.event.by &&
         had->content == wish.event.content;
}

// The audit's event, with what it leaves to the call.
Result<Event> completed(const Wish& wish, const CallRow& row) {
  Event audited = wish.audited;
  if (!audited.person.empty() && audited.person != row.person_name) {
    return fail(ErrorKind::invalid_argument,
                "person of the audit's line: another than the call's; expected the same or none");
  }
  audited.person = row.person_name;
  audited.at = audited.at.empty() ? wish.event.at : audited.at;
  audited.user = audited.user.empty() ? wish.event.by : audited.user;
  return audited;
}

Result<void> insert_event(const Connection& connection, const CallRow& row, const CallEvent& event,
                          std::int64_t line) {
  const std::string box = event_box(row.person.key, row.call.id, event);
  return run(connection,
             "INSERT INTO call_event (call, revision, kind, at, made_by, request, line, box) "
             "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
             {row.number, event.revision, event.kind, event.at, event.by, event.request, line,
              Blob{box}})
      .and_then([&] {
        return run(connection,
                   "UPDATE call SET revision = ?1, closed_at = CASE ?2 WHEN ?3 THEN ?4 "
                   "WHEN ?5 THEN NULL ELSE closed_at END WHERE number = ?6",
                   {event.revision, event.kind, closing, event.at, opening_again, row.number});
      });
}

Result<void> insert_promise(const Connection& connection, const CallRow& row, std::int64_t revision,
                            const Promise& promise) {
  const std::string box = call_back_box(row.person.key, row.call.id, revision, promise);
  return run(connection, "INSERT INTO call_back (call, revision, due_at, box) VALUES (?, ?, ?, ?)",
             {row.number, revision, promise.due_at, Blob{box}});
}

Result<void> add(const Connection& connection, const Keyring& keyring, const Wish& wish,
                 const CallRow& row) {
  CallEvent event = wish.event;
  event.revision = row.call.revision + 1;
  const auto audited = completed(wish, row);
  const auto line = audited ? append_line(connection, keyring, *audited,
                                          hash_of_event(row.call.id, event, wish.promise))
                            : fail(audited.error());
  if (!line) {
    return fail(line.error());
  }
  return insert_event(connection, row, event, line->number).and_then([&] {
    return wish.promise ? insert_promise(connection, row, event.revision, *wish.promise)
                        : Result<void>();
  });
}

// Inside a transaction.
Result<Appended> append_wish(const Connection& connection, const Keyring& keyring,
                             const Wish& wish) {
  const auto row = call_with(connection, keyring, wish.call);
  const auto had = row ? revision_of(connection, *row, wish.event.request) : fail(row.error());
  if (!had) {
    return fail(had.error());
  }
  if (*had != 0) {
    return is_same(connection, keyring, *row, *had, wish)
        .and_then([&](bool same) -> Result<Appended> {
          return same ? Result<Appended>(Appended{Appended::What::repeated, *had})
                      : fail(ErrorKind::invalid_argument, std::string(other_wish));
        });
  }
  if (row->call.revision != wish.expected) {
    return Appended{Appended::What::behind, row->call.revision};
  }
  if (!row->call.closed_at.empty() && wish.event.kind != opening_again) {
    return fail(ErrorKind::invalid_argument, "call " + row->call.id + ": closed at " +
                                                 row->call.closed_at +
                                                 "; expected an open call, or \"opened again\"");
  }
  const auto added = add(connection, keyring, wish, *row);
  return added ? Result<Appended>(Appended{Appended::What::added, row->call.revision + 1})
               : fail(added.error());
}

Result<Appended> append_to(Records::Store& store, const Wish& wish) {
  const auto allowed = check(wish);
  if (!allowed) {
    return fail(allowed.error());
  }
  Appended appended;
  const auto written = store.writes.run([&](const Connection& connection) {
    return append_wish(connection, store.keyring, wish).map([&](const Appended& done) {
      appended = done;
    });
  });
  return written ? Result<Appended>(appended) : fail(written.error());
}

}  // namespace

Result<Appended> Calls::append(std::string_view call, std::int64_t expected, const CallEvent& event,
                               const Event& audited) {
  return append_to(records_->store(), {.call = call,
                                       .expected = expected,
                                       .event = event,
                                       .audited = audited,
                                       .promise = std::nullopt});
}

Result<Appended> Calls::promise(std::string_view call, std::int64_t expected,
                                const CallEvent& event, const Event& audited,
                                std::string_view due_at, std::string_view content) {
  return append_to(records_->store(), {.call = call,
                                       .expected = expected,
                                       .event = event,
                                       .audited = audited,
                                       .promise = Promise{due_at, content}});
}

Result<std::vector<CallEvent>> Calls::events(std::string_view call) const {
  const Records::Store& store = records_->store();
  const std::lock_guard lock(store.mutex);
  const auto row = call_with(store.reading, store.keyring, call);
  return row ? events_of(store.reading, *row) : fail(row.error());
}

}  // namespace paraspinal::records
