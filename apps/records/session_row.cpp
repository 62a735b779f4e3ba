#include "apps/records/session_row.h"

#include "apps/records/statement.h"

namespace paraspinal::records {

using engine::fail;
using engine::Result;
using knowledge::Connection;

namespace {

Result<void> forget_expired(const Connection& connection, std::int64_t now) {
  return run(connection, "DELETE FROM session WHERE started <= ? OR used <= ?",
             {now - longest_session, now - longest_pause});
}

}  // namespace

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

Result<void> begin_session(const Connection& connection, const Keyring& keyring,
                           std::string_view token, std::string_view user, std::int64_t now) {
  const std::string hash = sha256(token);
  const std::string seal = seal_of(keyring, hash, user, now);
  return forget_expired(connection, now).and_then([&] {
    return run(connection,
               "INSERT INTO session (token_hash, user, started, used, seal) VALUES (?, ?, ?, ?, ?)",
               {Blob{hash}, user, now, now, Blob{seal}});
  });
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

}  // namespace paraspinal::records
