// What a call has answered is on the disk: a process that appends is killed at some moment, and no
// line that it was told of is missing. PARASPINAL_KILLS sets how often; 500 takes some minutes.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "apps/records/calls.h"
#include "apps/records/records.h"
#include "tests/apps/calls_fixture.h"
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

// An answer of which a caller was told that it was written down.
struct Told {
  std::array<char, 32> call = {};
  std::int64_t revision = 0;
};

// Opens a call, appends answers, a call-back now and then, closes it and goes on with the next; and
// tells each event once it was answered.
void hold_calls_until_refused(Records& records, int told, int thread) {
  Calls calls(records);
  for (int round = 0;; ++round) {
    const auto call = calls.open(call_about("tel:" + std::to_string(thread)));
    if (!call) {
      ::_exit(2);
    }
    Told written;
    std::ranges::copy(call->id, written.call.begin());
    for (int number = 1; number <= 12; ++number) {
      const std::string kind = number == 12 ? "closed" : number % 5 == 0 ? "call back" : "answers";
      const auto event = event_of_kind(kind, number);
      const auto appended =
          kind == "call back"
              ? calls.promise(call->id, number - 1, event, audited(), at_minute(30), "{}")
              : calls.append(call->id, number - 1, event, audited());
      written.revision = appended ? appended->revision : 0;
      if (!appended || appended->what != Appended::What::added ||
          ::write(told, &written, sizeof(written)) != sizeof(written)) {
        ::_exit(3);
      }
    }
  }
}

using Work = void (*)(Records& records, int told, int thread);

// In a child, with three threads.
[[noreturn]] void work_for_ever(const std::string& path, int told, Work work) {
  auto records = Records::open(path, {.master_key = test_key});
  if (!records) {
    ::_exit(1);
  }
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 3; ++thread) {
    threads.emplace_back(work, std::ref(**records), told, thread);
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  ::_exit(4);
}

// What a child was told that it had written, before it was killed.
template <typename Answer>
struct Run {
  std::vector<Answer> told;
  bool was_killed = false;  // and did not end by itself
};

template <typename Answer>
Run<Answer> run_and_kill(const std::string& path, Work work, std::chrono::microseconds after) {
  int ends[2] = {};
  EXPECT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    work_for_ever(path, ends[1], work);
  }
  ::close(ends[1]);
  Run<Answer> run;
  // The first answer shows that the file is open; from then on any moment will do.
  Answer answer = {};
  if (::read(ends[0], &answer, sizeof(answer)) == sizeof(answer)) {
    run.told.push_back(answer);
  }
  std::this_thread::sleep_for(after);
  ::kill(child, SIGKILL);
  while (::read(ends[0], &answer, sizeof(answer)) == sizeof(answer)) {
    run.told.push_back(answer);
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
    const auto run = run_and_kill<std::int64_t>(file.path(), append_until_refused,
                                                std::chrono::microseconds(microseconds(chance)));
    ASSERT_TRUE(run.was_killed);
    ASSERT_FALSE(run.told.empty());
    const auto state = file.open()->verify();

    ASSERT_TRUE(state) << state.error().message;
    EXPECT_EQ(state->first_broken, std::nullopt) << state->why;
    EXPECT_GE(state->lines, *std::ranges::max_element(run.told));
  }
}

// The events told are there, each with the content of its number.
int lost_of(const Calls& calls, const std::vector<Told>& told) {
  int lost = 0;
  for (const Told& one : told) {
    const auto events = calls.events(std::string_view(one.call.data(), one.call.size()));
    const auto at = static_cast<std::size_t>(one.revision);
    const bool is_there =
        events && events->size() >= at && (*events)[at - 1].revision == one.revision &&
        (*events)[at - 1].content == answers(static_cast<int>(one.revision)).content;
    lost += is_there ? 0 : 1;
  }
  return lost;
}

TEST(RecordsCrash, NoAnsweredAnswerOfACallIsLostWhenAProcessIsKilled) {
  const RecordsFile file("killed_calls");
  std::mt19937 chance(9);
  std::uniform_int_distribution<int> microseconds(0, 60'000);
  std::size_t told = 0;
  for (int i = 0; i < kills(); ++i) {
    const auto run = run_and_kill<Told>(file.path(), hold_calls_until_refused,
                                        std::chrono::microseconds(microseconds(chance)));
    ASSERT_TRUE(run.was_killed);
    ASSERT_FALSE(run.told.empty());
    told += run.told.size();
    const auto records = file.open();
    const Calls calls(*records);
    const auto state = records->verify();

    EXPECT_EQ(lost_of(calls, run.told), 0);
    ASSERT_TRUE(state) << state.error().message;
    EXPECT_EQ(state->first_broken, std::nullopt) << state->why;
  }
  RecordProperty("answers_told", static_cast<int>(told));
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

// Appends five, tells it, and again each time it is asked; until it is killed.
[[noreturn]] void serve_appends(const std::string& path, int asked, int told) {
  auto records = Records::open(path, {.master_key = test_key});
  char word = 0;
  while (records && ::read(asked, &word, 1) == 1) {
    for (int i = 0; i < 5; ++i) {
      if (!(*records)->append(event_of("Patient/1", i)) || !(*records)->verify()) {
        ::_exit(2);
      }
    }
    if (::write(told, &word, 1) != 1) {
      ::_exit(3);
    }
  }
  ::_exit(1);
}

// As `audit list` and the like do while the service runs.
bool open_and_close_elsewhere(const std::string& path) {
  const pid_t child = ::fork();
  if (child == 0) {
    auto records = Records::open(path, {.master_key = test_key});
    const bool is_read = records && (*records)->lines(1, 10);
    records = engine::fail(engine::ErrorKind::not_found, "closed");
    ::_exit(is_read ? 0 : 1);
  }
  int status = 1;
  ::waitpid(child, &status, 0);
  return status == 0;
}

// The one that closes must not take itself for the last and remove the log of the other.
TEST(RecordsCrash, NothingIsLostWhenAnotherProcessOpensAndClosesTheFileMeanwhile) {
  const RecordsFile file("beside_a_service");
  int asked[2] = {};
  int told[2] = {};
  ASSERT_EQ(::pipe(asked) + ::pipe(told), 0);
  const pid_t service = ::fork();
  if (service == 0) {
    ::close(asked[1]);
    serve_appends(file.path(), asked[0], told[1]);
  }
  ::close(asked[0]);
  ::close(told[1]);
  char word = 'a';
  for (int round = 0; round < 3; ++round) {
    ASSERT_EQ(::write(asked[1], &word, 1), 1);
    ASSERT_EQ(::read(told[0], &word, 1), 1);
    EXPECT_TRUE(open_and_close_elsewhere(file.path()));
    EXPECT_TRUE(std::filesystem::exists(file.path() + "-wal")) << round;
  }
  ASSERT_EQ(::write(asked[1], &word, 1), 1);
  ASSERT_EQ(::read(told[0], &word, 1), 1);
  ::kill(service, SIGKILL);
  ::waitpid(service, nullptr, 0);
  ::close(asked[1]);
  ::close(told[0]);
  const auto state = file.open()->verify().value();
  const auto connection = knowledge::Connection::open_or_create(file.path());
  auto check = connection->prepare("PRAGMA integrity_check");
  ASSERT_TRUE(check->step().value());

  EXPECT_EQ(check->text(0), "ok");
  EXPECT_EQ(state.lines, 20);
  EXPECT_EQ(state.first_broken, std::nullopt) << state.why;
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
