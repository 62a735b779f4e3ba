#pragma once

// Comma-separated values as RFC 4180 has them: a header, then rows of as many fields; a field in
// double quotes may hold commas, line ends and doubled quotes. Lines end in LF or CRLF, the last
// one optionally.
//
//   const auto table = parse_csv("id,name\nmiscarriage,\"Miscarriage, any\"\n", "condition.csv");
//   table->header;            // id, name
//   table->rows[0].fields;    // miscarriage; Miscarriage, any
//   table->rows[0].line;      // 2
//
// Not for: other separators, comments, or a table without a header.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace paraspinal::knowledge {

struct CsvRow {
  std::size_t line = 0;  // on which it begins, from 1
  std::vector<std::string> fields;

  bool operator==(const CsvRow&) const = default;
};

struct CsvTable {
  std::vector<std::string> header;
  std::vector<CsvRow> rows;

  bool operator==(const CsvTable&) const = default;
};

// Errors (`malformed`, beginning "NAME:LINE: "): no header, a quote never closed, a quote inside an
// unquoted field, text after a closing quote, a row with another number of fields than the header.
engine::Result<CsvTable> parse_csv(std::string_view text, const std::string& name);

// Errors: `not_found` when the file cannot be read, else those of parse_csv; NAME is the file's
// name without its folder.
engine::Result<CsvTable> read_csv(const std::string& path);

}  // namespace paraspinal::knowledge
