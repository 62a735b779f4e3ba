#pragma once

// The public networks and their reference posteriors, read from the folder named by the environment
// variable PARASPINAL_SHARED, else from the folder `shared` beside the source tree. They are not
// part of the project; tests over them are skipped by name where the folder is absent.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/evidence.h"
#include "engine/network.h"

namespace paraspinal::tests {

// The folder of networks; nothing when it is absent.
std::optional<std::filesystem::path> reference_folder();

// The names of all networks that have a reference there: "alarm", "andes", ...
std::vector<std::string> reference_names();

struct ReferenceQuery {
  std::string label;
  engine::Evidence evidence;
  double log_evidence = 0;
  std::vector<engine::VariableId> variables;
  std::vector<std::vector<double>> posterior;  // of each of `variables`
};

struct ReferenceNetwork {
  engine::Network network;
  std::vector<ReferenceQuery> queries;
};

std::string text_of(const std::filesystem::path& path);

// The network alone, from NAME.noisyor.json, NAME.bif or NAME.uai, whichever there is first.
engine::Network reference_network(const std::string& name);

ReferenceNetwork reference(const std::string& name);

}  // namespace paraspinal::tests
