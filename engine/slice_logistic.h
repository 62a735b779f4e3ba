#pragma once

// The numbers of a log-odds family: its table over what is open, given the observed terms, with the
// terms that bear on nothing else summed out. For slicing.cpp.

#include <vector>

#include "engine/slice_output.h"

namespace paraspinal::engine {

class LogisticSlicer {
 public:
  LogisticSlicer(const CompiledNetwork& compiled, const QueryPlan& plan,
                 const Observation& observation, Workspace& workspace, SliceOutput& output)
      : compiled_(compiled),
        plan_(plan),
        observation_(observation),
        workspace_(workspace),
        kernels_(*workspace.kernels),
        output_(output) {}

  void slice(const LogisticPart& logistic);

 private:
  double present_alone(std::size_t variable) const;
  double mean_present(const LogOddsDistribution& logistic, const CompiledFamily& family) const;
  void tabulate(const LogisticPart& logistic, double log_odds);
  void list_ratios(const LogisticPart& logistic);
  double observed_log_odds(const LogisticPart& logistic) const;

  const CompiledNetwork& compiled_;
  const QueryPlan& plan_;
  const Observation& observation_;
  Workspace& workspace_;
  const TableKernels& kernels_;
  SliceOutput& output_;
  std::vector<StateIndex> states_;  // of the context of the distribution at hand
  std::vector<double> ratios_;      // odds ratios of its terms
};

}  // namespace paraspinal::engine
