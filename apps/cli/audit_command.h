#pragma once

// `paraspinal audit`: proves the audit of a service's records, lists its lines, and shows what one
// says.
//
//   verify_audit({.files = {"records.sqlite", "master.key"}}, {std::cin, std::cout, std::cerr});

#include <cstdint>
#include <optional>
#include <string>

#include "apps/cli/command.h"
#include "apps/cli/open_records.h"

namespace paraspinal::cli {

struct VerifyAuditOptions {
  RecordsFiles files = {};
  std::optional<records::Anchor> anchor = {};  // a line written down elsewhere
};

struct ListAuditOptions {
  RecordsFiles files = {};
  std::int64_t from = 1;                     // number of the first line
  std::optional<std::int64_t> most = {};     // all when empty
  std::optional<std::int64_t> payload = {};  // what this line says, in place of the list
  std::string at = {};                       // ISO time, UTC
  std::string by = "the command line";       // who reads what a line says, for the audit
};

// "12:" and 64 hexadecimal digits: a line's number and hash.
std::optional<records::Anchor> anchor_from(const std::string& text);

// Gives answered when the chain holds, failed when it is broken, unusable_input when the records
// cannot be opened. Listing what a line says appends a line "line read". Both throw when the output
// cannot be written.
Outcome verify_audit(const VerifyAuditOptions& options, Streams streams);
Outcome list_audit(const ListAuditOptions& options, Streams streams);

}  // namespace paraspinal::cli
