#pragma once

// Calls for a test: a call opened, and events to append to it.
//
//   const RecordsFile file("name");
//   const auto records = file.open();
//   Calls calls(*records);
//   const Call call = opened(calls, "tel:+441632960001");
//   calls.append(call.id, 0, answers(1), audited());

#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "apps/records/calls.h"

namespace paraspinal::records {

// At 10:`minute` of 2026-11-26.
std::string at_minute(int minute);

// Opened at 10:00 by amina, over the telephone.
NewCall call_about(const std::string& person, const std::string& request = "");
Call opened(Calls& calls, const std::string& person, const std::string& request = "");

// An event of the kind "answers" with the request "request-N", and one of another kind.
CallEvent answers(int number);
CallEvent event_of_kind(const std::string& kind, int number);

// A line "assessment" whose person, time and user are those of the call.
Event audited();

// Appends and expects that it was added.
void add(Calls& calls, const std::string& call, std::int64_t expected, const CallEvent& event);
// Promises a call-back and gives its number.
std::int64_t promised(Calls& calls, const std::string& call, std::int64_t expected, int number,
                      const std::string& due_at);

// The first broken line; nothing when the chain holds.
std::optional<std::int64_t> first_broken(const Records& records);

}  // namespace paraspinal::records
