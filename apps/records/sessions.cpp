// Users: sessions, and signing out. Signing in: sign_in.cpp.

#include <algorithm>
#include <utility>

#include "apps/records/session_row.h"
#include "apps/records/sign_in_lines.h"
#include "apps/records/statement.h"
#include "apps/records/store.h"
#include "apps/records/user_row.h"
#include "apps/records/users.h"

namespace paraspinal::records {

using engine::fail;
using engine::Result;
using knowledge::Connection;

namespace {

constexpr std::int64_t written_down_every = 60;  // a use, so that not each one waits for the disk

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

Result<std::optional<Session>> Users::session(std::string_view token, std::int64_t now,
                                              std::int64_t idle_seconds) {
  Records::Store& store = records_->store();
  const std::string hash = sha256(token);
  auto found = found_session(store, hash, now);
  if (!found || !*found) {
    return found ? Result<std::optional<Session>>(std::nullopt) : fail(found.error());
  }
  SessionTimes times = (*found)->times;
  const std::int64_t acted = now - std::max<std::int64_t>(idle_seconds, 0);
  if (acted > times.used && now - times.used >= written_down_every) {
    times.used = acted;
    const auto written = store.writes.run([&](const Connection& connection) {
      return run(connection, "UPDATE session SET used = max(used, ?) WHERE token_hash = ?",
                 {acted, Blob{hash}});
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

Result<void> Users::sign_out(std::string_view token, std::int64_t now) {
  Records::Store& store = records_->store();
  const std::string hash = sha256(token);
  return store.writes.run([&](const Connection& connection) -> Result<void> {
    const auto row = session_with(connection, hash);
    if (!row || !*row) {
      return row ? Result<void>() : fail(row.error());
    }
    return run(connection, "DELETE FROM session WHERE token_hash = ?", {Blob{hash}}).and_then([&] {
      return append_sign_in_line(
          connection, store.keyring,
          {.kind = signed_out, .user = (*row)->user, .seconds = now, .place = {}});
    });
  });
}

}  // namespace paraspinal::records
