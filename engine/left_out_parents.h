#pragma once

// Absent findings that a plan knows nothing of, on parents that it leaves out too: each such parent
// (a mechanism between causes and finding) is summed out by hand. Its absence is a product of
// factors of one parent each, so that an absent finding becomes a short sum of products, none of
// them negative.
//
//   const auto linked_from_outside = engine::linked_from_outside(compiled, plan);   // once a plan
//   const LeftOutParents left_out(compiled, plan, linked_from_outside, observation);
//   if (left_out.can_be_summed_out()) ...
//   for (subset < left_out.subsets()) left_out.share(subset, terms);

#include <vector>

#include "engine/compiled_network.h"
#include "engine/query_plan.h"
#include "engine/slicing.h"

namespace paraspinal::engine {

// [variable]: whether it is noisy with a link from a parent that has no place in the plan. The
// absence of no other can leave one out.
std::vector<bool> linked_from_outside(const CompiledNetwork& compiled, const QueryPlan& plan);

class LeftOutParents {
 public:
  // Of the evidence in `observation` that dissolves. All must outlive this object.
  LeftOutParents(const CompiledNetwork& compiled, const QueryPlan& plan,
                 const std::vector<bool>& linked_from_outside, const Observation& observation);

  bool none() const { return parents_.empty(); }

  // Whether all of them can be: two-state noisy variables whose absence is one term and whose own
  // parents are observed or in the plan, and not too many.
  bool can_be_summed_out() const { return can_be_summed_out_; }

  // Parts of the sum, a power of two.
  std::size_t subsets() const { return std::size_t{1} << parents_.size(); }

  // The number that a part is multiplied by, 0 or more; appends its terms (slicing.h).
  double share(std::size_t subset, std::vector<NoisyTerm>& terms) const;

 private:
  struct Parent {
    std::size_t variable = 0;
    double if_absent = 1;  // product of what the findings' links say
    double if_present = 1;
  };

  void add_links_of(std::size_t finding, StateIndex state);
  bool is_left_out(std::size_t variable) const;
  bool dissolves_in_the_plan(std::size_t parent) const;

  const CompiledNetwork& compiled_;
  const QueryPlan& plan_;
  const Observation& observation_;
  std::vector<Parent> parents_;
  bool can_be_summed_out_ = true;
};

}  // namespace paraspinal::engine
