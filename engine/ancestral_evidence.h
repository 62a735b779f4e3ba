#pragma once

// Evidence that holds its own causes: whatever stands above an observed variable is observed too (a
// person's age, sex and risk factors). Then P(evidence) is the product of its own conditional
// probabilities, and a target below it needs no tree: it is the mean over its own ancestors.
//
//   AncestralEvidence ancestral(compiled, targets, answers);
//   if (!ancestral.append(observation, table)) ...      // not such evidence, or no such target
//
// Not for: evidence below a target, such as a finding.

#include <optional>
#include <span>
#include <vector>

#include "engine/ancestral_answers.h"
#include "engine/compiled_network.h"
#include "engine/evidence_variations.h"
#include "engine/observation.h"

namespace paraspinal::engine {

class AncestralEvidence {
 public:
  // The network and `answers`, where what targets give is kept and looked up, must outlive this
  // object.
  AncestralEvidence(const CompiledNetwork& compiled, std::span<const VariableId> targets,
                    AncestralAnswers& answers);

  // Appends the row of this evidence: log P(evidence), and P(state 1) of each target. False, and
  // nothing appended, where the evidence is soft or lacks something above it, or where a target has
  // no value. Only targets below what differs from the observation appended before are computed.
  bool append(const Observation& observation, VariationTable& table);

  // P(state 1) of each target that is `asked`, given what is known above it and nothing else.
  // Nothing where the target, or what is unknown above it, is neither a two-state table with known
  // parents nor a log-odds distribution with a known context and up to twelve unknown terms.
  std::vector<std::optional<double>> values(const AncestralAnswers::States& states,
                                            const std::vector<bool>& asked);

 private:
  std::optional<double> log_evidence(const Observation& observation) const;
  std::vector<bool> to_compute(const Observation& observation) const;

  const CompiledNetwork& compiled_;
  AncestralAnswers& answers_;
  std::vector<std::size_t> targets_;
  AncestralAnswers::States last_states_;  // of the observation appended last; none before it
  std::vector<VariableId> last_observed_;
  std::vector<double> last_values_;
};

}  // namespace paraspinal::engine
