#pragma once

// One term of a sum (parameter_terms.h) under up to eight sets of numbers, and the rows that it
// gives: side by side in lanes (parameter_lanes.h), or one after another where its tree is so large
// that memory sets the pace.
//
//   TermRows rows(renumbered, term, targets, memory);
//   rows.add();                    // under the numbers that the network has, for each of them
//   rows.run();
//   rows.table().present(0, 3);    // of the first, P(state 1) of the fourth target
//   rows.clear();

#include <optional>
#include <span>
#include <vector>

#include "engine/parameter_lanes.h"
#include "engine/parameter_terms.h"
#include "engine/renumbered_plan.h"

namespace paraspinal::engine {

// What the terms of one thread work in, one after another.
struct TermMemory {
  Workspace& one;
  LaneWorkspace& lanes;
};

class TermRows {
 public:
  // All must outlive this object. Targets have two states.
  TermRows(const CompiledNetwork& renumbered, const ParameterTerm& term,
           std::span<const VariableId> targets, TermMemory memory);

  // Requires that fewer than eight were added since clear().
  void add();

  // Requires that something was added. Then a row for each, in their order.
  void run();
  const VariationTable& table() const { return table_; }

  void clear();

 private:
  template <typename Present>
  void append(double log_evidence, Present present);

  const ParameterTerm& term_;
  std::span<const VariableId> targets_;
  Workspace& workspace_;
  RenumberedPlan numbers_;
  std::optional<ParameterLanes> lanes_;
  VariationTable table_;
  std::vector<double> row_;
};

}  // namespace paraspinal::engine
