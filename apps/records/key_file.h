#pragma once

// The master key, kept in a file of its own: 64 hexadecimal digits that only its owner can read.
// Whoever loses it loses all payloads; whoever has it and the records can read them: keep the two
// apart, in backups above all.
//
//   const auto key = read_key("master.key");
//   const auto records = Records::open("records.sqlite", {.master_key = *key});

#include <string>

#include "apps/records/records.h"
#include "engine/result.h"

namespace paraspinal::records {

// A new random key is written when there is no such file (mode 0600, on the disk when this
// returns; of two processes at once one writes and both read). Errors: `invalid_argument` for a
// file that others than its owner can read; `malformed` for one that is not a key; `not_found` for
// one that cannot be made or read. No message holds the key.
engine::Result<Key> read_key(const std::string& path);

}  // namespace paraspinal::records
