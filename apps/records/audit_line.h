#pragma once

// A line at the end of the audit, with its payload. Internal to apps/records; each function works
// inside a transaction of its caller.
//
//   store.writes.run([&](const auto& connection) {
//     const auto line = append_line(connection, store.keyring, event);
//     ...
//   });

#include <string_view>

#include "apps/records/crypto.h"
#include "apps/records/records.h"
#include "engine/result.h"
#include "knowledge/base/database.h"

namespace paraspinal::records {

// Errors: `invalid_argument` for a kind that no caller may write: an empty one, or "erasure".
engine::Result<void> check_kind(std::string_view kind);

// `attached`: the hash of what else the line stands for (chain.h). Errors: those of
// Records::append.
engine::Result<AuditLine> append_line(const knowledge::Connection& connection,
                                      const Keyring& keyring, const Event& event,
                                      std::string_view attached = {});

}  // namespace paraspinal::records
