#include "apps/records/statement.h"

namespace paraspinal::records {

using engine::fail;
using engine::Result;
using knowledge::Connection;
using knowledge::Statement;

namespace {

// A view without bytes may point nowhere, which SQLite would take for NULL.
std::string_view not_null(std::string_view bytes) {
  return bytes.data() == nullptr ? std::string_view("") : bytes;
}

void bind(Statement& statement, int parameter, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    statement.bind(parameter, *number);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    statement.bind(parameter, not_null(*text));
  } else {
    statement.bind_bytes(parameter, not_null(std::get<Blob>(value).bytes));
  }
}

}  // namespace

Result<Statement> prepare(const Connection& connection, const std::string& sql,
                          std::initializer_list<Value> values) {
  auto statement = connection.prepare(sql);
  if (!statement) {
    return statement;
  }
  int parameter = 0;
  for (const Value& value : values) {
    bind(*statement, ++parameter, value);
  }
  return statement;
}

Result<void> run(const Connection& connection, const std::string& sql,
                 std::initializer_list<Value> values) {
  auto statement = prepare(connection, sql, values);
  if (!statement) {
    return fail(statement.error());
  }
  const auto row = statement->step();
  return row ? Result<void>() : fail(row.error());
}

Result<std::int64_t> number_of(const Connection& connection, const std::string& sql,
                               std::initializer_list<Value> values) {
  auto statement = prepare(connection, sql, values);
  const auto row = statement ? statement->step() : fail(statement.error());
  if (!row) {
    return fail(row.error());
  }
  return statement->integer(0);
}

Result<Transaction> Transaction::begin(const Connection& connection) {
  const auto begun = connection.execute("BEGIN IMMEDIATE");
  if (!begun) {
    return fail(begun.error());
  }
  return Transaction(connection);
}

Transaction::~Transaction() {
  if (connection_ != nullptr) {
    // When this fails too, SQLite has rolled back by itself.
    static_cast<void>(connection_->execute("ROLLBACK"));
  }
}

Result<void> Transaction::commit() {
  auto committed = connection_->execute("COMMIT");
  if (committed) {
    connection_ = nullptr;
  }
  return committed;
}

}  // namespace paraspinal::records
