#include "apps/records/sign_in_guard.h"

#include <algorithm>

#include "apps/records/statement.h"

namespace paraspinal::records {

using engine::fail;
using engine::Result;
using knowledge::Connection;

namespace {

constexpr std::int64_t free_failures = 4;
constexpr std::int64_t first_wait = 30;
constexpr std::int64_t longest_wait = 3'600;
constexpr std::int64_t doublings = 7;  // after which it is longer than the longest
constexpr std::int64_t day = 86'400;

struct Tries {
  std::int64_t failures = 0;
  std::int64_t at = 0;
};

std::string tag_of(const Keyring& keyring, std::string_view name) {
  std::string joined;
  append_field(joined, "paraspinal sign-in 1");
  append_field(joined, name);
  return keyring.tag(joined);
}

Result<Tries> tries_of(const Connection& connection, std::string_view tag) {
  auto statement =
      prepare(connection, "SELECT failures, at FROM failed_sign_in WHERE tag = ?", {Blob{tag}});
  const auto row = statement ? statement->step() : fail(statement.error());
  if (!row) {
    return fail(row.error());
  }
  return *row ? Tries{statement->integer(0), statement->integer(1)} : Tries{};
}

}  // namespace

std::int64_t wait_after(std::int64_t failures) {
  if (failures <= free_failures) {
    return 0;
  }
  return std::min(longest_wait, first_wait << std::min(failures - free_failures - 1, doublings));
}

Result<std::int64_t> count_try(const Connection& connection, const Keyring& keyring,
                               std::string_view name, std::int64_t now) {
  const std::string tag = tag_of(keyring, name);
  const auto forgotten = run(connection, "DELETE FROM failed_sign_in WHERE at < ?", {now - day});
  const auto tries = forgotten ? tries_of(connection, tag) : fail(forgotten.error());
  if (!tries) {
    return fail(tries.error());
  }
  const std::int64_t wait = wait_after(tries->failures);
  const std::int64_t left = std::min(wait, wait - (now - tries->at));
  if (left > 0) {
    return left;
  }
  return run(connection,
             "INSERT INTO failed_sign_in (tag, failures, at) VALUES (?, 1, ?) "
             "ON CONFLICT (tag) DO UPDATE SET failures = failures + 1, at = excluded.at",
             {Blob{tag}, now})
      .map([] { return std::int64_t{0}; });
}

Result<void> forget_tries(const Connection& connection, const Keyring& keyring,
                          std::string_view name) {
  const std::string tag = tag_of(keyring, name);
  return run(connection, "DELETE FROM failed_sign_in WHERE tag = ?", {Blob{tag}});
}

}  // namespace paraspinal::records
