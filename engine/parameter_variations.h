#pragma once

// Posteriors of one set of evidence in many networks that differ in their numbers alone: what
// credible intervals under uncertain parameters ask for.
//
//   const ParameterVariations variations(inference, evidence, conditions);
//   for (const VariableId id : variations.variables()) ...       // what the answer hangs on
//   const Result<Posterior> other = variations.posterior(changes);
//
// One plan serves all of them. Which families take part, the junction tree and the layout of every
// table are as in any network of that structure, so a change is copied in as numbers and the
// messages are sent anew; nothing is compiled or planned. Const and thread-safe; each thread at
// work has numbers of its own.
//
// Not for: one or two networks (changed_network.h), or one parameter varied (sensitivity.h).

#include <memory>
#include <optional>
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

class ParameterVariations {
 public:
  // The network of `inference` must outlive this object. Marginals are of `targets`.
  ParameterVariations(const Inference& inference, const Evidence& evidence,
                      std::span<const VariableId> targets);

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

  // Whether the one plan serves these numbers.
  bool serves(std::span<const ChangedDistribution> changes) const;

 private:
  friend class ParameterBatch;
  struct Shared;

  std::shared_ptr<Shared> shared_;
};

// Many variations in a row, eight at a time side by side in the lanes of vectors
// (lane_propagation.h): three to four times faster where propagation is what takes the time.
//
//   ParameterBatch batch(variations);
//   for (...) batch.add(changes);
//   const VariationTable& table = batch.finish();    // in the order of adding
//
// Of one thread. What is answered for a variation differs from posterior() by rounding only, and is
// the same bits each time the same ones are added in the same order.
class ParameterBatch {
 public:
  // Targets have two states.
  explicit ParameterBatch(const ParameterVariations& variations);
  ~ParameterBatch();
  ParameterBatch(const ParameterBatch&) = delete;
  ParameterBatch& operator=(const ParameterBatch&) = delete;

  // Requires and errors as posterior(), but that evidence impossible under these numbers is no
  // error. One with an error is not added.
  std::optional<Error> add(std::span<const ChangedDistribution> changes);

  // All that was added so far.
  const VariationTable& finish();

 private:
  struct Work;

  std::optional<Error> add_alone(std::span<const ChangedDistribution> changes);
  void run();

  ParameterVariations variations_;
  std::unique_ptr<Work> work_;  // none where the tree is too large for lanes, or there is none
  VariationTable table_;
};

}  // namespace paraspinal::engine
