#include "engine/evidence_variations.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "engine/common_rows.h"
#include "engine/compiled_network.h"
#include "engine/implied.h"
#include "engine/plan_cache.h"
#include "engine/require.h"
#include "engine/split_effect.h"
#include "engine/variation_set.h"

namespace paraspinal::engine {
namespace {

// Whether a variation says something else of the variable.
bool any_changes(Variations variations, VariableId variable) {
  return std::ranges::any_of(variations, [&](const std::vector<EvidenceChange>& changes) {
    return std::ranges::find(changes, variable, &EvidenceChange::variable) != changes.end();
  });
}

// The two terms of evidence that is split by a present finding.
struct Terms {
  VariableId effect;
  EvidenceVariations without;
  EvidenceVariations absent;
};

}  // namespace

struct EvidenceVariations::Shared {
  Shared(const Inference& inference, const Evidence& evidence,
         std::span<const VariableId> changeable, std::span<const VariableId> targets,
         FurtherEvidence further)
      : set(inference, evidence, changeable, targets, further) {}

  const Terms* terms_for(Variations variations);

  VariationSet set;
  std::mutex mutex;
  bool terms_looked_for = false;
  std::optional<Terms> terms;
};

// Made when they are first asked for; none where no finding splits the evidence, or the variations
// change that one.
const Terms* EvidenceVariations::Shared::terms_for(Variations variations) {
  const std::lock_guard lock(mutex);
  if (!terms_looked_for && !set.inference().fixed_plan() && set.observation() != nullptr) {
    terms_looked_for = true;
    if (const auto split =
            split_effect(set.inference().compiled(), set.evidence(), set.changeable())) {
      terms.emplace(
          Terms{split->effect,
                {set.inference(), split->without, set.changeable(), set.targets(), set.further()},
                {set.inference(), split->absent, set.changeable(), set.targets(), set.further()}});
    }
  }
  return terms && !any_changes(variations, terms->effect) ? &*terms : nullptr;
}

bool VariationTable::impossible(std::size_t variation) const {
  return std::isinf(log_evidence_[variation]);
}

void VariationTable::reserve(std::size_t variations) {
  log_evidence_.reserve(variations);
  present_.reserve(variations * targets_);
}

void VariationTable::append(double log_evidence, std::span<const double> present) {
  log_evidence_.push_back(log_evidence);
  present_.insert(present_.end(), present.begin(), present.end());
}

EvidenceVariations::EvidenceVariations(const Inference& inference, const Evidence& evidence,
                                       std::span<const VariableId> changeable,
                                       std::span<const VariableId> targets, FurtherEvidence further)
    : shared_(std::make_shared<Shared>(inference, evidence, changeable, targets, further)) {}

std::vector<EvidenceVariations> EvidenceVariations::alike(const Inference& inference,
                                                          std::span<const Evidence> sets,
                                                          std::span<const VariableId> changeable,
                                                          std::span<const VariableId> targets,
                                                          FurtherEvidence further) {
  std::vector<EvidenceVariations> all;
  all.reserve(sets.size());
  for (const Evidence& evidence : sets) {
    all.push_back(EvidenceVariations(inference, evidence, changeable, targets, further));
  }
  if (inference.fixed_plan()) {
    return all;
  }
  if (const auto split = split_alike(inference.compiled(), sets, changeable)) {
    const auto without = alike(inference, split->without, changeable, targets, further);
    const auto absent = alike(inference, split->absent, changeable, targets, further);
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i].shared_->terms_looked_for = true;
      all[i].shared_->terms.emplace(Terms{split->effect, without[i], absent[i]});
    }
    return all;
  }
  std::vector<Observation*> observations;
  for (const EvidenceVariations& one : all) {
    if (Observation* observation = one.shared_->set.observation()) {
      observations.push_back(observation);
    }
  }
  keep_common_implied(observations);
  for (std::size_t i = 1; i < all.size(); ++i) {
    all[i].shared_->set.take_plan_of({all[0].shared_, &all[0].shared_->set});
  }
  return all;
}

Result<Posterior> EvidenceVariations::posterior(const Evidence& variation) const {
  return shared_->set.posterior(variation);
}

Result<double> EvidenceVariations::log_evidence(const Evidence& variation) const {
  return shared_->set.log_evidence(variation);
}

Result<VariationTable> EvidenceVariations::present(Variations variations) const {
  auto tables = present_in_each(std::span(this, 1), variations);
  return tables ? Result<VariationTable>(std::move(tables->front())) : fail(tables.error());
}

Result<std::vector<VariationTable>> EvidenceVariations::present_in_each(
    std::span<const EvidenceVariations> sets, Variations variations) {
  return VariationRows({sets.begin(), sets.end()}).present(variations);
}

VariationRows::VariationRows(std::vector<EvidenceVariations> sets) : sets_(std::move(sets)) {
  for (const EvidenceVariations& one : sets_) {
    const VariationSet& set = one.shared_->set;
    require(std::ranges::all_of(set.targets(),
                                [&](VariableId target) {
                                  return set.inference().compiled().states(target.index) == 2;
                                }),
            "each target of a table has two states");
  }
}

VariationRows::~VariationRows() = default;

Result<std::vector<VariationTable>> VariationRows::present(Variations variations) {
  std::vector<std::optional<VariationTable>> tables(sets_.size());
  std::vector<std::size_t> in_trees;
  std::vector<std::size_t> split;
  for (std::size_t i = 0; i < sets_.size(); ++i) {
    EvidenceVariations::Shared& shared = *sets_[i].shared_;
    if (shared.terms_for(variations) != nullptr) {
      split.push_back(i);
    } else if (tables[i] = shared.set.rows_without_a_tree(variations); !tables[i]) {
      in_trees.push_back(i);
    }
  }
  put_in_trees(std::move(in_trees));
  put_in_terms(std::move(split), variations);
  if (auto error = fill_from_trees(variations, tables)) {
    return fail(*std::move(error));
  }
  if (auto error = fill_from_terms(variations, tables)) {
    return fail(*std::move(error));
  }
  std::vector<VariationTable> all;
  all.reserve(tables.size());
  for (auto& table : tables) {
    all.push_back(*std::move(table));
  }
  return all;
}

// Those that one plan serves go through it together.
void VariationRows::put_in_trees(std::vector<std::size_t> sets) {
  if (sets == in_trees_) {
    return;
  }
  in_trees_ = std::move(sets);
  trees_.clear();
  std::vector<const CommonPlan*> plans;  // [tree]
  for (const std::size_t i : in_trees_) {
    VariationSet& set = sets_[i].shared_->set;
    const CommonPlan* plan =
        can_be_run_in_lanes(set) ? set.plan_for(PlanUse::in_lanes)->plan() : nullptr;
    const auto known = plan == nullptr ? plans.end() : std::ranges::find(plans, plan);
    const auto tree = static_cast<std::size_t>(known - plans.begin());
    if (tree == plans.size()) {
      plans.push_back(plan);
      trees_.emplace_back();
    }
    trees_[tree].sets.push_back(i);
  }
  for (Tree& tree : trees_) {
    std::vector<VariationSet*> sets_of_it;
    for (const std::size_t i : tree.sets) {
      sets_of_it.push_back(&sets_[i].shared_->set);
    }
    tree.rows = std::make_unique<CommonRows>(std::move(sets_of_it));
  }
}

void VariationRows::put_in_terms(std::vector<std::size_t> sets, Variations variations) {
  if (sets == split_) {
    return;
  }
  split_ = std::move(sets);
  std::vector<EvidenceVariations> without;
  std::vector<EvidenceVariations> absent;
  for (const std::size_t i : split_) {
    const Terms* terms = sets_[i].shared_->terms_for(variations);
    without.push_back(terms->without);
    absent.push_back(terms->absent);
  }
  without_ = std::make_unique<VariationRows>(std::move(without));
  absent_ = std::make_unique<VariationRows>(std::move(absent));
}

std::optional<Error> VariationRows::fill_from_trees(Variations variations, Tables& tables) {
  for (const Tree& tree : trees_) {
    auto found = tree.rows->of(variations);
    if (!found) {
      return found.error();
    }
    for (std::size_t i = 0; i < tree.sets.size(); ++i) {
      tables[tree.sets[i]] = std::move((*found)[i]);
    }
  }
  return std::nullopt;
}

std::optional<Error> VariationRows::fill_from_terms(Variations variations, Tables& tables) {
  if (split_.empty()) {
    return std::nullopt;
  }
  const auto without = without_->present(variations);
  const auto absent = without ? absent_->present(variations) : without;
  if (!absent) {
    return absent.error();
  }
  for (std::size_t i = 0; i < split_.size(); ++i) {
    auto table = sets_[split_[i]].differences((*without)[i], (*absent)[i], variations);
    if (!table) {
      return table.error();
    }
    tables[split_[i]] = *std::move(table);
  }
  return std::nullopt;
}

// Of the evidence without the finding and with it absent; a row that would lose its digits is asked
// alone.
Result<VariationTable> EvidenceVariations::differences(const VariationTable& without,
                                                       const VariationTable& absent,
                                                       Variations variations) const {
  VariationTable table(shared_->set.targets().size());
  table.reserve(variations.size());
  std::vector<double> present;
  for (std::size_t v = 0; v < variations.size(); ++v) {
    if (const auto log_evidence = difference(without, absent, v, present)) {
      table.append(*log_evidence, present);
    } else if (auto error = shared_->set.append_alone(variations[v], table)) {
      return fail(*std::move(error));
    }
  }
  return table;
}

}  // namespace paraspinal::engine
