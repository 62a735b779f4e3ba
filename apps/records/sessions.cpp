// Users: signing in, sessions.

#include <algorithm>
#include <chrono>
#include <utility>

#include "apps/records/sign_in_guard.h"
#include "apps/records/statement.h"
#include "apps/records/store.h"
#include "apps/records/user_row.h"
#include "apps/records/users.h"

namespace paraspinal::records {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::Connection;

namespace {

constexpr std::int64_t longest_session = std::int64_t{12} * 3'600;
constexpr std::int64_t longest_pause = std::int64_t{30} * 60;
constexpr std::int64_t written_down_every = 60;  // a use, so that not each one waits for the disk
constexpr std::size_t longest_password = 1'000;
constexpr std::int64_t busy_seconds = 2;

// What came of a name and a password.
struct Look {
  std::int64_t wait_seconds = 0;
  std::optional<User> user;  // when both were right
};

struct SessionTimes {
  std::int64_t started = 0;
  std::int64_t used = 0;

  std::int64_t expires() const { return std::min(started + longest_session, used + longest_pause); }
};

struct SessionRow {
  std::string user;
  SessionTimes times;
  std::string seal;
};

std::string csrf_of(std::string_view token) {
  std::string joined;
  append_field(joined, "paraspinal csrf 1");
  append_field(joined, token);
  return hexadecimal(sha256(joined));
}

std::string seal_of(const Keyring& keyring, std::string_view token_hash, std::string_view user,
                    std::int64_t started) {
  std::string joined;
  append_field(joined, "paraspinal session 1");
  append_field(joined, token_hash);
  append_field(joined, user);
  append_number(joined, started);
  return keyring.seal(joined);
}

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

Result<std::optional<UserRow>> read_user(const Records::Store& store, std::string_view name) {
  const std::lock_guard lock(store.mutex);
  return user_with(store.reading, store.keyring, name);
}

// The tries that it counts, the caller has to forget when it gives a user.
Result<Look> look_at(Records::Store& store, const Tried& tried, std::string_view password,
                     std::int64_t now) {
  const auto turn = store.hashing.take(std::chrono::seconds(busy_seconds));
  if (!turn) {
    return Look{.wait_seconds = busy_seconds, .user = std::nullopt};
  }
  std::int64_t wait = 0;
  const auto counted = store.writes.run([&](const Connection& connection) {
    return count_try(connection, store.keyring, tried, now).map([&](std::int64_t seconds) {
      wait = seconds;
    });
  });
  if (!counted || wait > 0) {
    return counted ? Result<Look>(Look{wait, std::nullopt}) : fail(counted.error());
  }
  auto row = read_user(store, tried.name);
  if (!row) {
    return fail(row.error());
  }
  return is_right(*row, password, store.password_cost)
             ? Look{0, std::optional(std::move((*row)->user))}
             : Look{};
}

Result<void> forget_expired(const Connection& connection, std::int64_t now) {
  return run(connection, "DELETE FROM session WHERE started <= ? OR used <= ?",
             {now - longest_session, now - longest_pause});
}

Result<void> begin_session(const Connection& connection, const Keyring& keyring,
                           std::string_view token, std::string_view user, std::int64_t now) {
  const std::string hash = sha256(token);
  const std::string seal = seal_of(keyring, hash, user, now);
  return run(connection,
             "INSERT INTO session (token_hash, user, started, used, seal) VALUES (?, ?, ?, ?, ?)",
             {Blob{hash}, user, now, now, Blob{seal}});
}

Result<std::optional<SessionRow>> session_with(const Connection& connection,
                                               std::string_view token_hash) {
  auto statement =
      prepare(connection, "SELECT user, started, used, seal FROM session WHERE token_hash = ?",
              {Blob{token_hash}});
  const auto row = statement ? statement->step() : fail(statement.error());
  if (!row) {
    return fail(row.error());
  }
  return *row ? std::optional(SessionRow{statement->text(0),
                                         {statement->integer(1), statement->integer(2)},
                                         statement->text(3)})
              : std::nullopt;
}

// Who has the session, and its times; nothing when it is over or not as it was written.
struct Found {
  User user;
  SessionTimes times;
};
Result<std::optional<Found>> found_session(const Records::Store& store, std::string_view hash,
                                           std::int64_t now) {
  const std::lock_guard lock(store.mutex);
  const auto row = session_with(store.reading, hash);
  if (!row) {
    return fail(row.error());
  }
  if (!*row || now >= (*row)->times.expires() ||
      (*row)->seal != seal_of(store.keyring, hash, (*row)->user, (*row)->times.started)) {
    return std::nullopt;
  }
  auto user = user_with(store.reading, store.keyring, (*row)->user);
  if (!user) {
    return fail(user.error());
  }
  return *user && (*user)->user.is_active
             ? std::optional(Found{std::move((*user)->user), (*row)->times})
             : std::nullopt;
}

}  // namespace

Result<SignIn> Users::sign_in(std::string_view name, std::string_view password, std::int64_t now,
                              std::string_view address) {
  Records::Store& store = records_->store();
  const std::string place = "at " + std::string(address);
  const Tried tried{name, place};
  auto look = look_at(store, tried, password, now);
  if (!look || !look->user) {
    return look ? Result<SignIn>(SignIn{std::nullopt, look->wait_seconds}) : fail(look.error());
  }
  const std::string token = hexadecimal(random_salt());
  const auto written = store.writes.run([&](const Connection& connection) {
    return forget_tries(connection, store.keyring, tried)
        .and_then([&] { return forget_expired(connection, now); })
        .and_then([&] { return begin_session(connection, store.keyring, token, name, now); });
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
  if (!look || !look->user) {
    return look ? Result<SignIn>(SignIn{std::nullopt, look->wait_seconds}) : fail(look.error());
  }
  const auto written = store.writes.run(
      [&](const Connection& connection) { return forget_tries(connection, store.keyring, tried); });
  return written
             ? Result<SignIn>(SignIn{
                   Session{.token = {}, .csrf = {}, .user = std::move(*look->user), .expires = now},
                   0})
             : fail(written.error());
}

Result<std::optional<Session>> Users::session(std::string_view token, std::int64_t now) {
  Records::Store& store = records_->store();
  const std::string hash = sha256(token);
  auto found = found_session(store, hash, now);
  if (!found || !*found) {
    return found ? Result<std::optional<Session>>(std::nullopt) : fail(found.error());
  }
  SessionTimes times = (*found)->times;
  if (now - times.used >= written_down_every) {
    times.used = now;
    const auto written = store.writes.run([&](const Connection& connection) {
      return run(connection, "UPDATE session SET used = ? WHERE token_hash = ?", {now, Blob{hash}});
    });
    if (!written) {
      return fail(written.error());
    }
  }
  return Session{.token = {},
                 .csrf = csrf_of(token),
                 .user = std::move((*found)->user),
                 .expires = times.expires()};
}

Result<void> Users::sign_out(std::string_view token) {
  const std::string hash = sha256(token);
  return records_->store().writes.run([&](const Connection& connection) {
    return run(connection, "DELETE FROM session WHERE token_hash = ?", {Blob{hash}});
  });
}

}  // namespace paraspinal::records
