// Users: names, roles and passwords. Sessions: sessions.cpp.

#include "apps/records/users.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "apps/records/audit_line.h"
#include "apps/records/sign_in_guard.h"
#include "apps/records/statement.h"
#include "apps/records/store.h"
#include "apps/records/user_row.h"

namespace paraspinal::records {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::Connection;

namespace {

constexpr std::size_t most_name = 64;
constexpr std::size_t most_shown_as = 100;
constexpr std::size_t least_password = 10;
constexpr std::size_t most_password = 1'000;
constexpr std::chrono::minutes patience{1};  // of who sets a password, while others sign in

bool is_of_a_name(char character) {
  return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ||
         character == '.' || character == '-' || character == '_';
}

Result<void> check_name(std::string_view name) {
  if (name.empty() || name.size() > most_name || !std::ranges::all_of(name, is_of_a_name)) {
    return fail(ErrorKind::invalid_argument,
                "name of a user: \"" + std::string(name.substr(0, most_name)) +
                    "\"; expected 1 to 64 of a-z, 0-9, '.', '-' and '_'");
  }
  return {};
}

// How many bytes follow the first of a character in UTF-8 (RFC 3629); nothing for none.
std::optional<std::size_t> bytes_after(unsigned char first) {
  if (first < 0x80) {
    return first < 0x20 || first == 0x7f ? std::nullopt : std::optional<std::size_t>(0);
  }
  if (first >= 0xc2 && first < 0xe0) {
    return 1;
  }
  if (first >= 0xe0 && first < 0xf0) {
    return 2;
  }
  return first >= 0xf0 && first < 0xf5 ? std::optional<std::size_t>(3) : std::nullopt;
}

bool is_printable(std::string_view text) {
  while (!text.empty()) {
    const auto after = bytes_after(static_cast<unsigned char>(text.front()));
    if (!after || text.size() <= *after) {
      return false;
    }
    const auto rest = text.substr(1, *after);
    if (!std::ranges::all_of(rest, [](char byte) { return (byte & 0xc0) == 0x80; })) {
      return false;
    }
    text.remove_prefix(1 + *after);
  }
  return true;
}

Result<void> check_shown_as(std::string_view shown_as) {
  if (shown_as.empty() || shown_as.size() > most_shown_as || !is_printable(shown_as)) {
    return fail(ErrorKind::invalid_argument,
                "name to show of a user: " + std::to_string(shown_as.size()) +
                    " bytes; expected 1 to 100 bytes of UTF-8 without control characters");
  }
  return {};
}

Result<void> check_password(std::string_view password) {
  if (password.size() < least_password || password.size() > most_password) {
    return fail(ErrorKind::invalid_argument,
                "password: " + std::to_string(password.size()) + " bytes; expected 10 to 1,000");
  }
  return {};
}

// Outside of every transaction.
Result<std::string> hash_of_password(Records::Store& store, std::string_view password) {
  const auto turn = store.hashing.take(patience);
  return turn ? Result<std::string>(password_hash(password, store.password_cost))
              : fail(ErrorKind::too_large, "password: too many are being checked; try again");
}

Result<void> audit_user(const Connection& connection, const Keyring& keyring,
                        const std::string& kind, const User& user, std::string_view at,
                        std::string_view by) {
  return append_line(connection, keyring,
                     {.at = std::string(at),
                      .kind = kind,
                      .person = {},
                      .user = std::string(by),
                      .knowledge_hash = {},
                      .payload = R"({"user":")" + user.name + R"(","role":")" +
                                 std::string(name(user.role)) + R"(","is_active":)" +
                                 (user.is_active ? "true" : "false") + "}"})
      .map([](const AuditLine&) {});
}

Result<UserRow> row_of(const Connection& connection, const Keyring& keyring,
                       std::string_view name) {
  auto row = user_with(connection, keyring, name);
  if (!row) {
    return fail(row.error());
  }
  return *row ? Result<UserRow>(std::move(**row))
              : fail(ErrorKind::not_found,
                     "user " + std::string(name.substr(0, most_name)) + ": there is none");
}

Result<void> end_sessions(const Connection& connection, std::string_view name) {
  return run(connection, "DELETE FROM session WHERE user = ?", {name});
}

Result<void> add_new(const Connection& connection, const Keyring& keyring, const UserRow& row) {
  const auto had = user_with(connection, keyring, row.user.name);
  if (!had) {
    return fail(had.error());
  }
  if (*had) {
    return fail(ErrorKind::invalid_argument,
                "name of a user: \"" + row.user.name + "\": there is one already");
  }
  return write_user(connection, keyring, row);
}

}  // namespace

std::string_view name(Role role) {
  switch (role) {
    case Role::nurse:
      return "nurse";
    case Role::clinician:
      return "clinician";
    case Role::admin:
      return "admin";
  }
  return "";
}

std::optional<Role> role_from(std::string_view text) {
  for (const Role role : {Role::nurse, Role::clinician, Role::admin}) {
    if (text == name(role)) {
      return role;
    }
  }
  return std::nullopt;
}

Result<void> Users::add(const User& user, std::string_view password, std::string_view at,
                        std::string_view by) {
  Records::Store& store = records_->store();
  const auto hash = check_name(user.name)
                        .and_then([&] { return check_shown_as(user.shown_as); })
                        .and_then([&] { return check_password(password); })
                        .and_then([&] { return hash_of_password(store, password); });
  if (!hash) {
    return fail(hash.error());
  }
  return store.writes.run([&](const Connection& connection) {
    return add_new(connection, store.keyring, {user, *hash}).and_then([&] {
      return audit_user(connection, store.keyring, "user added", user, at, by);
    });
  });
}

Result<void> Users::set_password(std::string_view name, std::string_view password,
                                 std::string_view at, std::string_view by) {
  Records::Store& store = records_->store();
  const auto hash =
      check_password(password).and_then([&] { return hash_of_password(store, password); });
  if (!hash) {
    return fail(hash.error());
  }
  return store.writes.run([&](const Connection& connection) -> Result<void> {
    auto row = row_of(connection, store.keyring, name);
    if (!row) {
      return fail(row.error());
    }
    row->password_hash = *hash;
    return write_user(connection, store.keyring, *row)
        .and_then([&] { return end_sessions(connection, name); })
        .and_then([&] { return forget_all_tries(connection, store.keyring, name); })
        .and_then([&] {
          return audit_user(connection, store.keyring, "password set", row->user, at, by);
        });
  });
}

Result<void> Users::change(std::string_view name, std::optional<Role> role,
                           std::optional<bool> is_active, std::string_view at,
                           std::string_view by) {
  Records::Store& store = records_->store();
  return store.writes.run([&](const Connection& connection) -> Result<void> {
    auto row = row_of(connection, store.keyring, name);
    if (!row) {
      return fail(row.error());
    }
    row->user.role = role.value_or(row->user.role);
    row->user.is_active = is_active.value_or(row->user.is_active);
    return write_user(connection, store.keyring, *row)
        .and_then(
            [&] { return row->user.is_active ? Result<void>() : end_sessions(connection, name); })
        .and_then([&] {
          return audit_user(connection, store.keyring, "user changed", row->user, at, by);
        });
  });
}

Result<std::vector<User>> Users::all() const {
  const Records::Store& store = records_->store();
  const std::lock_guard lock(store.mutex);
  return all_users(store.reading, store.keyring);
}

}  // namespace paraspinal::records
