#include "apps/records/call_row.h"

#include <algorithm>
#include <utility>

#include "apps/records/call_box.h"

namespace paraspinal::records {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::Connection;
using knowledge::Statement;

namespace {

constexpr const char* all_calls =
    "SELECT c.number, c.id, c.opened_at, c.opened_by, c.setting, c.request, c.closed_at, "
    "c.revision, c.box, s.id, s.wrapped_key, s.tag FROM call c JOIN person s ON s.id = c.person "
    "WHERE ";

constexpr const char* all_events =
    "SELECT revision, kind, at, made_by, request, box FROM call_event WHERE call = ?";

constexpr const char* all_beside =
    "SELECT 0, number, 0 FROM call WHERE line = ?1 UNION ALL "
    "SELECT 1, call, revision FROM call_event WHERE line = ?1 UNION ALL "
    "SELECT 2, call, id FROM call_back WHERE done_line = ?1";

constexpr const char* all_call_backs =
    "SELECT b.id, c.id, b.due_at, v.at, v.made_by, b.done_at, b.done_by, b.outcome, "
    "b.revision, b.box, s.wrapped_key, s.tag FROM call_back b "
    "JOIN call_event v ON v.call = b.call AND v.revision = b.revision "
    "JOIN call c ON c.number = b.call JOIN person s ON s.id = c.person WHERE ";

engine::Error unreadable(const Connection& connection, const std::string& call,
                         const std::string& what) {
  return {ErrorKind::corrupt,
          connection.name() + ": call " + call + ": " + what + " cannot be decrypted"};
}

Result<CallRow> read_call(const Statement& row, const Connection& connection,
                          const Keyring& keyring) {
  const std::string id = row.text(1);
  const auto key = unwrap(keyring, row.text(10), row.text(11));
  auto call = key ? whole_call(*key, id,
                               {.person = {},
                                .at = row.text(2),
                                .by = row.text(3),
                                .setting = row.text(4),
                                .start = {},
                                .request = row.text(5)},
                               row.text(8))
                  : std::nullopt;
  if (!call) {
    return fail(unreadable(connection, id, "what it began with"));
  }
  return CallRow{.number = row.integer(0),
                 .person = {row.integer(9), *key},
                 .person_name = std::move(call->person),
                 .request = std::move(call->request),
                 .call = {.id = id,
                          .at = std::move(call->at),
                          .by = std::move(call->by),
                          .setting = std::move(call->setting),
                          .start = std::move(call->start),
                          .closed_at = row.text(6),
                          .revision = row.integer(7)}};
}

Result<CallBack> read_call_back(const Statement& row, const Connection& connection,
                                const Keyring& keyring) {
  CallBack read{.id = row.integer(0),
                .call = row.text(1),
                .due_at = row.text(2),
                .content = {},
                .made_at = row.text(3),
                .made_by = row.text(4),
                .done_at = row.text(5),
                .done_by = row.text(6),
                .outcome = row.text(7)};
  const auto key = unwrap(keyring, row.text(10), row.text(11));
  auto content = key ? call_back_content(*key, read.call, row.integer(8), read.due_at, row.text(9))
                     : std::nullopt;
  if (!content) {
    return fail(unreadable(connection, read.call, "call-back " + std::to_string(read.id)));
  }
  read.content = std::move(*content);
  return read;
}

// What `read` makes of each row.
template <typename Read>
auto all_rows(Result<Statement> statement, const Read& read)
    -> Result<std::vector<typename decltype(read(*statement))::value_type>> {
  if (!statement) {
    return fail(statement.error());
  }
  std::vector<typename decltype(read(*statement))::value_type> found;
  auto row = statement->step();
  for (; row && *row; row = statement->step()) {
    auto one = read(*statement);
    if (!one) {
      return fail(one.error());
    }
    found.push_back(std::move(*one));
  }
  if (!row) {
    return fail(row.error());
  }
  return found;
}

Result<std::vector<CallEvent>> read_events(const Connection& connection, const CallRow& of,
                                           Result<Statement> statement) {
  return all_rows(std::move(statement), [&](const Statement& row) -> Result<CallEvent> {
    CallEvent event{.revision = row.integer(0),
                    .kind = row.text(1),
                    .at = row.text(2),
                    .by = row.text(3),
                    .request = row.text(4),
                    .content = {}};
    auto content = event_content(of.person.key, of.call.id, event, row.text(5));
    if (!content) {
      return fail(unreadable(connection, of.call.id, "event " + std::to_string(event.revision)));
    }
    event.content = std::move(*content);
    return event;
  });
}

std::string hash_of_opening(const CallRow& row) {
  return hash_of_call(row.call.id, {.person = row.person_name,
                                    .at = row.call.at,
                                    .by = row.call.by,
                                    .setting = row.call.setting,
                                    .start = row.call.start,
                                    .request = row.request});
}

// With the call-back that the event promises.
Result<std::string> hash_of_event_of(const Connection& connection, const Keyring& keyring,
                                     const CallRow& row, std::int64_t revision) {
  const auto event = event_of(connection, row, revision);
  const auto promised = event
                            ? call_backs_where(connection, keyring, "b.call = ? AND b.revision = ?",
                                               {row.number, revision})
                            : fail(event.error());
  if (!promised) {
    return fail(promised.error());
  }
  return hash_of_event(row.call.id, *event,
                       promised->empty() ? std::nullopt
                                         : std::optional(Promise{promised->front().due_at,
                                                                 promised->front().content}));
}

Result<std::string> hash_of_end_of(const Connection& connection, const Keyring& keyring,
                                   std::int64_t number) {
  const auto ended = call_backs_where(connection, keyring, "b.id = ?", {number});
  if (!ended) {
    return fail(ended.error());
  }
  if (ended->empty()) {
    return fail(unreadable(connection, "unknown", "call-back " + std::to_string(number)));
  }
  const CallBack& one = ended->front();
  return hash_of_end(one.call, one.id, one.outcome, one.done_at, one.done_by);
}

// The digits stand where the shape has a zero.
bool has_shape(std::string_view text, std::string_view shape) {
  return std::ranges::equal(text, shape, [](char character, char wanted) {
    return wanted == '0' ? character >= '0' && character <= '9' : character == wanted;
  });
}

}  // namespace

Result<std::vector<CallRow>> calls_where(const Connection& connection, const Keyring& keyring,
                                         const std::string& condition,
                                         std::initializer_list<Value> values) {
  return all_rows(prepare(connection, all_calls + condition, values),
                  [&](const Statement& row) { return read_call(row, connection, keyring); });
}

Result<CallRow> call_with(const Connection& connection, const Keyring& keyring,
                          std::string_view id) {
  auto found = calls_where(connection, keyring, "c.id = ?", {id});
  if (!found) {
    return fail(found.error());
  }
  if (found->empty()) {
    return fail(ErrorKind::not_found, "call " + std::string(id) + ": there is none");
  }
  return std::move(found->front());
}

Result<std::vector<CallEvent>> events_of(const Connection& connection, const CallRow& row) {
  return read_events(
      connection, row,
      prepare(connection, std::string(all_events) + " ORDER BY revision", {row.number}));
}

Result<CallEvent> event_of(const Connection& connection, const CallRow& row,
                           std::int64_t revision) {
  auto events = read_events(
      connection, row,
      prepare(connection, std::string(all_events) + " AND revision = ?", {row.number, revision}));
  if (!events) {
    return fail(events.error());
  }
  return events->empty()
             ? fail(unreadable(connection, row.call.id, "event " + std::to_string(revision)))
             : Result<CallEvent>(std::move(events->front()));
}

Result<std::vector<CallBack>> call_backs_where(const Connection& connection, const Keyring& keyring,
                                               const std::string& condition,
                                               std::initializer_list<Value> values) {
  return all_rows(prepare(connection, all_call_backs + condition, values),
                  [&](const Statement& row) { return read_call_back(row, connection, keyring); });
}

Result<std::vector<RowBeside>> rows_beside(const Connection& connection, std::int64_t line) {
  return all_rows(prepare(connection, all_beside, {line}),
                  [](const Statement& row) -> Result<RowBeside> {
                    return RowBeside{static_cast<RowBeside::What>(row.integer(0)), row.integer(1),
                                     row.integer(2)};
                  });
}

Result<std::string> hash_of(const Connection& connection, const Keyring& keyring,
                            const RowBeside& row) {
  if (row.what == RowBeside::What::end_of_call_back) {
    return hash_of_end_of(connection, keyring, row.number);
  }
  const auto calls = calls_where(connection, keyring, "c.number = ?", {row.call});
  if (!calls) {
    return fail(calls.error());
  }
  if (calls->empty()) {
    return fail(unreadable(connection, "number " + std::to_string(row.call), "it"));
  }
  return row.what == RowBeside::What::opening
             ? Result<std::string>(hash_of_opening(calls->front()))
             : hash_of_event_of(connection, keyring, calls->front(), row.number);
}

bool is_time(std::string_view text) {
  return has_shape(text, "0000-00-00T00:00:00Z");
}

Result<void> check_time(std::string_view what, std::string_view text) {
  if (!is_time(text)) {
    return fail(ErrorKind::invalid_argument, "time of " + std::string(what) + ": \"" +
                                                 std::string(text) +
                                                 "\"; expected one as 2026-11-26T10:00:00Z");
  }
  return {};
}

}  // namespace paraspinal::records
