// `paraspinal person`: its subcommands and their options.

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "apps/cli/person_command.h"
#include "apps/cli/records_options.h"
#include "apps/cli/subcommands.h"

namespace paraspinal::cli {
namespace {

void add_command(CLI::App& person, const std::string& name, const std::string& help,
                 const std::string& now, Outcome (*command)(const PersonOptions&, Streams),
                 Run& run) {
  const auto options = std::make_shared<PersonOptions>();
  options->at = now;
  CLI::App* subcommand = person.add_subcommand(name, help);
  subcommand
      ->add_option(
          "ID", options->id,
          "tel:NUMBER or ref:REFERENCE of a caller, CLIENT|Patient/1 of a client of the service "
          "(Patient/1 where clients have no names), or a call's id")
      ->required();
  subcommand->add_option("--by", options->by, "Who does it, for the audit")->capture_default_str();
  add_records_files(*subcommand, options->files);
  subcommand->callback([options, command, &run] {
    run = [options, command](Streams streams) { return command(*options, streams); };
  });
}

}  // namespace

void add_person(CLI::App& program, const std::string& now, Run& run) {
  CLI::App* person = program.add_subcommand("person", "What is stored about a person");
  person->require_subcommand(1);
  add_command(*person, "export", "All of it, as JSON", now, export_person, run);
  add_command(*person, "erase", "Destroys it for good; the audit still verifies", now, erase_person,
              run);
}

}  // namespace paraspinal::cli
