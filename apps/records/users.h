#pragma once

// Who works with the screens: names, roles, passwords and sessions, in the records' file. Passwords
// are kept as Argon2id hashes (RFC 9106; libsodium's `crypto_pwhash_str`, moderate limits), session
// tokens as their SHA-256 only; both so that without the master key nobody makes or moves one.
//
//   Users users(*records);
//   users.add({.name = "amina", .shown_as = "Amina N."}, "a long password", at, "officer");
//   const auto signed_in = users.sign_in("amina", "a long password", now);
//   signed_in->session->token;                        // 256 bits, for a cookie; nowhere else kept
//   users.session(token, now);                        // who that is, or nothing
//
// Lock-out: after five wrong passwords in a row in one place (an address, the screen of somebody
// who asks for a second) a name must wait there, 30 seconds and twice as long with each further
// one, an hour at most; after a hundred in a row in all places, everywhere. So nobody locks others
// out from one place. A name that does not exist costs and waits the same, so that names cannot be
// found by trying. Thread-safe. Times are seconds since 1970. Errors: those of the records, and
// `invalid_argument` for a name or password that is not allowed.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/records/records.h"
#include "engine/result.h"

namespace paraspinal::records {

enum class Role { nurse, clinician, admin };

std::string_view name(Role role);
std::optional<Role> role_from(std::string_view name);

struct User {
  std::string name;      // 1 to 64 of a-z, 0-9, '.', '-' and '_'; what is typed to sign in
  std::string shown_as;  // 1 to 100 bytes of UTF-8
  Role role = Role::nurse;
  bool is_active = true;

  bool operator==(const User&) const = default;
};

struct Session {
  std::string token;  // only in the answer of sign_in
  std::string csrf;   // what a page must send with whatever changes something
  User user;
  std::int64_t expires = 0;  // at most 12 hours after signing in; 30 minutes after the last use by
                             // a person, which is written down once a minute
};

struct SignIn {
  std::optional<Session> session;  // nothing when refused
  std::int64_t wait_seconds = 0;   // refused without a look at the password when above 0: the name
                                   // is locked, or too many are signing in just now
};

class Users {
 public:
  // The records must outlive this object.
  explicit Users(Records& records) : records_(&records) {}

  // Passwords have 10 to 1,000 bytes. Each of these is a line of the audit ("user added", ...).
  engine::Result<void> add(const User& user, std::string_view password, std::string_view at,
                           std::string_view by);
  // Ends the sessions of that user. Errors: `not_found`.
  engine::Result<void> set_password(std::string_view name, std::string_view password,
                                    std::string_view at, std::string_view by);
  // Without a role or activity: as it was. Deactivation ends the sessions. Errors: `not_found`.
  engine::Result<void> change(std::string_view name, std::optional<Role> role,
                              std::optional<bool> is_active, std::string_view at,
                              std::string_view by);
  // By name.
  engine::Result<std::vector<User>> all() const;

  // `address`: where it is tried from; one place for all that have none. A line of the audit,
  // "signed in" or "sign-in failed" (of the user, where there is one of that name), but for a
  // password that was not looked at; names that nobody has are one line for an address and a
  // quarter of an hour, the next of which says how many `tries` it stands for.
  engine::Result<SignIn> sign_in(std::string_view name, std::string_view password, std::int64_t now,
                                 std::string_view address = {});
  // The same check of a second clinician at the screen of `first`, whose tries are counted apart
  // from those of signing in and of others' screens: the `user` of its session says who it is; it
  // has no token, and nothing of it is kept but a line of `first`, "second agreed" or "second
  // refused". Who is no clinician is refused, and counted, like a wrong password: at another's
  // screen nobody finds out that a password is right.
  engine::Result<SignIn> check(std::string_view name, std::string_view password, std::int64_t now,
                               std::string_view first = {});
  // Nothing for an unknown or expired token. Prolongs it, from `now` less the seconds for which
  // nobody has done anything at the page that asks: what a page asks by itself prolongs nothing.
  engine::Result<std::optional<Session>> session(std::string_view token, std::int64_t now,
                                                 std::int64_t idle_seconds = 0);
  // A line "signed out" of the audit, where there was such a session.
  engine::Result<void> sign_out(std::string_view token, std::int64_t now);

 private:
  Records* records_;
};

}  // namespace paraspinal::records
