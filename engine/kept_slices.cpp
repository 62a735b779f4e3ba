#include "engine/kept_slices.h"

#include <utility>

namespace paraspinal::engine {

std::string slices_key(const Observation& observation) {
  constexpr std::size_t largest_of_one = 127;
  std::string key;
  key.reserve(observation.state.size());
  for (const auto& state : observation.state) {
    const std::size_t code = state ? *state + 1 : 0;
    key.push_back(static_cast<char>(code < largest_of_one ? code : largest_of_one));
    if (code >= largest_of_one) {
      key.append(std::to_string(code)).push_back(',');
    }
  }
  return key;
}

bool KeptSlices::worth_a_look() {
  const std::lock_guard lock(mutex_);
  return std::exchange(used_, true);
}

std::shared_ptr<const Slices> KeptSlices::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = slices_.find(key);
  return found == slices_.end() ? nullptr : found->second;
}

void KeptSlices::keep(std::string key, std::shared_ptr<const Slices> slices) {
  const std::lock_guard lock(mutex_);
  if (slices_.size() >= most_slices) {
    slices_.clear();
  }
  slices_.emplace(std::move(key), std::move(slices));
}

}  // namespace paraspinal::engine
