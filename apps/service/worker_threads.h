#pragma once

// Threads for jobs of their own length, made as they are needed and kept, up to a limit; a job
// beyond it is refused rather than queued.
//
//   WorkerThreads threads(256);
//   if (!threads.start([socket] { serve(socket); })) turn_away(socket);
//   threads.finish();   // waits for all jobs

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace paraspinal::service {

class WorkerThreads {
 public:
  explicit WorkerThreads(std::size_t most) : most_(most) {}
  ~WorkerThreads() { finish(); }
  WorkerThreads(const WorkerThreads&) = delete;
  WorkerThreads& operator=(const WorkerThreads&) = delete;

  // False, and the job is not run, when all threads are busy or a thread cannot be made. A job must
  // not throw.
  bool start(std::function<void()> job);
  // Takes no more jobs, and waits for those that run.
  void finish();

 private:
  void work();

  std::size_t most_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;  // never more than idle threads
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool finishing_ = false;
};

}  // namespace paraspinal::service
