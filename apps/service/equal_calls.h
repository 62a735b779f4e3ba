#pragma once

// Calls that are equal are answered one after another, so that the second finds what the first has
// kept rather than doing its work again.
//
//   const EqualCalls::Entered entered(calls, name, 0.4);
//   if (const auto kept = kept_answer(name)) return *kept;   // an equal call has kept it by now
//
// Thread-safe. Whoever has waited long enough goes on all the same.

#include <condition_variable>
#include <mutex>
#include <set>
#include <string>

namespace paraspinal::service {

class EqualCalls {
 public:
  // From here to its end no other of that name enters, but those that have waited `seconds`.
  class Entered {
   public:
    Entered(EqualCalls& calls, std::string name, double seconds);
    ~Entered();
    Entered(const Entered&) = delete;
    Entered& operator=(const Entered&) = delete;

   private:
    EqualCalls* calls_;
    std::string name_;
    bool holds_ = false;
  };

 private:
  std::mutex mutex_;
  std::condition_variable left_;
  std::set<std::string> names_;
};

}  // namespace paraspinal::service
