// `paraspinal user`: its subcommands and their options.

#include <functional>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "apps/cli/records_options.h"
#include "apps/cli/subcommands.h"
#include "apps/cli/user_command.h"

namespace paraspinal::cli {
namespace {

const std::string role_help = "nurse, clinician or admin";

void add_each(CLI::App& command, UserOptions& options, const std::string& now) {
  options.at = now;
  command.add_option("NAME", options.name, "What is typed to sign in: a-z, 0-9, '.', '-', '_'")
      ->required();
  command.add_option("--by", options.by, "Who does it, for the audit")->capture_default_str();
  add_records_files(command, options.files);
}

CLI::Option* add_role(CLI::App& command, const std::string& option,
                      const std::function<void(records::Role)>& set) {
  return command
      .add_option_function<std::string>(
          option, [set](const std::string& typed) { set(*records::role_from(typed)); }, role_help)
      ->check(CLI::IsMember({"nurse", "clinician", "admin"}));
}

void add_add(CLI::App& user, const std::string& now, Run& run) {
  const auto options = std::make_shared<AddUserOptions>();
  CLI::App* add = user.add_subcommand(
      "add", "A new one; the password is typed, or the first line of the standard input");
  add_each(*add, options->each, now);
  add->add_option("--shown-as", options->shown_as, "The name that others see; else NAME");
  add_role(*add, "--role", [options](records::Role role) { options->role = role; })->required();
  add->callback([options, &run] {
    run = [options](Streams streams) { return add_user(*options, streams); };
  });
}

void add_password(CLI::App& user, const std::string& now, Run& run) {
  const auto options = std::make_shared<UserOptions>();
  CLI::App* password = user.add_subcommand("password", "A new password; ends their sessions");
  add_each(*password, *options, now);
  password->callback([options, &run] {
    run = [options](Streams streams) { return set_user_password(*options, streams); };
  });
}

void add_change(CLI::App& user, const std::string& name, const std::string& help,
                const std::string& now, std::optional<bool> is_active, Run& run) {
  const auto options = std::make_shared<ChangeUserOptions>();
  options->is_active = is_active;
  CLI::App* change = user.add_subcommand(name, help);
  add_each(*change, options->each, now);
  if (!is_active) {
    add_role(*change, "ROLE", [options](records::Role role) { options->role = role; })->required();
  }
  change->callback([options, &run] {
    run = [options](Streams streams) { return change_user(*options, streams); };
  });
}

void add_list(CLI::App& user, Run& run) {
  const auto files = std::make_shared<RecordsFiles>();
  CLI::App* list = user.add_subcommand("list", "All of them: name, role, active, shown name");
  add_records_files(*list, *files);
  list->callback(
      [files, &run] { run = [files](Streams streams) { return list_users(*files, streams); }; });
}

}  // namespace

void add_user(CLI::App& program, const std::string& now, Run& run) {
  CLI::App* user = program.add_subcommand("user", "Who may sign in to the screens of a service");
  user->require_subcommand(1);
  add_add(*user, now, run);
  add_list(*user, run);
  add_password(*user, now, run);
  add_change(*user, "role", "Another role, from their next click", now, std::nullopt, run);
  add_change(*user, "activate", "May sign in again", now, true, run);
  add_change(*user, "deactivate", "May not sign in any more; ends their sessions", now, false, run);
}

}  // namespace paraspinal::cli
