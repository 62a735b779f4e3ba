#include "engine/uai.h"

#include <utility>

#include "engine/text_scanner.h"

namespace paraspinal::engine {
namespace {

std::string numbered(char prefix, std::size_t number) {
  return std::string(1, prefix).append(std::to_string(number));
}

// Reads one file; read_uai() is the entry point.
class UaiReader {
 public:
  UaiReader(std::string_view text, std::string_view file) : scanner_(text, file, "") {}

  Result<std::vector<TableOfFile>> read() {
    if (auto error = scanner_.expect("BAYES")) {
      return fail(*std::move(error));
    }
    for (const auto step :
         {&UaiReader::read_variables, &UaiReader::read_scopes, &UaiReader::read_tables}) {
      if (auto error = (this->*step)()) {
        return fail(*std::move(error));
      }
    }
    if (!scanner_.at_end()) {
      return fail(scanner_.error("expected the end of the file, found '" +
                                 std::string(scanner_.peek()) + "'"));
    }
    return std::move(tables_);
  }

 private:
  using Fault = std::optional<Error>;

  Fault read_variables() {
    const auto count = scanner_.count();
    if (!count) {
      return count.error();
    }
    for (std::size_t i = 0; i < *count; ++i) {
      const auto states = scanner_.count();
      if (!states) {
        return states.error();
      }
      if (*states > largest_table) {
        return scanner_.error("a variable of more than 16777216 states");
      }
      Variable variable{numbered('x', i), {}};
      for (std::size_t s = 0; s < *states; ++s) {
        variable.states.push_back(numbered('s', s));
      }
      tables_.push_back({std::move(variable), {}, {}});
    }
    return std::nullopt;
  }

  Fault read_scopes() {
    const auto count = scanner_.count();
    if (!count) {
      return count.error();
    }
    if (*count != tables_.size()) {
      return scanner_.error("there are " + std::to_string(*count) + " functions; expected " +
                            std::to_string(tables_.size()) + ", one a variable");
    }
    std::vector<bool> seen(tables_.size(), false);
    for (std::size_t f = 0; f < *count; ++f) {
      std::vector<std::size_t> scope;
      if (auto error = read_scope(scope)) {
        return error;
      }
      const std::size_t child = scope.back();
      if (seen[child]) {
        return scanner_.error("variable x" + std::to_string(child) + " has a second function");
      }
      seen[child] = true;
      children_.push_back(child);
      scope.pop_back();
      tables_[child].parents = std::move(scope);
    }
    return std::nullopt;
  }

  Fault read_scope(std::vector<std::size_t>& scope) {
    const auto size = scanner_.count();
    if (!size) {
      return size.error();
    }
    if (*size == 0) {
      return scanner_.error("a function of no variables; expected a child");
    }
    for (std::size_t i = 0; i < *size; ++i) {
      const auto variable = scanner_.count();
      if (!variable) {
        return variable.error();
      }
      if (*variable >= tables_.size()) {
        return scanner_.error("variable " + std::to_string(*variable) + " is unknown; there are " +
                              std::to_string(tables_.size()));
      }
      scope.push_back(*variable);
    }
    return std::nullopt;
  }

  Fault read_tables() {
    for (const std::size_t child : children_) {
      TableOfFile& table = tables_[child];
      std::size_t expected = table.variable.states.size();
      for (const std::size_t parent : table.parents) {
        expected *= tables_[parent].variable.states.size();
        if (expected > largest_table) {
          return scanner_.error("a table of more than 16777216 entries");
        }
      }
      const auto entries = scanner_.count();
      if (!entries) {
        return entries.error();
      }
      if (*entries != expected) {
        return scanner_.error("the table of " + table.variable.name + " has " +
                              std::to_string(*entries) + " entries; expected " +
                              std::to_string(expected));
      }
      table.values.reserve(expected);
      for (std::size_t i = 0; i < expected; ++i) {
        const auto value = scanner_.number();
        if (!value) {
          return value.error();
        }
        table.values.push_back(*value);
      }
    }
    return std::nullopt;
  }

  static constexpr std::size_t largest_table = std::size_t{1} << 24;

  TextScanner scanner_;
  std::vector<TableOfFile> tables_;
  std::vector<std::size_t> children_;  // of each function, in file order
};

}  // namespace

Result<NetworkFile> read_uai(std::string_view text, std::string_view file) {
  return UaiReader(text, file).read().and_then(network_of_tables);
}

Result<std::string> write_uai(const Network& network) {
  const auto tables = tables_of(network);
  if (!tables) {
    return fail(tables.error());
  }
  const std::string count = std::to_string(tables->size());
  std::string text = "BAYES\n" + count + "\n";
  for (const TableOfFile& table : *tables) {
    text.append(std::to_string(table.variable.states.size())).append(" ");
  }
  text.append("\n").append(count).append("\n");
  for (std::size_t i = 0; i < tables->size(); ++i) {
    text.append(std::to_string((*tables)[i].parents.size() + 1));
    for (const std::size_t parent : (*tables)[i].parents) {
      text.append(" ").append(std::to_string(parent));
    }
    text.append(" ").append(std::to_string(i)).append("\n");
  }
  for (const TableOfFile& table : *tables) {
    text.append("\n").append(std::to_string(table.values.size())).append("\n");
    for (const double value : table.values) {
      text.append(shortest_text(value)).append(" ");
    }
  }
  text.append("\n");
  return text;
}

}  // namespace paraspinal::engine
