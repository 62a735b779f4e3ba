#pragma once

// `paraspinal retention`: forgets what is older than it may be kept.
//
//   retention({.files = {"records.sqlite", "master.key"}, .days = 365, .now = now}, streams);
//
// Calls closed before then, with all that the audit says of them; feedback; answers kept for hooks.
// Open calls, and lines of the audit that are of no call, are not touched.

#include <cstdint>
#include <string>

#include "apps/cli/command.h"
#include "apps/cli/open_records.h"

namespace paraspinal::cli {

struct RetentionOptions {
  RecordsFiles files = {};
  std::int64_t days = 0;                // 1 or more
  std::string now = {};                 // ISO time, UTC
  std::string by = "the command line";  // who does it, for the audit
};

// Gives answered, or unusable_input with a line of `errors`. Requires `now` to be such a time.
Outcome retention(const RetentionOptions& options, Streams streams);

}  // namespace paraspinal::cli
