#pragma once

// HMAC-SHA-256 (RFC 2104, FIPS 198-1): the proof that a text was written by whoever has the key.
//
//   const std::string signature = keyed_hash(key, "age_years;sex_female");  // 64 digits
//   is_same_signature(signature, received);
//
// Not for: keeping a text secret, or passwords.

#include <string>
#include <string_view>

namespace paraspinal::fhir {

// In lower-case hexadecimal. A key of 32 random bytes is enough; any length is taken.
std::string keyed_hash(std::string_view key, std::string_view text);

// Takes as long for a near miss as for any other of the same length.
bool is_same_signature(std::string_view a, std::string_view b);

}  // namespace paraspinal::fhir
