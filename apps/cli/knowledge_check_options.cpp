// `paraspinal knowledge check`: its options, and what they mean.

#include <map>
#include <memory>

#include <CLI/CLI.hpp>

#include "apps/cli/knowledge_check.h"
#include "apps/cli/knowledge_subcommands.h"

namespace paraspinal::cli {

void add_knowledge_check(CLI::App& knowledge, Run& run) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App* check = knowledge.add_subcommand(
      "check",
      "Does the network give its sources back, and do the safety laws hold? Takes seconds");
  const std::map<std::string, CheckFormat> formats = {
      {"text", CheckFormat::text}, {"json", CheckFormat::json}, {"csv", CheckFormat::csv}};
  check
      ->add_option_function<std::string>(
          "--format",
          [options, formats](const std::string& typed) { options->format = formats.at(typed); },
          "text, json or csv")
      ->check(CLI::IsMember({"text", "json", "csv"}));
  check
      ->add_option_function<std::string>(
          "--only", [options](const std::string&) { options->only_outside = true; },
          "Evidence rows that are outside, and nothing else")
      ->check(CLI::IsMember({"outside"}));
  check->add_flag("--all", options->all,
                  "Every evidence row, every prior in every context, every person of the laws");
  check
      ->add_option_function<std::string>(
          "--setting",
          [options](const std::string& typed) {
            options->setting = *knowledge::setting_from(typed);
          },
          "Where the people are whom evidence rows are asked about; else telephone")
      ->check(CLI::IsMember({"telephone", "primary_care", "emergency_department"}));
  check->add_option("--knowledge", options->knowledge,
                    "A knowledge.sqlite instead of the built-in");
  check->callback([options, &run] {
    run = [options](Streams streams) { return check_knowledge_command(*options, streams); };
  });
}

}  // namespace paraspinal::cli
