#pragma once

// The Bayesian network of a knowledge base, and which of its variables stands for what.
//
//   context -> risk factors -> conditions -> mechanisms -> findings
//
// Conditions are log-odds given context, risk factors and contributors; mechanisms and findings are
// leaky noisy-ORs; the complaint is the OR of the primary conditions, `other` among them, so that
// one proven cause lowers the rest.

#include <optional>
#include <vector>

#include "engine/network.h"
#include "engine/result.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/base/parameters.h"

namespace paraspinal::knowledge {

struct ClinicalNetwork {
  engine::Network network;
  engine::VariableId setting;
  engine::VariableId age_band;
  engine::VariableId sex;
  engine::VariableId pregnancy;
  engine::VariableId complaint;
  std::vector<engine::VariableId> conditions;               // [condition]
  std::vector<engine::VariableId> mechanisms;               // [mechanism]
  std::vector<std::optional<engine::VariableId>> findings;  // [finding]; none when weightless
  Parameters parameters;                                    // the arcs, with their evidence rows
};

// From the solved bases stored in the knowledge base. Errors: `corrupt` when they do not fit it.
engine::Result<ClinicalNetwork> compile(const KnowledgeBase& knowledge);

}  // namespace paraspinal::knowledge
