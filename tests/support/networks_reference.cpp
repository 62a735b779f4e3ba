#include "tests/support/networks_reference.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "engine/bif.h"
#include "engine/noisy_or_network.h"
#include "engine/uai.h"

namespace paraspinal::tests {
namespace {

using engine::VariableId;
using nlohmann::json;

engine::NoisyOrNetwork layers_of(const json& file) {
  engine::NoisyOrNetwork layers;
  for (const json& risk : file.at("risks")) {
    layers.risks.push_back({risk.at("name"), risk.at("prior")});
  }
  const auto nodes = [&](const char* layer, std::vector<engine::NoisyOrNode>& into) {
    for (const json& node : file.at(layer)) {
      into.push_back({node.at("name"), node.at("leak"), node.at("parents"), node.at("link")});
    }
  };
  nodes("causes", layers.causes);
  nodes("findings", layers.findings);
  return layers;
}

std::filesystem::path file_of(const std::string& name, const char* extension) {
  return reference_folder().value() / (name + extension);
}

// A state by its name, or by its number.
std::size_t state_of(const engine::Variable& variable, const json& state) {
  if (state.is_number()) {
    return state;
  }
  const auto found = std::ranges::find(variable.states, state.get<std::string>());
  return static_cast<std::size_t>(found - variable.states.begin());
}

}  // namespace

std::optional<std::filesystem::path> reference_folder() {
  const char* shared = std::getenv("PARASPINAL_SHARED");
  const std::filesystem::path folder =
      (shared != nullptr ? std::filesystem::path(shared)
                         : std::filesystem::path(PARASPINAL_SOURCE_DIR) / ".." / "shared") /
      "networks";
  return std::filesystem::exists(folder) ? std::optional(folder) : std::nullopt;
}

std::vector<std::string> reference_names() {
  const std::string ending = ".reference.json";
  std::vector<std::string> names;
  if (const auto folder = reference_folder()) {
    for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
      const std::string name = entry.path().filename();
      if (name.ends_with(ending)) {
        names.push_back(name.substr(0, name.size() - ending.size()));
      }
    }
  }
  std::ranges::sort(names);
  return names;
}

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

engine::Network reference_network(const std::string& name) {
  if (const auto path = file_of(name, ".noisyor.json"); std::filesystem::exists(path)) {
    return engine::to_network(layers_of(json::parse(text_of(path)))).value();
  }
  if (const auto path = file_of(name, ".bif"); std::filesystem::exists(path)) {
    return engine::read_bif(text_of(path), path.filename().string()).value().network;
  }
  const auto path = file_of(name, ".uai");
  return engine::read_uai(text_of(path), path.filename().string()).value().network;
}

ReferenceNetwork reference(const std::string& name) {
  ReferenceNetwork result{reference_network(name), {}};
  const json file = json::parse(text_of(file_of(name, ".reference.json")));
  std::vector<VariableId> variables;
  for (const json& variable : file.at("variables")) {
    variables.push_back(result.network.find(variable.get<std::string>()).value());
  }
  for (const json& query : file.at("queries")) {
    ReferenceQuery next{
        query.at("label"), {}, query.at("log_pe"), variables, query.at("posterior")};
    for (const auto& [variable, state] : query.at("evidence").items()) {
      const VariableId id = result.network.find(variable).value();
      next.evidence.observe(id, state_of(result.network.variable(id), state));
    }
    result.queries.push_back(std::move(next));
  }
  return result;
}

}  // namespace paraspinal::tests
