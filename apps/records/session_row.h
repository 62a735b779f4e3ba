#pragma once

// Sessions as they stand in the file: the hash of the token, whose it is, and a seal over both that
// only the master key makes. Internal to apps/records.
//
//   begin_session(connection, keyring, token, "amina", now);
//   session_with(connection, sha256(token));   // expires() after 12 hours, or 30 minutes unused

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "apps/records/crypto.h"
#include "engine/result.h"
#include "knowledge/base/database.h"

namespace paraspinal::records {

inline constexpr std::int64_t longest_session = std::int64_t{12} * 3'600;  // seconds
inline constexpr std::int64_t longest_pause = std::int64_t{30} * 60;

struct SessionTimes {
  std::int64_t started = 0;
  std::int64_t used = 0;

  std::int64_t expires() const { return std::min(started + longest_session, used + longest_pause); }
};

struct SessionRow {
  std::string user;
  SessionTimes times;
  std::string seal;  // seal_of, when it is as it was written
};

// What a page with this token must send with whatever changes something.
std::string csrf_of(std::string_view token);
std::string seal_of(const Keyring& keyring, std::string_view token_hash, std::string_view user,
                    std::int64_t started);

// Inside a transaction. Forgets those that are over.
engine::Result<void> begin_session(const knowledge::Connection& connection, const Keyring& keyring,
                                   std::string_view token, std::string_view user, std::int64_t now);
engine::Result<std::optional<SessionRow>> session_with(const knowledge::Connection& connection,
                                                       std::string_view token_hash);

}  // namespace paraspinal::records
