#pragma once

// The network of one draw of its parameters (parameter_draw.h), to be asked as any other.
//
//   const auto possible = perturbed(knowledge, network, drawn);
//   engine::Inference(*possible).posterior(evidence, network.conditions);
//
// Not for: what the content says; that is the network of clinical_network.h.

#include "engine/network.h"
#include "engine/result.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/base/parameter_draw.h"

namespace paraspinal::knowledge {

// The network with these parameters; its variables keep their ids. `network` is compiled from this
// knowledge base, and `drawn` from its parameters. Errors: those of engine::Network::Builder.
engine::Result<engine::Network> perturbed(const KnowledgeBase& knowledge,
                                          const ClinicalNetwork& network,
                                          const DrawnParameters& drawn);

}  // namespace paraspinal::knowledge
