// Entry point: digest_of, at the end.

#include "knowledge/base/digest.h"

#include <bit>
#include <cstdint>
#include <vector>

#include "knowledge/base/sha256.h"

namespace paraspinal::knowledge {
namespace {

using engine::fail;
using engine::Result;

// The tables are STRICT: a column holds its declared type or NULL.
struct Column {
  std::string name;
  std::string type;
};

// All rows of a query of two texts.
Result<std::vector<Column>> pairs(const Connection& database, const std::string& sql) {
  auto statement = database.prepare(sql);
  if (!statement) {
    return fail(statement.error());
  }
  std::vector<Column> rows;
  while (true) {
    const auto is_row = statement->step();
    if (!is_row) {
      return fail(is_row.error());
    }
    if (!*is_row) {
      return rows;
    }
    rows.push_back({statement->text(0), statement->text(1)});
  }
}

// A value with its kind and length, so that no two rows are written alike.
std::string written(const Statement& row, int at, const std::string& type) {
  if (row.is_null(at)) {
    return "-";
  }
  if (type == "REAL") {
    return "r" + std::to_string(std::bit_cast<std::uint64_t>(row.real(at)));
  }
  if (type == "INTEGER") {
    return "i" + std::to_string(row.integer(at));
  }
  const std::string text = row.text(at);
  return "t" + std::to_string(text.size()) + ":" + text;
}

Result<void> add_rows(const Connection& database, const std::string& table,
                      const std::vector<Column>& columns, Sha256& hash) {
  std::string list;
  for (const Column& column : columns) {
    list += (list.empty() ? "\"" : ", \"") + column.name + '"';
  }
  const bool is_meta = table == "meta";
  auto statement =
      database.prepare("SELECT " + list + " FROM \"" + table + '"' +
                       (is_meta ? " WHERE key <> 'digest' ORDER BY key" : " ORDER BY rowid"));
  if (!statement) {
    return fail(statement.error());
  }
  while (true) {
    const auto is_row = statement->step();
    if (!is_row) {
      return fail(is_row.error());
    }
    if (!*is_row) {
      return {};
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      hash.add(written(*statement, static_cast<int>(i), columns[i].type));
    }
    hash.add("\n");
  }
}

}  // namespace

Result<std::string> digest_of(const Connection& database) {
  const auto tables =
      pairs(database, "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name");
  if (!tables) {
    return fail(tables.error());
  }
  Sha256 hash;
  for (const Column& table : *tables) {
    const auto columns =
        pairs(database, "SELECT name, type FROM pragma_table_info('" + table.name + "')");
    if (!columns) {
      return fail(columns.error());
    }
    hash.add(table.name + "\n");
    if (const auto done = add_rows(database, table.name, *columns, hash); !done) {
      return fail(done.error());
    }
  }
  return hash.hexadecimal();
}

}  // namespace paraspinal::knowledge
