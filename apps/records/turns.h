#pragma once

// A number of turns that threads take and give back: so many of them do a costly thing at one time.
//
//   Turns turns(2);
//   const auto turn = turns.take(std::chrono::seconds(2));
//   if (!turn) { return busy; }                       // given back at the end of `turn`
//
// Thread-safe; must outlive the turns taken.

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace paraspinal::records {

class Turns {
 public:
  explicit Turns(int count) : left_(count) {}

  struct GiveBack {
    void operator()(Turns* turns) const { turns->give_back(); }
  };
  using Turn = std::unique_ptr<Turns, GiveBack>;

  // Nothing when none was given back in that time.
  Turn take(std::chrono::milliseconds most) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, most, [this] { return left_ > 0; })) {
      return nullptr;
    }
    --left_;
    return Turn(this);
  }

 private:
  void give_back() {
    const std::lock_guard lock(mutex_);
    ++left_;
    changed_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  int left_;
};

}  // namespace paraspinal::records
