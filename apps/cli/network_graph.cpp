// separate_variables and draw_network: what the graph alone says, and its picture.

#include <algorithm>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/network_answer.h"
#include "apps/cli/network_command.h"
#include "apps/cli/network_evidence.h"
#include "apps/cli/text_layout.h"
#include "engine/active_path.h"
#include "engine/dot.h"
#include "engine/separation.h"
#include "fhir/json.h"

namespace paraspinal::cli {
namespace {

using engine::fail;
using engine::Inference;
using engine::Network;
using engine::NetworkFile;
using engine::Result;
using engine::VariableId;
using fhir::Json;

bool is_parent(const Network& network, VariableId parent, VariableId child) {
  return std::ranges::find(network.parents(child), parent) != network.parents(child).end();
}

// "asia -> tub -> either <- lung"
std::string path_text(const Network& network, const std::vector<VariableId>& path) {
  std::string text = network.variable(path.front()).name;
  for (std::size_t i = 1; i < path.size(); ++i) {
    text += (is_parent(network, path[i - 1], path[i]) ? " -> " : " <- ") +
            network.variable(path[i]).name;
  }
  return text;
}

// Why a variable where two arrows of a path meet does not block it.
std::string why_open(const Network& network, VariableId collider,
                     const std::vector<VariableId>& given) {
  std::vector<VariableId> nearest;
  for (const VariableId id : given) {
    const auto path = engine::causal_path(network, collider, id);
    if (!path.empty() && (nearest.empty() || path.size() < nearest.size())) {
      nearest = path;
    }
  }
  const std::string& name = network.variable(collider).name;
  if (nearest.size() <= 1) {
    return "open at " + name + ", which is given";
  }
  return "open at " + name + ", as " + network.variable(nearest.back()).name +
         " below it is given (" + path_text(network, nearest) + ")";
}

std::string separation_text(const Network& network, const SeparationOptions& options,
                            const std::vector<VariableId>& path,
                            const std::vector<VariableId>& given) {
  std::string both = options.one + " and " + options.other;
  for (const VariableId id : given) {
    both += (id == given.front() ? ", given " : ", ") + network.variable(id).name;
  }
  if (path.empty()) {
    return wrapped(both + ": d-separated, independent whatever the numbers", "yes  ");
  }
  std::string text = wrapped(both + ": not d-separated", "no   ") +
                     wrapped(path_text(network, path), "     active path: ");
  for (std::size_t i = 1; i + 1 < path.size(); ++i) {
    if (is_parent(network, path[i - 1], path[i]) && is_parent(network, path[i + 1], path[i])) {
      text += wrapped(why_open(network, path[i], given), "     ");
    }
  }
  return text;
}

std::string separation_json(const Network& network, const std::vector<VariableId>& path) {
  std::vector<Json> names;
  names.reserve(path.size());
  for (const VariableId id : path) {
    names.push_back(Json::string(network.variable(id).name));
  }
  return write_json(Json::object({{"separated", Json::boolean(path.empty())},
                                  {"active_path", Json::array(std::move(names))}})) +
         '\n';
}

Result<std::string> separation(const NetworkFile& file, const SeparationOptions& options) {
  const Network& network = file.network;
  const auto one = variable_named(network, options.one);
  const auto other = variable_named(network, options.other);
  const auto given = variables_named(network, options.given);
  if (!one || !other) {
    return fail(one ? other.error() : one.error());
  }
  if (!given) {
    return fail(given.error());
  }
  if (*one == *other) {
    return fail(engine::ErrorKind::invalid_argument,
                "'" + options.one + "': is both variables; expected two different ones");
  }
  const auto path = engine::active_path(network, *one, *other, *given);
  switch (options.format) {
    case AnswerFormat::text:
      return separation_text(network, options, path, *given);
    case AnswerFormat::json:
      return separation_json(network, path);
  }
  return {};
}

Result<std::string> drawing(const Network& network, const NetworkQuestion& question) {
  const auto evidence = evidence_of(network, question);
  if (!evidence) {
    return fail(evidence.error());
  }
  if (evidence->empty()) {
    return engine::dot_text(network);
  }
  const Inference inference(network);
  const auto posterior = inference.posterior(*evidence);
  if (!posterior) {
    return fail(about_evidence(network, *evidence, posterior.error()));
  }
  std::vector<engine::DotNode> nodes(network.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const VariableId id{i};
    nodes[i].is_filled = evidence->items().contains(id);
    for (std::size_t s = 0; s < network.variable(id).states.size(); ++s) {
      nodes[i].lines.push_back(network.variable(id).states[s] + "  " +
                               percent(posterior->marginal(id)[s]));
    }
  }
  return engine::dot_text(network, nodes);
}

}  // namespace

Outcome separate_variables(const SeparationOptions& options, Streams streams) {
  return answer_about(options.file, streams,
                      [&](const NetworkFile& file) { return separation(file, options); });
}

Outcome draw_network(const NetworkQuestion& question, Streams streams) {
  return answer_about(question.file, streams,
                      [&](const NetworkFile& file) { return drawing(file.network, question); });
}

}  // namespace paraspinal::cli
