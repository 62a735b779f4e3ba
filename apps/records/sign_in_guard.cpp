#include "apps/records/sign_in_guard.h"

#include <algorithm>

#include "apps/records/statement.h"

namespace paraspinal::records {

using engine::fail;
using engine::Result;
using knowledge::Connection;

namespace {

constexpr std::int64_t free_failures = 4;
constexpr std::int64_t free_failures_in_all = 99;
constexpr std::int64_t name_tag_bytes = 32;
constexpr std::int64_t first_wait = 30;
constexpr std::int64_t longest_wait = 3'600;
constexpr std::int64_t doublings = 7;  // after which it is longer than the longest
constexpr std::int64_t day = 86'400;
constexpr std::int64_t one_line_within = 900;  // of the names that nobody has

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

// Begins with that of the name, by which all of a name are found.
std::string tag_of(const Keyring& keyring, const Tried& tried) {
  std::string joined;
  append_field(joined, "paraspinal sign-in 1");
  append_field(joined, tried.name);
  append_field(joined, tried.place);
  return tag_of(keyring, tried.name) + keyring.tag(joined);
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

std::int64_t wait_beyond(std::int64_t free, std::int64_t failures) {
  return failures <= free
             ? 0
             : std::min(longest_wait, first_wait << std::min(failures - free - 1, doublings));
}

std::int64_t left_of(std::int64_t wait, const Tries& tries, std::int64_t now) {
  return std::min(wait, wait - (now - tries.at));
}

Result<void> count_one(const Connection& connection, std::string_view tag, std::int64_t now) {
  return run(connection,
             "INSERT INTO failed_sign_in (tag, failures, at) VALUES (?, 1, ?) "
             "ON CONFLICT (tag) DO UPDATE SET failures = failures + 1, at = excluded.at",
             {Blob{tag}, now});
}

}  // namespace

std::int64_t wait_after(std::int64_t failures) {
  return wait_beyond(free_failures, failures);
}

std::int64_t wait_after_all(std::int64_t failures) {
  return wait_beyond(free_failures_in_all, failures);
}

Result<std::int64_t> count_try(const Connection& connection, const Keyring& keyring,
                               const Tried& tried, std::int64_t now) {
  const std::string in_all = tag_of(keyring, tried.name);
  const std::string here = tag_of(keyring, tried);
  const auto forgotten = run(connection, "DELETE FROM failed_sign_in WHERE at < ?", {now - day});
  const auto all = forgotten ? tries_of(connection, in_all) : fail(forgotten.error());
  const auto those_here = all ? tries_of(connection, here) : all;
  if (!those_here) {
    return fail(those_here.error());
  }
  const std::int64_t left = std::max(left_of(wait_after(those_here->failures), *those_here, now),
                                     left_of(wait_after_all(all->failures), *all, now));
  if (left > 0) {
    return left;
  }
  return count_one(connection, in_all, now)
      .and_then([&] { return count_one(connection, here, now); })
      .map([] { return std::int64_t{0}; });
}

Result<std::int64_t> count_unknown(const Connection& connection, const Keyring& keyring,
                                   std::string_view address, std::int64_t now) {
  std::string joined;
  append_field(joined, "paraspinal names that nobody has 1");
  append_field(joined, address);
  const std::string tag = keyring.tag(joined);
  const auto since = tries_of(connection, tag);
  if (!since) {
    return fail(since.error());
  }
  if (since->at > 0 && now - since->at < one_line_within) {
    return run(connection, "UPDATE failed_sign_in SET failures = failures + 1 WHERE tag = ?",
               {Blob{tag}})
        .map([] { return std::int64_t{0}; });
  }
  return run(connection,
             "INSERT INTO failed_sign_in (tag, failures, at) VALUES (?, 1, ?) "
             "ON CONFLICT (tag) DO UPDATE SET failures = 1, at = excluded.at",
             {Blob{tag}, now})
      .map([&] { return std::max<std::int64_t>(since->failures, 1); });
}

Result<void> forget_tries(const Connection& connection, const Keyring& keyring,
                          const Tried& tried) {
  const std::string in_all = tag_of(keyring, tried.name);
  const std::string here = tag_of(keyring, tried);
  return run(connection, "DELETE FROM failed_sign_in WHERE tag = ? OR tag = ?",
             {Blob{in_all}, Blob{here}});
}

Result<void> forget_all_tries(const Connection& connection, const Keyring& keyring,
                              std::string_view name) {
  const std::string tag = tag_of(keyring, name);
  return run(connection, "DELETE FROM failed_sign_in WHERE substr(tag, 1, ?) = ?",
             {name_tag_bytes, Blob{tag}});
}

}  // namespace paraspinal::records
