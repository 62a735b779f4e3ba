#pragma once

// Holds back attempts to sign in: a password costs about half a second and 256 MB by intent, so
// that a few at one time, and so many a minute from one address, are all that is let through. The
// rest of the service goes on meanwhile.
//
//   SignInGate gate({.at_once = 2, .a_minute = 20});
//   const auto pass = gate.enter(request_peer, now);
//   if (!pass.may_go()) ...   // 429, Retry-After: pass.wait_seconds()
//
// Not for: the lock-out of a name, which is records::Users'. Thread-safe.

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace paraspinal::desk {

struct SignInLimits {
  std::size_t at_once = 2;
  std::size_t a_minute = 20;            // from one address
  std::size_t most_addresses = 10'000;  // that are remembered; beyond them all share one count
};

class SignInGate {
 public:
  explicit SignInGate(const SignInLimits& limits) : limits_(limits) {}

  // A place among those at one time, until it is destroyed.
  class Pass {
   public:
    Pass(SignInGate* gate, std::int64_t wait_seconds) : gate_(gate), wait_seconds_(wait_seconds) {}
    Pass(Pass&& other) noexcept;
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;
    Pass& operator=(Pass&&) = delete;
    ~Pass();

    bool may_go() const { return gate_ != nullptr; }
    std::int64_t wait_seconds() const { return wait_seconds_; }

   private:
    SignInGate* gate_;  // null: no place
    std::int64_t wait_seconds_;
  };

  // `now`: seconds since 1970.
  Pass enter(const std::string& address, std::int64_t now);

 private:
  void leave();
  // Whether another attempt of this address fits into this minute.
  bool is_within_rate(const std::string& address, std::int64_t minute);

  SignInLimits limits_;
  std::mutex mutex_;
  std::size_t running_ = 0;
  std::int64_t minute_ = -1;
  std::map<std::string, std::size_t> attempts_;  // in that minute
};

}  // namespace paraspinal::desk
