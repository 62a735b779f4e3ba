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
// absent noisy-OR is in no plan anyhow. Variations that are asked together go through the tree
// eight at a time (lane_propagation.h), through two smaller trees where the evidence holds a
// present finding of very many causes (split_effect.h):
//
//   const auto table = variations.present({{{fever, std::nullopt}}, {{fever, 0}}});
//   table->present(1, 0);     // P(first condition | evidence with fever absent)
//
// One asked alone sends only those messages anew whose evidence is not that of the variation asked
// before (kept_propagation.h). The plan is kept with the inference's own. Const and thread-safe;
// each thread at work has messages of its own.
//
// Not for: evidence sets that have little in common, or only one or two of them; see inference.h.

#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/inference.h"

namespace paraspinal::engine {

class CommonRows;

// A piece of hard evidence other than in the set that is varied: another state, or none.
struct EvidenceChange {
  VariableId variable;
  std::optional<StateIndex> state;

  bool operator==(const EvidenceChange&) const = default;
};

// Whether variations may hold evidence on variables of which the set that is varied says nothing,
// and that were not given as changeable. Where it never comes the tree is smaller: what is asked
// for, and bears on no evidence, joins nothing that bears on it alone.
enum class FurtherEvidence { may_come, never };

// Of many variations the log evidence and, for each target, P(state 1).
class VariationTable {
 public:
  explicit VariationTable(std::size_t targets) : targets_(targets) {}

  std::size_t size() const { return log_evidence_.size(); }

  // Natural log of P(variation); -inf where it is zero.
  double log_evidence(std::size_t variation) const { return log_evidence_[variation]; }
  bool impossible(std::size_t variation) const;

  // In the order of the targets; zeros where the variation is impossible.
  std::span<const double> present(std::size_t variation) const {
    return std::span(present_).subspan(variation * targets_, targets_);
  }
  double present(std::size_t variation, std::size_t target) const {
    return present(variation)[target];
  }

  void reserve(std::size_t variations);
  void append(double log_evidence, std::span<const double> present);

 private:
  std::size_t targets_;
  std::vector<double> log_evidence_;
  std::vector<double> present_;  // [variation][target]
};

class EvidenceVariations {
 public:
  // `changeable`: variables whose piece may be taken away, changed or added; the rest of the
  // evidence is sliced into the tables and makes the tree smaller. A piece that can be present or
  // absent should be given present, which needs more of the tree. Marginals are of `targets`.
  EvidenceVariations(const Inference& inference, const Evidence& evidence,
                     std::span<const VariableId> changeable, std::span<const VariableId> targets,
                     FurtherEvidence further = FurtherEvidence::may_come);

  // The same for several sets of evidence that observe the same variables, in their order: they
  // share plans where only states differ of which no plan knows (a person's age, sex or stage of
  // pregnancy). What each answers is the same, within rounding.
  static std::vector<EvidenceVariations> alike(const Inference& inference,
                                               std::span<const Evidence> sets,
                                               std::span<const VariableId> changeable,
                                               std::span<const VariableId> targets,
                                               FurtherEvidence further = FurtherEvidence::may_come);

  // The same as inference.posterior(variation, targets), within 1e-12, whatever was asked before.
  // For evidence that is no such variation it is that query. Errors: its errors.
  Result<Posterior> posterior(const Evidence& variation) const;

  // The evidence with some changes, for each list of them, all at once; targets have two states.
  // Each as posterior() gives it, within 1e-12 but for what a star's signed weights cancel, and
  // whatever stands beside it. Errors as posterior(), but that an impossible variation is no error.
  Result<VariationTable> present(std::span<const std::vector<EvidenceChange>> variations) const;

  // The same of several, each with the same changes, in their order: those that share a plan go
  // through it together (VariationRows).
  static Result<std::vector<VariationTable>> present_in_each(
      std::span<const EvidenceVariations> sets,
      std::span<const std::vector<EvidenceChange>> variations);

  // Natural log of P(variation), without a step back from the root. Errors as posterior().
  Result<double> log_evidence(const Evidence& variation) const;

 private:
  friend class VariationRows;

  struct Shared;

  Result<VariationTable> differences(const VariationTable& without, const VariationTable& absent,
                                     std::span<const std::vector<EvidenceChange>> variations) const;

  std::shared_ptr<Shared> shared_;
};

// Rows of several sets, asked again and again: what stands in the lanes from those asked before is
// gone on from. Each row is then the same within rounding, whatever was asked before.
//
//   VariationRows rows(EvidenceVariations::alike(inference, sets, changeable, targets));
//   rows.present(questions);
//   rows.present(others);
//
// Of one thread.
class VariationRows {
 public:
  explicit VariationRows(std::vector<EvidenceVariations> sets);
  ~VariationRows();
  VariationRows(const VariationRows&) = delete;
  VariationRows& operator=(const VariationRows&) = delete;

  // As EvidenceVariations::present_in_each.
  Result<std::vector<VariationTable>> present(
      std::span<const std::vector<EvidenceChange>> variations);

 private:
  using Tables = std::vector<std::optional<VariationTable>>;  // [set]

  // Sets that one plan serves.
  struct Tree {
    std::vector<std::size_t> sets;
    std::unique_ptr<CommonRows> rows;
  };

  void put_in_trees(std::vector<std::size_t> sets);
  void put_in_terms(std::vector<std::size_t> sets,
                    std::span<const std::vector<EvidenceChange>> variations);
  std::optional<Error> fill_from_trees(std::span<const std::vector<EvidenceChange>> variations,
                                       Tables& tables);
  std::optional<Error> fill_from_terms(std::span<const std::vector<EvidenceChange>> variations,
                                       Tables& tables);

  std::vector<EvidenceVariations> sets_;
  std::vector<std::size_t> in_trees_;  // of the rows before
  std::vector<Tree> trees_;            // of these
  std::vector<std::size_t> split_;     // likewise, those that are a difference (split_effect.h)
  std::unique_ptr<VariationRows> without_;
  std::unique_ptr<VariationRows> absent_;
};

}  // namespace paraspinal::engine
