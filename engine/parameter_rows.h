#pragma once

// The rows of many variations of a network's numbers (parameter_variations.h), eight at a time: of
// each the sum of its terms, or where that does not serve what it gives alone.
//
//   ParameterRows rows(variations, {inference, terms, relevant, targets}, changes);
//   const Result<VariationTable> table = rows.of(400);
//
// For one call of ParameterVariations::present.

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/parameter_terms.h"
#include "engine/parameter_variations.h"
#include "engine/plan_cache.h"
#include "engine/renumbered_plan.h"
#include "engine/term_rows.h"

namespace paraspinal::engine {

// What is asked, but for the numbers.
struct AskedRows {
  const Inference& inference;
  const ParameterTerms* terms;        // or null: each is asked alone
  const std::vector<bool>& relevant;  // of each variable
  std::span<const VariableId> targets;
};

class ParameterRows {
 public:
  // `variations` are what one alone is asked of. All must outlive this object.
  ParameterRows(const ParameterVariations& variations, const AskedRows& asked,
                const ChangesOf& changes);
  ~ParameterRows();
  ParameterRows(const ParameterRows&) = delete;
  ParameterRows& operator=(const ParameterRows&) = delete;

  // Of the first so many variations; asked once. Errors: those of ParameterVariations::present.
  Result<VariationTable> of(std::size_t variations);

 private:
  std::optional<Error> add(std::size_t variation);
  bool take(std::span<const ChangedDistribution> changes);
  std::optional<Error> run();
  std::optional<Error> append_alone();

  const ParameterVariations& variations_;
  AskedRows asked_;
  const ChangesOf& changes_;
  PlanCache& cache_;
  std::unique_ptr<Workspace> workspace_;
  std::unique_ptr<LaneWorkspace> lane_workspace_;
  RenumberedNetwork numbers_;
  std::vector<std::unique_ptr<TermRows>> rows_;  // of each term
  std::size_t waiting_ = 0;                      // variations in rows_, not yet in the table
  VariationTable table_;
  std::vector<double> present_;
};

}  // namespace paraspinal::engine
