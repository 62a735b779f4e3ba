#pragma once

// Evidence that holds its own causes: whatever stands above an observed variable is observed too (a
// person's age, sex and risk factors). Then P(evidence) is the product of its own conditional
// probabilities, and a target below it needs no tree: it is the mean over its own ancestors.
//
//   AncestralEvidence ancestral(compiled, targets);
//   if (!ancestral.append(observation, table)) ...      // not such evidence, or no such target
//
// Not for: evidence below a target, such as a finding.

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/compiled_network.h"
#include "engine/evidence_variations.h"
#include "engine/observation.h"

namespace paraspinal::engine {

// What one target gives is kept by the states above it, so that rows which differ in little cost
// little. Of one thread.
class AncestralEvidence {
 public:
  // The network must outlive this object.
  AncestralEvidence(const CompiledNetwork& compiled, std::span<const VariableId> targets);

  // Appends the row of this evidence: log P(evidence), and P(state 1) of each target. False, and
  // nothing appended, where the evidence is soft or lacks something above it, or where an unknown
  // target, or what is unknown above it, is neither a two-state table with known parents nor a
  // log-odds distribution with a known context and up to twelve unknown terms.
  bool append(const Observation& observation, VariationTable& table);

 private:
  struct Target {
    std::size_t variable = 0;
    std::vector<std::size_t> above = {};                       // all ancestors, once listed
    std::vector<std::pair<std::uint64_t, double>> known = {};  // by the states of these
  };

  std::optional<double> log_evidence(const Observation& observation) const;
  template <typename Compute>
  std::optional<double> present(Target& target, const Observation& observation,
                                Compute compute) const;
  std::uint64_t states_above(const Target& target, const Observation& observation) const;
  void list_above(std::size_t variable, std::vector<std::size_t>& list) const;

  const CompiledNetwork& compiled_;
  std::vector<Target> targets_;
};

}  // namespace paraspinal::engine
