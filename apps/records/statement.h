#pragma once

// SQL in one call: a statement with its values bound, and a transaction that is rolled back when it
// is not committed.
//
//   const auto transaction = Transaction::begin(connection);
//   run(connection, "INSERT INTO t VALUES (?, ?)", {std::int64_t{1}, "words"});
//   transaction->commit();
//
// Errors are those of the connection.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "engine/result.h"
#include "knowledge/base/database.h"

namespace paraspinal::records {

struct Blob {
  std::string_view bytes;
};
using Value = std::variant<std::int64_t, std::string_view, Blob>;

engine::Result<knowledge::Statement> prepare(const knowledge::Connection& connection,
                                             const std::string& sql,
                                             std::initializer_list<Value> values);

// A statement that gives no rows.
engine::Result<void> run(const knowledge::Connection& connection, const std::string& sql,
                         std::initializer_list<Value> values);

// The number in the first row and column of a query that has one.
engine::Result<std::int64_t> number_of(const knowledge::Connection& connection,
                                       const std::string& sql,
                                       std::initializer_list<Value> values = {});

// Takes the right to write at its beginning, so that what it reads still holds when it writes. The
// connection must outlive it.
class Transaction {
 public:
  static engine::Result<Transaction> begin(const knowledge::Connection& connection);
  Transaction(Transaction&& other) noexcept : connection_(other.connection_) {
    other.connection_ = nullptr;
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  engine::Result<void> commit();

 private:
  explicit Transaction(const knowledge::Connection& connection) : connection_(&connection) {}
  const knowledge::Connection* connection_;  // null once it is over
};

}  // namespace paraspinal::records
