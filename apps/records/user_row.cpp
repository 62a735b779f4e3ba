#include "apps/records/user_row.h"

#include <utility>

#include "apps/records/statement.h"

namespace paraspinal::records {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::Connection;
using knowledge::Statement;

namespace {

constexpr const char* all_columns = "SELECT name, shown_as, role, is_active, password FROM user ";

std::string about_user(const User& user) {
  std::string about;
  append_field(about, "paraspinal user 1");
  append_field(about, user.name);
  append_field(about, user.shown_as);
  append_field(about, name(user.role));
  append_number(about, user.is_active ? 1 : 0);
  return about;
}

Result<UserRow> read_user(const Statement& row, const Keyring& keyring, const std::string& file) {
  const auto role = role_from(row.text(2));
  UserRow read{.user = {.name = row.text(0),
                        .shown_as = row.text(1),
                        .role = role.value_or(Role::nurse),
                        .is_active = row.integer(3) == 1},
               .password_hash = {}};
  auto hash = role ? decrypt(keyring.of_file(), row.text(4), about_user(read.user)) : std::nullopt;
  if (!hash) {
    return fail(ErrorKind::corrupt, file + ": user " + read.user.name +
                                        ": its row is not as it was written, or not with this "
                                        "master key");
  }
  read.password_hash = std::move(*hash);
  return read;
}

}  // namespace

Result<std::optional<UserRow>> user_with(const Connection& connection, const Keyring& keyring,
                                         std::string_view name) {
  auto statement = prepare(connection, std::string(all_columns) + "WHERE name = ?", {name});
  const auto row = statement ? statement->step() : fail(statement.error());
  if (!row) {
    return fail(row.error());
  }
  if (!*row) {
    return std::nullopt;
  }
  return read_user(*statement, keyring, connection.name()).map([](UserRow read) {
    return std::optional(std::move(read));
  });
}

Result<std::vector<User>> all_users(const Connection& connection, const Keyring& keyring) {
  auto statement = prepare(connection, std::string(all_columns) + "ORDER BY name", {});
  if (!statement) {
    return fail(statement.error());
  }
  std::vector<User> users;
  auto row = statement->step();
  for (; row && *row; row = statement->step()) {
    auto read = read_user(*statement, keyring, connection.name());
    if (!read) {
      return fail(read.error());
    }
    users.push_back(std::move(read->user));
  }
  return row ? Result<std::vector<User>>(std::move(users)) : fail(row.error());
}

Result<void> write_user(const Connection& connection, const Keyring& keyring, const UserRow& row) {
  const std::string box = encrypt(keyring.of_file(), row.password_hash, about_user(row.user));
  return run(connection,
             "INSERT INTO user (name, shown_as, role, is_active, password) VALUES (?, ?, ?, ?, ?) "
             "ON CONFLICT (name) DO UPDATE SET shown_as = excluded.shown_as, "
             "role = excluded.role, is_active = excluded.is_active, password = excluded.password",
             {row.user.name, row.user.shown_as, name(row.user.role),
              std::int64_t{row.user.is_active ? 1 : 0}, Blob{box}});
}

}  // namespace paraspinal::records
