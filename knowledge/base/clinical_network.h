#pragma once

// The Bayesian network of a knowledge base, and which of its variables stands for what.
//
//   context -> risk factors -> conditions -> mechanisms -> findings
//
// Conditions are log-odds given context, risk factors and contributors; mechanisms and findings are
// leaky noisy-ORs. Conditions that make a finding rarer inhibit its background rate, a variable of
// its own between them and the finding, and leave what other causes do: a muscle strain speaks
// against a chance fever, not against that of a sepsis beside it. The complaint is the OR of the
// primary conditions, `other` among them, so that one proven cause lowers the rest.

#include <optional>
#include <vector>

#include "engine/evidence.h"
#include "engine/network.h"
#include "engine/result.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/base/parameters.h"
#include "knowledge/base/ties.h"

namespace paraspinal::knowledge {

struct ClinicalNetwork {
  engine::Network network;
  engine::VariableId setting;
  engine::VariableId age_band;
  engine::VariableId sex;
  engine::VariableId pregnancy;
  engine::VariableId complaint;
  std::vector<engine::VariableId> conditions;                  // [condition]
  std::vector<engine::VariableId> mechanisms;                  // [mechanism]
  std::vector<std::optional<engine::VariableId>> findings;     // [finding]; none when weightless
  std::vector<std::optional<engine::VariableId>> backgrounds;  // [finding]; none without lowering
  Parameters parameters;                                       // the arcs, with their evidence rows
  Ties ties = {};                                              // what a weight cites
};

// The four context variables and the complaint, observed.
engine::Evidence context_evidence(const ClinicalNetwork& network, const Context& context);

// From the solved bases stored in the knowledge base. Errors: `corrupt` when they do not fit it.
engine::Result<ClinicalNetwork> compile(const KnowledgeBase& knowledge);

}  // namespace paraspinal::knowledge
