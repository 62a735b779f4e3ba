// Users: signing in, and the check of a second clinician.

#include <chrono>
#include <utility>

#include "apps/records/session_row.h"
#include "apps/records/sign_in_guard.h"
#include "apps/records/sign_in_lines.h"
#include "apps/records/store.h"
#include "apps/records/user_row.h"
#include "apps/records/users.h"

namespace paraspinal::records {

using engine::fail;
using engine::Result;
using knowledge::Connection;

namespace {

constexpr std::size_t longest_password = 1'000;
constexpr std::int64_t busy_seconds = 2;

// What came of a name and a password.
struct Look {
  std::int64_t wait_seconds = 0;
  std::optional<User> user = std::nullopt;  // when both were right
  std::string_view why = {};                // they were not
  bool is_known = false;                    // there is somebody of that name
};

// As long for a name that there is not, or that is not active, as for one that is.
bool is_right(const std::optional<UserRow>& row, std::string_view password, PasswordCost cost) {
  const std::string_view looked_at = password.substr(0, longest_password);
  if (!row) {
    static_cast<void>(password_hash(looked_at, cost));
    return false;
  }
  return password_matches(row->password_hash, looked_at) && row->user.is_active &&
         looked_at.size() == password.size();
}

std::string_view why_wrong(const std::optional<UserRow>& row) {
  if (!row) {
    return "no such name";
  }
  return row->user.is_active ? "wrong password" : "not active";
}

Result<std::optional<UserRow>> read_user(const Records::Store& store, std::string_view name) {
  const std::lock_guard lock(store.mutex);
  return user_with(store.reading, store.keyring, name);
}

// The tries that it counts, the caller has to forget when it gives a user.
Result<Look> look_at(Records::Store& store, const Tried& tried, std::string_view password,
                     std::int64_t now) {
  const auto turn = store.hashing.take(std::chrono::seconds(busy_seconds));
  if (!turn) {
    return Look{.wait_seconds = busy_seconds};
  }
  std::int64_t wait = 0;
  const auto counted = store.writes.run([&](const Connection& connection) {
    return count_try(connection, store.keyring, tried, now).map([&](std::int64_t seconds) {
      wait = seconds;
    });
  });
  if (!counted || wait > 0) {
    return counted ? Result<Look>(Look{.wait_seconds = wait}) : fail(counted.error());
  }
  auto row = read_user(store, tried.name);
  if (!row) {
    return fail(row.error());
  }
  return is_right(*row, password, store.password_cost)
             ? Look{.user = std::optional(std::move((*row)->user)), .is_known = true}
             : Look{.why = why_wrong(*row), .is_known = row->has_value()};
}

// Names that nobody has share lines, or whoever asks could fill the file from outside.
Result<void> append_refusal(const Connection& connection, const Keyring& keyring, const Look& look,
                            SignInLine line) {
  if (line.kind != sign_in_failed || look.is_known) {
    return append_sign_in_line(connection, keyring, line);
  }
  const auto tries = count_unknown(connection, keyring, line.place, line.seconds);
  if (!tries || *tries == 0) {
    return tries ? Result<void>() : fail(tries.error());
  }
  line.tries = *tries;
  return append_sign_in_line(connection, keyring, line);
}

// With a line in the audit, unless the password was not looked at: what made the name wait has its
// lines.
Result<SignIn> refused(Records::Store& store, const Look& look, const SignInLine& line) {
  const auto written =
      look.wait_seconds > 0 ? Result<void>() : store.writes.run([&](const Connection& connection) {
        return append_refusal(connection, store.keyring, look, line);
      });
  return written ? Result<SignIn>(SignIn{std::nullopt, look.wait_seconds}) : fail(written.error());
}

}  // namespace

Result<SignIn> Users::sign_in(std::string_view name, std::string_view password, std::int64_t now,
                              std::string_view address) {
  Records::Store& store = records_->store();
  const std::string place = "at " + std::string(address);
  const Tried tried{name, place};
  auto look = look_at(store, tried, password, now);
  if (!look || !look->user) {
    return look ? refused(store, *look,
                          {.kind = sign_in_failed,
                           .user = look->is_known ? name : "",
                           .seconds = now,
                           .place = address,
                           .why = look->why})
                : fail(look.error());
  }
  const std::string token = hexadecimal(random_salt());
  const auto written = store.writes.run([&](const Connection& connection) {
    return forget_tries(connection, store.keyring, tried)
        .and_then([&] { return begin_session(connection, store.keyring, token, name, now); })
        .and_then([&] {
          return append_sign_in_line(
              connection, store.keyring,
              {.kind = signed_in, .user = name, .seconds = now, .place = address});
        });
  });
  return written ? Result<SignIn>(SignIn{
                       Session{.token = token,
                               .csrf = csrf_of(token),
                               .user = std::move(*look->user),
                               .expires = SessionTimes{.started = now, .used = now}.expires()},
                       0})
                 : fail(written.error());
}

Result<SignIn> Users::check(std::string_view name, std::string_view password, std::int64_t now,
                            std::string_view first) {
  Records::Store& store = records_->store();
  const std::string place = "beside " + std::string(first);
  const Tried tried{name, place};
  auto look = look_at(store, tried, password, now);
  if (look && look->user && look->user->role != Role::clinician) {
    *look = Look{.why = "not a clinician", .is_known = true};
  }
  if (!look || !look->user) {
    return look ? refused(store, *look,
                          {.kind = second_refused,
                           .user = first,
                           .seconds = now,
                           .place = {},
                           .why = look->why,
                           .second = look->is_known ? name : ""})
                : fail(look.error());
  }
  const auto written = store.writes.run([&](const Connection& connection) {
    return forget_tries(connection, store.keyring, tried).and_then([&] {
      return append_sign_in_line(
          connection, store.keyring,
          {.kind = second_agreed, .user = first, .seconds = now, .place = {}, .second = name});
    });
  });
  return written
             ? Result<SignIn>(SignIn{
                   Session{.token = {}, .csrf = {}, .user = std::move(*look->user), .expires = now},
                   0})
             : fail(written.error());
}

}  // namespace paraspinal::records
