#pragma once

// Posteriors of one set of evidence in many networks that differ in their numbers alone: what
// credible intervals under uncertain parameters ask for.
//
//   const ParameterVariations variations(inference, evidence, conditions);
//   for (const VariableId id : variations.variables()) ...       // what the answer hangs on
//   const Result<Posterior> other = variations.posterior(changes);
//
//   const auto table = variations.present(draws.size(), [&](std::size_t n) { return draws[n]; });
//   table->present(17, 0);          // P(first condition | evidence) in the 18th of many networks
//
// One plan serves all of them: which families take part, the junction tree and the layout of every
// table are as in any network of that structure, so a change is copied in as numbers and the
// messages are sent anew; nothing is compiled or planned. Many at once go eight side by side in the
// lanes of vectors (lane_propagation.h), and as sums of terms with trees of their own, which are
// several times smaller (parameter_terms.h). Const and thread-safe; each thread at work has numbers
// of its own.
//
// Not for: one or two networks (changed_network.h), or one parameter varied (sensitivity.h).

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "engine/evidence_variations.h"
#include "engine/inference.h"

namespace paraspinal::engine {

// A variable's distribution in another network.
struct ChangedDistribution {
  VariableId variable;
  Distribution distribution;
};

// The changes of a variation, by its number. It may be asked for one a second time, and then gives
// the same; what it gives stays at least until it is asked for the next.
using ChangesOf = std::function<std::span<const ChangedDistribution>(std::size_t)>;

class ParameterVariations {
 public:
  // The network of `inference` must outlive this object. Marginals are of `targets`. `parts`: sets
  // of evidence whose probabilities add up to that of `evidence` whatever the numbers, each with
  // what is known made more certain (every stage of pregnancy that it leaves open); present() may
  // add up their answers, as their trees are smaller.
  ParameterVariations(const Inference& inference, const Evidence& evidence,
                      std::span<const VariableId> targets, std::span<const Evidence> parts = {});

  // Those whose distributions the answer may hang on, ascending: evidence, targets and their
  // ancestors.
  std::span<const VariableId> variables() const;

  // What a new Inference of the network with these changes gives for the evidence and targets,
  // within 1e-12. Variables that are not named have the network's own distribution; each is named
  // once at most, and only those of variables() count. Requires each distribution to be of the same
  // kind over the same parents in the same order as the network's own.
  //
  // Where the plan does not serve the numbers a new Inference is what answers, some ten times
  // slower: a strength, leak or noisy-MAX row that had no effect and now has one, a leak or raising
  // strength that falls below 1e-6, or a plan that would have been too large. Errors: those of
  // Network::Builder and Inference::posterior.
  Result<Posterior> posterior(std::span<const ChangedDistribution> changes) const;

  // Of so many variations the log evidence and, for each target, P(state 1); targets have two
  // states. Each as posterior() gives it but for rounding, less than 1e-12 but for what a star's
  // signed weights or the terms cancel: one of whose digits the terms would lose more than three
  // is asked alone. The same bits each time. Requires and errors as posterior(), but that evidence
  // impossible under some numbers is no error.
  Result<VariationTable> present(std::size_t variations, const ChangesOf& changes) const;

  // Whether the plan of posterior() serves these numbers.
  bool serves(std::span<const ChangedDistribution> changes) const;

 private:
  struct Shared;

  std::shared_ptr<Shared> shared_;
};

}  // namespace paraspinal::engine
