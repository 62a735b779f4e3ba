#include "apps/records/shared_writes.h"

#include <atomic>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

#include "apps/records/statement.h"
#include "tests/apps/records_file.h"

namespace paraspinal::records {
namespace {

using knowledge::Connection;

Connection with_table(const std::string& path) {
  auto connection = Connection::open_or_create(path);
  EXPECT_TRUE(connection->execute("CREATE TABLE t (n INTEGER UNIQUE)"));
  return std::move(*connection);
}

std::int64_t rows_in(const std::string& path) {
  return number_of(*Connection::open(path), "SELECT count(*) FROM t").value();
}

SharedWrites::Work insertion(std::int64_t number) {
  return [number](const Connection& connection) {
    return run(connection, "INSERT INTO t VALUES (?)", {number});
  };
}

// Each with its number, all at once.
void in_threads(int count, const std::function<void(int)>& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back(work, i);
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
}

TEST(SharedWrites, WhatWasAnsweredIsCommitted) {
  const RecordsFile file("committed");
  SharedWrites writes(with_table(file.path()));
  ASSERT_TRUE(writes.run(insertion(1)));

  EXPECT_EQ(rows_in(file.path()), 1);
}

TEST(SharedWrites, OfManyThreadsAllAreCommitted) {
  const RecordsFile file("many");
  SharedWrites writes(with_table(file.path()));
  in_threads(8, [&](int thread) {
    for (int i = 0; i < 25; ++i) {
      EXPECT_TRUE(writes.run(insertion(100 * thread + i)));
    }
  });

  EXPECT_EQ(rows_in(file.path()), 200);
}

TEST(SharedWrites, WorkThatFailsLeavesNothingAndTheOthersStand) {
  const RecordsFile file("fails");
  SharedWrites writes(with_table(file.path()));
  in_threads(8, [&](int thread) {
    for (int i = 0; i < 25; ++i) {
      const bool fails = (thread + i) % 2 == 0;
      const auto ran = writes.run([&](const Connection& connection) {
        auto inserted = insertion(100 * thread + i)(connection);
        return fails ? insertion(100 * thread + i)(connection) : inserted;
      });
      EXPECT_EQ(ran.has_value(), !fails);
    }
  });

  EXPECT_EQ(rows_in(file.path()), 100);
}

TEST(SharedWrites, WorkThatThrowsThrowsToItsCallerAndTheOthersStand) {
  const RecordsFile file("throws");
  SharedWrites writes(with_table(file.path()));
  std::atomic<int> thrown = 0;
  in_threads(8, [&](int thread) {
    const auto work = [&](const Connection& connection) {
      auto inserted = insertion(thread)(connection);
      if (thread % 2 == 0) {
        throw std::runtime_error("no memory");
      }
      return inserted;
    };
    try {
      EXPECT_TRUE(writes.run(work));
    } catch (const std::runtime_error&) {
      ++thrown;
    }
  });

  EXPECT_EQ(thrown, 4);
  EXPECT_EQ(rows_in(file.path()), 4);
}

// A limit of pages is to SQLite what a full disk is.
TEST(SharedWrites, AFullDiskIsAnErrorAndWritingGoesOnWhenThereIsRoomAgain) {
  const RecordsFile file("full");
  SharedWrites writes(with_table(file.path()));
  ASSERT_TRUE(writes.run_alone("CREATE TABLE b (x BLOB); PRAGMA max_page_count = 20"));
  const auto work = [](const Connection& connection) {
    return run(connection, "INSERT INTO b VALUES (zeroblob(100000))", {});
  };
  const auto ran = writes.run(work);

  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().message, file.path() + ": database or disk is full");
  EXPECT_TRUE(writes.run(insertion(1)));
  ASSERT_TRUE(writes.run_alone("PRAGMA max_page_count = 1000"));
  EXPECT_TRUE(writes.run(work));
}

TEST(SharedWrites, WhenTheTransactionIsLostItsCallerIsTold) {
  const RecordsFile file("lost");
  SharedWrites writes(with_table(file.path()));
  const auto ran = writes.run([](const Connection& connection) {
    return insertion(1)(connection).and_then([&] { return connection.execute("ROLLBACK"); });
  });

  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().message, file.path() + ": no such savepoint: work");
  EXPECT_EQ(rows_in(file.path()), 0);
  EXPECT_TRUE(writes.run(insertion(1)));
}

}  // namespace
}  // namespace paraspinal::records
