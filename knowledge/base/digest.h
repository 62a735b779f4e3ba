#pragma once

// A hash of every row of a knowledge base, kept in `meta` by the build under "digest". SQLite's own
// integrity check finds a broken tree of pages, but not a value that was changed.
//
//   if (*digest_of(*database) != stored) ...
//
// Errors are those of the connection.

#include <string>

#include "engine/result.h"
#include "knowledge/base/database.h"

namespace paraspinal::knowledge {

// SHA-256 over the rows of all tables and the keys of `meta` but "digest" itself, in the order of
// table names and of the content, in hexadecimal.
engine::Result<std::string> digest_of(const Connection& database);

}  // namespace paraspinal::knowledge
