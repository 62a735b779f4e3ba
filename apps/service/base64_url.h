#pragma once

// Bytes of base64url text without padding (RFC 4648, section 5; RFC 7515 demands it of tokens).
//
//   bytes_of_base64_url("AQAB");  // "\x01\x00\x01"
//   bytes_of_base64_url("AQAB="); // nothing

#include <optional>
#include <string>
#include <string_view>

namespace paraspinal::service {

// Nothing for a character outside the alphabet, a length that no bytes have, or unused bits that
// are not zero: each string of bytes has one text only.
std::optional<std::string> bytes_of_base64_url(std::string_view text);

}  // namespace paraspinal::service
