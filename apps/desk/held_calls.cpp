#include "apps/desk/held_calls.h"

#include <algorithm>
#include <utility>

namespace paraspinal::desk {

std::shared_ptr<const HeldCall> HeldCalls::find(std::string_view id, std::int64_t revision,
                                                std::string_view knowledge_hash) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find_if(calls_, [&](const auto& held) {
    return held->facts.id == id && held->facts.revision == revision &&
           held->knowledge_hash == knowledge_hash;
  });
  if (found == calls_.end()) {
    return nullptr;
  }
  calls_.splice(calls_.begin(), calls_, found);
  return calls_.front();
}

void HeldCalls::keep(std::shared_ptr<const HeldCall> held) {
  const std::lock_guard lock(mutex_);
  const auto older = std::ranges::find_if(
      calls_, [&held](const auto& one) { return one->facts.id == held->facts.id; });
  if (older != calls_.end()) {
    if ((*older)->facts.revision > held->facts.revision) {
      return;
    }
    calls_.erase(older);
  }
  calls_.push_front(std::move(held));
  if (calls_.size() > most_) {
    calls_.pop_back();
  }
}

}  // namespace paraspinal::desk
