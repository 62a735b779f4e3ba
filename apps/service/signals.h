#pragma once

// SIGTERM, SIGINT and SIGHUP as calls on one thread of their own, where anything may be done.
//
//   const Signals signals({.stop = [&] { server->stop(); }, .reload = [&] { service->reload(); }});
//   server->run();
//
// Made before any other thread, so that all inherit the blocked signals. One at a time in a
// process.

#include <atomic>
#include <functional>
#include <thread>

namespace paraspinal::service {

struct SignalCalls {
  std::function<void()> stop;    // SIGTERM, SIGINT; a second one ends the process at once
  std::function<void()> reload;  // SIGHUP
};

// The three signals wait from here on to be taken; in this thread and those it makes.
void block_signals();

class Signals {
 public:
  // Requires block_signals() before.
  explicit Signals(SignalCalls calls);
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

 private:
  void take();

  SignalCalls calls_;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

}  // namespace paraspinal::service
