#pragma once

// Posteriors for many variations of one set of evidence: some pieces taken away, or changed. What
// an explanation, a what-if or a value of information asks for.
//
//   const EvidenceVariations variations(inference, evidence, findings, conditions);
//   Evidence fewer = evidence;
//   fewer.forget(fever);
//   const Result<Posterior> without = variations.posterior(fewer);
//
// One plan serves all of them: a piece that may change stays a variable of the tree with a factor
// of its own, all ones when it is taken away (retraction of evidence, Cowell & Dawid 1992); an
// absent noisy-OR is in no plan anyhow. A variation sends only those messages anew whose evidence
// is not that of the variation asked before (kept_propagation.h). Const and thread-safe; each
// thread at work has messages of its own.
//
// Not for: evidence sets that have little in common, or only one or two of them; see inference.h.

#include <memory>
#include <span>

#include "engine/inference.h"

namespace paraspinal::engine {

class EvidenceVariations {
 public:
  // `changeable`: variables of the evidence whose piece may be taken away or changed; others are
  // sliced into the tables and make the tree smaller. A piece that can be present or absent should
  // be given present, which needs more of the tree. Marginals are of `targets`.
  EvidenceVariations(const Inference& inference, const Evidence& evidence,
                     std::span<const VariableId> changeable, std::span<const VariableId> targets);

  // The same as inference.posterior(variation, targets), within 1e-12, whatever was asked before.
  // For evidence that is no such variation it is that query. Errors: its errors.
  Result<Posterior> posterior(const Evidence& variation) const;

  // Natural log of P(variation), without a step back from the root. Errors as posterior().
  Result<double> log_evidence(const Evidence& variation) const;

 private:
  struct Shared;

  std::shared_ptr<Shared> shared_;
};

}  // namespace paraspinal::engine
