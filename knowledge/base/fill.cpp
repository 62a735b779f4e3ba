// Entry point: fill, at the end.

#include "knowledge/base/fill.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string_view>

#include "knowledge/base/fill_table.h"
#include "knowledge/base/rows.h"

namespace paraspinal::knowledge {

namespace {

bool is_written_by_the_build(std::string_view table) {
  return table == "meta" || table.starts_with("solved_");
}

engine::Result<std::vector<std::string>> tables_of(const Connection& database) {
  std::vector<std::string> tables;
  Rows rows(database, "sqlite_master", {"name", "type"});
  while (rows.next()) {
    const std::string name = rows.text();
    if (rows.text() == "table" && !is_written_by_the_build(name)) {
      tables.push_back(name);
    }
  }
  if (!rows.result()) {
    return engine::fail(rows.result().error());
  }
  return tables;
}

// Files of the folder that no table takes its rows from.
void list_stray_files(const std::string& folder, const std::vector<std::string>& tables,
                      std::vector<std::string>& problems) {
  std::set<std::string> stray;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto& path = entry.path();
    if (path.extension() == ".csv" &&
        std::find(tables.begin(), tables.end(), path.stem().string()) == tables.end()) {
      stray.insert(path.filename().string());
    }
  }
  for (const std::string& file : stray) {
    problems.push_back(file + ": no table of that name in schema.sql");
  }
}

// The rows that refer to nothing.
engine::Result<void> list_dangling(const Connection& database, Filled& filled) {
  auto dangling = database.prepare(
      "SELECT broken.\"table\", broken.rowid, broken.parent, key.\"from\" "
      "FROM pragma_foreign_key_check AS broken, pragma_foreign_key_list(broken.\"table\") AS key "
      "WHERE key.id = broken.fkid ORDER BY 1, 2, 4");
  if (!dangling) {
    return engine::fail(dangling.error());
  }
  auto row = dangling->step();
  for (; row && *row; row = dangling->step()) {
    const std::string table = dangling->text(0);
    const std::string column = dangling->text(3);
    std::string sql = "SELECT \"";
    sql.append(column).append("\" FROM \"").append(table).append("\" WHERE rowid = ?");
    auto value = database.prepare(sql);
    if (!value) {
      return engine::fail(value.error());
    }
    value->bind(1, dangling->integer(1));
    if (const auto found = value->step(); !found) {
      return engine::fail(found.error());
    }
    filled.problems.push_back(filled.places.of(table, dangling->integer(1)) + ": column " + column +
                              ": '" + value->text(0) + "': expected an id of " + dangling->text(2) +
                              ".csv");
  }
  return row ? engine::Result<void>() : engine::fail(row.error());
}

engine::Result<void> create_tables(const Connection& database, const std::string& folder) {
  const std::string path = (std::filesystem::path(folder) / "schema.sql").string();
  const std::ifstream file(path, std::ios::binary);
  if (!file) {
    return engine::fail(engine::ErrorKind::not_found, path + ": cannot be read");
  }
  std::ostringstream sql;
  sql << file.rdbuf();
  return database.execute(sql.str());
}

engine::Result<void> fill_tables(const Connection& database, const std::string& folder,
                                 Filled& filled) {
  if (auto created = create_tables(database, folder); !created) {
    return created;
  }
  const auto tables = tables_of(database);
  if (!tables) {
    return engine::fail(tables.error());
  }
  list_stray_files(folder, *tables, filled.problems);
  // References are checked when all rows are in, so that each can be named.
  if (auto ready = database.execute("PRAGMA foreign_keys = OFF; BEGIN"); !ready) {
    return ready;
  }
  for (const std::string& table : *tables) {
    if (auto done = fill_table(database, table, folder, filled); !done) {
      return done;
    }
  }
  if (auto done = database.execute("COMMIT"); !done) {
    return done;
  }
  return filled.problems.empty() ? list_dangling(database, filled) : engine::Result<void>();
}

}  // namespace

std::string Places::of(const std::string& table, std::int64_t row) const {
  std::string file = table + ".csv";
  const auto lines = lines_.find(table);
  if (lines == lines_.end() || !lines->second.contains(row)) {
    return file;
  }
  return file + ":" + std::to_string(lines->second.at(row));
}

Filled fill(const Connection& database, const std::string& folder) {
  Filled filled;
  if (const auto done = fill_tables(database, folder, filled); !done) {
    filled.problems.push_back(done.error().message);
  }
  return filled;
}

}  // namespace paraspinal::knowledge
