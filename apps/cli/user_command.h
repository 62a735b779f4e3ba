#pragma once

// `paraspinal user`: who may sign in to the screens, with which role.
//
//   UserOptions options{.files = {"records.sqlite", "master.key"}, .name = "amina"};
//   add_user({.each = options, .shown_as = "Amina N."}, {std::cin, std::cout, std::cerr});
//
// A password is read from the terminal without echo, twice, or else from the first line of the
// input; never from an argument, which other users of the machine can see. Each change is a line of
// the audit.

#include <optional>
#include <string>

#include "apps/cli/command.h"
#include "apps/cli/open_records.h"
#include "apps/records/users.h"

namespace paraspinal::cli {

// What all of them need.
struct UserOptions {
  RecordsFiles files = {};
  std::string name = {};
  std::string at = {};                  // ISO time, UTC
  std::string by = "the command line";  // who does it, for the audit
};

struct AddUserOptions {
  UserOptions each = {};
  std::string shown_as = {};
  records::Role role = records::Role::nurse;
};

struct ChangeUserOptions {
  UserOptions each = {};
  std::optional<records::Role> role = {};  // as it was when empty
  std::optional<bool> is_active = {};
};

// Each gives answered, or unusable_input with a line of `errors`. Makes the files when there are
// none.
Outcome add_user(const AddUserOptions& options, Streams streams);
Outcome set_user_password(const UserOptions& options, Streams streams);
Outcome change_user(const ChangeUserOptions& options, Streams streams);
// By name: name, role, whether active, shown name.
Outcome list_users(const RecordsFiles& files, Streams streams);

}  // namespace paraspinal::cli
