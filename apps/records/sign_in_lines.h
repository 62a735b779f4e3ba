#pragma once

// What signing in and out leaves in the audit: who, when and from where. A name that nobody has is
// in no line, for a password may have been typed in its place. Internal to apps/records; each
// function works inside a transaction of its caller.
//
//   append_sign_in_line(connection, keyring, {.kind = signed_in, .user = "amina", .seconds = now,
//                                             .place = "192.0.2.1"});

#include <cstdint>
#include <string_view>

#include "apps/records/crypto.h"
#include "engine/result.h"
#include "knowledge/base/database.h"

namespace paraspinal::records {

inline constexpr std::string_view signed_in = "signed in";
inline constexpr std::string_view signed_out = "signed out";
inline constexpr std::string_view sign_in_failed = "sign-in failed";
// A second clinician's password at the screen of a user.
inline constexpr std::string_view second_agreed = "second agreed";
inline constexpr std::string_view second_refused = "second refused";

struct SignInLine {
  std::string_view kind;
  std::string_view user;         // who is in, or was tried, where there is one of that name
  std::int64_t seconds = 0;      // since 1970
  std::string_view place;        // an address; what no address is made of is left out
  std::string_view why = {};     // of a failure; a word or words of ours
  std::string_view second = {};  // of these two: who was tried, where there is one
  std::int64_t tries = 1;        // for which the line stands (sign_in_guard.h)
};

engine::Result<void> append_sign_in_line(const knowledge::Connection& connection,
                                         const Keyring& keyring, const SignInLine& line);

}  // namespace paraspinal::records
