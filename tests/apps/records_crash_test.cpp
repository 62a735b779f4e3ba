// What a call has answered is on the disk: a process that appends is killed at some moment, and no
// line that it was told of is missing. PARASPINAL_KILLS sets how often; 500 takes some minutes.

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <random>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "apps/records/records.h"
#include "tests/apps/records_file.h"

namespace paraspinal::records {
namespace {

int kills() {
  const char* wanted = std::getenv("PARASPINAL_KILLS");
  return wanted == nullptr ? 30 : std::atoi(wanted);
}

// Appends, erases now and then, and tells the number of each line once it was answered.
void append_until_refused(Records& records, int told, int thread) {
  for (int i = 0;; ++i) {
    const auto line = records.append(event_of("Patient/" + std::to_string(i % 5), i % 40));
    if (!line || ::write(told, &line->number, sizeof(line->number)) != sizeof(line->number)) {
      ::_exit(2);
    }
    if (i % 7 == thread && !records.erase("Patient/3", "officer", "2026-11-26T11:00:00Z")) {
      ::_exit(3);
    }
  }
}

// In a child, with three threads.
[[noreturn]] void append_for_ever(const std::string& path, int told) {
  auto records = Records::open(path, {.master_key = test_key});
  if (!records) {
    ::_exit(1);
  }
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 3; ++thread) {
    threads.emplace_back(append_until_refused, std::ref(**records), told, thread);
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  ::_exit(4);
}

struct Run {
  std::int64_t last_told = 0;
  bool was_killed = false;  // and did not end by itself
};

Run run_and_kill(const std::string& path, std::chrono::microseconds after) {
  int ends[2] = {};
  EXPECT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    append_for_ever(path, ends[1]);
  }
  ::close(ends[1]);
  Run run;
  // The first answer shows that the file is open; from then on any moment will do.
  std::int64_t number = 0;
  if (::read(ends[0], &number, sizeof(number)) == sizeof(number)) {
    run.last_told = std::max(run.last_told, number);
  }
  std::this_thread::sleep_for(after);
  ::kill(child, SIGKILL);
  while (::read(ends[0], &number, sizeof(number)) == sizeof(number)) {
    run.last_told = std::max(run.last_told, number);
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  run.was_killed = WIFSIGNALED(status);
  return run;
}

TEST(RecordsCrash, NoAnsweredLineIsLostWhenAProcessIsKilled) {
  const RecordsFile file("killed");
  std::mt19937 chance(7);
  std::uniform_int_distribution<int> microseconds(0, 30'000);
  for (int i = 0; i < kills(); ++i) {
    const auto run = run_and_kill(file.path(), std::chrono::microseconds(microseconds(chance)));
    ASSERT_TRUE(run.was_killed);
    const auto state = file.open()->verify();

    ASSERT_TRUE(state) << state.error().message;
    EXPECT_EQ(state->first_broken, std::nullopt) << state->why;
    EXPECT_GT(run.last_told, 0);
    EXPECT_GE(state->lines, run.last_told);
  }
}

TEST(RecordsCrash, AProcessKilledWhileItMakesTheFileLeavesOneThatOpens) {
  std::mt19937 chance(8);
  std::uniform_int_distribution<int> microseconds(0, 20'000);
  for (int i = 0; i < kills(); ++i) {
    const RecordsFile file("half_made");
    const pid_t child = ::fork();
    if (child == 0) {
      const auto records = Records::open(file.path(), {.master_key = test_key});
      ::_exit(records ? 0 : 1);
    }
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds(chance)));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const auto records = file.open();

    ASSERT_NE(records, nullptr);
    EXPECT_EQ(records->append(event_of("Patient/1", 1)).value().number, 1);
  }
}

TEST(RecordsCrash, TwoProcessesAppendAtOnceWithoutAGap) {
  const RecordsFile file("two_processes");
  constexpr int each = 100;
  std::vector<pid_t> children;
  for (int i = 0; i < 2; ++i) {
    children.push_back(::fork());
    if (children.back() == 0) {
      auto records = Records::open(file.path(), {.master_key = test_key});
      bool appended = records.has_value();
      for (int minute = 0; appended && minute < each; ++minute) {
        appended = (*records)->append(event_of("Patient/1", minute % 40)).has_value();
      }
      ::_exit(appended ? 0 : 1);
    }
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  const auto state = file.open()->verify().value();

  EXPECT_EQ(state.lines, 2 * each);
  EXPECT_EQ(state.first_broken, std::nullopt) << state.why;
}

}  // namespace
}  // namespace paraspinal::records
