#pragma once

// `paraspinal knowledge graph ID`: what stands around a condition or a finding in the network, as
// Graphviz text. Arcs carry what the network uses, not what was published.
//
//   paraspinal knowledge graph cauda_equina_syndrome --dot | dot -Tsvg > picture.svg

#include <optional>
#include <string>

#include "apps/cli/knowledge_command.h"
#include "engine/result.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::cli {

struct GraphOptions {
  std::string id;
  std::optional<std::string> knowledge = {};  // a file; the embedded knowledge when empty
};

// Gives answered, unusable_input (no condition or finding of that id) or unusable_knowledge.
Outcome graph_knowledge(const GraphOptions& options, Streams streams);

// A condition with its risk factors, contributors, mechanisms and findings; a finding with what it
// comes of, or what it is a risk factor of. Empty for any other id.
std::string neighbourhood_dot(const knowledge::KnowledgeBase& knowledge,
                              const knowledge::Parameters& parameters, const std::string& id);

}  // namespace paraspinal::cli
