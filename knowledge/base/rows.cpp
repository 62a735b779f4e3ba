#include "knowledge/base/rows.h"

#include <utility>

#include "engine/require.h"

namespace paraspinal::knowledge {

Rows::Rows(const Connection& database, std::string table, std::vector<std::string> columns,
           const std::string& order)
    : name_(database.name()), table_(std::move(table)), columns_(std::move(columns)) {
  std::string list;
  for (const std::string& column : columns_) {
    list += (list.empty() ? "" : ", ") + column;
  }
  auto statement =
      database.prepare("SELECT " + list + " FROM \"" + table_ + "\" ORDER BY " + order);
  if (statement) {
    statement_ = std::move(*statement);
  } else {
    error_ = statement.error();
  }
}

bool Rows::next() {
  if (error_ || !statement_) {
    return false;
  }
  const auto is_row = statement_->step();
  if (!is_row) {
    error_ = is_row.error();
    return false;
  }
  read_ = 0;
  row_ += *is_row ? 1U : 0U;
  return *is_row;
}

std::optional<int> Rows::column(std::string_view expected) {
  if (error_ || !statement_) {
    return std::nullopt;
  }
  engine::require(read_ < columns_.size(), "a column is read that was asked for");
  const int at = static_cast<int>(read_++);
  if (statement_->is_null(at)) {
    if (!expected.empty()) {
      reject({}, std::string(expected));
    }
    return std::nullopt;
  }
  return at;
}

std::string Rows::text() {
  const auto at = column("a text");
  return at ? statement_->text(*at) : std::string();
}

std::string Rows::optional_text() {
  const auto at = column({});
  return at ? statement_->text(*at) : std::string();
}

double Rows::real() {
  const auto at = column("a number");
  return at ? statement_->real(*at) : 0;
}

std::optional<double> Rows::optional_real() {
  const auto at = column({});
  return at ? std::optional(statement_->real(*at)) : std::nullopt;
}

int Rows::integer() {
  const auto at = column("a whole number");
  return at ? static_cast<int>(statement_->integer(*at)) : 0;
}

bool Rows::flag() {
  return integer() != 0;
}

std::vector<double> Rows::reals() {
  const auto at = column("numbers");
  return at ? statement_->reals(*at) : std::vector<double>();
}

void Rows::reject(std::string_view value, const std::string& expected) {
  engine::require(error_ || read_ > 0, "a value is rejected that was read");
  if (!error_) {
    error_ = corrupt(name_, place() + ", column " + columns_[read_ - 1] + ": '" +
                                std::string(value) + "': expected " + expected);
  }
}

void Rows::fail(const std::string& words) {
  if (!error_) {
    error_ = corrupt(name_, place() + ": " + words);
  }
}

std::string Rows::place() const {
  return "table " + table_ + (row_ == 0 ? "" : ", row " + std::to_string(row_));
}

engine::Result<void> Rows::result() const {
  if (error_) {
    return engine::fail(*error_);
  }
  return {};
}

}  // namespace paraspinal::knowledge
