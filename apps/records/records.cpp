#include "apps/records/records.h"

#include <utility>

#include "apps/records/schema.h"
#include "apps/records/statement.h"
#include "apps/records/store.h"

namespace paraspinal::records {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::Connection;

namespace {

// After an erasure whose bytes another process kept in the log by reading.
constexpr const char* forget_old_pages = "PRAGMA wal_checkpoint(TRUNCATE)";

std::string about_feedback(std::string_view card) {
  std::string about;
  append_field(about, "paraspinal feedback 1");
  append_field(about, card);
  return about;
}

// Seals the end of a new file's empty audit, by which its master key is known from then on.
Result<void> begin_audit(const Connection& connection, const Keyring& keyring) {
  auto transaction = Transaction::begin(connection);
  if (!transaction) {
    return fail(transaction.error());
  }
  const auto end = read_end(connection, keyring);
  if (!end || end->has_value()) {
    return end ? Result<void>() : fail(end.error());
  }
  const auto lines = number_of(connection, "SELECT count(*) FROM audit");
  if (!lines) {
    return fail(lines.error());
  }
  if (*lines > 0) {
    return fail(ErrorKind::corrupt, connection.name() + ": the end of the audit is missing");
  }
  const auto written = write_end(connection, keyring, {});
  return written ? transaction->commit() : written;
}

Result<void> add_one(const Connection& connection, const Keyring& keyring,
                     const Feedback& feedback) {
  const std::string detail =
      encrypt(keyring.of_file(), feedback.detail, about_feedback(feedback.card));
  return run(connection,
             "INSERT INTO feedback (at, service, card, outcome, outcome_at, detail) "
             "VALUES (?, ?, ?, ?, ?, ?)",
             {feedback.at, feedback.service, feedback.card, feedback.outcome, feedback.outcome_at,
              Blob{detail}});
}

Result<void> use(const Connection& connection, std::string_view issuer, std::string_view token_id,
                 std::int64_t expires, bool& is_first) {
  auto statement = prepare(connection,
                           "INSERT INTO used_token (issuer, token_id, expires) VALUES (?, ?, ?) "
                           "ON CONFLICT DO NOTHING RETURNING 1",
                           {issuer, token_id, expires});
  auto row = statement ? statement->step() : fail(statement.error());
  is_first = row && *row;
  if (is_first) {
    row = statement->step();
  }
  return row ? Result<void>() : fail(row.error());
}

}  // namespace

Records::Records(std::unique_ptr<Store> store) : store_(std::move(store)) {}
Records::~Records() = default;

Result<std::unique_ptr<Records>> Records::open(const std::string& path,
                                               const RecordsOptions& options) {
  auto writing = Connection::open_or_create(path);
  if (!writing) {
    return fail(writing.error());
  }
  const auto ready =
      bring_up_to_date(*writing)
          .and_then([&] { return begin_audit(*writing, Keyring(options.master_key)); })
          .and_then([&] { return writing->execute(forget_old_pages); });
  if (!ready) {
    return fail(ready.error());
  }
  auto reading = Connection::open_or_create(path);
  if (!reading) {
    return fail(reading.error());
  }
  const std::string wait = "PRAGMA busy_timeout = " + std::to_string(options.busy_milliseconds);
  const auto waits = writing->execute(wait).and_then([&] { return reading->execute(wait); });
  if (!waits) {
    return fail(waits.error());
  }
  return std::make_unique<Records>(
      std::make_unique<Store>(std::move(*writing), std::move(*reading), options));
}

Result<std::optional<std::string>> Records::answer_of_hook(std::string_view service,
                                                           std::string_view instance) const {
  const std::lock_guard lock(store_->mutex);
  auto statement =
      prepare(store_->reading, "SELECT answer FROM hook_answer WHERE service = ? AND instance = ?",
              {service, instance});
  const auto row = statement ? statement->step() : fail(statement.error());
  if (!row) {
    return fail(row.error());
  }
  if (!*row) {
    return std::nullopt;
  }
  auto answer =
      decrypt(store_->keyring.of_file(), statement->text(0), about_answer(service, instance));
  if (!answer) {
    return fail(ErrorKind::corrupt, store_->name() + ": a kept answer to " + std::string(service) +
                                        " cannot be decrypted");
  }
  return answer;
}

Result<void> Records::keep_answer(std::string_view service, std::string_view instance,
                                  std::string_view answer, std::string_view at) {
  return store_->writes.run([&](const Connection& connection) {
    return keep(connection, store_->keyring, {service, instance, answer, at});
  });
}

Result<void> Records::forget_answers(std::string_view before) {
  return store_->writes.run([&](const Connection& connection) {
    return run(connection, "DELETE FROM hook_answer WHERE at < ?", {before});
  });
}

Result<void> Records::add_feedback(const std::vector<Feedback>& feedback) {
  return store_->writes.run([&](const Connection& connection) -> Result<void> {
    for (const Feedback& one : feedback) {
      auto added = add_one(connection, store_->keyring, one);
      if (!added) {
        return added;
      }
    }
    return {};
  });
}

Result<std::vector<Feedback>> Records::feedback_of(std::string_view card) const {
  const std::lock_guard lock(store_->mutex);
  auto statement = prepare(store_->reading,
                           "SELECT at, service, card, outcome, outcome_at, detail FROM feedback "
                           "WHERE card = ? ORDER BY id",
                           {card});
  if (!statement) {
    return fail(statement.error());
  }
  std::vector<Feedback> found;
  auto row = statement->step();
  for (; row && *row; row = statement->step()) {
    const auto detail =
        decrypt(store_->keyring.of_file(), statement->text(5), about_feedback(card));
    if (!detail) {
      return fail(ErrorKind::corrupt, store_->name() + ": feedback on card " + std::string(card) +
                                          " cannot be decrypted");
    }
    found.push_back({statement->text(0), statement->text(1), statement->text(2), statement->text(3),
                     statement->text(4), *detail});
  }
  return row ? Result<std::vector<Feedback>>(std::move(found)) : fail(row.error());
}

Result<std::int64_t> Records::forget_feedback(std::string_view before) {
  std::int64_t count = 0;
  const auto written = store_->writes.run([&](const Connection& connection) {
    return number_of(connection, "SELECT count(*) FROM feedback WHERE at < ?", {before})
        .and_then([&](std::int64_t counted) {
          count = counted;
          return run(connection, "DELETE FROM feedback WHERE at < ?", {before});
        });
  });
  return written ? Result<std::int64_t>(count) : fail(written.error());
}

Result<bool> Records::first_use(std::string_view issuer, std::string_view token_id,
                                std::int64_t expires, std::int64_t now) {
  bool is_first = false;
  const auto written = store_->writes.run([&](const Connection& connection) {
    return run(connection, "DELETE FROM used_token WHERE expires < ?", {now}).and_then([&] {
      return use(connection, issuer, token_id, expires, is_first);
    });
  });
  return written ? Result<bool>(is_first) : fail(written.error());
}

}  // namespace paraspinal::records
