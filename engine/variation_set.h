#pragma once

// One set of evidence whose variations are asked for (evidence_variations.h): what is known before
// any of them, the plans that serve them, and those answers that need no second set beside it.
//
//   VariationSet set(inference, evidence, changeable, targets, FurtherEvidence::never);
//   const VariationPlan* plan = set.plan_for(PlanUse::in_lanes);    // made when first asked for
//   set.posterior(fewer);
//
// Safe to use from several threads at once.

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/evidence_variations.h"
#include "engine/kept_propagation.h"
#include "engine/lane_variations.h"
#include "engine/observation.h"
#include "engine/variation_plan.h"

namespace paraspinal::engine {

class VariationSet {
 public:
  VariationSet(const Inference& made_for, const Evidence& varied,
               std::span<const VariableId> may_change, std::span<const VariableId> wanted,
               FurtherEvidence may_come);

  const Inference& inference() const { return inference_; }
  const Evidence& evidence() const { return evidence_; }
  std::span<const VariableId> changeable() const { return changeable_; }
  std::span<const VariableId> targets() const { return targets_; }
  FurtherEvidence further() const { return further_; }

  // The evidence, checked, with what follows from it; null when it is wrong. Made when it is first
  // asked for. What follows may be taken back before any plan is made (keep_common_implied).
  Observation* observation();

  // Plans in lanes are to be those of another set where both are alike, made for the same
  // changeable variables, targets and further evidence. Before any is made.
  void take_plan_of(std::shared_ptr<VariationSet> other) { like_ = std::move(other); }

  // None when it would be too large or the evidence is wrong.
  const VariationPlan* plan_for(PlanUse use);
  // Of the plan in lanes, once that is made.
  std::span<const LaneVariations::Target> lane_targets() const { return lane_targets_; }

  // Whether they only observe states of which nothing is known, each once.
  bool only_observe(std::span<const EvidenceChange> changes) const;

  // Makes the changes; false when one of them is of no variable or state of the network.
  bool change(Observation& varied, std::span<const EvidenceChange> changes) const;
  // What was changed, or opened by a plan, is again as it was.
  void change_back(Observation& varied, std::span<const EvidenceChange> changes) const;

  // Those of EvidenceVariations.
  Result<Posterior> posterior(const Evidence& variation);
  Result<double> log_evidence(const Evidence& variation);
  // Nothing where some row needs a tree.
  std::optional<VariationTable> rows_without_a_tree(
      std::span<const std::vector<EvidenceChange>> variations);
  // The row of one variation that is a query of its own.
  std::optional<Error> append_alone(std::span<const EvidenceChange> changes, VariationTable& table);

 private:
  // What one thread works with.
  struct Messages {
    Messages(const CompiledNetwork& compiled, const QueryPlan& plan, const Observation& observation)
        : kept(compiled, plan, observation, workspace) {}

    Workspace workspace;
    KeptPropagation kept;
  };

  // One after another, as in a Posterior.
  struct Marginals {
    std::vector<double> values;
    std::vector<std::size_t> begin;

    void append(std::span<const double> marginal) {
      values.insert(values.end(), marginal.begin(), marginal.end());
    }
  };

  static Marginals joined(const Marginals& some, const Posterior& more,
                          std::span<const VariableId> others);
  bool may_need_no_tree(std::span<const EvidenceChange> first);
  VariableSet find_lane_targets();
  std::optional<VariationPlan> plan_alike();
  Result<Observation> observed(const Evidence& variation);
  std::unique_ptr<Messages> take(const VariationPlan& plan);
  void give_back(std::unique_ptr<Messages> messages);
  Marginals marginals(const std::vector<std::optional<StateIndex>>& states,
                      const Observation& entered, const CommonPlan& common, KeptPropagation& kept,
                      std::vector<VariableId>& others) const;

  Inference inference_;
  Evidence evidence_;
  std::vector<VariableId> changeable_;
  std::vector<VariableId> targets_;
  FurtherEvidence further_;
  VariableSet is_target_;
  std::shared_ptr<VariationSet> like_;  // or null
  std::once_flag observed_once_;
  std::optional<Observation> observation_;
  std::mutex mutex_;
  std::optional<VariationPlan> single_plan_;
  std::optional<VariationPlan> lane_plan_;
  std::vector<LaneVariations::Target> lane_targets_;
  std::vector<std::unique_ptr<Messages>> at_rest_;
};

}  // namespace paraspinal::engine
