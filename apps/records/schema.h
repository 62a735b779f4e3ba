#pragma once

// The tables of the records' file and how an older file becomes a newer one: a list of SQL steps,
// of which a file has had the first `user_version`.
//
//   const auto connection = knowledge::Connection::open_or_create(path);
//   bring_up_to_date(*connection);
//
// A step that was ever released is never changed; a new one is added after it.

#include <span>
#include <string_view>

#include "engine/result.h"
#include "knowledge/base/database.h"

namespace paraspinal::records {

std::span<const std::string_view> schema_steps();

// Runs the steps that the file has not had, all or none. Errors: `invalid_argument` for a file that
// has had more steps than there are, and for a database that is not of records.
engine::Result<void> bring_up_to_date(const knowledge::Connection& connection);

}  // namespace paraspinal::records
