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

// For no more lanes the program costs more than it saves. Whether one was made before does not
// matter: it gives other bits.
constexpr std::size_t lanes_without_a_program = 8;

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
      lane_workspace_(cache.take_lane_workspace()),
      bases_(compiled, plan_, *plan.slices),
      evidence_(plan_, lane_workspace_->variations),
      walk_(plan_, *workspace_, *lane_workspace_, bases_, evidence_) {
  lane_workspace_->factors.clear();
}

LaneVariations::~LaneVariations() {
  lane_workspace_->factors.clear();
  cache_.give_back(std::move(workspace_));
  cache_.give_back(std::move(lane_workspace_));
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
  const std::size_t count = locals_.size();
  const auto present_of = [&](std::size_t lane) {
    return std::span(present_).subspan(lane * count, count);
  };
  if (parts.count == 1) {
    row.assign(present_of(parts.first).begin(), present_of(parts.first).end());
    return;
  }
  row.assign(count, 0.0);
  const double all = log_evidence(place);
  for (std::size_t lane = parts.first; lane < parts.first + parts.count && all != log_of_zero;
       ++lane) {
    const double weight = std::exp(log_evidence_[lane] - all);
    for (std::size_t t = 0; t < count; ++t) {
      row[t] += weight * present_of(lane)[t];
    }
  }
}

void LaneVariations::run() {
  if (evidence_.size() > lanes_without_a_program) {
    walk_.follow(common_.program->of(plan_, lane_workspace_->program));
  }
  present_.assign(log_evidence_.size() * locals_.size(), 0.0);
  for (const PlanTree& tree : common_.trees) {
    std::vector<std::size_t> targets;
    for (std::size_t t = 0; t < locals_.size(); ++t) {
      if (locals_[t] != QueryPlan::none && std::ranges::binary_search(tree.locals, locals_[t])) {
        targets.push_back(t);
      }
    }
    run(tree, targets);
  }
  for (std::size_t lane = 0; lane < log_evidence_.size(); ++lane) {
    const double* known = known_.data() + evidence_.base_of(lane) * locals_.size();
    for (std::size_t t = 0; t < locals_.size(); ++t) {
      double& present = present_[lane * locals_.size() + t];
      if (log_evidence_[lane] == log_of_zero) {
        present = 0;
      } else if (locals_[t] == QueryPlan::none) {
        present = known[t];
      }
    }
  }
}

// Adds what one tree gives to all lanes.
void LaneVariations::run(const PlanTree& tree, std::span<const std::size_t> targets) {
  walk_.enter(tree);
  const DistinctLanes& distinct = walk_.distinct();
  tree_log_.clear();
  tree_present_.clear();
  for (const LaneWalk::Batch batch : walk_.batches()) {
    walk_.run(batch);
    for (std::size_t lane = 0; lane < batch.count; ++lane) {
      tree_log_.push_back(walk_.lanes().log_total(lane));
      for (const std::size_t target : targets) {
        tree_present_.push_back(walk_.lanes().marginal(locals_[target], 1, lane));
      }
    }
  }
  for (std::size_t lane = 0; lane < log_evidence_.size(); ++lane) {
    const std::size_t row = distinct.row_of(lane);
    log_evidence_[lane] += tree_log_[row];
    for (std::size_t t = 0; t < targets.size(); ++t) {
      present_[lane * locals_.size() + targets[t]] = tree_present_[row * targets.size() + t];
    }
  }
}

}  // namespace paraspinal::engine
