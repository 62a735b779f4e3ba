#pragma once

// What is wrong with a text before it is JSON at all, and where; the slow, plain look that an error
// message can afford.
//
//   text_fault("{\"a\": \"b")  ==  "at byte 6: a string that is not closed, expected \""

#include <optional>
#include <string>
#include <string_view>

namespace paraspinal::fhir {

// The first of: bytes that are not UTF-8 (RFC 3629), a control character inside a string, a string
// that is not closed. Nothing when the text has none of them.
std::optional<std::string> text_fault(std::string_view text);

// The length of the UTF-8 sequence at `offset`: 1 to 4; 0 when it is none.
std::size_t utf8_length(std::string_view text, std::size_t offset);

// The text with everything but printable ASCII as `?`, for showing in an error line.
std::string printable(std::string_view text);

}  // namespace paraspinal::fhir
