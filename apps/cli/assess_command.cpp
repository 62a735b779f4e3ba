#include "apps/cli/assess_command.h"

#include <stdexcept>

#include "apps/cli/knowledge_command.h"
#include "apps/cli/read_input.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::cli {
namespace {

std::string shown_name(const std::string& input) {
  return input == "-" ? "standard input" : input;
}

Outcome assess_all(const AssessOptions& options, const triage::Clinic& clinic, Streams streams) {
  Outcome outcome = Outcome::answered;
  for (const std::string& input : options.inputs) {
    const auto report = read_input(input, streams.input).and_then([&](const std::string& text) {
      return answer_case(text, clinic, options.each);
    });
    if (report) {
      streams.output << *report << std::flush;
    } else {
      streams.errors << error_line(shown_name(input), report.error().message);
      outcome = Outcome::unusable_input;
    }
  }
  if (!streams.output) {
    throw std::runtime_error("the output cannot be written");
  }
  return outcome;
}

}  // namespace

Outcome assess_command(const AssessOptions& options, Streams streams) {
  const auto clinic = triage::open_clinic(options.knowledge);
  if (!clinic) {
    return unusable_knowledge(options.knowledge, clinic.error(), streams);
  }
  return assess_all(options, **clinic, streams);
}

}  // namespace paraspinal::cli
