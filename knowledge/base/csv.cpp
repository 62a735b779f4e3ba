#include "knowledge/base/csv.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

namespace paraspinal::knowledge {

namespace {

// Reads row after row, counting lines.
class Reader {
 public:
  Reader(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  bool at_end() const { return at_ == text_.size(); }

  engine::Result<CsvRow> row() {
    CsvRow row{.line = line_, .fields = {}};
    while (true) {
      auto field = next() == '"' ? quoted_field() : bare_field();
      if (!field) {
        return engine::fail(field.error());
      }
      row.fields.push_back(std::move(*field));
      if (next() == ',') {
        ++at_;
        continue;
      }
      end_line();
      return row;
    }
  }

  engine::Error error(std::size_t line, const std::string& words) const {
    return {engine::ErrorKind::malformed, name_ + ":" + std::to_string(line) + ": " + words};
  }

 private:
  // The character to read; a line feed at the end of the text.
  char next() const { return at_end() ? '\n' : text_[at_]; }
  bool at_line_end() const {
    return next() == '\n' || text_.substr(at_, 2) == "\r\n" || text_.substr(at_) == "\r";
  }

  void end_line() {
    at_ += next() == '\r' ? 1U : 0U;
    at_ += at_end() ? 0U : 1U;
    ++line_;
  }

  engine::Result<std::string> bare_field() {
    const std::size_t from = at_;
    while (next() != ',' && !at_line_end()) {
      if (next() == '"') {
        return engine::fail(error(line_, "a quote inside a field that does not begin with one"));
      }
      ++at_;
    }
    return std::string(text_.substr(from, at_ - from));
  }

  engine::Result<std::string> quoted_field() {
    const std::size_t opened = line_;
    std::string field;
    ++at_;
    while (!at_end()) {
      const char read = text_[at_++];
      if (read != '"') {
        line_ += read == '\n' ? 1U : 0U;
        field.push_back(read);
        continue;
      }
      if (next() == '"') {
        field.push_back('"');
        ++at_;
        continue;
      }
      if (next() != ',' && !at_line_end()) {
        return engine::fail(error(line_, "text after the closing quote of a field"));
      }
      return field;
    }
    return engine::fail(error(opened, "a quote is opened and never closed"));
  }

  std::string_view text_;
  std::string name_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

engine::Result<CsvTable> parse_csv(std::string_view text, const std::string& name) {
  Reader reader(text, name);
  if (reader.at_end()) {
    return engine::fail(reader.error(1, "is empty; expected a header"));
  }
  auto header = reader.row();
  if (!header) {
    return engine::fail(header.error());
  }
  CsvTable table{.header = std::move(header->fields), .rows = {}};
  while (!reader.at_end()) {
    auto row = reader.row();
    if (!row) {
      return engine::fail(row.error());
    }
    if (row->fields.size() != table.header.size()) {
      return engine::fail(reader.error(
          row->line, std::to_string(row->fields.size()) + " fields; expected " +
                         std::to_string(table.header.size()) + ", as many as the header"));
    }
    table.rows.push_back(std::move(*row));
  }
  return table;
}

engine::Result<CsvTable> read_csv(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return engine::fail(engine::ErrorKind::not_found, path + ": cannot be read");
  }
  std::ostringstream text;
  text << file.rdbuf();
  return parse_csv(text.str(), std::filesystem::path(path).filename().string());
}

}  // namespace paraspinal::knowledge
