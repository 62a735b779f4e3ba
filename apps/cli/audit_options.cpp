// `paraspinal audit`: its subcommands and their options.

#include <limits>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "apps/cli/audit_command.h"
#include "apps/cli/records_options.h"
#include "apps/cli/subcommands.h"

namespace paraspinal::cli {
namespace {

constexpr std::int64_t any_number = std::numeric_limits<std::int64_t>::max();

std::string check_anchor(const std::string& text) {
  return anchor_from(text) ? "" : text + ": expected a line's number, a colon and its hash";
}

void add_verify(CLI::App& audit, Run& run) {
  const auto options = std::make_shared<VerifyAuditOptions>();
  CLI::App* verify =
      audit.add_subcommand("verify", "Whether every line stands as it was written; 1 when not");
  add_records_files(*verify, options->files);
  verify
      ->add_option_function<std::string>(
          "--anchor", [options](const std::string& text) { options->anchor = anchor_from(text); },
          "N:HASH, a head that was written down earlier")
      ->check(check_anchor);
  verify->callback([options, &run] {
    run = [options](Streams streams) { return verify_audit(*options, streams); };
  });
}

void add_list(CLI::App& audit, const std::string& now, Run& run) {
  const auto options = std::make_shared<ListAuditOptions>();
  options->at = now;
  CLI::App* list = audit.add_subcommand("list", "Number, time, kind and user of each line");
  add_records_files(*list, options->files);
  list->add_option("--from", options->from, "Number of the first line")
      ->check(CLI::Range(std::int64_t{1}, any_number))
      ->capture_default_str();
  list->add_option("--most", options->most, "At most so many lines")
      ->check(CLI::Range(std::int64_t{1}, any_number));
  list->add_option("--payload", options->payload, "What the line of this number says, decrypted")
      ->check(CLI::Range(std::int64_t{1}, any_number));
  list->add_option("--by", options->by, "Who reads what a line says, for the audit")
      ->capture_default_str();
  list->callback([options, &run] {
    run = [options](Streams streams) { return list_audit(*options, streams); };
  });
}

}  // namespace

void add_audit(CLI::App& program, const std::string& now, Run& run) {
  CLI::App* audit = program.add_subcommand("audit", "Prove and read the audit of a service");
  audit->require_subcommand(1);
  add_verify(*audit, run);
  add_list(*audit, now, run);
}

}  // namespace paraspinal::cli
