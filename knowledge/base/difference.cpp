// Entry point: content_difference, at the end.

#include "knowledge/base/difference.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace paraspinal::knowledge {
namespace {

using engine::fail;
using engine::Result;

// What the columns of a table are about, but for those that are wording in every table.
struct TableTopic {
  std::string_view table;
  Topic topic;
};

constexpr std::array<TableTopic, 37> topics = {{{"red_flag", Topic::red_flags},
                                                {"red_flag_suspect", Topic::red_flags},
                                                {"condition", Topic::urgency},
                                                {"loss", Topic::urgency},
                                                {"urgency_disposition", Topic::urgency},
                                                {"disposition", Topic::urgency},
                                                {"person_safety_net", Topic::urgency},
                                                {"prior", Topic::priors},
                                                {"prior_modifier", Topic::priors},
                                                {"prevalence", Topic::priors},
                                                {"demographic", Topic::priors},
                                                {"pregnancy_prevalence", Topic::priors},
                                                {"age_band", Topic::priors},
                                                {"link", Topic::links},
                                                {"mechanism", Topic::links},
                                                {"mechanism_cause", Topic::links},
                                                {"mechanism_finding", Topic::links},
                                                {"contribution", Topic::links},
                                                {"grade_spread", Topic::links},
                                                {"link_excuse", Topic::links},
                                                {"benign_pattern", Topic::urgency},
                                                {"safety_question", Topic::questions},
                                                {"bundle", Topic::questions},
                                                {"bundle_item", Topic::questions},
                                                {"phrase", Topic::questions},
                                                {"phrase_excuse", Topic::questions},
                                                {"question", Topic::questions},
                                                {"finding", Topic::questions},
                                                {"implication", Topic::questions},
                                                {"action", Topic::actions},
                                                {"action_condition", Topic::actions},
                                                {"contraindication", Topic::actions},
                                                {"article_statement", Topic::actions},
                                                {"coding", Topic::codings},
                                                {"unit_conversion", Topic::codings},
                                                {"record_reading", Topic::codings},
                                                {"source", Topic::sources}}};

constexpr std::array<std::string_view, 10> wording_columns = {
    "name",     "body_system",        "note",    "basis",   "needs_basis",
    "sign_off", "weightless_because", "locator", "display", "p_given_not_basis"};

Topic topic_of(std::string_view table) {
  return topic_of_table(table).value_or(Topic::wording);
}

Topic topic_of(std::string_view table, std::string_view column) {
  const Topic topic = topic_of(table);
  const bool is_wording = std::ranges::find(wording_columns, column) != wording_columns.end();
  return is_wording && topic != Topic::sources ? Topic::wording : topic;
}

// One table: its columns, those of the primary key first named, and its rows as text.
struct Table {
  std::vector<std::string> columns;
  std::vector<std::string> keys;
  std::vector<std::map<std::string, std::string>> rows;  // column to value; empties are left out
};

// Every row of a query.
Result<std::vector<std::vector<std::string>>> all_rows(const Connection& database,
                                                       const std::string& sql, int width) {
  auto statement = database.prepare(sql);
  if (!statement) {
    return fail(statement.error());
  }
  std::vector<std::vector<std::string>> rows;
  while (true) {
    const auto is_row = statement->step();
    if (!is_row) {
      return fail(is_row.error());
    }
    if (!*is_row) {
      return rows;
    }
    std::vector<std::string>& row = rows.emplace_back();
    for (int at = 0; at < width; ++at) {
      row.push_back(statement->text(at));
    }
  }
}

Result<Table> read_table(const Connection& database, const std::string& name) {
  const auto columns =
      all_rows(database, "SELECT name, pk > 0 FROM pragma_table_info('" + name + "')", 2);
  if (!columns) {
    return fail(columns.error());
  }
  Table table;
  std::string list;
  for (const auto& column : *columns) {
    table.columns.push_back(column[0]);
    if (column[1] == "1") {
      table.keys.push_back(column[0]);
    }
    list += (list.empty() ? "\"" : ", \"") + column[0] + '"';
  }
  const auto rows = all_rows(database, "SELECT " + list + " FROM \"" + name + "\" ORDER BY rowid",
                             static_cast<int>(table.columns.size()));
  if (!rows) {
    return fail(rows.error());
  }
  for (const auto& row : *rows) {
    auto& values = table.rows.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!row[i].empty()) {
        values[table.columns[i]] = row[i];
      }
    }
  }
  return table;
}

// Those of the content, by topic, then by name.
Result<std::vector<std::string>> content_tables(const Connection& database) {
  const auto rows = all_rows(database,
                             "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> "
                             "'meta' AND name NOT LIKE 'solved!_%' ESCAPE '!' ORDER BY name",
                             1);
  if (!rows) {
    return fail(rows.error());
  }
  std::vector<std::string> tables;
  for (const auto& row : *rows) {
    tables.push_back(row.front());
  }
  return tables;
}

std::string value_of(const std::map<std::string, std::string>& row, const std::string& column) {
  const auto found = row.find(column);
  return found == row.end() ? "" : found->second;
}

std::string key_of_row(const Table& table, const std::map<std::string, std::string>& row) {
  std::string key;
  for (const std::string& column : table.keys) {
    key += (key.empty() ? "" : " ") + value_of(row, column);
  }
  return key;
}

// Collects the changes of one table.
class TableDifference {
 public:
  TableDifference(std::string name, const Table& before, const Table& after)
      : name_(std::move(name)), before_(before), after_(after) {}

  std::vector<RowChange> changes() {
    std::map<std::string, const std::map<std::string, std::string>*> old;
    for (const auto& row : before_.rows) {
      old[key_of_row(before_, row)] = &row;
    }
    for (const auto& row : after_.rows) {
      const std::string key = key_of_row(after_, row);
      const auto found = old.find(key);
      if (found == old.end()) {
        whole(Change::added, key, row);
      } else {
        compare(key, *found->second, row);
        found->second = nullptr;
      }
    }
    for (const auto& row : before_.rows) {
      const std::string key = key_of_row(before_, row);
      if (old[key] != nullptr) {
        whole(Change::removed, key, row);
      }
    }
    return std::move(changes_);
  }

 private:
  void whole(Change change, const std::string& key, const std::map<std::string, std::string>& row) {
    RowChange one{topic_of(name_), change, name_, key, {}, {}, {}};
    const Table& table = change == Change::added ? after_ : before_;
    (change == Change::added ? one.source_after : one.source_before) = value_of(row, "source");
    for (const std::string& column : table.columns) {
      const std::string value = value_of(row, column);
      if (!value.empty()) {
        one.columns.push_back(change == Change::added ? ColumnChange{column, "", value}
                                                      : ColumnChange{column, value, ""});
      }
    }
    changes_.push_back(std::move(one));
  }

  void compare(const std::string& key, const std::map<std::string, std::string>& before,
               const std::map<std::string, std::string>& after) {
    std::map<Topic, std::vector<ColumnChange>> by_topic;
    for (const std::string& column : after_.columns) {
      const ColumnChange change{column, value_of(before, column), value_of(after, column)};
      if (change.before != change.after) {
        by_topic[topic_of(name_, column)].push_back(change);
      }
    }
    for (auto& [topic, columns] : by_topic) {
      changes_.push_back({topic, Change::changed, name_, key, std::move(columns),
                          value_of(before, "source"), value_of(after, "source")});
    }
  }

  std::string name_;
  const Table& before_;
  const Table& after_;
  std::vector<RowChange> changes_;
};

}  // namespace

Result<std::vector<RowChange>> content_difference(const Connection& before,
                                                  const Connection& after) {
  const auto tables = content_tables(after);
  const auto old_tables = content_tables(before);
  if (!tables || !old_tables) {
    return fail(tables ? old_tables.error() : tables.error());
  }
  if (*tables != *old_tables) {
    return fail(engine::ErrorKind::corrupt,
                before.name() + " and " + after.name() +
                    " do not have the same tables; expected knowledge bases of one schema");
  }
  std::vector<RowChange> changes;
  for (const std::string& name : *tables) {
    const auto old_table = read_table(before, name);
    const auto new_table = read_table(after, name);
    if (!old_table || !new_table) {
      return fail(old_table ? new_table.error() : old_table.error());
    }
    for (RowChange& change : TableDifference(name, *old_table, *new_table).changes()) {
      changes.push_back(std::move(change));
    }
  }
  std::ranges::stable_sort(changes, {}, &RowChange::topic);
  return changes;
}

std::optional<Topic> topic_of_table(std::string_view table) {
  const auto found = std::ranges::find(topics, table, &TableTopic::table);
  return found == topics.end() ? std::nullopt : std::optional(found->topic);
}

std::string_view name(Topic topic) {
  switch (topic) {
    case Topic::red_flags:
      return "red flags";
    case Topic::urgency:
      return "urgency and harm";
    case Topic::priors:
      return "frequencies";
    case Topic::links:
      return "links";
    case Topic::questions:
      return "findings and questions";
    case Topic::actions:
      return "advice";
    case Topic::codings:
      return "codes and units";
    case Topic::wording:
      return "wording and sign-off";
    case Topic::sources:
      return "sources";
  }
  return {};
}

std::string_view name(Change change) {
  switch (change) {
    case Change::added:
      return "added";
    case Change::removed:
      return "removed";
    case Change::changed:
      return "changed";
  }
  return {};
}

}  // namespace paraspinal::knowledge
