#include "engine/lane_variations.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/left_out_parents.h"

namespace paraspinal::engine {
namespace {

// Entries of the arena, each of eight doubles: 64 megabytes.
constexpr std::size_t largest_arena = std::size_t{1} << 20;

// For no more lanes the program costs more than it saves. Whether one was made before does not
// matter: it gives other bits.
constexpr std::size_t lanes_without_a_program = 8;

constexpr double infinity = std::numeric_limits<double>::infinity();

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
  return plan.plan.arena_size <= largest_arena && std::ranges::all_of(targets, stands);
}

LaneVariations::LaneVariations(const CompiledNetwork& compiled, const CommonPlan& plan,
                               FurtherEvidence further, PlanCache& cache)
    : compiled_(compiled),
      common_(plan),
      plan_(plan.plan),
      further_(further),
      cache_(cache),
      workspace_(cache.take_workspace()),
      lane_workspace_(cache.take_lane_workspace()),
      lanes_(plan_, *workspace_, *lane_workspace_),
      bases_(compiled, plan_, *plan.slices),
      unary_(lane_workspace_->variations) {
  lane_workspace_->factors.clear();
  unary_.clear();
  if (further == FurtherEvidence::may_come) {
    linked_from_outside_ = linked_from_outside(compiled, plan_);
  }
}

std::size_t LaneVariations::add_base(const Observation& base, std::span<const Target> targets) {
  locals_.clear();
  for (const Target& target : targets) {
    const std::size_t i = target.variable.index;
    const auto& state = base.state[i];
    locals_.push_back(state || target.known ? QueryPlan::none : plan_.place[i]);
    known_.push_back(state ? (*state == 1 ? 1.0 : 0.0) : target.known.value_or(0));
  }
  return bases_.add(base, *workspace_);
}

LaneVariations::~LaneVariations() {
  lane_workspace_->factors.clear();
  cache_.give_back(std::move(workspace_));
  cache_.give_back(std::move(lane_workspace_));
}

std::size_t LaneVariations::add(std::size_t base, const Observation& observation) {
  const std::size_t first = log_evidence_.size();
  if (further_ == FurtherEvidence::never) {
    add_part(base, observation, 1, {});
    parts_.push_back({first, 1});
    return parts_.size() - 1;
  }
  const LeftOutParents left_out(compiled_, plan_, linked_from_outside_, observation);
  for (std::size_t subset = 0; subset < left_out.subsets(); ++subset) {
    std::vector<NoisyTerm> terms;
    const double share = left_out.share(subset, terms);
    if (share > 0) {
      add_part(base, observation, share, terms);
    }
  }
  parts_.push_back({first, log_evidence_.size() - first});
  return parts_.size() - 1;
}

void LaneVariations::add_part(std::size_t base, const Observation& observation, double share,
                              std::span<const NoisyTerm> terms) {
  const auto unary = bases_.unary(base);
  workspace_->unary.assign(unary.begin(), unary.end());
  double log_evidence = bases_.log_constant(base) + observation.log_scale + std::log(share);
  log_evidence += enter_evidence(compiled_, plan_, observation, *workspace_);
  for (const NoisyTerm& term : terms) {
    log_evidence += enter_term(compiled_, plan_, observation, term, *workspace_);
  }
  base_of_.push_back(base);
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
  for (std::size_t lane = parts.first; lane < parts.first + parts.count && all != -infinity;
       ++lane) {
    const double weight = std::exp(log_evidence_[lane] - all);
    for (std::size_t t = 0; t < count; ++t) {
      row[t] += weight * present_of(lane)[t];
    }
  }
}

void LaneVariations::run() {
  if (log_evidence_.size() > lanes_without_a_program) {
    program_ = &common_.program->of(plan_, lane_workspace_->program);
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
    const double* known = known_.data() + base_of_[lane] * locals_.size();
    for (std::size_t t = 0; t < locals_.size(); ++t) {
      double& present = present_[lane * locals_.size() + t];
      if (log_evidence_[lane] == -infinity) {
        present = 0;
      } else if (locals_[t] == QueryPlan::none) {
        present = known[t];
      }
    }
  }
}

bool LaneVariations::same_evidence(const PlanTree& tree, std::size_t a, std::size_t b) const {
  return std::ranges::all_of(tree.locals, [&](std::size_t local) {
    const std::size_t begin = plan_.unary_begin[local];
    const auto values = unary_of(a).subspan(begin, plan_.states[local]);
    return std::ranges::equal(values, unary_of(b).subspan(begin, plan_.states[local]));
  });
}

// In four chains, for a product waits for the one before.
std::uint64_t LaneVariations::hash_of(const PlanTree& tree, std::size_t lane) const {
  constexpr std::uint64_t prime = 0x100000001b3;
  std::array<std::uint64_t, 4> chains{like_[base_of_[lane]], 1, 2, 3};
  const double* const unary = unary_of(lane).data();
  std::size_t next = 0;
  for (const std::size_t local : tree.locals) {
    const double* const values = unary + plan_.unary_begin[local];
    for (std::size_t state = 0; state < plan_.states[local]; ++state) {
      std::uint64_t& chain = chains[next++ % chains.size()];
      chain = (chain ^ std::bit_cast<std::uint64_t>(values[state])) * prime;
    }
  }
  std::uint64_t hash = 0;
  for (const std::uint64_t chain : chains) {
    hash = (hash ^ chain) * prime;
  }
  return hash ^ (hash >> 32);
}

// Finds the place of the lane among the distinct ones, or adds it to them.
void LaneVariations::list_distinct(const PlanTree& tree, std::size_t lane) {
  const auto numbers_of = [&](std::size_t other) { return like_[base_of_[other]]; };
  const std::uint64_t hash = hash_of(tree, lane);
  std::size_t slot = hash % slots_.size();
  while (slots_[slot] != 0) {
    const std::size_t place = slots_[slot] - 1;
    if (hashes_[place] == hash && numbers_of(distinct_[place]) == numbers_of(lane) &&
        same_evidence(tree, distinct_[place], lane)) {
      same_as_[lane] = place;
      return;
    }
    slot = (slot + 1) % slots_.size();
  }
  slots_[slot] = hashes_.size() + 1;
  same_as_[lane] = hashes_.size();
  hashes_.push_back(hash);
  distinct_.push_back(lane);
}

// By a hash of the unary values, then by the values.
void LaneVariations::find_distinct(const PlanTree& tree) {
  like_ = bases_.alike(tree.factors);
  lanes_in_order_.resize(log_evidence_.size());
  std::iota(lanes_in_order_.begin(), lanes_in_order_.end(), std::size_t{0});
  std::ranges::stable_sort(lanes_in_order_, {},
                           [&](std::size_t lane) { return like_[base_of_[lane]]; });
  hashes_.clear();
  distinct_.clear();
  same_as_.resize(log_evidence_.size());
  slots_.assign(std::bit_ceil(2 * log_evidence_.size() + 1), 0);
  for (const std::size_t lane : lanes_in_order_) {
    list_distinct(tree, lane);
  }
}

// Of one base each, unless lanes of several bases need far fewer: factors of each lane its own cost
// more than those of all.
std::vector<LaneVariations::Batch> LaneVariations::batches() const {
  std::vector<Batch> of_one;
  std::vector<Batch> mixed;
  for (std::size_t row = 0; row < distinct_.size(); ++row) {
    const bool same =
        row > 0 && like_[base_of_[distinct_[row]]] == like_[base_of_[distinct_[row - 1]]];
    for (std::vector<Batch>* list : {&of_one, &mixed}) {
      if (row == 0 || list->back().count == Lanes::count || (list == &of_one && !same)) {
        list->push_back({row, 0});
      }
      ++list->back().count;
    }
  }
  return 4 * of_one.size() > 5 * mixed.size() ? mixed : of_one;
}

void LaneVariations::enter_factors(const PlanTree& tree, Batch batch) {
  const auto base = [&](std::size_t row) { return like_[base_of_[distinct_[row]]]; };
  if (base(batch.first) == base(batch.first + batch.count - 1)) {
    bases_.enter(tree.factors, base(batch.first), *workspace_, *lane_workspace_);
    enter_constants(tree, base(batch.first));
    return;
  }
  std::array<std::size_t, Lanes::count> bases{};
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    bases[lane] = base(batch.first + std::min(lane, batch.count - 1));
  }
  bases_.spread(tree.factors, bases, *lane_workspace_);
  if (program_ != nullptr) {
    lanes_.use(*program_, nullptr);
  }
}

void LaneVariations::enter_constants(const PlanTree& tree, std::size_t base) {
  if (program_ == nullptr) {
    return;
  }
  std::vector<double>& constants = lane_workspace_->constants;
  if (constants_of_ != base) {
    constants.resize(std::max({constants.size(), program_->constants_size, std::size_t{1}}));
    program_->multiply_constants(plan_, tree.cliques, workspace_->factors, constants.data());
    constants_of_ = base;
  }
  lanes_.use(*program_, constants.data());
}

void LaneVariations::run(const PlanTree& tree, Batch batch) {
  enter_factors(tree, batch);
  std::array<const double*, Lanes::count> unary{};
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    // Lanes that stay free are not run on what lies about.
    const std::size_t row = distinct_[batch.first + std::min(lane, batch.count - 1)];
    unary[lane] = unary_of(row).data();
  }
  lanes_.set_unary(unary, tree.locals);
  lanes_.collect(tree.cliques);
  lanes_.distribute(tree.cliques);
}

// Adds what one tree gives to all lanes.
void LaneVariations::run(const PlanTree& tree, std::span<const std::size_t> targets) {
  find_distinct(tree);
  constants_of_.reset();
  tree_log_.resize(distinct_.size());
  tree_present_.resize(distinct_.size() * targets.size());
  for (const Batch batch : batches()) {
    run(tree, batch);
    for (std::size_t lane = 0; lane < batch.count; ++lane) {
      read_lane(lane, batch.first + lane, targets);
    }
  }
  for (std::size_t lane = 0; lane < log_evidence_.size(); ++lane) {
    const std::size_t row = same_as_[lane];
    log_evidence_[lane] += tree_log_[row];
    for (std::size_t t = 0; t < targets.size(); ++t) {
      present_[lane * locals_.size() + targets[t]] = tree_present_[row * targets.size() + t];
    }
  }
}

void LaneVariations::read_lane(std::size_t lane, std::size_t row,
                               std::span<const std::size_t> targets) {
  tree_log_[row] = lanes_.log_total(lane);
  for (std::size_t t = 0; t < targets.size(); ++t) {
    tree_present_[row * targets.size() + t] = lanes_.marginal(locals_[targets[t]], 1, lane);
  }
}

}  // namespace paraspinal::engine
