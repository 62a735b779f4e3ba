#include "apps/service/worker_threads.h"

#include <system_error>
#include <utility>

namespace paraspinal::service {

bool WorkerThreads::start(std::function<void()> job) {
  const std::lock_guard lock(mutex_);
  if (finishing_) {
    return false;
  }
  if (jobs_.size() >= idle_) {
    if (threads_.size() >= most_) {
      return false;
    }
    try {
      threads_.emplace_back([this] { work(); });
    } catch (const std::system_error&) {
      return false;
    }
    ++idle_;
  }
  jobs_.push_back(std::move(job));
  wake_.notify_one();
  return true;
}

void WorkerThreads::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return !jobs_.empty() || finishing_; });
    if (jobs_.empty()) {
      return;
    }
    const std::function<void()> job = std::move(jobs_.front());
    jobs_.pop_front();
    --idle_;
    lock.unlock();
    job();
    lock.lock();
    ++idle_;
  }
}

void WorkerThreads::finish() {
  {
    const std::lock_guard lock(mutex_);
    finishing_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) {
      thread.join();
    }
  }
}

}  // namespace paraspinal::service
