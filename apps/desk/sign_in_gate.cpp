#include "apps/desk/sign_in_gate.h"

namespace paraspinal::desk {

SignInGate::Pass::Pass(Pass&& other) noexcept
    : gate_(other.gate_), wait_seconds_(other.wait_seconds_) {
  other.gate_ = nullptr;
}

SignInGate::Pass::~Pass() {
  if (gate_ != nullptr) {
    gate_->leave();
  }
}

SignInGate::Pass SignInGate::enter(const std::string& address, std::int64_t now) {
  constexpr std::int64_t seconds_a_minute = 60;
  const std::lock_guard lock(mutex_);
  if (!is_within_rate(address, now / seconds_a_minute)) {
    return {nullptr, seconds_a_minute - now % seconds_a_minute};
  }
  if (running_ >= limits_.at_once) {
    return {nullptr, 1};
  }
  ++running_;
  return {this, 0};
}

void SignInGate::leave() {
  const std::lock_guard lock(mutex_);
  --running_;
}

bool SignInGate::is_within_rate(const std::string& address, std::int64_t minute) {
  if (minute != minute_) {
    minute_ = minute;
    attempts_.clear();
  }
  const bool known = attempts_.contains(address) || attempts_.size() < limits_.most_addresses;
  return ++attempts_[known ? address : ""] <= limits_.a_minute;
}

}  // namespace paraspinal::desk
