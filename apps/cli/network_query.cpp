// query_network and query_network_in_batch: posteriors.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "apps/cli/network_answer.h"
#include "apps/cli/network_command.h"
#include "apps/cli/network_evidence.h"
#include "apps/cli/network_formats.h"
#include "apps/cli/text_layout.h"
#include "fhir/json.h"

namespace paraspinal::cli {
namespace {

using engine::Evidence;
using engine::fail;
using engine::Inference;
using engine::Network;
using engine::NetworkFile;
using engine::Posterior;
using engine::Result;
using engine::Variable;
using engine::VariableId;
using fhir::Json;

// The targets named, or every variable in the order of the file.
Result<std::vector<VariableId>> targets_of(const NetworkFile& file,
                                           const std::vector<std::string>& names) {
  return names.empty() ? file.order : variables_named(file.network, names);
}

std::string how_observed(const Evidence& evidence, VariableId id) {
  const auto found = evidence.items().find(id);
  if (found == evidence.items().end()) {
    return "";
  }
  return std::holds_alternative<engine::StateIndex>(found->second) ? "  observed" : "  likelihood";
}

std::string text_of(const Network& network, const Evidence& evidence, const Posterior& posterior,
                    const std::vector<VariableId>& targets) {
  std::vector<std::vector<std::string>> rows{{"variable", "state", "probability", ""}};
  for (const VariableId id : targets) {
    const Variable& variable = network.variable(id);
    const auto marginal = posterior.marginal(id);
    for (std::size_t s = 0; s < marginal.size(); ++s) {
      rows.push_back({s == 0 ? variable.name : "", variable.states[s],
                      probability_text(marginal[s]),
                      bar(marginal[s], bar_width) + (s == 0 ? how_observed(evidence, id) : "")});
    }
  }
  return wrapped(evidence_text(network, evidence), "given  ") +
         evidence_probability_text(posterior.log_evidence()) + '\n' + table_text(rows, "llll");
}

// One line of JSON, `first` before the answer's own members.
std::string json_of(std::vector<Json::Member> first, const Network& network,
                    const Posterior& posterior, const std::vector<VariableId>& targets) {
  std::vector<Json::Member> variables;
  for (const VariableId id : targets) {
    const Variable& variable = network.variable(id);
    const auto marginal = posterior.marginal(id);
    std::vector<Json::Member> states;
    for (std::size_t s = 0; s < marginal.size(); ++s) {
      states.emplace_back(variable.states[s], Json::number(marginal[s]));
    }
    variables.emplace_back(variable.name, Json::object(std::move(states)));
  }
  first.emplace_back("log_evidence", Json::number(posterior.log_evidence()));
  first.emplace_back("posterior", Json::object(std::move(variables)));
  return write_json(Json::object(std::move(first))) + '\n';
}

Result<std::string> answer(const NetworkFile& file, const QueryOptions& options) {
  const auto evidence = evidence_of(file.network, options.question);
  if (!evidence) {
    return fail(evidence.error());
  }
  const auto targets = targets_of(file, options.targets);
  if (!targets) {
    return fail(targets.error());
  }
  const Inference inference(file.network);
  const auto posterior = posterior_of(inference, *evidence, *targets);
  if (!posterior) {
    return fail(posterior.error());
  }
  switch (options.question.format) {
    case AnswerFormat::text:
      return text_of(file.network, *evidence, *posterior, *targets);
    case AnswerFormat::json:
      return json_of({}, file.network, *posterior, *targets);
  }
  return {};
}

// One network, and the evidence lines it answers.
struct Batch {
  const Inference& inference;
  const std::vector<VariableId>& targets;

  Result<std::string> answer(const std::string& line, std::size_t number) const {
    const Network& network = inference.network();
    const auto evidence = json_evidence(network, line);
    if (!evidence) {
      return fail(evidence.error());
    }
    const auto posterior = posterior_of(inference, *evidence, targets);
    if (!posterior) {
      return fail(posterior.error());
    }
    return json_of({{"line", Json::number_text(std::to_string(number))}}, network, *posterior,
                   targets);
  }

  Outcome answer_all(std::istream& lines, const std::string& name, Streams streams) const {
    Outcome outcome = Outcome::answered;
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number) {
      if (line.find_first_not_of(" \t\r") == std::string::npos) {
        continue;
      }
      if (const auto text = answer(line, number)) {
        streams.output << *text;
      } else {
        complain(streams, name + ":" + std::to_string(number), text.error());
        outcome = Outcome::unusable_input;
      }
    }
    return outcome;
  }
};

}  // namespace

Outcome query_network(const QueryOptions& options, Streams streams) {
  return answer_about(options.question.file, streams,
                      [&](const NetworkFile& file) { return answer(file, options); });
}

Outcome query_network_in_batch(const NetworkBatchOptions& options, Streams streams) {
  const auto file = read_network(options.file);
  if (!file) {
    complain(streams, options.file, file.error());
    return Outcome::unusable_input;
  }
  const auto targets = targets_of(*file, options.targets);
  if (!targets) {
    complain(streams, options.file, targets.error());
    return Outcome::unusable_input;
  }
  const Inference inference(file->network);
  const Batch batch{inference, *targets};
  Outcome outcome = Outcome::answered;
  if (options.evidence_file == "-") {
    outcome = batch.answer_all(streams.input, "standard input", streams);
  } else {
    std::ifstream lines(options.evidence_file);
    if (!lines || std::filesystem::is_directory(options.evidence_file)) {
      streams.errors << error_line(options.evidence_file,
                                   "file: cannot be read: expected a file of JSON lines");
      return Outcome::unusable_input;
    }
    outcome = batch.answer_all(lines, options.evidence_file, streams);
  }
  streams.output.flush();
  if (!streams.output) {
    throw std::runtime_error("the output cannot be written");
  }
  return outcome;
}

}  // namespace paraspinal::cli
