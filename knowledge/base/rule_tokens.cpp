#include "knowledge/base/rule_tokens.h"

#include <algorithm>
#include <optional>

namespace paraspinal::knowledge {

namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_in_word(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}
bool is_in_number(char c) {
  return is_digit(c) || c == '.';
}

std::size_t length_while(std::string_view text, bool (*belongs)(char)) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), belongs) -
                                  text.begin());
}

// The length of the comparison that `text` begins with; 0 when it does not.
std::size_t comparison_length(std::string_view text) {
  for (const std::string_view sign : {">=", "<=", "!=", ">", "<", "="}) {
    if (text.substr(0, sign.size()) == sign) {
      return sign.size();
    }
  }
  return 0;
}

// The token that `text` begins with, which is not a blank; none when no token begins so.
std::optional<Token> leading_token(std::string_view text) {
  const char first = text.front();
  const bool is_signed = first == '-' && text.size() > 1 && is_in_number(text[1]);
  if (first == '(') {
    return Token{TokenKind::open, text.substr(0, 1)};
  }
  if (first == ')') {
    return Token{TokenKind::close, text.substr(0, 1)};
  }
  if (first == ',') {
    return Token{TokenKind::comma, text.substr(0, 1)};
  }
  if (is_letter(first)) {
    return Token{TokenKind::word, text.substr(0, length_while(text, is_in_word))};
  }
  if (is_in_number(first) || is_signed) {
    const std::size_t sign = is_signed ? 1 : 0;
    return Token{TokenKind::number,
                 text.substr(0, sign + length_while(text.substr(sign), is_in_number))};
  }
  if (const std::size_t length = comparison_length(text); length > 0) {
    return Token{TokenKind::comparison, text.substr(0, length)};
  }
  return std::nullopt;
}

}  // namespace

engine::Result<std::vector<Token>> rule_tokens(std::string_view rule) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  while (at < rule.size()) {
    if (rule[at] == ' ' || rule[at] == '\t') {
      ++at;
      continue;
    }
    if (rule[at] == '\'') {
      const std::size_t close = rule.find('\'', at + 1);
      if (close == std::string_view::npos) {
        return engine::fail(rule_error(rule, at, "a quote is opened here and never closed"));
      }
      tokens.push_back({TokenKind::quoted, rule.substr(at + 1, close - at - 1), at});
      at = close + 1;
      continue;
    }
    auto token = leading_token(rule.substr(at));
    if (!token) {
      const std::string words =
          std::string({'\'', rule[at], '\''}) +
          ": expected a finding, a number, a comparison, AND, OR, NOT, COUNT or a parenthesis";
      return engine::fail(rule_error(rule, at, words));
    }
    token->column = at;
    tokens.push_back(*token);
    at += token->text.size();
  }
  tokens.push_back({TokenKind::end, {}, rule.size()});
  return tokens;
}

engine::Error rule_error(std::string_view rule, std::size_t column, const std::string& words) {
  return {engine::ErrorKind::malformed,
          words + "\n  " + std::string(rule) + "\n  " + std::string(column, ' ') + "^"};
}

}  // namespace paraspinal::knowledge
