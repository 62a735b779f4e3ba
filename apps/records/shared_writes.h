#pragma once

// Writes of several threads in one transaction, so that they wait for the disk once together
// (group commit; DeWitt et al. 1984, "Implementation techniques for main memory database
// systems"). While one batch goes to the disk the next one gathers.
//
//   SharedWrites writes(std::move(connection));
//   writes.run([](const auto& connection) { return connection.execute("DELETE FROM t"); });
//
// Thread-safe. Work must not call run itself.

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/result.h"
#include "knowledge/base/database.h"

namespace paraspinal::records {

class SharedWrites {
 public:
  using Work = std::function<engine::Result<void>(const knowledge::Connection&)>;

  explicit SharedWrites(knowledge::Connection connection) : connection_(std::move(connection)) {}

  // Runs the work, maybe on another caller's thread. When this returns without an error, all of it
  // is on the disk; with one, or when the work throws, none of it, and others' work is not touched.
  engine::Result<void> run(const Work& work);

  // A statement outside of every transaction.
  engine::Result<void> run_alone(const std::string& sql);

 private:
  // A caller's work; on its stack.
  struct Waiting {
    const Work* work = nullptr;
    engine::Result<void> result = {};
    std::exception_ptr thrown = nullptr;
    bool is_done = false;
  };
  using Batch = std::vector<Waiting*>;
  void run_batch(const Batch& batch) const;
  std::optional<engine::Error> commit_all(const Batch& batch) const;
  engine::Result<void> run_one(Waiting& waiting) const;

  knowledge::Connection connection_;  // of the thread that leads
  std::mutex mutex_;                  // of what follows and of what waits
  std::condition_variable changed_;
  Batch gathering_;
  bool is_led_ = false;
};

}  // namespace paraspinal::records
