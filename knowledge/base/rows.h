#pragma once

// The rows of one table, in the order of the content, each column read in turn.
//
//   Rows rows(*database, "mechanism", {"id", "leak"});
//   while (rows.next()) {
//     Mechanism mechanism{.id = rows.text(), .leak = rows.real()};   // in the columns' order
//   }
//   return rows.result();
//
// The first error ends the rows and stays; until the next `next()`, reading gives empty values. An
// empty column is an error but for the optional ones. Errors are `corrupt`.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "knowledge/base/database.h"

namespace paraspinal::knowledge {

class Rows {
 public:
  // A column may be an SQL expression.
  Rows(const Connection& database, std::string table, std::vector<std::string> columns,
       const std::string& order = "rowid");

  bool next();

  // Each reads the next column.
  std::string text();
  std::string optional_text();  // empty when the column is
  double real();
  std::optional<double> optional_real();
  int integer();
  bool flag();
  std::vector<double> reals();

  // Ends the rows: "NAME: table TABLE, row 3, column COLUMN: 'VALUE': expected EXPECTED", of the
  // column last read.
  void reject(std::string_view value, const std::string& expected);
  // Ends the rows: "NAME: table TABLE, row 3: WORDS".
  void fail(const std::string& words);

  // Nothing when every row was read, else the error.
  engine::Result<void> result() const;

 private:
  std::string place() const;  // "table TABLE, row 3"
  // The next column; none after an error, or when the column is empty and may not be.
  std::optional<int> column(std::string_view expected);

  std::optional<Statement> statement_;
  std::string name_;
  std::string table_;
  std::vector<std::string> columns_;
  std::optional<engine::Error> error_;
  std::size_t row_ = 0;   // from 1, once there is one
  std::size_t read_ = 0;  // columns of the row
};

}  // namespace paraspinal::knowledge
