#pragma once

// The escapes of a JSON string (RFC 8259, section 7), replaced where they stand by the characters
// they mean, which are never longer.
//
//   const Unescaped read = unescape(characters, size);      // between the quotes
//   if (read.fault == EscapeFault::none) ... std::string_view(characters, read.size)

#include <cstddef>

namespace paraspinal::fhir {

enum class EscapeFault {
  none,
  wrong_escape,    // other than \" \\ \/ \b \f \n \r \t \uXXXX
  half_surrogate,  // half of a pair, which is no character
};

struct Unescaped {
  std::size_t size = 0;  // of what is left
  EscapeFault fault = EscapeFault::none;
};

Unescaped unescape(char* text, std::size_t size);

}  // namespace paraspinal::fhir
