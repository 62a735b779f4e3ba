// Calls: opened and looked up. Their events: call_events.cpp; call-backs: call_backs.cpp; how they
// are forgotten: retention.cpp.

#include "apps/records/calls.h"

#include <algorithm>
#include <array>
#include <utility>

#include "apps/records/audit_line.h"
#include "apps/records/call_box.h"
#include "apps/records/call_row.h"
#include "apps/records/store.h"

namespace paraspinal::records {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::Connection;

namespace {

constexpr std::size_t id_bytes = 16;

Result<void> check(const NewCall& call) {
  constexpr std::array<std::string_view, 3> settings = {"telephone", "primary_care",
                                                        "emergency_department"};
  if (std::ranges::find(settings, call.setting) == settings.end()) {
    return fail(ErrorKind::invalid_argument,
                "setting of a call: \"" + call.setting +
                    "\"; expected telephone, primary_care or emergency_department");
  }
  if (call.request.size() > most_request_bytes) {
    return fail(ErrorKind::invalid_argument,
                "request of a call: " + std::to_string(call.request.size()) +
                    " bytes; expected at most 100");
  }
  return check_time("a call", call.at);
}

// Inside a transaction. `call` has its person.
Result<CallRow> add_call(const Connection& connection, const Keyring& keyring, std::string_view id,
                         const NewCall& call) {
  const auto line = append_line(
      connection, keyring,
      {.at = call.at,
       .kind = "call opened",
       .person = call.person,
       .user = call.by,
       .knowledge_hash = {},
       .payload = R"({"call":")" + std::string(id) + R"(","setting":")" + call.setting + R"("})"},
      hash_of_call(id, call));
  const auto person = line ? person_for(connection, keyring, call.person) : fail(line.error());
  if (!person) {
    return fail(person.error());
  }
  const std::string box = call_box(person->key, id, call);
  const auto added =
      run(connection,
          "INSERT INTO call (id, person, opened_at, opened_by, setting, request, "
          "revision, line, box) VALUES (?, ?, ?, ?, ?, nullif(?, ''), 0, ?, ?)",
          {id, person->id, call.at, call.by, call.setting, call.request, line->number, Blob{box}});
  return added ? call_with(connection, keyring, id) : fail(added.error());
}

bool is_same(const CallRow& row, const NewCall& call) {
  const std::string& person = call.person.empty() ? row.call.id : call.person;
  return row.person_name == person && row.call.by == call.by && row.call.setting == call.setting &&
         row.call.start == call.start;
}

// Inside a transaction: the call of the same request, or a new one.
Result<CallRow> open_once(const Connection& connection, const Keyring& keyring,
                          const NewCall& call) {
  auto had = calls_where(connection, keyring, "c.request = ?", {call.request});
  if (!had) {
    return fail(had.error());
  }
  if (!had->empty()) {
    return is_same(had->front(), call) ? Result<CallRow>(std::move(had->front()))
                                       : fail(ErrorKind::invalid_argument, std::string(other_wish));
  }
  const std::string id = hexadecimal(random_salt().substr(0, id_bytes));
  NewCall whole = call;
  whole.person = call.person.empty() ? id : call.person;
  return add_call(connection, keyring, id, whole);
}

Result<std::vector<Call>> only_calls(Result<std::vector<CallRow>> rows) {
  return std::move(rows).map([](std::vector<CallRow> found) {
    std::vector<Call> calls;
    calls.reserve(found.size());
    for (CallRow& row : found) {
      calls.push_back(std::move(row.call));
    }
    return calls;
  });
}

std::int64_t at_least_none(std::int64_t most) {
  return std::max<std::int64_t>(most, 0);
}

}  // namespace

Result<Call> Calls::open(const NewCall& call) {
  const auto allowed = check(call);
  if (!allowed) {
    return fail(allowed.error());
  }
  Records::Store& store = records_->store();
  Call opened;
  const auto written = store.writes.run([&](const Connection& connection) {
    return open_once(connection, store.keyring, call).map([&](CallRow row) {
      opened = std::move(row.call);
    });
  });
  return written ? Result<Call>(std::move(opened)) : fail(written.error());
}

Result<Call> Calls::find(std::string_view call) const {
  const Records::Store& store = records_->store();
  const std::lock_guard lock(store.mutex);
  return call_with(store.reading, store.keyring, call).map([](CallRow row) {
    return std::move(row.call);
  });
}

Result<std::string> Calls::person(std::string_view call) const {
  const Records::Store& store = records_->store();
  const std::lock_guard lock(store.mutex);
  return call_with(store.reading, store.keyring, call).map([](CallRow row) {
    return std::move(row.person_name);
  });
}

Result<std::vector<Call>> Calls::open_calls(std::int64_t most) const {
  const Records::Store& store = records_->store();
  const std::lock_guard lock(store.mutex);
  return only_calls(
      calls_where(store.reading, store.keyring,
                  "c.closed_at IS NULL ORDER BY c.opened_at DESC, c.number DESC LIMIT ?",
                  {at_least_none(most)}));
}

Result<std::vector<Call>> Calls::closed_since(std::string_view at, std::int64_t most) const {
  const Records::Store& store = records_->store();
  const std::lock_guard lock(store.mutex);
  return only_calls(calls_where(store.reading, store.keyring,
                                "c.closed_at >= ? ORDER BY c.closed_at DESC, c.number DESC LIMIT ?",
                                {at, at_least_none(most)}));
}

Result<std::vector<Call>> Calls::of_person(std::string_view person) const {
  const Records::Store& store = records_->store();
  const std::string tag = store.keyring.tag(person);
  const std::lock_guard lock(store.mutex);
  return only_calls(calls_where(store.reading, store.keyring,
                                "s.tag = ? ORDER BY c.opened_at, c.number", {Blob{tag}}));
}

Result<std::int64_t> Calls::contacts(std::string_view call, std::string_view since) const {
  const Records::Store& store = records_->store();
  const std::lock_guard lock(store.mutex);
  const auto row = call_with(store.reading, store.keyring, call);
  return row ? number_of(store.reading,
                         "SELECT count(*) FROM call WHERE person = ? AND opened_at >= ? "
                         "AND number <= ?",
                         {row->person.id, since, row->number})
             : fail(row.error());
}

}  // namespace paraspinal::records
