#pragma once

// How lines of the audit lose what they say, and calls are removed. Internal to apps/records; each
// function works inside a transaction of its caller.
//
//   erase_lines(connection, keyring, event, "SELECT number FROM payload WHERE person = ?1", id);
//   remove_calls(connection, "person = ?1", id);

#include <cstdint>
#include <string>

#include "apps/records/crypto.h"
#include "apps/records/records.h"
#include "apps/records/statement.h"
#include "engine/result.h"
#include "knowledge/base/database.h"

namespace paraspinal::records {

// Removes the payloads of the lines that `numbers`, a SELECT with `value` as ?1, gives; appends a
// line of the kind "erasure" that says so. `event` is its time and user.
engine::Result<void> erase_lines(const knowledge::Connection& connection, const Keyring& keyring,
                                 const Event& event, const std::string& numbers,
                                 const Value& value);

// Removes the calls for which a condition with `value` as ?1 holds, their events and call-backs.
engine::Result<void> remove_calls(const knowledge::Connection& connection,
                                  const std::string& condition, const Value& value);

}  // namespace paraspinal::records
