#include "knowledge/base/rule_parser.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "knowledge/base/rule_tokens.h"

namespace paraspinal::knowledge {

namespace {

constexpr int deepest_nesting = 64;

bool is_keyword(std::string_view text) {
  return text == "AND" || text == "OR" || text == "NOT" || text == "COUNT";
}

std::string quote(std::string_view text) {
  std::string quoted(1, '\'');
  quoted.append(text);
  quoted.push_back('\'');
  return quoted;
}

std::string shown(const Token& token) {
  return token.kind == TokenKind::end ? "the end of the rule" : quote(token.text);
}

std::optional<double> number_from(std::string_view text) {
  double value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || rest != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

Comparison comparison_from(std::string_view sign) {
  if (sign == ">=") {
    return Comparison::at_least;
  }
  if (sign == "<=") {
    return Comparison::at_most;
  }
  if (sign == ">") {
    return Comparison::above;
  }
  if (sign == "<") {
    return Comparison::below;
  }
  return sign == "=" ? Comparison::equal : Comparison::unequal;
}

std::string list(const std::vector<std::string>& states) {
  std::string text;
  for (std::size_t i = 0; i < states.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == states.size() ? " or " : ", ") + quote(states[i]);
  }
  return text;
}

// Each function reads one production, appends its nodes and moves past it; false once there is an
// error, which is then in `error`.
class Parser {
 public:
  Parser(std::string_view rule, std::vector<Token> tokens, const FindingTable& findings)
      : rule_(rule), tokens_(std::move(tokens)), findings_(findings) {}

  engine::Result<std::vector<Rule::Node>> parse() {
    if (!expression()) {
      return engine::fail(error_);
    }
    if (next().kind != TokenKind::end) {
      return engine::fail(rule_error(rule_, next().column,
                                     shown(next()) + ": expected AND, OR or the end of the rule"));
    }
    return std::move(nodes_);
  }

 private:
  const Token& next() const { return tokens_[at_]; }
  bool is_word(std::string_view text) const {
    return next().kind == TokenKind::word && next().text == text;
  }
  bool fail(const Token& token, const std::string& words) {
    error_ = rule_error(rule_, token.column, words);
    return false;
  }
  bool take(TokenKind kind, std::string_view sign, std::string_view after) {
    if (next().kind != kind) {
      return fail(next(),
                  shown(next()) + ": expected " + quote(sign) + " after " + std::string(after));
    }
    ++at_;
    return true;
  }
  void close(std::size_t node) { nodes_[node].end = nodes_.size(); }

  bool expression() { return chain(NodeKind::any, "OR"); }

  // Operands joined by one keyword; a single operand stands for itself.
  bool chain(NodeKind kind, std::string_view keyword) {
    const std::size_t first = nodes_.size();
    if (!operand(kind)) {
      return false;
    }
    if (!is_word(keyword)) {
      return true;
    }
    insert_parent(first, kind);
    while (is_word(keyword)) {
      ++at_;
      if (!operand(kind)) {
        return false;
      }
    }
    close(first);
    return true;
  }

  bool operand(NodeKind kind) {
    return kind == NodeKind::any ? chain(NodeKind::all, "AND") : factor();
  }

  void insert_parent(std::size_t at, NodeKind kind) {
    nodes_.insert(nodes_.begin() + static_cast<std::ptrdiff_t>(at), Rule::Node{.kind = kind});
    for (std::size_t i = at + 1; i < nodes_.size(); ++i) {
      ++nodes_[i].end;
    }
  }

  bool factor() {
    if (depth_ == deepest_nesting) {
      return fail(next(), "nested more than " + std::to_string(deepest_nesting) + " deep");
    }
    ++depth_;
    const bool is_read = is_word("NOT")                   ? inverse()
                         : is_word("COUNT")               ? count()
                         : next().kind == TokenKind::open ? parenthesis()
                                                          : item();
    --depth_;
    return is_read;
  }

  bool inverse() {
    const std::size_t node = nodes_.size();
    nodes_.push_back({.kind = NodeKind::inverse});
    ++at_;
    if (!factor()) {
      return false;
    }
    close(node);
    return true;
  }

  bool parenthesis() {
    ++at_;
    return expression() && take(TokenKind::close, ")", "the expression");
  }

  bool count() {
    const std::size_t node = nodes_.size();
    nodes_.push_back({.kind = NodeKind::count});
    ++at_;
    if (!take(TokenKind::open, "(", "COUNT") || !expression()) {
      return false;
    }
    std::size_t items = 1;
    while (next().kind == TokenKind::comma) {
      ++at_;
      if (!expression()) {
        return false;
      }
      ++items;
    }
    close(node);
    return take(TokenKind::close, ")", "the items of COUNT") && at_least(node, items);
  }

  bool at_least(std::size_t node, std::size_t items) {
    if (next().kind != TokenKind::comparison || next().text != ">=") {
      return fail(next(), shown(next()) + ": expected '>=' after COUNT(...)");
    }
    ++at_;
    const auto number = next().kind == TokenKind::number ? number_from(next().text) : std::nullopt;
    if (!number || *number < 1 || *number > static_cast<double>(items) ||
        *number != std::floor(*number)) {
      return fail(next(), shown(next()) + ": expected a whole number from 1 to " +
                              std::to_string(items) + ", the items of COUNT");
    }
    nodes_[node].number = *number;
    ++at_;
    return true;
  }

  bool item() {
    const Token name = next();
    if (name.kind != TokenKind::word || is_keyword(name.text)) {
      return fail(name, shown(name) + ": expected a finding, NOT, COUNT or '('");
    }
    const auto id = findings_.find(name.text);
    if (!id) {
      return fail(name, quote(name.text) + " is not a finding");
    }
    ++at_;
    if (next().kind == TokenKind::comparison) {
      return comparison(name, *id);
    }
    const ValueType type = findings_[*id].value_type;
    if (type != ValueType::boolean) {
      return fail(name, quote(name.text) + " is not two-state: expected a comparison after it");
    }
    add({.kind = NodeKind::presence, .finding = *id});
    return true;
  }

  bool comparison(const Token& name, FindingId id) {
    const Finding& finding = findings_[id];
    Rule::Node node{.finding = id, .comparison = comparison_from(next().text)};
    ++at_;
    switch (finding.value_type) {
      case ValueType::boolean:
        return fail(name, quote(name.text) + " is present or absent: expected no comparison");
      case ValueType::date:
        return fail(name, quote(name.text) + " is a date: dates cannot be compared");
      case ValueType::quantity:
        return quantity(finding, node);
      case ValueType::ordinal:
        return state(finding, node);
    }
    return false;
  }

  bool quantity(const Finding& finding, Rule::Node node) {
    const auto number = next().kind == TokenKind::number ? number_from(next().text) : std::nullopt;
    if (!number) {
      return fail(next(), shown(next()) + ": expected a number, for '" + finding.id +
                              "' is a quantity in " + finding.unit);
    }
    node.kind = NodeKind::quantity;
    node.number = *number;
    ++at_;
    add(node);
    return true;
  }

  bool state(const Finding& finding, Rule::Node node) {
    const auto& states = finding.states;
    const bool can_name = next().kind == TokenKind::quoted || next().kind == TokenKind::word ||
                          next().kind == TokenKind::number;
    const auto found =
        can_name ? std::find(states.begin(), states.end(), next().text) : states.end();
    if (found == states.end()) {
      return fail(next(), shown(next()) + " is not a state of '" + finding.id + "': expected " +
                              list(states));
    }
    node.kind = NodeKind::state;
    node.number = static_cast<double>(found - states.begin());
    ++at_;
    add(node);
    return true;
  }

  void add(Rule::Node node) {
    node.end = nodes_.size() + 1;
    nodes_.push_back(node);
  }

  std::string_view rule_;
  std::vector<Token> tokens_;
  const FindingTable& findings_;
  std::vector<Rule::Node> nodes_;
  std::size_t at_ = 0;
  int depth_ = 0;
  engine::Error error_;
};

}  // namespace

engine::Result<std::vector<Rule::Node>> parse_rule(std::string_view text,
                                                   const FindingTable& findings) {
  auto tokens = rule_tokens(text);
  if (!tokens) {
    return engine::fail(tokens.error());
  }
  return Parser(text, std::move(*tokens), findings).parse();
}

}  // namespace paraspinal::knowledge
