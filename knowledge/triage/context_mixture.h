#pragma once

// What is not known of a person (age band, sex, stage of pregnancy) as a mixture of people of whom
// it is known: P(condition | findings) is the mean of P(condition | findings, person), each person
// weighted by P(person, findings). One small tree with a complete context serves all of them, where
// a tree over the open context would be many times larger.
//
//   std::vector<engine::VariationTable> tables;
//   for (const engine::Evidence& context : complete_contexts(observation.context, network)) {
//     tables.push_back(...);                      // the same variations for each
//   }
//   const engine::VariationTable all = mixed(tables);

#include <span>
#include <vector>

#include "engine/evidence_variations.h"
#include "knowledge/base/clinical_network.h"

namespace paraspinal::triage {

// Every way to complete the context that has a probability above zero, in the order of the
// variables' states; the context itself when it is complete or names no setting. Where the stage of
// pregnancy has a likelihood it is one of zeros and ones.
std::vector<engine::Evidence> complete_contexts(const engine::Evidence& context,
                                                const knowledge::ClinicalNetwork& network);

// Row by row, weighted by the evidence; tables of the same variations and targets, at least one.
engine::VariationTable mixed(std::span<const engine::VariationTable> tables, std::size_t targets);

}  // namespace paraspinal::triage
