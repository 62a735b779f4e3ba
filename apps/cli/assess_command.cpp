#include "apps/cli/assess_command.h"

#include <stdexcept>

#include "apps/cli/answer_input.h"
#include "apps/cli/knowledge_command.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::cli {
namespace {

Outcome assess_all(const AssessOptions& options, const triage::Clinic& clinic, Streams streams) {
  Outcome outcome = Outcome::answered;
  for (const std::string& input : options.inputs) {
    if (answer_input(input, clinic, options.each, streams) != Outcome::answered) {
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
