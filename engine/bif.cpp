#include "engine/bif.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "engine/text_scanner.h"

namespace paraspinal::engine {
namespace {

constexpr std::string_view marks = "{}()[],;|";
constexpr double not_given = -1;

// Reads one file; read_bif() is the entry point. Each read_...() gives the error, if any.
class BifReader {
 public:
  BifReader(std::string_view text, std::string_view file) : scanner_(text, file, marks) {}

  Result<std::vector<TableOfFile>> read() {
    while (!scanner_.at_end()) {
      if (auto error = read_block()) {
        return fail(*std::move(error));
      }
    }
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (tables_[i].values.empty()) {
        return fail(
            scanner_.error("variable '" + tables_[i].variable.name + "' has no probability block"));
      }
    }
    return std::move(tables_);
  }

 private:
  using Fault = std::optional<Error>;

  Fault read_block() {
    if (scanner_.take_if("network")) {
      scanner_.skip_past("{");
      scanner_.skip_past("}");
      return std::nullopt;
    }
    if (scanner_.take_if("variable")) {
      return read_variable();
    }
    if (scanner_.take_if("probability")) {
      return read_probability();
    }
    return scanner_.error("expected 'network', 'variable' or 'probability', found '" +
                          std::string(scanner_.peek()) + "'");
  }

  Fault read_variable() {
    TableOfFile table;
    table.variable.name = scanner_.take();
    if (!by_name_.emplace(table.variable.name, tables_.size()).second) {
      return scanner_.error("variable '" + table.variable.name + "' is declared twice");
    }
    if (auto error = scanner_.expect("{")) {
      return error;
    }
    while (!scanner_.take_if("}")) {
      if (scanner_.take_if("property")) {
        scanner_.skip_past(";");
      } else if (auto error = read_type(table.variable)) {
        return error;
      }
    }
    tables_.push_back(std::move(table));
    return std::nullopt;
  }

  Fault read_type(Variable& variable) {
    for (const std::string_view word : {"type", "discrete", "["}) {
      if (auto error = scanner_.expect(word)) {
        return error;
      }
    }
    const auto count = scanner_.count();
    if (!count) {
      return count.error();
    }
    for (const std::string_view word : {"]", "{"}) {
      if (auto error = scanner_.expect(word)) {
        return error;
      }
    }
    while (!scanner_.take_if("}")) {
      if (scanner_.at_end()) {
        return scanner_.expect("}");
      }
      if (!scanner_.take_if(",")) {
        variable.states.emplace_back(scanner_.take());
      }
    }
    if (variable.states.size() != *count) {
      return scanner_.error("variable '" + variable.name + "' names " +
                            std::to_string(variable.states.size()) + " states; expected " +
                            std::to_string(*count));
    }
    return scanner_.expect(";");
  }

  // The position of the variable named next.
  Result<std::size_t> read_name() {
    const std::string name(scanner_.take());
    const auto found = by_name_.find(name);
    if (found == by_name_.end()) {
      return fail(scanner_.error("variable '" + name + "' is not declared"));
    }
    return found->second;
  }

  Fault read_probability() {
    if (auto error = scanner_.expect("(")) {
      return error;
    }
    const auto self = read_name();
    if (!self) {
      return self.error();
    }
    TableOfFile& table = tables_[*self];
    if (!table.values.empty()) {
      return scanner_.error("variable '" + table.variable.name +
                            "' has a second probability block");
    }
    if (scanner_.take_if("|")) {
      do {
        const auto parent = read_name();
        if (!parent) {
          return parent.error();
        }
        table.parents.push_back(*parent);
      } while (scanner_.take_if(","));
    }
    for (const std::string_view word : {")", "{"}) {
      if (auto error = scanner_.expect(word)) {
        return error;
      }
    }
    std::size_t entries = table.variable.states.size();
    for (const std::size_t parent : table.parents) {
      entries *= tables_[parent].variable.states.size();
      if (entries > largest_table) {
        return scanner_.error("the table of '" + table.variable.name + "' passes 16777216 entries");
      }
    }
    table.values.assign(entries, not_given);
    return read_entries(table);
  }

  Fault read_entries(TableOfFile& table) {
    const std::size_t begin = scanner_.position();
    std::vector<double> others;  // the default row
    while (!scanner_.take_if("}")) {
      Fault error;
      if (scanner_.take_if("table")) {
        error = read_whole_table(table);
      } else if (scanner_.take_if("default")) {
        others.resize(table.variable.states.size());
        error = read_numbers(others);
      } else if (scanner_.take_if("property")) {
        scanner_.skip_past(";");
      } else {
        error = read_row(table);
      }
      if (error) {
        return error;
      }
    }
    for (std::size_t i = 0; i < table.values.size(); ++i) {
      if (table.values[i] == not_given && others.empty()) {
        return scanner_.error_at(begin, "row " + std::to_string(i / table.variable.states.size()) +
                                            " of '" + table.variable.name + "' is not given");
      }
      if (table.values[i] == not_given) {
        table.values[i] = others[i % others.size()];
      }
    }
    return std::nullopt;
  }

  // "a, b, c;" into the entries of `row`.
  Fault read_numbers(std::span<double> row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) {
        scanner_.take_if(",");
      }
      const auto value = scanner_.number();
      if (!value) {
        return value.error();
      }
      row[i] = *value;
    }
    return scanner_.expect(";");
  }

  // The variable itself is the slowest axis here, and the fastest in the table.
  Fault read_whole_table(TableOfFile& table) {
    std::vector<double> values(table.values.size());
    if (auto error = read_numbers(values)) {
      return error;
    }
    const std::size_t states = table.variable.states.size();
    const std::size_t rows = values.size() / states;
    for (std::size_t i = 0; i < values.size(); ++i) {
      table.values[(i % rows) * states + i / rows] = values[i];
    }
    return std::nullopt;
  }

  // "(state, state) a, b, c;"
  Fault read_row(TableOfFile& table) {
    if (auto error = scanner_.expect("(")) {
      return error;
    }
    std::size_t row = 0;
    for (std::size_t i = 0; i < table.parents.size(); ++i) {
      if (i > 0) {
        if (auto error = scanner_.expect(",")) {
          return error;
        }
      }
      const Variable& parent = tables_[table.parents[i]].variable;
      const std::string_view state = scanner_.take();
      const auto found = std::ranges::find(parent.states, state);
      if (found == parent.states.end()) {
        return scanner_.error("state '" + std::string(state) + "' is not one of '" + parent.name +
                              "'");
      }
      row = row * parent.states.size() + static_cast<std::size_t>(found - parent.states.begin());
    }
    if (auto error = scanner_.expect(")")) {
      return error;
    }
    const std::size_t states = table.variable.states.size();
    return read_numbers(std::span(table.values).subspan(row * states, states));
  }

  static constexpr std::size_t largest_table = std::size_t{1} << 24;

  TextScanner scanner_;
  std::vector<TableOfFile> tables_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

// A name as it stands when it needs no quotes.
std::string quoted_where_needed(const std::string& name) {
  const bool plain = !name.empty() && name.find_first_of(marks) == std::string::npos &&
                     name.find_first_of(" \t\n\r\f") == std::string::npos &&
                     !name.starts_with("//") && !name.starts_with("/*");
  return plain ? name : std::string("\"").append(name).append("\"");
}

std::string list(std::span<const double> row) {
  std::string text;
  for (const double value : row) {
    text.append(text.empty() ? "" : ", ").append(shortest_text(value));
  }
  return text;
}

// "a, b" of the states of the parents in this row.
std::string states_of_row(const TableOfFile& table, std::span<const TableOfFile> tables,
                          std::size_t row) {
  std::string text;
  for (std::size_t i = table.parents.size(); i-- > 0;) {
    const auto& states = tables[table.parents[i]].variable.states;
    text.insert(0,
                quoted_where_needed(states[row % states.size()]).append(text.empty() ? "" : ", "));
    row /= states.size();
  }
  return text;
}

void write_probability(std::string& text, const TableOfFile& table,
                       std::span<const TableOfFile> tables) {
  text.append("probability ( ").append(quoted_where_needed(table.variable.name));
  for (std::size_t i = 0; i < table.parents.size(); ++i) {
    text.append(i == 0 ? " | " : ", ")
        .append(quoted_where_needed(tables[table.parents[i]].variable.name));
  }
  text.append(" ) {\n");
  const std::size_t states = table.variable.states.size();
  for (std::size_t row = 0; row * states < table.values.size(); ++row) {
    if (table.parents.empty()) {
      text.append("  table ");
    } else {
      text.append("  (").append(states_of_row(table, tables, row)).append(") ");
    }
    text.append(list(std::span(table.values).subspan(row * states, states))).append(";\n");
  }
  text.append("}\n");
}

}  // namespace

Result<NetworkFile> read_bif(std::string_view text, std::string_view file) {
  return BifReader(text, file).read().and_then(network_of_tables);
}

Result<std::string> write_bif(const Network& network) {
  const auto tables = tables_of(network);
  if (!tables) {
    return fail(tables.error());
  }
  std::string text = "network unknown {\n}\n";
  for (const TableOfFile& table : *tables) {
    text.append("variable ")
        .append(quoted_where_needed(table.variable.name))
        .append(" {\n  type discrete [ ");
    text.append(std::to_string(table.variable.states.size())).append(" ] { ");
    for (std::size_t s = 0; s < table.variable.states.size(); ++s) {
      text.append(s == 0 ? "" : ", ").append(quoted_where_needed(table.variable.states[s]));
    }
    text.append(" };\n}\n");
  }
  for (const TableOfFile& table : *tables) {
    write_probability(text, table, *tables);
  }
  return text;
}

}  // namespace paraspinal::engine
