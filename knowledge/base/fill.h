#pragma once

// Fills the tables of a new knowledge base from the content's CSV files, one a table.
//
//   Filled filled = fill(*database, "knowledge/content");
//   filled.problems;                     // "link.csv:57: column sensitivity: '1.2': expected ..."
//   filled.places.of("link", 12);        // "link.csv:57"
//
// Everything that can be found wrong in one run is listed; the database is of use only when nothing
// is.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "knowledge/base/database.h"

namespace paraspinal::knowledge {

// Where the rows of the database stand in the content.
class Places {
 public:
  void note(const std::string& table, std::int64_t row, std::size_t line) {
    lines_[table][row] = line;
  }
  // "link.csv:57"; "link.csv" when it is not a row that was noted.
  std::string of(const std::string& table, std::int64_t row) const;

 private:
  std::map<std::string, std::map<std::int64_t, std::size_t>> lines_;
};

struct Filled {
  std::vector<std::string> problems;
  Places places;
};

// `folder` holds schema.sql and TABLE.csv for each of its tables but `meta` and `solved_...`, which
// the build itself writes. Problems: a file missing, unreadable or of no table; a column unknown,
// missing or doubled; a value missing, no number, or against a CHECK; a row given twice; a
// reference to nothing.
Filled fill(const Connection& database, const std::string& folder);

}  // namespace paraspinal::knowledge
