#include "apps/records/shared_writes.h"

#include "apps/records/statement.h"

namespace paraspinal::records {

using engine::fail;
using engine::Result;

// The first of those who wait leads: it runs the work of all that has gathered, its own among it.
Result<void> SharedWrites::run(const Work& work) {
  Waiting mine{.work = &work};
  std::unique_lock lock(mutex_);
  gathering_.push_back(&mine);
  changed_.wait(lock, [&] { return mine.is_done || !is_led_; });
  if (!mine.is_done) {
    is_led_ = true;
    const Batch batch = std::exchange(gathering_, {});
    lock.unlock();
    run_batch(batch);
    lock.lock();
    is_led_ = false;
    for (Waiting* waiting : batch) {
      waiting->is_done = true;
    }
    changed_.notify_all();
  }
  lock.unlock();
  if (mine.thrown != nullptr) {
    std::rethrow_exception(mine.thrown);
  }
  return mine.result;
}

Result<void> SharedWrites::run_alone(const std::string& sql) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !is_led_; });
  return connection_.execute(sql);
}

void SharedWrites::run_batch(const Batch& batch) const {
  try {
    const auto error = commit_all(batch);
    for (Waiting* waiting : batch) {
      if (error) {
        waiting->result = fail(*error);
      }
    }
  } catch (...) {
    for (Waiting* waiting : batch) {
      waiting->thrown = std::current_exception();
    }
  }
}

// What keeps the whole batch from the disk, when anything does.
std::optional<engine::Error> SharedWrites::commit_all(const Batch& batch) const {
  auto transaction = Transaction::begin(connection_);
  if (!transaction) {
    return transaction.error();
  }
  for (Waiting* waiting : batch) {
    const auto stands = run_one(*waiting);
    if (!stands) {
      return stands.error();
    }
  }
  const auto committed = transaction->commit();
  return committed ? std::nullopt : std::optional(committed.error());
}

// In a savepoint, to which it goes back when the work fails. An error when the transaction itself
// does not stand any more, as after a full disk: that of the work when it had one.
Result<void> SharedWrites::run_one(Waiting& waiting) const {
  auto begun = connection_.execute("SAVEPOINT work");
  if (!begun) {
    return begun;
  }
  try {
    waiting.result = (*waiting.work)(connection_);
  } catch (...) {
    waiting.thrown = std::current_exception();
  }
  const bool succeeded = waiting.result && waiting.thrown == nullptr;
  const auto settled =
      connection_.execute(succeeded ? "RELEASE work" : "ROLLBACK TO work; RELEASE work");
  return settled || waiting.result ? settled : waiting.result;
}

}  // namespace paraspinal::records
