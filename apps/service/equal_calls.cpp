#include "apps/service/equal_calls.h"

#include <chrono>
#include <utility>

namespace paraspinal::service {

EqualCalls::Entered::Entered(EqualCalls& calls, std::string name, double seconds)
    : calls_(&calls), name_(std::move(name)) {
  std::unique_lock lock(calls.mutex_);
  holds_ = calls.names_.insert(name_).second;
  if (!holds_) {
    holds_ = calls.left_.wait_for(lock, std::chrono::duration<double>(seconds),
                                  [&] { return calls.names_.insert(name_).second; });
  }
}

EqualCalls::Entered::~Entered() {
  if (holds_) {
    {
      const std::lock_guard lock(calls_->mutex_);
      calls_->names_.erase(name_);
    }
    calls_->left_.notify_all();
  }
}

}  // namespace paraspinal::service
