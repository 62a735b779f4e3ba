#pragma once

// A plan carried out for one observation after another, each time only as far as the new one
// differs. Messages to the root are kept with a mark whether they still hold (lazily: nothing is
// sent before it is asked for); a change of evidence undoes that of the cliques between it and the
// root. Messages away from the root hold until any evidence in their tree changes.
//
//   KeptPropagation kept(compiled, plan, observation);
//   kept.log_total(observation);
//   kept.log_total(other);              // fewer findings, or other likelihoods
//   kept.marginals();                   // given `other`
//
// What it gives for an observation does not depend, to the last bit, on those before.

#include <span>
#include <vector>

#include "engine/propagation.h"
#include "engine/slicing.h"

namespace paraspinal::engine {

class KeptPropagation {
 public:
  // `observation` is one that the plan was made for. Network, plan and workspace must outlive this
  // object, and nothing else may use the workspace meanwhile.
  KeptPropagation(const CompiledNetwork& compiled, const QueryPlan& plan,
                  const Observation& observation, Workspace& workspace);

  // Natural log of P(evidence), without the observation's log scale; -inf when it is zero. The
  // observation may differ from the first one in likelihoods of variables that stand in the plan,
  // none for nothing observed, and in evidence that dissolves (compiled_network.h) into variables
  // that stand in the plan; the rest must be the same.
  double log_total(const Observation& observation);

  // The expectation, given the last observation, of a product of terms of noisy variables: 0 or
  // more. Its probability is not zero. Links to parents that are neither observed nor in the plan
  // count as 1. All messages are afterwards what they were.
  double expectation(const Observation& observation, std::span<const NoisyTerm> terms);

  // Marginals of the wanted variables, one after another at the plan's unary_begin, given the last
  // observation; nothing when its probability is zero.
  std::span<const double> marginals();

 private:
  void mark_changes();
  void collect_marked();
  void mark_terms(std::span<const NoisyTerm> terms);
  double send_up_marked();
  void restore();

  const CompiledNetwork& compiled_;
  const QueryPlan& plan_;
  Workspace& workspace_;
  std::vector<double> family_unary_;  // before evidence is entered
  double log_families_ = 0;
  std::vector<double> entered_;  // unary values that the messages were made with
  std::vector<std::size_t>
      clique_of_;             // of each local variable, that which its unary values are in
  std::vector<bool> holds_;   // of each clique, its table and message to the parent
  std::vector<double> logs_;  // of each clique, what these were divided by
  double log_total_ = 0;
  std::vector<bool> sent_;         // of each clique, whether expectation() sends its message anew
  std::vector<double> messages_;   // before that, one after another from the last clique
  std::vector<double> own_unary_;  // before that
  bool distributed_ = false;
  std::vector<double> marginals_;
};

}  // namespace paraspinal::engine
