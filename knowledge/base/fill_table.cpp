// Entry point: fill_table, at the end.

#include "knowledge/base/fill_table.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "knowledge/base/csv.h"

namespace paraspinal::knowledge {

namespace {

constexpr std::string_view check_failed = "CHECK constraint failed: ";
constexpr std::string_view unique_failed = "UNIQUE constraint failed: ";

enum class ColumnType { text, integer, real };

struct Column {
  std::string name;
  ColumnType type = ColumnType::text;
  bool required = false;
};

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : ", ") + part;
  }
  return text;
}

template <typename Number>
std::optional<Number> number_from(const std::string& text) {
  Number value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || rest != end) {
    return std::nullopt;
  }
  return value;
}

// The words of a sentence that are names of columns, once each, in its order: those a CHECK is
// about.
std::vector<std::string> columns_named_in(const std::string& sentence,
                                          const std::vector<Column>& columns) {
  std::vector<std::string> named;
  std::string words = sentence;
  std::replace(words.begin(), words.end(), ',', ' ');
  std::istringstream stream(words);
  for (std::string word; stream >> word;) {
    const bool is_column =
        std::any_of(columns.begin(), columns.end(),
                    [&word](const Column& column) { return column.name == word; });
    if (is_column && std::find(named.begin(), named.end(), word) == named.end()) {
      named.push_back(word);
    }
  }
  return named;
}

// "link.id" of a UNIQUE constraint, or several of them, as names of columns.
std::vector<std::string> columns_of_key(std::string words) {
  std::vector<std::string> columns;
  std::replace(words.begin(), words.end(), ',', ' ');
  std::istringstream stream(words);
  for (std::string word; stream >> word;) {
    columns.push_back(word.substr(word.find('.') + 1));
  }
  return columns;
}

// Fills one table from its file.
class TableFilling {
 public:
  TableFilling(const Connection& database, std::string table, Filled& filled)
      : database_(database), table_(std::move(table)), filled_(filled) {}

  engine::Result<void> run(const std::string& folder) {
    if (auto known = read_columns(); !known) {
      return known;
    }
    auto csv = read_csv((std::filesystem::path(folder) / (table_ + ".csv")).string());
    if (!csv) {
      filled_.problems.push_back(csv.error().message);
      return {};
    }
    csv_ = std::move(*csv);
    if (!check_header()) {
      return {};
    }
    return insert_rows();
  }

 private:
  engine::Result<void> read_columns() {
    auto info =
        database_.prepare("SELECT name, type, \"notnull\" OR pk > 0 FROM pragma_table_info(?)");
    if (!info) {
      return engine::fail(info.error());
    }
    info->bind(1, std::string_view(table_));
    auto row = info->step();
    for (; row && *row; row = info->step()) {
      const std::string type = info->text(1);
      columns_.push_back({info->text(0),
                          type == "INTEGER" ? ColumnType::integer
                          : type == "REAL"  ? ColumnType::real
                                            : ColumnType::text,
                          info->integer(2) != 0});
    }
    return row ? engine::Result<void>() : engine::fail(row.error());
  }

  void problem(std::size_t line, const std::string& words) {
    filled_.problems.push_back(table_ + ".csv:" + std::to_string(line) + ": " + words);
  }

  bool check_header() {
    const std::size_t before = filled_.problems.size();
    std::vector<std::string> names;
    for (const Column& column : columns_) {
      names.push_back(column.name);
      const auto count = std::count(csv_.header.begin(), csv_.header.end(), column.name);
      if (count != 1) {
        problem(1, "column " + column.name + ": " + (count == 0 ? "missing" : "given twice") +
                       ": expected once");
      }
    }
    for (const std::string& name : csv_.header) {
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        problem(1, "column '" + name + "': expected one of " + joined(names));
      }
    }
    return filled_.problems.size() == before;
  }

  const std::string& field(const CsvRow& row, const std::string& column) const {
    const auto found = std::find(csv_.header.begin(), csv_.header.end(), column);
    return row.fields[static_cast<std::size_t>(found - csv_.header.begin())];
  }

  engine::Result<void> insert_rows() {
    std::vector<std::string> names;
    std::vector<std::string> places;
    for (const Column& column : columns_) {
      names.push_back('"' + column.name + '"');
      places.emplace_back("?");
    }
    auto insert = database_.prepare("INSERT INTO \"" + table_ + "\" (" + joined(names) +
                                    ") VALUES (" + joined(places) + ")");
    if (!insert) {
      return engine::fail(insert.error());
    }
    for (const CsvRow& row : csv_.rows) {
      insert_row(*insert, row);
    }
    return {};
  }

  void insert_row(Statement& insert, const CsvRow& row) {
    bool is_bound = true;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      is_bound = bind(insert, static_cast<int>(i) + 1, columns_[i], row) && is_bound;
    }
    if (!is_bound) {
      return;
    }
    const auto inserted = insert.step();
    if (inserted) {
      filled_.places.note(table_, database_.last_row(), row.line);
    } else {
      explain(inserted.error().message.substr(database_.name().size() + 2), row);
    }
  }

  bool bind(Statement& insert, int parameter, const Column& column, const CsvRow& row) {
    const std::string& text = field(row, column.name);
    const auto reject = [&](const std::string& expected) {
      problem(row.line, "column " + column.name + ": '" + text + "': expected " + expected);
      return false;
    };
    if (text.empty()) {
      insert.bind_null(parameter);
      return !column.required || reject("a value");
    }
    switch (column.type) {
      case ColumnType::text:
        insert.bind(parameter, std::string_view(text));
        return true;
      case ColumnType::integer: {
        const auto value = number_from<std::int64_t>(text);
        insert.bind(parameter, value.value_or(0));
        return value || reject("a whole number");
      }
      case ColumnType::real: {
        const auto value = number_from<double>(text);
        insert.bind(parameter, value.value_or(0));
        return (value && std::isfinite(*value)) || reject("a number");
      }
    }
    return false;
  }

  // "column sensitivity: '1.2'", of one column or several.
  std::string shown(const std::vector<std::string>& columns, const CsvRow& row) const {
    std::vector<std::string> values;
    values.reserve(columns.size());
    for (const std::string& column : columns) {
      values.push_back("'" + field(row, column) + "'");
    }
    return (columns.size() == 1 ? "column " : "columns ") + joined(columns) + ": " + joined(values);
  }

  // Says in the content's terms why SQLite refused a row.
  void explain(const std::string& words, const CsvRow& row) {
    if (words.starts_with(check_failed)) {
      const std::string expected = words.substr(check_failed.size());
      auto columns = columns_named_in(expected, columns_);
      if (!columns.empty() && expected.starts_with(columns.front() + " is ") &&
          expected.find(" or ") != std::string::npos) {
        columns.resize(1);  // the rest are its possible values
      }
      problem(row.line, shown(columns, row) + ": expected " + expected);
      return;
    }
    if (words.starts_with(unique_failed)) {
      const auto columns = columns_of_key(words.substr(unique_failed.size()));
      problem(row.line, shown(columns, row) + ": already on line " +
                            std::to_string(line_of_same(columns, row)) + "; expected once");
      return;
    }
    problem(row.line, words);
  }

  std::size_t line_of_same(const std::vector<std::string>& columns, const CsvRow& row) const {
    const auto same = std::find_if(csv_.rows.begin(), csv_.rows.end(), [&](const CsvRow& other) {
      return std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
        return field(other, column) == field(row, column);
      });
    });
    return same->line;
  }

  const Connection& database_;
  std::string table_;
  Filled& filled_;
  std::vector<Column> columns_;
  CsvTable csv_;
};

}  // namespace

engine::Result<void> fill_table(const Connection& database, const std::string& table,
                                const std::string& folder, Filled& filled) {
  return TableFilling(database, table, filled).run(folder);
}

}  // namespace paraspinal::knowledge
