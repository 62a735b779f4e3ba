#include "engine/lane_variations.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/probability.h"

namespace paraspinal::engine {
namespace {

// Entries of the arena, each of eight doubles: 64 megabytes.
constexpr std::size_t largest_arena_of_lanes = std::size_t{1} << 20;

// For no more lanes the program costs more than it saves; once followed it is followed on. It gives
// other bits: which is the case hangs on the numbers of lanes asked for so far, and on nothing
// else.
constexpr std::size_t lanes_without_a_program = 8;

std::vector<std::unique_ptr<LaneWorkspace>> taken_from(PlanCache& cache) {
  std::vector<std::unique_ptr<LaneWorkspace>> workspaces;
  workspaces.push_back(cache.take_lane_workspace());
  return workspaces;
}

}  // namespace

bool LaneVariations::serves(const CompiledNetwork& compiled, const CommonPlan& plan,
                            const Observation& base, std::span<const Target> targets) {
  const auto stands = [&](const Target& target) {
    const std::size_t i = target.variable.index;
    if (const auto& state = base.state[i]) {
      return !compiled.dissolves(i, *state);
    }
    return target.known || (!plan.apart[i] && plan.plan.place[i] != QueryPlan::none);
  };
  return plan.plan.arena_size <= largest_arena_of_lanes && std::ranges::all_of(targets, stands);
}

LaneVariations::LaneVariations(const CompiledNetwork& compiled, const CommonPlan& plan,
                               FurtherEvidence further, PlanCache& cache)
    : compiled_(compiled),
      common_(plan),
      plan_(plan.plan),
      linked_from_outside_(further == FurtherEvidence::may_come
                               ? linked_from_outside(compiled, plan_)
                               : std::vector<bool>(compiled.size(), false)),
      cache_(cache),
      workspace_(cache.take_workspace()),
      lane_workspaces_(taken_from(cache)),
      bases_(compiled, plan_, *plan.slices),
      evidence_(plan_, lane_workspaces_.front()->variations) {}

LaneVariations::~LaneVariations() {
  cache_.give_back(std::move(workspace_));
  for (auto& lane_workspace : lane_workspaces_) {
    cache_.give_back(std::move(lane_workspace));
  }
}

std::size_t LaneVariations::add_base(const Observation& base, const Observation& varied,
                                     std::span<const Target> targets) {
  locals_.clear();
  for (const Target& target : targets) {
    const std::size_t i = target.variable.index;
    const auto& state = base.state[i];
    locals_.push_back(state || target.known ? QueryPlan::none : plan_.place[i]);
    known_.push_back(state ? (*state == 1 ? 1.0 : 0.0) : target.known.value_or(0));
  }
  const std::size_t place = bases_.add(base, *workspace_);
  const auto unary = bases_.unary(place);
  workspace_->unary.assign(unary.begin(), unary.end());
  const double entered = enter_evidence(compiled_, plan_, varied, *workspace_);
  evidence_.add_base(workspace_->unary);
  varied_.push_back({bases_.log_constant(place) + varied.log_scale + entered,
                     LeftOutParents(compiled_, plan_, linked_from_outside_, varied).none()});
  return place;
}

std::size_t LaneVariations::add(std::size_t base, const Observation& observation) {
  may_change_.resize(plan_.states.size());
  std::iota(may_change_.begin(), may_change_.end(), std::size_t{0});
  const Entered before{bases_.unary(base), bases_.log_constant(base) + observation.log_scale};
  return add_parts(base, before, observation,
                   {compiled_, plan_, linked_from_outside_, observation});
}

std::optional<std::size_t> LaneVariations::add_further(std::size_t base,
                                                       const Observation& further) {
  if (!varied_[base].leaves_none_out) {
    return std::nullopt;
  }
  const LeftOutParents left_out(compiled_, plan_, linked_from_outside_, further);
  if (!left_out.can_be_summed_out()) {
    return std::nullopt;
  }
  list_changed_by(further);
  return add_parts(base, {evidence_.of_base(base), varied_[base].log_evidence}, further, left_out);
}

// The variable itself, its parents, and those of parents that are left out.
void LaneVariations::list_changed_by(const Observation& further) {
  may_change_.clear();
  const auto list = [&](std::size_t variable) {
    if (plan_.place[variable] != QueryPlan::none) {
      may_change_.push_back(plan_.place[variable]);
    }
  };
  for (const VariableId variable : further.observed) {
    list(variable.index);
    for (const std::size_t parent : compiled_.family(variable.index).parents()) {
      list(parent);
      if (plan_.place[parent] == QueryPlan::none && !further.state[parent]) {
        std::ranges::for_each(compiled_.family(parent).parents(), list);
      }
    }
  }
  std::ranges::sort(may_change_);
  may_change_.erase(std::unique(may_change_.begin(), may_change_.end()), may_change_.end());
}

// Each parent left out doubles them; a part that has no share needs none.
std::size_t LaneVariations::add_parts(std::size_t base, Entered before,
                                      const Observation& observation,
                                      const LeftOutParents& left_out) {
  const std::size_t first = evidence_.size();
  for (std::size_t subset = 0; subset < left_out.subsets(); ++subset) {
    std::vector<NoisyTerm> terms;
    const double share = left_out.share(subset, terms);
    if (share > 0) {
      add_part(base, before, observation, share, terms);
    }
  }
  parts_.push_back({first, evidence_.size() - first});
  return parts_.size() - 1;
}

void LaneVariations::add_part(std::size_t base, Entered before, const Observation& observation,
                              double share, std::span<const NoisyTerm> terms) {
  workspace_->unary.assign(before.unary.begin(), before.unary.end());
  double log_evidence = before.log_evidence + std::log(share);
  log_evidence += enter_evidence(compiled_, plan_, observation, *workspace_);
  for (const NoisyTerm& term : terms) {
    log_evidence += enter_term(compiled_, plan_, observation, term, *workspace_);
  }
  evidence_.add(base, workspace_->unary, may_change_);
  log_evidence_.push_back(log_evidence);
}

double LaneVariations::log_evidence(std::size_t place) const {
  const auto parts = std::span(log_evidence_).subspan(parts_[place].first, parts_[place].count);
  if (parts.size() == 1) {
    return parts.front();
  }
  const double largest = parts.empty() ? log_of_zero : std::ranges::max(parts);
  double total = 0;
  for (const double part : parts) {
    total += largest > log_of_zero ? std::exp(part - largest) : 0.0;
  }
  return largest + std::log(total);
}

void LaneVariations::read_present(std::size_t place, std::vector<double>& row) const {
  const Parts parts = parts_[place];
  row.assign(locals_.size(), 0.0);
  const double all = log_evidence(place);
  for (std::size_t lane = parts.first; lane < parts.first + parts.count && all != log_of_zero;
       ++lane) {
    add_present(lane, parts.count == 1 ? 1 : std::exp(log_evidence_[lane] - all), row);
  }
}

// Nothing of a lane whose weight is 0.
void LaneVariations::add_present(std::size_t lane, double weight, std::vector<double>& row) const {
  if (weight == 0) {
    return;
  }
  for (const OfTree& tree : trees_) {
    const std::size_t count = tree.targets.size();
    const double* present = tree.present.data() + tree.walk.distinct().row_of(lane) * count;
    for (std::size_t t = 0; t < count; ++t) {
      row[tree.targets[t]] += weight * present[t];
    }
  }
  const double* known = known_.data() + evidence_.base_of(lane) * locals_.size();
  for (std::size_t t = 0; t < locals_.size(); ++t) {
    row[t] += locals_[t] == QueryPlan::none ? weight * known[t] : 0;
  }
}

void LaneVariations::begin() {
  evidence_.forget_lanes();
  parts_.clear();
  log_evidence_.clear();
}

// Each with memory of its own: what stands there stays for the next run.
void LaneVariations::enter_trees() {
  trees_.reserve(common_.trees.size());
  for (const PlanTree& tree : common_.trees) {
    if (!trees_.empty()) {
      lane_workspaces_.push_back(cache_.take_lane_workspace());
    }
    LaneWorkspace& own = *lane_workspaces_.back();
    own.factors.clear();
    OfTree& entered =
        trees_.emplace_back(LaneWalk(plan_, tree, *workspace_, own, bases_, evidence_));
    for (std::size_t t = 0; t < locals_.size(); ++t) {
      if (locals_[t] != QueryPlan::none && std::ranges::binary_search(tree.locals, locals_[t])) {
        entered.targets.push_back(t);
      }
    }
  }
}

void LaneVariations::run() {
  if (trees_.empty()) {
    enter_trees();
  }
  if (program_ == nullptr && evidence_.size() > lanes_without_a_program) {
    program_ = &common_.program->of(plan_, lane_workspaces_.front()->program);
    for (OfTree& tree : trees_) {
      tree.walk.follow(*program_);
    }
  }
  for (OfTree& tree : trees_) {
    run(tree);
  }
}

// Adds what one tree gives to the evidence of all lanes.
void LaneVariations::run(OfTree& tree) {
  tree.walk.begin();
  tree.log_total.clear();
  tree.present.clear();
  for (const LaneWalk::Batch batch : tree.walk.batches()) {
    tree.walk.run(batch);
    for (std::size_t lane = 0; lane < batch.count; ++lane) {
      tree.log_total.push_back(tree.walk.lanes().log_total(lane));
      for (const std::size_t target : tree.targets) {
        tree.present.push_back(tree.walk.lanes().marginal(locals_[target], 1, lane));
      }
    }
  }
  for (std::size_t lane = 0; lane < log_evidence_.size(); ++lane) {
    log_evidence_[lane] += tree.log_total[tree.walk.distinct().row_of(lane)];
  }
}

}  // namespace paraspinal::engine
