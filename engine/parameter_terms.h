#pragma once

// One set of evidence as a sum of terms, each with a plan of its own, so that many networks that
// differ in their numbers alone (parameter_variations.h) are answered from small trees: the
// evidence in parts that exclude each other, and P(part) of one with a present finding of very many
// causes as P(part without it) - P(part with it absent) (split_effect.h). What follows from each
// term's evidence for certain is used too (implied.h).
//
//   const auto terms = ParameterTerms::of(inference, evidence, parts, targets);
//   if (terms && terms->serve(changes)) ...          // then as parameter_rows.h has it
//   sum_of_terms(terms->terms(), tables, row, present);
//
// Not for: evidence that is asked about once or twice; planning costs more than that.

#include <optional>
#include <span>
#include <vector>

#include "engine/inference.h"
#include "engine/observation.h"
#include "engine/parameter_variations.h"
#include "engine/query_plan.h"

namespace paraspinal::engine {

struct ParameterTerm {
  Observation observation;
  QueryPlan plan;
  double sign = 1;
};

class ParameterTerms {
 public:
  // The evidence whole or in its parts, whichever makes for less work; no parts: whole. Nothing
  // where evidence is wrong or some tree would be too large.
  static std::optional<ParameterTerms> of(const Inference& inference, const Evidence& evidence,
                                          std::span<const Evidence> parts,
                                          std::span<const VariableId> targets);

  std::span<const ParameterTerm> terms() const { return terms_; }

  // Whether the plans serve these numbers, as far as their variables are `relevant`, but for what
  // hold() says. Requires each distribution to have the structure of the network's own.
  bool serve(std::span<const ChangedDistribution> changes, const std::vector<bool>& relevant) const;

  // Whether what was taken to follow from the evidence follows under these numbers too.
  bool hold(const CompiledNetwork& renumbered) const;

 private:
  explicit ParameterTerms(const CompiledNetwork& compiled);

  bool add(const Inference& inference, const Evidence& evidence,
           std::span<const VariableId> targets);
  bool add(const Inference& inference, const Evidence& evidence,
           std::span<const VariableId> targets, double sign);
  double cost() const;

  const CompiledNetwork* compiled_;
  std::vector<ParameterTerm> terms_;
  std::vector<bool> cancels_;  // of each variable: in the plan of some term
  std::vector<bool> split_;    // of each variable: an effect that splits a part
};

// The variables whose noisy family stands in the plan as a sum that can cancel.
std::vector<bool> sums_that_cancel(const QueryPlan& plan, std::size_t variables);

// Adds up one row of each term's table, in the order of the terms: natural log of P(evidence), and
// P(state 1) of each target in `present`. -inf and zeros where nothing is left of any term; nothing
// where the terms cancel so far that too few digits are left.
std::optional<double> sum_of_terms(std::span<const ParameterTerm> terms,
                                   std::span<const VariationTable> tables, std::size_t row,
                                   std::vector<double>& present);

}  // namespace paraspinal::engine
