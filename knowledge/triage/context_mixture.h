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

// Of each set of evidence a table of the same variations. Errors: as
// engine::EvidenceVariations::present.
engine::Result<std::vector<engine::VariationTable>> present_in_each(
    std::span<const engine::Evidence> sets, std::span<const engine::VariableId> changeable,
    std::span<const engine::VariableId> targets,
    std::span<const std::vector<engine::EvidenceChange>> variations,
    engine::FurtherEvidence further, const engine::Inference& inference);

// One row: log P(evidence), and P(condition | evidence) of every condition, as
// Inference::posterior(evidence, network.conditions) gives them but for rounding. Errors: its.
engine::Result<engine::VariationTable> mixed_posterior(const engine::Evidence& evidence,
                                                       const engine::Inference& inference,
                                                       const knowledge::ClinicalNetwork& network);

// The same of evidence that may differ from what is known in the contexts it leaves open alone (a
// stage of pregnancy that is ruled out): then it is a mixture of what `known` was mixed from, which
// the inference keeps, and no query.
engine::Result<engine::VariationTable> mixed_posterior_beside(
    const engine::Evidence& evidence, const engine::Evidence& known,
    const engine::Inference& inference, const knowledge::ClinicalNetwork& network);

// Row by row, weighted by the evidence; tables of the same variations and targets, at least one.
engine::VariationTable mixed(std::span<const engine::VariationTable> tables, std::size_t targets);

}  // namespace paraspinal::triage
