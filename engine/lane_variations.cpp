#include "engine/lane_variations.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/left_out_parents.h"

namespace paraspinal::engine {
namespace {

// Entries of the arena, each of eight doubles: 64 megabytes.
constexpr std::size_t largest_arena = std::size_t{1} << 20;

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

bool LaneVariations::serves(const CompiledNetwork& compiled, const CommonPlan& plan,
                            const Observation& base, std::span<const VariableId> targets) {
  const auto stands = [&](VariableId target) {
    if (const auto& state = base.state[target.index]) {
      return !compiled.dissolves(target.index, *state);
    }
    return !plan.apart[target.index] && plan.plan.place[target.index] != QueryPlan::none;
  };
  return plan.plan.arena_size <= largest_arena && std::ranges::all_of(targets, stands);
}

LaneVariations::LaneVariations(const CompiledNetwork& compiled, const QueryPlan& plan,
                               const Observation& base, std::span<const VariableId> targets,
                               PlanCache& cache)
    : compiled_(compiled),
      plan_(plan),
      cache_(cache),
      workspace_(cache.take_workspace()),
      lane_workspace_(cache.take_lane_workspace()),
      lanes_(plan, *workspace_, *lane_workspace_) {
  lane_workspace_->factors.clear();
  places_.reserve(targets.size());
  for (const VariableId target : targets) {
    const auto& state = base.state[target.index];
    places_.push_back(
        {state ? QueryPlan::none : plan.place[target.index], state && *state == 1 ? 1.0 : 0.0});
  }
  log_families_ = slice_families(compiled, plan, base, *workspace_);
  family_unary_ = workspace_->unary;
}

LaneVariations::~LaneVariations() {
  cache_.give_back(std::move(workspace_));
  cache_.give_back(std::move(lane_workspace_));
}

std::size_t LaneVariations::add(const Observation& observation) {
  const LeftOutParents left_out(compiled_, plan_, observation);
  const std::size_t first = log_evidence_.size();
  for (std::size_t subset = 0; subset < left_out.subsets(); ++subset) {
    std::vector<NoisyTerm> terms;
    const double share = left_out.share(subset, terms);
    if (share > 0) {
      add_part(observation, share, terms);
    }
  }
  parts_.push_back({first, log_evidence_.size() - first});
  return parts_.size() - 1;
}

void LaneVariations::add_part(const Observation& observation, double share,
                              std::span<const NoisyTerm> terms) {
  workspace_->unary = family_unary_;
  double log_evidence = log_families_ + observation.log_scale + std::log(share);
  log_evidence += enter_evidence(compiled_, plan_, observation, *workspace_);
  for (const NoisyTerm& term : terms) {
    log_evidence += enter_term(compiled_, plan_, observation, term, *workspace_);
  }
  log_evidence_.push_back(log_evidence);
  lanes_.set_unary(waiting_, workspace_->unary);
  if (++waiting_ == Lanes::count) {
    run();
  }
}

double LaneVariations::log_evidence(std::size_t place) const {
  const auto parts = std::span(log_evidence_).subspan(parts_[place].first, parts_[place].count);
  if (parts.size() == 1) {
    return parts.front();
  }
  const double largest = parts.empty() ? -infinity : std::ranges::max(parts);
  double total = 0;
  for (const double part : parts) {
    total += largest > -infinity ? std::exp(part - largest) : 0.0;
  }
  return largest + std::log(total);
}

std::vector<double> LaneVariations::present(std::size_t place) const {
  std::vector<double> present(places_.size(), 0.0);
  const double all = log_evidence(place);
  if (all == -infinity) {
    return present;
  }
  for (std::size_t part = 0; part < parts_[place].count; ++part) {
    const std::size_t lane = parts_[place].first + part;
    const double weight = std::exp(log_evidence_[lane] - all);
    for (std::size_t t = 0; t < present.size(); ++t) {
      present[t] += weight * present_[lane * present.size() + t];
    }
  }
  return present;
}

void LaneVariations::run() {
  if (waiting_ == 0) {
    return;
  }
  for (std::size_t lane = waiting_; lane < Lanes::count; ++lane) {
    lanes_.set_unary(lane, workspace_->unary);
  }
  lanes_.collect();
  lanes_.distribute();
  for (std::size_t lane = 0; lane < waiting_; ++lane) {
    read_lane(lane);
  }
  waiting_ = 0;
}

void LaneVariations::read_lane(std::size_t lane) {
  double& log_evidence = log_evidence_[log_evidence_.size() - waiting_ + lane];
  log_evidence += lanes_.log_total(lane);
  const bool possible = log_evidence > -infinity;
  for (const Place& place : places_) {
    const double present =
        place.local == QueryPlan::none ? place.observed : lanes_.marginal(place.local, 1, lane);
    present_.push_back(possible ? present : 0.0);
  }
}

}  // namespace paraspinal::engine
