#pragma once

// What stands behind the records: the keys and two connections, shared by the sources of Records.
// Who reads waits for no write: the log gives it what was last committed. Internal to apps/records.
//
//   store_->writes.run([&](const auto& connection) {
//     return run(connection, "DELETE FROM hook_answer WHERE at < ?", {before});
//   });

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "apps/records/crypto.h"
#include "apps/records/records.h"
#include "apps/records/shared_writes.h"
#include "apps/records/turns.h"
#include "knowledge/base/database.h"

namespace paraspinal::records {

struct Records::Store {
  Store(knowledge::Connection for_writing, knowledge::Connection for_reading,
        const RecordsOptions& options)
      : keyring(options.master_key),
        password_cost(options.password_cost),
        writes(std::move(for_writing)),
        reading(std::move(for_reading)) {}

  const std::string& name() const { return reading.name(); }

  Keyring keyring;
  PasswordCost password_cost;
  Turns hashing{2};  // of passwords, each of which takes its memory
  SharedWrites writes;
  mutable std::mutex mutex;  // held while `reading` is used
  knowledge::Connection reading;
};

// The last line's number and hash; 0 and empty without lines.
struct AuditEnd {
  std::int64_t number = 0;
  std::string hash;
};

// Nothing when the file has no end yet, as before its first opening. Errors: `invalid_argument` for
// a file of another master key; `corrupt` when its seal does not hold.
engine::Result<std::optional<AuditEnd>> read_end(const knowledge::Connection& connection,
                                                 const Keyring& keyring);
// Inside a transaction.
engine::Result<void> write_end(const knowledge::Connection& connection, const Keyring& keyring,
                               const AuditEnd& end);

// The first one stands.
engine::Result<void> keep(const knowledge::Connection& connection, const Keyring& keyring,
                          const HookAnswer& answer);
// What the answer of a hook is encrypted with beside the key.
std::string about_answer(std::string_view service, std::string_view instance);

}  // namespace paraspinal::records
