#pragma once

// The plan of a query for many targets: one tree for all of them but those that would make it
// large, each of which is asked on its own.

#include <memory>
#include <vector>

#include "engine/kept_slices.h"
#include "engine/lane_program.h"
#include "engine/plan_trees.h"
#include "engine/query_plan.h"

namespace paraspinal::engine {

struct CommonPlan {
  QueryPlan plan;
  // The variables that are asked apart: noisy or log-odds ones of many unobserved parents that bear
  // on no evidence, and descendants of such.
  VariableSet apart;
  std::vector<PlanTree> trees;               // of the plan
  std::shared_ptr<KeptSlices> slices;        // of the plan
  std::shared_ptr<KeptLaneProgram> program;  // of the plan
};

inline constexpr PlanOptions plan_options{std::size_t{1} << 26, std::size_t{1} << 28};

// With `none_apart` every target is in the tree. `memory` as in make_plan. Errors: those of
// make_plan.
Result<CommonPlan> make_common_plan(const CompiledNetwork& compiled, const Observation& observation,
                                    const VariableSet& targets, bool none_apart,
                                    const PlanOptions& options = plan_options,
                                    CommonPlan memory = {});

}  // namespace paraspinal::engine
