// `paraspinal interview`: its options, and what they mean.

#include <memory>

#include <CLI/CLI.hpp>

#include "apps/cli/interview_command.h"
#include "apps/cli/interview_terminal.h"
#include "apps/cli/number_fault.h"
#include "apps/cli/subcommands.h"
#include "apps/cli/where_and_when.h"

namespace paraspinal::cli {
namespace {

// What was typed, before it is given a meaning.
struct Typed {
  InterviewOptions options;
  std::string setting;
  std::string sex;
  std::string knowledge;
};

InterviewOptions meant(const Typed& typed) {
  InterviewOptions options = typed.options;
  options.setting = knowledge::setting_from(typed.setting);
  options.sex = knowledge::sex_from(typed.sex);
  options.single_keys = is_interactive();
  if (!typed.knowledge.empty()) {
    options.knowledge = typed.knowledge;
  }
  return options;
}

void add_files(CLI::App& interview, Typed& typed) {
  interview.add_option("--transcript", typed.options.transcript,
                       "The file to keep the call in; interview-TIME.json when not given");
  CLI::Option* resume =
      interview.add_option("--resume", typed.options.resume, "A transcript to go on from");
  CLI::Option* answers =
      interview
          .add_option("--answers", typed.options.answers,
                      "Replay: a presentation or bundle that answers what is asked, as a file or -")
          ->excludes(resume);
  interview
      .add_flag("--only-known", typed.options.only_known,
                "End a replay at the first question it has no answer to")
      ->needs(answers);
}

void add_person(CLI::App& interview, Typed& typed) {
  CLI::Option* resume = interview.get_option("--resume");
  interview.add_option("--age", typed.options.age_years, "Age in years")
      ->check(
          [](const std::string& text) { return number_fault(text, "a number of years", 0, 120); })
      ->excludes(resume);
  interview.add_option("--sex", typed.sex, "At birth: female or male")
      ->check(CLI::IsMember({"female", "male"}))
      ->excludes(resume);
}

}  // namespace

void add_interview(CLI::App& program, const std::string& now, Run& run) {
  const auto typed = std::make_shared<Typed>();
  typed->options.now = now;
  CLI::App* interview = program.add_subcommand(
      "interview", "A call by keyboard: what to ask next, how soon, and an SBAR summary");
  add_files(*interview, *typed);
  add_person(*interview, *typed);
  add_where_and_when(*interview, {typed->setting, "Where the person is asked"},
                     typed->options.as_of);
  interview->add_option("--knowledge", typed->knowledge,
                        "A knowledge.sqlite instead of the built-in");
  interview->callback([typed, &run] {
    run = [typed](Streams streams) { return interview_command(meant(*typed), streams); };
  });
}

}  // namespace paraspinal::cli
