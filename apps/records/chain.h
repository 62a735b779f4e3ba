#pragma once

// The audit's arithmetic: what the hashes of a line are made of, and what its payload looks like
// before it is encrypted. Pure functions.
//
//   line.payload_hash = hexadecimal(sha256(salted_payload(salt, person, payload)));
//   line.hash = line_hash(hash_before, line);

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "apps/records/records.h"

namespace paraspinal::records {

// The kind of a line that says that a person was erased.
inline constexpr std::string_view erasure_kind = "erasure";

// SHA-256 of the line before (empty for the first) and all of a line but its own hash, hexadecimal.
std::string line_hash(std::string_view hash_before, const AuditLine& line);

// The field at the beginning of joined ones (append_field), which is taken off them; nothing when
// it is not whole.
std::optional<std::string_view> take_field(std::string_view& joined);

// Salt, person and payload in one. The salt (32 bytes) goes with the payload when it is erased, so
// that what is left of the line cannot be tried against guesses. `attached` is the hash of what
// else the line stands for, as an event of a call; empty: nothing.
std::string salted_payload(std::string_view salt, std::string_view person, std::string_view payload,
                           std::string_view attached = {});
struct Salted {
  std::string payload;
  std::string attached;
};
// Nothing when it is not of that shape.
std::optional<Salted> read_salted(std::string_view salted);
std::optional<std::string> payload_in(std::string_view salted);

// What a line's payload is encrypted with beside the key: it cannot be moved to another line, nor
// the line be changed under it.
std::string about_line(const AuditLine& line);

// What the seal at the end of the audit says.
std::string about_end(std::int64_t number, std::string_view hash);

// The hash over the numbers of the lines of an erased person, taken one after the other.
class ErasedLines {
 public:
  void add(std::int64_t number);
  // The payload of the line that says so.
  std::string payload() const;

 private:
  std::int64_t count_ = 0;
  std::string hash_;
};

}  // namespace paraspinal::records
