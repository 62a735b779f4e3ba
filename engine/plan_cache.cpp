#include "engine/plan_cache.h"

#include <algorithm>
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

}  // namespace

std::string plan_key(const CompiledNetwork& compiled, const Observation& observation,
                     const std::vector<bool>& targets) {
  constexpr unsigned target_bit = 1;
  constexpr unsigned soft_bit = 2;
  constexpr unsigned bears_bit = 4;
  constexpr unsigned implied_bit = 8;
  constexpr unsigned first_state = 16;
  const std::vector<bool> bears =
      compiled.with_ancestors(observation.observed, observation.implied);
  std::string key(compiled.size(), '\0');
  for (std::size_t i = 0; i < compiled.size(); ++i) {
    if (observation.state[i] && compiled.dissolves(i, *observation.state[i])) {
      // As if it were neither asked nor observed, for its answer is its state: the plan is the same
      // without it, but for the ancestors that it makes bear on evidence.
      continue;
    }
    unsigned code = targets[i] ? target_bit : 0;
    if (!observation.likelihood[i].empty()) {
      code |= soft_bit;
    }
    if (bears[i]) {
      code |= bears_bit;
    }
    if (observation.is_implied(i)) {
      code |= implied_bit;
    }
    if (const auto& state = observation.state[i]) {
      const bool noisy = compiled.family(i).form == FamilyForm::noisy;
      code += first_state * (1 + (noisy ? static_cast<unsigned>(*state) : 0));
    }
    key[i] = static_cast<char>(code);
    if (code > 255) {
      key.append(std::to_string(code)).append(",");  // more states than one character can tell
    }
  }
  return key;
}

bool are_alike(const CompiledNetwork& compiled, const Observation& a, const Observation& b) {
  for (std::size_t i = 0; i < compiled.size(); ++i) {
    const bool noisy = compiled.family(i).form == FamilyForm::noisy;
    if (a.state[i].has_value() != b.state[i].has_value() || (noisy && a.state[i] != b.state[i]) ||
        a.likelihood[i].empty() != b.likelihood[i].empty() || a.is_implied(i) != b.is_implied(i)) {
      return false;
    }
  }
  return a.observed == b.observed;
}

Result<std::shared_ptr<const CommonPlan>> PlanCache::find_or_make(
    std::string key, const std::function<Result<CommonPlan>()>& make) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = plans_.find(key); found != plans_.end()) {
      return found->second;
    }
  }
  auto made = make();
  if (!made) {
    return fail(made.error());
  }
  auto plan = std::make_shared<const CommonPlan>(*std::move(made));
  const std::lock_guard lock(mutex_);
  if (plans_.size() >= most_plans) {
    plans_.clear();
  }
  plans_.emplace(std::move(key), plan);
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

}  // namespace paraspinal::engine
