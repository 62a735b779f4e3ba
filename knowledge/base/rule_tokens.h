#pragma once

// The words of a rule's text, each with its place: the first step of rule_parser.
//
//   const auto tokens = rule_tokens("temp_c>=38");   // word temp_c, comparison >=, number 38, end

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace paraspinal::knowledge {

enum class TokenKind { word, number, quoted, open, close, comma, comparison, end };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view text;   // without its quotes; a view into the rule
  std::size_t column = 0;  // from 0
};

// The last token is always `end`. Errors (`malformed`): a quote never closed, a character that
// begins no token.
engine::Result<std::vector<Token>> rule_tokens(std::string_view rule);

// `words`, then the rule and a caret under `column`, on two lines of their own.
engine::Error rule_error(std::string_view rule, std::size_t column, const std::string& words);

}  // namespace paraspinal::knowledge
