#include "apps/cli/user_command.h"

#include <spdlog/fmt/fmt.h>

#include "apps/cli/knowledge_command.h"
#include "apps/cli/text_layout.h"
#include "apps/cli/user_password.h"

namespace paraspinal::cli {

using engine::Result;
using records::User;
using records::Users;

namespace {

// A name or password that is not allowed is wrong usage, not a matter of the records.
Outcome told(const Result<void>& done, const std::string& words, Streams streams) {
  if (!done) {
    const Outcome unusable = unusable_records(done.error(), streams);
    return done.error().kind == engine::ErrorKind::invalid_argument ? Outcome::wrong_usage
                                                                    : unusable;
  }
  streams.output << printable(words) << '\n';
  return written(Outcome::answered, streams);
}

}  // namespace

Outcome add_user(const AddUserOptions& options, Streams streams) {
  const UserOptions& each = options.each;
  const User user{.name = each.name,
                  .shown_as = options.shown_as.empty() ? each.name : options.shown_as,
                  .role = options.role,
                  .is_active = true};
  const auto records = open_records(each.files, Absent::is_made);
  if (!records) {
    return unusable_records(records.error(), streams);
  }
  const auto added = read_password(streams).and_then([&](const std::string& password) {
    return Users(**records).add(user, password, each.at, each.by);
  });
  return told(added, fmt::format("{}: added as {}", user.name, name(user.role)), streams);
}

Outcome set_user_password(const UserOptions& options, Streams streams) {
  const auto records = open_records(options.files, Absent::is_an_error);
  if (!records) {
    return unusable_records(records.error(), streams);
  }
  const auto set = read_password(streams).and_then([&](const std::string& password) {
    return Users(**records).set_password(options.name, password, options.at, options.by);
  });
  return told(set, options.name + ": has a new password; who was signed in has to sign in again",
              streams);
}

Outcome change_user(const ChangeUserOptions& options, Streams streams) {
  const UserOptions& each = options.each;
  const auto records = open_records(each.files, Absent::is_an_error);
  if (!records) {
    return unusable_records(records.error(), streams);
  }
  const auto changed =
      Users(**records).change(each.name, options.role, options.is_active, each.at, each.by);
  std::string words = each.name + ":";
  if (options.role) {
    words += " is " + std::string(name(*options.role)) + " now";
  }
  if (options.is_active) {
    words += *options.is_active ? " may sign in" : " may not sign in any more";
  }
  return told(changed, words, streams);
}

Outcome list_users(const RecordsFiles& files, Streams streams) {
  const auto records = open_records(files, Absent::is_an_error);
  const auto all = records ? Users(**records).all() : engine::fail(records.error());
  if (!all) {
    return unusable_records(all.error(), streams);
  }
  for (const User& user : *all) {
    streams.output << fmt::format("{:<20}  {:<9}  {:<8}  {}\n", user.name, name(user.role),
                                  user.is_active ? "active" : "inactive", printable(user.shown_as));
  }
  return written(Outcome::answered, streams);
}

}  // namespace paraspinal::cli
