#pragma once

// The part of an answer in which no primary condition is there, so that nothing brings the
// complaint: P(evidence, complaint) = P(evidence) - P(evidence, no primary condition). All
// primaries are known in it, and what remains unknown are risk factors and the few contributors;
// one plan serves every person, whatever was found (engine/split_effect.h has the same split for
// any network, with a plan of its own for each set of findings).
//
//   const auto none = NoCause::of(contexts, risk_factors, variations, alone.reached(), ...);
//   none->rows(0);                                    // of the variations in the first context
//   none->append_row(0, alone.likelihoods(), table);  // of effects, all risk factors known
//   engine::difference(all, table, row, present);     // with the complaint
//
// Not for: networks in which the complaint has other causes than its primaries.

#include <optional>
#include <span>
#include <vector>

#include "engine/evidence_variations.h"
#include "engine/inference.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/triage/observe.h"

namespace paraspinal::triage {

class NoCause {
 public:
  // `contexts`: complete ones, with the complaint present (context_mixture.h). `risks`: the
  // observed risk factors; `variations`: changes of them. `reached`: contributors that the effects
  // reach. Nothing where the complaint is not the sure effect of every primary and of nothing else,
  // is not observed to be present, or where some query fails. The network must outlive this object.
  static std::optional<NoCause> of(std::span<const engine::Evidence> contexts,
                                   std::span<const Observed> risks,
                                   std::span<const std::vector<engine::EvidenceChange>> variations,
                                   std::span<const std::size_t> reached,
                                   const engine::Inference& inference,
                                   const knowledge::ClinicalNetwork& network);

  // Of a context by its place, each variation in turn: log P(context, risk factors, no primary) and
  // P(condition | these) of every condition.
  engine::VariationTable rows(std::size_t context) const;

  // The same of all risk factors and effects that have these likelihoods, one for each joint state
  // of the reached contributors (effects_alone.h), appended to the table.
  void append_row(std::size_t context, std::span<const double> likelihoods,
                  engine::VariationTable& table) const;

 private:
  NoCause(std::size_t variations, const knowledge::ClinicalNetwork& network)
      : variations_(variations), network_(&network) {}

  void append(double log_evidence, std::span<const double> contributors,
              engine::VariationTable& table) const;

  std::size_t variations_;
  const knowledge::ClinicalNetwork* network_;
  std::vector<std::size_t> contributors_;  // conditions
  // [context]: the variations, then each joint state of the reached contributors; targets are the
  // contributors.
  std::vector<engine::VariationTable> tables_;
};

// The variables of all risk factors: whatever a person has of them, one plan serves.
std::vector<engine::VariableId> risk_variables(const knowledge::ClinicalNetwork& network);

}  // namespace paraspinal::triage
