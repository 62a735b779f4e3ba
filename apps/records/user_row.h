#pragma once

// Users as they stand in the file. The hash of a password is encrypted under the master key
// together with what else the row says: without that key nobody guesses at it, makes a user or
// changes a role. Internal to apps/records.
//
//   const auto row = user_with(connection, keyring, "amina");
//   row->has_value(); (*row)->user.role; password_matches((*row)->password_hash, typed);

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/records/crypto.h"
#include "apps/records/users.h"
#include "knowledge/base/database.h"

namespace paraspinal::records {

struct UserRow {
  User user;
  std::string password_hash;
};

// Errors: `corrupt` for one that cannot be decrypted.
engine::Result<std::optional<UserRow>> user_with(const knowledge::Connection& connection,
                                                 const Keyring& keyring, std::string_view name);
// By name.
engine::Result<std::vector<User>> all_users(const knowledge::Connection& connection,
                                            const Keyring& keyring);
// Inside a transaction: a new one, or what is there anew.
engine::Result<void> write_user(const knowledge::Connection& connection, const Keyring& keyring,
                                const UserRow& row);

}  // namespace paraspinal::records
