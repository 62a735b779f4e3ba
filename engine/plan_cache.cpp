#include "engine/plan_cache.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <utility>

namespace paraspinal::engine {
namespace {

// The last one at rest, or a new one.
template <typename Memory>
std::unique_ptr<Memory> taken(std::vector<std::unique_ptr<Memory>>& at_rest) {
  if (at_rest.empty()) {
    return std::make_unique<Memory>();
  }
  auto memory = std::move(at_rest.back());
  at_rest.pop_back();
  return memory;
}

void append_bytes(std::string& key, std::uint64_t number) {
  const auto bytes = std::bit_cast<std::array<char, sizeof number>>(number);
  key.append(bytes.begin(), bytes.end());
}

}  // namespace

std::string plan_key(const CompiledNetwork& compiled, const Observation& observation,
                     const VariableSet& targets) {
  VariableSet known = known_variables(observation);
  VariableSet dissolved(compiled.size());
  for (const VariableId variable : observation.observed) {
    const auto& state = observation.state[variable.index];
    if (state && compiled.dissolves(variable.index, *state)) {
      dissolved.insert(variable.index);
    }
  }
  known.remove(dissolved);
  std::string key;
  key.reserve((5 * known.words().size() + observation.observed.size()) * sizeof(std::uint64_t));
  // What dissolves is as if it were neither asked nor observed, for its answer is its state: the
  // plan is the same without it, but for the ancestors that it makes bear on evidence.
  const auto append = [&](VariableSet set) {
    set.remove(dissolved);
    std::ranges::for_each(set.words(), [&](std::uint64_t word) { append_bytes(key, word); });
  };
  append(known);
  append(targets);
  append(softly_observed(observation));
  append(
      compiled.and_above(VariableSet(compiled.size(), observation.observed), observation.implied));
  append(observation.implied.size() > 0 ? observation.implied : VariableSet(compiled.size()));
  known.keep(compiled.noisy());
  known.for_each([&](std::size_t i) { append_bytes(key, *observation.state[i]); });
  return key;
}

bool are_alike(const CompiledNetwork& compiled, const Observation& a, const Observation& b) {
  VariableSet known = known_variables(a);
  bool alike = a.observed == b.observed && known == known_variables(b) &&
               softly_observed(a) == softly_observed(b) && a.implied == b.implied;
  known.keep(compiled.noisy());
  known.for_each([&](std::size_t i) { alike = alike && a.state[i] == b.state[i]; });
  return alike;
}

CommonPlan PlanCache::Spares::take() {
  const std::lock_guard lock(mutex_);
  if (plans_.empty()) {
    return {};
  }
  CommonPlan plan = std::move(plans_.back());
  plans_.pop_back();
  return plan;
}

void PlanCache::Spares::give_back(CommonPlan plan) {
  plan.slices.reset();
  const std::lock_guard lock(mutex_);
  if (plans_.size() < most) {
    plans_.push_back(std::move(plan));
  }
}

std::shared_ptr<const CommonPlan> PlanCache::shared(CommonPlan plan) const {
  // It may outlive the cache.
  struct Lent {
    Lent(CommonPlan lent, std::shared_ptr<Spares> to)
        : plan(std::move(lent)), spares(std::move(to)) {}
    ~Lent() { spares->give_back(std::move(plan)); }
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;

    CommonPlan plan;
    std::shared_ptr<Spares> spares;
  };
  const auto lent = std::make_shared<Lent>(std::move(plan), spares_);
  return {lent, &lent->plan};
}

Result<std::shared_ptr<const CommonPlan>> PlanCache::find_or_make(
    std::string key, const std::function<Result<CommonPlan>(CommonPlan memory)>& make) {
  {
    std::shared_ptr<const CommonPlan> forgotten;  // outlives the lock
    const std::lock_guard lock(mutex_);
    if (const auto found = plan_of_.find(key); found != plan_of_.end()) {
      plans_.splice(plans_.begin(), plans_, found->second);
      return found->second->second;
    }
    if (plans_.size() >= most_plans) {
      plan_of_.erase(plans_.back().first);
      forgotten = std::move(plans_.back().second);
      plans_.pop_back();
    }
  }
  auto made = make(spares_->take());
  if (!made) {
    return fail(made.error());
  }
  auto plan = shared(*std::move(made));
  const std::lock_guard lock(mutex_);
  if (!plan_of_.contains(key)) {  // unless another thread was quicker
    plans_.emplace_front(std::move(key), plan);
    plan_of_.emplace(plans_.front().first, plans_.begin());
  }
  return plan;
}

std::optional<VariationTable> PlanCache::rows(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = rows_.find(key);
  return found == rows_.end() ? std::nullopt : std::optional(found->second);
}

void PlanCache::keep_rows(std::string key, const VariationTable& table) {
  const std::lock_guard lock(mutex_);
  if (rows_.size() >= most_rows) {
    rows_.clear();
  }
  rows_.emplace(std::move(key), table);
}

std::unique_ptr<Workspace> PlanCache::take_workspace() {
  const std::lock_guard lock(mutex_);
  return taken(workspaces_);
}

void PlanCache::give_back(std::unique_ptr<Workspace> workspace) {
  const std::lock_guard lock(mutex_);
  workspaces_.push_back(std::move(workspace));
}

std::unique_ptr<LaneWorkspace> PlanCache::take_lane_workspace() {
  const std::lock_guard lock(mutex_);
  return taken(lane_workspaces_);
}

void PlanCache::give_back(std::unique_ptr<LaneWorkspace> workspace) {
  const std::lock_guard lock(mutex_);
  lane_workspaces_.push_back(std::move(workspace));
}

std::unique_ptr<BinarySums> PlanCache::take_binary_sums() {
  const std::lock_guard lock(mutex_);
  return taken(binary_sums_);
}

void PlanCache::give_back(std::unique_ptr<BinarySums> sums) {
  const std::lock_guard lock(mutex_);
  binary_sums_.push_back(std::move(sums));
}

}  // namespace paraspinal::engine
