#pragma once

// The records of a service, opened by a command beside it.
//
//   const auto records = open_records({"records.sqlite", "master.key"}, Absent::is_an_error);
//   if (!records) return unusable_records(records.error(), streams);

#include <cstdint>
#include <memory>
#include <string>

#include "apps/cli/command.h"
#include "apps/records/records.h"
#include "engine/result.h"

namespace paraspinal::cli {

struct RecordsFiles {
  std::string records;
  std::string master_key;
};

// What a file that is not there is.
enum class Absent { is_an_error, is_made };

// Errors: those of Records::open and read_key; `not_found` for a file that is not there.
engine::Result<std::unique_ptr<records::Records>> open_records(const RecordsFiles& files,
                                                               Absent absent);

// Of the audit, so that memory stays bounded.
inline constexpr std::int64_t lines_at_once = 1'000;

// One line of `errors`, and the outcome of the command.
Outcome unusable_records(const engine::Error& error, Streams streams);

}  // namespace paraspinal::cli
