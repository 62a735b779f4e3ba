#include "apps/cli/assess_command.h"

#include <stdexcept>

#include "apps/cli/read_input.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/load.h"
#include "knowledge/triage/assess.h"

namespace paraspinal::cli {
namespace {

using knowledge::KnowledgeBase;

std::string shown_name(const std::string& input) {
  return input == "-" ? "standard input" : input;
}

Outcome assess_all(const AssessOptions& options, const KnowledgeBase& knowledge,
                   const triage::Assessor& assessor, Streams streams) {
  Outcome outcome = Outcome::answered;
  for (const std::string& input : options.inputs) {
    const auto report = read_input(input, streams.input).and_then([&](const std::string& text) {
      return answer_case(text, knowledge, assessor, options.each);
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
  const std::string place = options.knowledge.value_or("embedded knowledge");
  const auto knowledge =
      options.knowledge ? knowledge::load_file(*options.knowledge) : knowledge::load_embedded();
  if (!knowledge) {
    streams.errors << error_line(place, knowledge.error().message);
    return Outcome::unusable_knowledge;
  }
  const auto network = knowledge::compile(*knowledge);
  if (!network) {
    streams.errors << error_line(place, network.error().message);
    return Outcome::unusable_knowledge;
  }
  const triage::Assessor assessor(*knowledge, *network);
  return assess_all(options, *knowledge, assessor, streams);
}

}  // namespace paraspinal::cli
