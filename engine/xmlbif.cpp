#include "engine/xmlbif.h"

#include <array>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

#include "engine/text_scanner.h"

namespace paraspinal::engine {
namespace {

constexpr std::array<std::pair<std::string_view, char>, 5> entities{
    {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&amp;", '&'}}};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  return begin == std::string_view::npos
             ? std::string_view{}
             : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string xml_unescaped(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    char next = text[0];
    std::size_t length = 1;
    for (const auto& [entity, character] : entities) {
      if (text.starts_with(entity)) {
        next = character;
        length = entity.size();
      }
    }
    result.push_back(next);
    text.remove_prefix(length);
  }
  return result;
}

std::string xml_escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    std::string_view written(&c, 1);
    for (const auto& [entity, character] : entities) {
      written = character == c ? entity : written;
    }
    result.append(written);
  }
  return result;
}

// One piece of the file: an opening or closing tag, or the text between two tags.
struct Piece {
  enum class Kind { open, close, text, end } kind = Kind::end;
  std::string_view name;  // of a tag; of text, the text itself
  std::size_t position = 0;
};

// Cuts the file into pieces, leaving out comments, declarations and blank text.
class XmlPieces {
 public:
  explicit XmlPieces(std::string_view text) : text_(text) {}

  Piece next() {
    while (at_ < text_.size()) {
      const std::size_t start = at_;
      if (text_[start] != '<') {
        at_ = std::min(text_.find('<', start), text_.size());
        if (const auto words = trimmed(text_.substr(start, at_ - start)); !words.empty()) {
          return {Piece::Kind::text, words, static_cast<std::size_t>(words.data() - text_.data())};
        }
        continue;
      }
      if (text_.substr(start).starts_with("<!--")) {
        skip_past("-->");
      } else if (text_.substr(start).starts_with("<!DOCTYPE")) {
        skip_document_type();
      } else if (text_.substr(start).starts_with("<?")) {
        skip_past("?>");
      } else {
        return tag(start);
      }
    }
    return {Piece::Kind::end, "", text_.size()};
  }

 private:
  void skip_past(std::string_view end) {
    const std::size_t found = text_.find(end, at_);
    at_ = found == std::string_view::npos ? text_.size() : found + end.size();
  }

  void skip_document_type() {
    const std::size_t bracket = text_.find_first_of("[>", at_);
    skip_past(bracket != std::string_view::npos && text_[bracket] == '[' ? "]>" : ">");
  }

  Piece tag(std::size_t start) {
    skip_past(">");
    std::string_view inside = text_.substr(start + 1, at_ - start - 1);
    const bool close = inside.starts_with('/');
    inside.remove_prefix(close ? 1 : 0);
    return {close ? Piece::Kind::close : Piece::Kind::open,
            inside.substr(0, inside.find_first_of(" \t\r\n/>")), start};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// Reads one file; read_xmlbif() is the entry point.
class XmlBifReader {
 public:
  XmlBifReader(std::string_view text, std::string_view file)
      : pieces_(text), scanner_(text, file, "") {}

  Result<std::vector<TableOfFile>> read() {
    for (Piece piece = pieces_.next(); piece.kind != Piece::Kind::end; piece = pieces_.next()) {
      if (piece.kind != Piece::Kind::open) {
        continue;
      }
      std::optional<Error> error;
      if (piece.name == "VARIABLE") {
        error = read_variable();
      } else if (piece.name == "DEFINITION" || piece.name == "PROBABILITY") {
        error = read_definition(piece);
      }
      if (error) {
        return fail(*std::move(error));
      }
    }
    for (const TableOfFile& table : tables_) {
      if (table.values.empty()) {
        return fail(
            scanner_.error_at(0, "variable '" + table.variable.name + "' has no definition"));
      }
    }
    return std::move(tables_);
  }

 private:
  // Calls visit(tag, text) for each leaf until the element closes.
  template <typename Visit>
  std::optional<Error> read_leaves(std::string_view element, Visit visit) {
    std::string_view tag;
    for (Piece piece = pieces_.next(); piece.kind != Piece::Kind::end; piece = pieces_.next()) {
      if (piece.kind == Piece::Kind::open) {
        tag = piece.name;
      } else if (piece.kind == Piece::Kind::text) {
        if (auto error = visit(tag, piece)) {
          return error;
        }
      } else if (piece.name == element) {
        return std::nullopt;
      }
    }
    return scanner_.error_at(0, "'" + std::string(element) + "' is not closed");
  }

  std::optional<Error> read_variable() {
    TableOfFile table;
    auto error = read_leaves(
        "VARIABLE", [&](std::string_view tag, const Piece& piece) -> std::optional<Error> {
          if (tag == "NAME") {
            table.variable.name = xml_unescaped(piece.name);
            if (!by_name_.emplace(table.variable.name, tables_.size()).second) {
              return scanner_.error_at(piece.position,
                                       "variable '" + table.variable.name + "' is declared twice");
            }
          } else if (tag == "OUTCOME" || tag == "VALUE") {
            table.variable.states.push_back(xml_unescaped(piece.name));
          }
          return std::nullopt;
        });
    tables_.push_back(std::move(table));
    return error;
  }

  std::optional<Error> read_definition(const Piece& definition) {
    std::optional<std::size_t> self;
    std::vector<std::size_t> parents;
    std::vector<double> values;
    auto error = read_leaves(
        definition.name, [&](std::string_view tag, const Piece& piece) -> std::optional<Error> {
          if (tag == "TABLE") {
            return read_numbers(piece, values);
          }
          if (tag != "FOR" && tag != "GIVEN") {
            return std::nullopt;
          }
          const auto found = by_name_.find(xml_unescaped(piece.name));
          if (found == by_name_.end()) {
            return scanner_.error_at(piece.position,
                                     "variable '" + std::string(piece.name) + "' is not declared");
          }
          if (tag == "FOR") {
            self = found->second;
          } else {
            parents.push_back(found->second);
          }
          return std::nullopt;
        });
    if (error) {
      return error;
    }
    if (!self) {
      return scanner_.error_at(definition.position, "a definition has no 'FOR'");
    }
    TableOfFile& table = tables_[*self];
    std::size_t entries = table.variable.states.size();
    for (const std::size_t parent : parents) {
      entries *= tables_[parent].variable.states.size();
    }
    if (!table.values.empty() || values.size() != entries) {
      return scanner_.error_at(
          definition.position,
          table.values.empty()
              ? "the table of '" + table.variable.name + "' has " + std::to_string(values.size()) +
                    " entries; expected " + std::to_string(entries)
              : "variable '" + table.variable.name + "' has a second definition");
    }
    table.parents = std::move(parents);
    table.values = std::move(values);
    return std::nullopt;
  }

  std::optional<Error> read_numbers(const Piece& piece, std::vector<double>& values) {
    std::string_view rest = piece.name;
    while (!(rest = trimmed(rest)).empty()) {
      const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r\n"));
      double value = 0;
      const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), value);
      if (code != std::errc() || end != word.data() + word.size()) {
        const auto offset = static_cast<std::size_t>(word.data() - piece.name.data());
        return scanner_.error_at(piece.position + offset,
                                 "expected a number, found '" + std::string(word) + "'");
      }
      values.push_back(value);
      rest.remove_prefix(word.size());
    }
    return std::nullopt;
  }

  XmlPieces pieces_;
  TextScanner scanner_;  // for its errors only
  std::vector<TableOfFile> tables_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

}  // namespace

Result<NetworkFile> read_xmlbif(std::string_view text, std::string_view file) {
  return XmlBifReader(text, file).read().and_then(network_of_tables);
}

Result<std::string> write_xmlbif(const Network& network) {
  const auto tables = tables_of(network);
  if (!tables) {
    return fail(tables.error());
  }
  std::string text = "<?xml version=\"1.0\"?>\n<BIF VERSION=\"0.3\">\n<NETWORK>\n";
  for (const TableOfFile& table : *tables) {
    text.append("<VARIABLE TYPE=\"nature\">\n  <NAME>").append(xml_escaped(table.variable.name));
    text.append("</NAME>\n");
    for (const std::string& state : table.variable.states) {
      text.append("  <OUTCOME>").append(xml_escaped(state)).append("</OUTCOME>\n");
    }
    text.append("</VARIABLE>\n");
  }
  for (const TableOfFile& table : *tables) {
    text.append("<DEFINITION>\n  <FOR>")
        .append(xml_escaped(table.variable.name))
        .append("</FOR>\n");
    for (const std::size_t parent : table.parents) {
      text.append("  <GIVEN>").append(xml_escaped((*tables)[parent].variable.name));
      text.append("</GIVEN>\n");
    }
    text.append("  <TABLE>");
    for (const double value : table.values) {
      text.append(shortest_text(value)).append(" ");
    }
    text.append("</TABLE>\n</DEFINITION>\n");
  }
  return text.append("</NETWORK>\n</BIF>\n");
}

}  // namespace paraspinal::engine
