#include "apps/service/signals.h"

#include <csignal>
#include <utility>

#include <pthread.h>

namespace paraspinal::service {
namespace {

sigset_t taken_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGHUP);
  sigaddset(&set, SIGUSR1);  // ours: the end of the thread
  return set;
}

}  // namespace

void block_signals() {
  const sigset_t set = taken_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

Signals::Signals(SignalCalls calls) : calls_(std::move(calls)), thread_([this] { take(); }) {}

Signals::~Signals() {
  ending_ = true;
  pthread_kill(thread_.native_handle(), SIGUSR1);
  thread_.join();
}

void Signals::take() {
  sigset_t waited = taken_signals();
  while (!ending_) {
    int signal = 0;
    if (sigwait(&waited, &signal) != 0) {
      continue;
    }
    if (signal == SIGHUP) {
      calls_.reload();
    } else if (signal != SIGUSR1) {
      calls_.stop();
      sigdelset(&waited, SIGTERM);
      sigdelset(&waited, SIGINT);
      sigset_t ending;
      sigemptyset(&ending);
      sigaddset(&ending, SIGTERM);
      sigaddset(&ending, SIGINT);
      pthread_sigmask(SIG_UNBLOCK, &ending, nullptr);  // the next one ends the process
    }
  }
}

}  // namespace paraspinal::service
