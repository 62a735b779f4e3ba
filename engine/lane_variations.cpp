#include "engine/lane_variations.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
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
  unary_.insert(unary_.end(), workspace_->unary.begin(), workspace_->unary.end());
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
  present_.assign(log_evidence_.size() * places_.size(), 0.0);
  for (const PlanTree& tree : trees_of(plan_)) {
    std::vector<std::size_t> targets;
    for (std::size_t t = 0; t < places_.size(); ++t) {
      if (std::ranges::binary_search(tree.locals, places_[t].local)) {
        targets.push_back(t);
      }
    }
    run(tree, targets);
  }
  for (std::size_t lane = 0; lane < log_evidence_.size(); ++lane) {
    for (std::size_t t = 0; t < places_.size(); ++t) {
      double& present = present_[lane * places_.size() + t];
      if (log_evidence_[lane] == -infinity) {
        present = 0;
      } else if (places_[t].local == QueryPlan::none) {
        present = places_[t].observed;
      }
    }
  }
}

// By a hash of the unary values, then by the values.
void LaneVariations::find_distinct(const PlanTree& tree) {
  constexpr std::uint64_t prime = 0x100000001b3;
  const auto same = [&](std::size_t a, std::size_t b) {
    return std::ranges::all_of(tree.locals, [&](std::size_t local) {
      const std::size_t begin = plan_.unary_begin[local];
      const auto values = unary_of(a).subspan(begin, plan_.states[local]);
      return std::ranges::equal(values, unary_of(b).subspan(begin, plan_.states[local]));
    });
  };
  std::vector<std::uint64_t> hashes;
  distinct_.clear();
  same_as_.clear();
  for (std::size_t lane = 0; lane < log_evidence_.size(); ++lane) {
    std::uint64_t hash = 0;
    for (const std::size_t local : tree.locals) {
      for (const double value :
           unary_of(lane).subspan(plan_.unary_begin[local], plan_.states[local])) {
        hash = (hash ^ std::bit_cast<std::uint64_t>(value)) * prime;
      }
    }
    std::size_t place = 0;
    while (place < hashes.size() && (hashes[place] != hash || !same(distinct_[place], lane))) {
      ++place;
    }
    if (place == hashes.size()) {
      hashes.push_back(hash);
      distinct_.push_back(lane);
    }
    same_as_.push_back(place);
  }
}

// Adds what one tree gives to all lanes.
void LaneVariations::run(const PlanTree& tree, std::span<const std::size_t> targets) {
  find_distinct(tree);
  tree_log_.resize(distinct_.size());
  tree_present_.resize(distinct_.size() * targets.size());
  for (std::size_t first = 0; first < distinct_.size(); first += Lanes::count) {
    const std::size_t count = std::min(Lanes::count, distinct_.size() - first);
    for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
      // Lanes that stay free are not run on what lies about.
      const std::size_t row = distinct_[first + std::min(lane, count - 1)];
      lanes_.set_unary(lane, unary_of(row), tree.locals);
    }
    lanes_.collect(tree.cliques);
    lanes_.distribute(tree.cliques);
    for (std::size_t lane = 0; lane < count; ++lane) {
      read_lane(lane, first + lane, targets);
    }
  }
  for (std::size_t lane = 0; lane < log_evidence_.size(); ++lane) {
    const std::size_t row = same_as_[lane];
    log_evidence_[lane] += tree_log_[row];
    for (std::size_t t = 0; t < targets.size(); ++t) {
      present_[lane * places_.size() + targets[t]] = tree_present_[row * targets.size() + t];
    }
  }
}

void LaneVariations::read_lane(std::size_t lane, std::size_t row,
                               std::span<const std::size_t> targets) {
  tree_log_[row] = lanes_.log_total(lane);
  for (std::size_t t = 0; t < targets.size(); ++t) {
    tree_present_[row * targets.size() + t] = lanes_.marginal(places_[targets[t]].local, 1, lane);
  }
}

}  // namespace paraspinal::engine
