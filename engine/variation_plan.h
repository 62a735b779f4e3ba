#pragma once

// The one plan that serves all variations of an observation (evidence_variations.h), and what it
// makes of each variable's evidence.
//
//   const VariationPlan plan(inference, observation, changeable, targets, PlanUse::in_lanes);
//   if (plan.fits(varied)) plan.open(varied);    // then as KeptPropagation takes it

#include <memory>
#include <span>
#include <vector>

#include "engine/common_plan.h"
#include "engine/evidence_variations.h"
#include "engine/inference.h"

namespace paraspinal::engine {

// What carries the plan out: its tables are laid out accordingly.
enum class PlanUse { one_by_one, in_lanes };

class VariationPlan {
 public:
  // `changeable` as in EvidenceVariations.
  VariationPlan(const Inference& inference, const Observation& observation,
                std::span<const VariableId> changeable, const VariableSet& targets, PlanUse use,
                FurtherEvidence further = FurtherEvidence::may_come);

  // The plan of an observation that is alike (plan_cache.h), with the same changeable variables and
  // targets, for this one.
  VariationPlan(const VariationPlan& like, const Observation& observation,
                std::span<const VariableId> changeable);

  // None when the tree would be too large; then nothing fits.
  const CommonPlan* plan() const { return plan_.get(); }

  // The observation as the plan has it.
  const Observation& base() const { return base_; }

  // Whether the plan serves this one. Evidence beyond that of the base may stand on findings that
  // dissolve; in lanes also on such whose parents can be summed out (left_out_parents.h).
  bool fits(const Observation& varied) const;

  // Whether evidence further to an observation that it serves finds a place, but for parents that
  // would have to be summed out: hard, and on nothing that the observation or what follows from it
  // says anything of.
  bool has_room_for(const Observation& further) const;

  // Hard evidence on variables that stay open becomes a likelihood of 1 and zeros.
  void open(Observation& varied) const;

 private:
  // What a variable's evidence is to the plan.
  enum class Role : unsigned char {
    not_planned,  // nothing observed
    sliced,       // hard, and always the same
    open,         // stands in the tree; evidence is a factor of its own, or none
    dissolved,    // a product of factors of one parent each, or nothing
  };

  void find_roles(const Observation& observation, std::span<const VariableId> changeable,
                  bool all_open);
  void leave_room(std::span<const VariableId> changeable);
  bool dissolves_beside(VariableId variable, const Observation& observation) const;

  Inference inference_;
  PlanUse use_;
  FurtherEvidence further_;
  std::vector<Role> roles_;
  std::size_t sliced_ = 0;  // how many variables have that role
  Observation base_;
  std::shared_ptr<const CommonPlan> plan_;
  std::vector<bool> linked_from_outside_;  // left_out_parents.h; empty where it is not asked
};

}  // namespace paraspinal::engine
