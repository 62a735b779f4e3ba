#include "engine/evidence_variations.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "engine/compiled_network.h"
#include "engine/implied.h"
#include "engine/lane_variations.h"
#include "engine/plan_cache.h"
#include "engine/require.h"
#include "engine/split_effect.h"
#include "engine/variation_set.h"

namespace paraspinal::engine {
namespace {

using Variations = std::span<const std::vector<EvidenceChange>>;

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

bool can_be_run_in_lanes(VariationSet& set) {
  const VariationPlan* plan = set.plan_for(PlanUse::in_lanes);
  return plan != nullptr && set.observation()->log_scale == 0 &&
         LaneVariations::serves(set.inference().compiled(), *plan->plan(), plan->base(),
                                set.lane_targets());
}

// The rows of sets that one plan serves.
class CommonRows {
 public:
  // Requires one set at least, of the same plan in lanes where there is one.
  explicit CommonRows(std::span<VariationSet* const> sets, Variations variations)
      : sets_(sets), variations_(variations), places_(sets.size() * variations.size()) {
    if (can_be_run_in_lanes(*sets_.front())) {
      const Inference& inference = sets_.front()->inference();
      lanes_.emplace(inference.compiled(), *sets_.front()->plan_for(PlanUse::in_lanes)->plan(),
                     sets_.front()->further(), inference.plan_cache());
    }
  }

  Result<std::vector<VariationTable>> run() {
    if (lanes_) {
      for (std::size_t s = 0; s < sets_.size(); ++s) {
        add(s);
      }
      lanes_->run();
    }
    std::vector<VariationTable> tables;
    for (std::size_t s = 0; s < sets_.size(); ++s) {
      auto table = table_of(s);
      if (!table) {
        return fail(table.error());
      }
      tables.push_back(*std::move(table));
    }
    return tables;
  }

 private:
  // Most variations of a question only observe more: of these only that is entered.
  void add(std::size_t s) {
    VariationSet& set = *sets_[s];
    const VariationPlan& plan = *set.plan_for(PlanUse::in_lanes);
    Observation varied = *set.observation();
    Observation further = varied;
    const bool fits = plan.fits(varied);
    plan.open(further);
    const std::size_t base =
        lanes_->add_base(plan.base(), fits ? further : plan.base(), set.lane_targets());
    further.observed.clear();
    for (std::size_t v = 0; v < variations_.size(); ++v) {
      auto& place = places_[s * variations_.size() + v];
      if (fits && set.only_observe(variations_[v])) {
        place = further_place(base, further, plan, variations_[v]);
      }
      if (place) {
        continue;
      }
      if (set.change(varied, variations_[v]) && plan.fits(varied)) {
        plan.open(varied);
        place = lanes_->add(base, varied);
      }
      set.change_back(varied, variations_[v]);
    }
  }

  // `further` is what is varied, nothing of it listed as observed.
  std::optional<std::size_t> further_place(std::size_t base, Observation& further,
                                           const VariationPlan& plan,
                                           const std::vector<EvidenceChange>& changes) {
    for (const EvidenceChange& change : changes) {
      further.state[change.variable.index] = change.state;
      further.observed.push_back(change.variable);
    }
    std::ranges::sort(further.observed);
    std::optional<std::size_t> place;
    if (plan.has_room_for(further)) {
      plan.open(further);
      place = lanes_->add_further(base, further);
    }
    for (const EvidenceChange& change : changes) {
      further.state[change.variable.index].reset();
      further.likelihood.clear(change.variable.index);
    }
    further.observed.clear();
    return place;
  }

  Result<VariationTable> table_of(std::size_t s) {
    VariationTable table(sets_[s]->targets().size());
    table.reserve(variations_.size());
    std::vector<double> present;
    for (std::size_t v = 0; v < variations_.size(); ++v) {
      if (const auto place = places_[s * variations_.size() + v]) {
        lanes_->read_present(*place, present);
        table.append(lanes_->log_evidence(*place), present);
      } else if (auto error = sets_[s]->append_alone(variations_[v], table)) {
        return fail(*std::move(error));
      }
    }
    return table;
  }

  std::span<VariationSet* const> sets_;
  Variations variations_;
  std::vector<std::optional<std::size_t>> places_;  // [set][variation], in the lanes
  std::optional<LaneVariations> lanes_;
};

// Of each set a table; those that one plan serves go through it together.
Result<std::vector<VariationTable>> in_one_tree_each(std::span<VariationSet* const> sets,
                                                     Variations variations) {
  const auto plan_of = [](VariationSet* set) {
    const VariationPlan* plan = set->plan_for(PlanUse::in_lanes);
    return plan == nullptr ? nullptr : plan->plan();
  };
  std::vector<std::optional<VariationTable>> found(sets.size());
  for (std::size_t first = 0; first < sets.size(); ++first) {
    std::vector<VariationSet*> together;
    std::vector<std::size_t> places;
    for (std::size_t s = first; s < sets.size() && !found[first]; ++s) {
      if (s == first || (plan_of(sets[s]) != nullptr && plan_of(sets[s]) == plan_of(sets[first]) &&
                         can_be_run_in_lanes(*sets[s]))) {
        together.push_back(sets[s]);
        places.push_back(s);
      }
    }
    if (together.empty()) {
      continue;
    }
    auto tables = CommonRows(together, variations).run();
    if (!tables) {
      return tables;
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
      found[places[i]] = std::move((*tables)[i]);
    }
  }
  std::vector<VariationTable> all;
  for (auto& table : found) {
    all.push_back(*std::move(table));
  }
  return all;
}

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
  std::vector<std::optional<VariationTable>> tables(sets.size());
  std::vector<VariationSet*> whole;
  std::vector<EvidenceVariations> without;
  std::vector<EvidenceVariations> absent;
  std::vector<bool> is_split(sets.size(), false);
  for (std::size_t i = 0; i < sets.size(); ++i) {
    VariationSet& set = sets[i].shared_->set;
    require(std::ranges::all_of(set.targets(),
                                [&](VariableId target) {
                                  return set.inference().compiled().states(target.index) == 2;
                                }),
            "each target of a table has two states");
    if (const Terms* terms = sets[i].shared_->terms_for(variations)) {
      is_split[i] = true;
      without.push_back(terms->without);
      absent.push_back(terms->absent);
    } else if (tables[i] = set.rows_without_a_tree(variations); !tables[i]) {
      whole.push_back(&set);
    }
  }
  auto in_trees = in_one_tree_each(whole, variations);
  auto of_without = without.empty()
                        ? Result<std::vector<VariationTable>>(std::vector<VariationTable>{})
                        : present_in_each(without, variations);
  auto of_absent = absent.empty()
                       ? Result<std::vector<VariationTable>>(std::vector<VariationTable>{})
                       : present_in_each(absent, variations);
  for (const auto* result : {&in_trees, &of_without, &of_absent}) {
    if (!*result) {
      return fail(result->error());
    }
  }
  auto next_whole = in_trees->begin();
  std::size_t next_split = 0;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (is_split[i]) {
      auto table =
          sets[i].differences((*of_without)[next_split], (*of_absent)[next_split], variations);
      if (!table) {
        return fail(table.error());
      }
      tables[i] = *std::move(table);
      ++next_split;
    } else if (!tables[i]) {
      tables[i] = std::move(*next_whole++);
    }
  }
  std::vector<VariationTable> all;
  all.reserve(tables.size());
  for (auto& table : tables) {
    all.push_back(*std::move(table));
  }
  return all;
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
