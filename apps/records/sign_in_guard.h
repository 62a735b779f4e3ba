#pragma once

// How often a name was tried with a wrong password, and how long it must wait for it. Internal to
// apps/records; each function works inside a transaction of its caller.
//
// Tries are counted by name and place: who tries in vain in one place locks no other. Only very
// many in all places together lock the name everywhere.
//
// A try is counted before its password is looked at and taken back when it was right, so that many
// at the same time count as many. Names are kept as keyed hashes: a password typed where the name
// belongs does not stand in the file.

#include <cstdint>
#include <string_view>

#include "apps/records/crypto.h"
#include "engine/result.h"
#include "knowledge/base/database.h"

namespace paraspinal::records {

// 0 up to four; then 30 seconds, twice as many with each further one, an hour at most.
std::int64_t wait_after(std::int64_t failures);
// In all places together: the same, from the hundredth on (NIST SP 800-63B, 5.2.2: at most 100).
std::int64_t wait_after_all(std::int64_t failures);

// Who is tried, and from where.
struct Tried {
  std::string_view name;
  std::string_view place;
};

// 0 when the name may be tried there now, and the try is counted; else the seconds until it may.
// Forgets the names and places that were not tried for a day.
engine::Result<std::int64_t> count_try(const knowledge::Connection& connection,
                                       const Keyring& keyring, const Tried& tried,
                                       std::int64_t now);
// Names that nobody has, tried from one address: for how many tries the line of the audit of this
// one stands, itself and those since the last line; 0 within a quarter of an hour of that, for it
// is counted into the next. Written down either way, so that it takes as long as a line.
engine::Result<std::int64_t> count_unknown(const knowledge::Connection& connection,
                                           const Keyring& keyring, std::string_view address,
                                           std::int64_t now);
// After a right password: those of the place, and those of all places together.
engine::Result<void> forget_tries(const knowledge::Connection& connection, const Keyring& keyring,
                                  const Tried& tried);
// Those of each place.
engine::Result<void> forget_all_tries(const knowledge::Connection& connection,
                                      const Keyring& keyring, std::string_view name);

}  // namespace paraspinal::records
