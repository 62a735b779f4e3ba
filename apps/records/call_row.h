#pragma once

// Calls as they stand in the file. Internal to apps/records; what they are encrypted as stands in
// call_box.h.
//
//   const auto row = call_with(connection, keyring, id);
//   row->call.revision; row->person.key;

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/records/calls.h"
#include "apps/records/person.h"
#include "apps/records/statement.h"

namespace paraspinal::records {

// Of the name of a wish.
inline constexpr std::size_t most_request_bytes = 100;

struct CallRow {
  std::int64_t number = 0;
  Person person;
  std::string person_name;
  std::string request;
  Call call;
};

// Calls `c` for which a condition holds; it may order and limit. Errors: `corrupt` for one that
// cannot be decrypted.
engine::Result<std::vector<CallRow>> calls_where(const knowledge::Connection& connection,
                                                 const Keyring& keyring,
                                                 const std::string& condition,
                                                 std::initializer_list<Value> values);
// Errors: also `not_found`.
engine::Result<CallRow> call_with(const knowledge::Connection& connection, const Keyring& keyring,
                                  std::string_view id);
// In order.
engine::Result<std::vector<CallEvent>> events_of(const knowledge::Connection& connection,
                                                 const CallRow& row);
// Errors: also `corrupt` when it is missing.
engine::Result<CallEvent> event_of(const knowledge::Connection& connection, const CallRow& row,
                                   std::int64_t revision);
// Call-backs `b` for which a condition holds.
engine::Result<std::vector<CallBack>> call_backs_where(const knowledge::Connection& connection,
                                                       const Keyring& keyring,
                                                       const std::string& condition,
                                                       std::initializer_list<Value> values);

// A row that says that a line of the audit is its own: a call's opening, an event, or the end of a
// call-back.
struct RowBeside {
  enum class What { opening, event, end_of_call_back } what = What::opening;
  std::int64_t call = 0;    // its number
  std::int64_t number = 0;  // of the event or the call-back
};
// One or none, unless the file was tampered with.
engine::Result<std::vector<RowBeside>> rows_beside(const knowledge::Connection& connection,
                                                   std::int64_t line);
// The hash of what the row holds (call_box.h). Errors: `corrupt` when it cannot be decrypted.
engine::Result<std::string> hash_of(const knowledge::Connection& connection, const Keyring& keyring,
                                    const RowBeside& row);

// "2026-11-26T10:00:00Z": of that shape, so that such times compare as text.
bool is_time(std::string_view text);
// Errors: `invalid_argument`, which names what the time is of.
engine::Result<void> check_time(std::string_view what, std::string_view text);

}  // namespace paraspinal::records
