#include "engine/common_rows.h"

#include <algorithm>
#include <utility>

#include "engine/compiled_network.h"
#include "engine/variation_plan.h"

namespace paraspinal::engine {

bool can_be_run_in_lanes(VariationSet& set) {
  const VariationPlan* plan = set.plan_for(PlanUse::in_lanes);
  return plan != nullptr && set.observation()->log_scale == 0 &&
         LaneVariations::serves(set.inference().compiled(), *plan->plan(), plan->base(),
                                set.lane_targets());
}

CommonRows::CommonRows(std::vector<VariationSet*> sets) : sets_(std::move(sets)) {
  VariationSet& first = *sets_.front();
  if (!can_be_run_in_lanes(first)) {
    return;
  }
  const Inference& inference = first.inference();
  lanes_.emplace(inference.compiled(), *first.plan_for(PlanUse::in_lanes)->plan(), first.further(),
                 inference.plan_cache());
  for (VariationSet* set : sets_) {
    bases_.push_back(base_of(*set));
  }
}

CommonRows::Base CommonRows::base_of(VariationSet& set) {
  const VariationPlan& plan = *set.plan_for(PlanUse::in_lanes);
  Base base{&plan, 0, plan.fits(*set.observation()), *set.observation(), *set.observation()};
  plan.open(base.further);
  base.place =
      lanes_->add_base(plan.base(), base.fits ? base.further : plan.base(), set.lane_targets());
  base.further.observed.clear();
  return base;
}

Result<std::vector<VariationTable>> CommonRows::of(Variations variations) {
  places_.clear();
  if (lanes_) {
    lanes_->begin();
    for (std::size_t s = 0; s < sets_.size(); ++s) {
      for (const std::vector<EvidenceChange>& changes : variations) {
        places_.push_back(add(s, changes));
      }
    }
    lanes_->run();
  }
  std::vector<VariationTable> tables;
  for (std::size_t s = 0; s < sets_.size(); ++s) {
    auto table = table_of(s, variations);
    if (!table) {
      return fail(table.error());
    }
    tables.push_back(*std::move(table));
  }
  return tables;
}

// Most variations of a question only observe more: of these only that is entered.
std::optional<std::size_t> CommonRows::add(std::size_t set,
                                           const std::vector<EvidenceChange>& changes) {
  VariationSet& own = *sets_[set];
  Base& base = bases_[set];
  std::optional<std::size_t> place;
  if (base.fits && own.only_observe(changes)) {
    place = add_further(base, changes);
  }
  if (place) {
    return place;
  }
  if (own.change(base.varied, changes) && base.plan->fits(base.varied)) {
    base.plan->open(base.varied);
    place = lanes_->add(base.place, base.varied);
  }
  own.change_back(base.varied, changes);
  return place;
}

std::optional<std::size_t> CommonRows::add_further(Base& base,
                                                   const std::vector<EvidenceChange>& changes) {
  Observation& further = base.further;
  for (const EvidenceChange& change : changes) {
    further.state[change.variable.index] = change.state;
    further.observed.push_back(change.variable);
  }
  std::ranges::sort(further.observed);
  std::optional<std::size_t> place;
  if (base.plan->has_room_for(further)) {
    base.plan->open(further);
    place = lanes_->add_further(base.place, further);
  }
  for (const EvidenceChange& change : changes) {
    further.state[change.variable.index].reset();
    further.likelihood.clear(change.variable.index);
  }
  further.observed.clear();
  return place;
}

Result<VariationTable> CommonRows::table_of(std::size_t set, Variations variations) {
  VariationTable table(sets_[set]->targets().size());
  table.reserve(variations.size());
  std::vector<double> present;
  for (std::size_t v = 0; v < variations.size(); ++v) {
    const auto place = lanes_ ? places_[set * variations.size() + v] : std::nullopt;
    if (place) {
      lanes_->read_present(*place, present);
      table.append(lanes_->log_evidence(*place), present);
    } else if (auto error = sets_[set]->append_alone(variations[v], table)) {
      return fail(*std::move(error));
    }
  }
  return table;
}

}  // namespace paraspinal::engine
