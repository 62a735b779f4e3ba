// unescape: runs without an escape are moved as they are, each escape is read by read_escape.

#include "fhir/json_escape.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace paraspinal::fhir {

namespace {

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') {
    return static_cast<unsigned>(c - '0');
  }
  if (c >= 'a' && c <= 'f') {
    return static_cast<unsigned>(c - 'a') + 10U;
  }
  if (c >= 'A' && c <= 'F') {
    return static_cast<unsigned>(c - 'A') + 10U;
  }
  return std::nullopt;
}

// The character of a one-letter escape; nothing for other letters.
std::optional<char> simple_escape(char letter) {
  switch (letter) {
    case '"':
    case '\\':
    case '/':
      return letter;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
  }
  return std::nullopt;
}

char* write_utf8(unsigned point, char* to) {
  const auto put = [&to](unsigned byte) { *to++ = static_cast<char>(byte); };
  const auto put_rest = [&](unsigned shift) { put(0x80U | ((point >> shift) & 0x3FU)); };
  if (point < 0x80U) {
    put(point);
  } else if (point < 0x800U) {
    put(0xC0U | (point >> 6U));
    put_rest(0);
  } else if (point < 0x10000U) {
    put(0xE0U | (point >> 12U));
    put_rest(6);
    put_rest(0);
  } else {
    put(0xF0U | (point >> 18U));
    put_rest(12);
    put_rest(6);
    put_rest(0);
  }
  return to;
}

// Reads behind the backslash and writes over what was read.
class Escapes {
 public:
  Escapes(const char* from, const char* end, char* to) : from_(from), end_(end), to_(to) {}

  EscapeFault read_escape() {
    if (from_ == end_) {
      return EscapeFault::wrong_escape;
    }
    const char letter = *from_++;
    if (letter == 'u') {
      return read_point();
    }
    const std::optional<char> character = simple_escape(letter);
    if (!character) {
      return EscapeFault::wrong_escape;
    }
    *to_++ = *character;
    return EscapeFault::none;
  }

  const char* from() const { return from_; }
  char* to() const { return to_; }

 private:
  EscapeFault read_point() {
    std::optional<unsigned> point = read_hex();
    if (!point) {
      return EscapeFault::wrong_escape;
    }
    const bool is_high = *point >= 0xD800U && *point < 0xDC00U;
    const bool is_low = *point >= 0xDC00U && *point < 0xE000U;
    if (is_high && end_ - from_ >= 2 && from_[0] == '\\' && from_[1] == 'u') {
      from_ += 2;
      const std::optional<unsigned> low = read_hex();
      if (!low) {
        return EscapeFault::wrong_escape;
      }
      if (*low < 0xDC00U || *low >= 0xE000U) {
        return EscapeFault::half_surrogate;
      }
      point = 0x10000U + ((*point - 0xD800U) << 10U) + (*low - 0xDC00U);
    } else if (is_high || is_low) {
      return EscapeFault::half_surrogate;
    }
    to_ = write_utf8(*point, to_);
    return EscapeFault::none;
  }

  std::optional<unsigned> read_hex() {
    constexpr std::ptrdiff_t digits = 4;
    if (end_ - from_ < digits) {
      return std::nullopt;
    }
    unsigned value = 0;
    for (std::ptrdiff_t i = 0; i < digits; ++i) {
      const std::optional<unsigned> digit = hex_digit(*from_++);
      if (!digit) {
        return std::nullopt;
      }
      value = value * 16U + *digit;
    }
    return value;
  }

  const char* from_;
  const char* end_;
  char* to_;
};

}  // namespace

Unescaped unescape(char* text, std::size_t size) {
  const char* const end = text + size;
  const char* from = text;
  char* to = text;
  while (from != end) {
    const char* const escape = std::find(from, end, '\\');
    const auto run = static_cast<std::size_t>(escape - from);
    std::memmove(to, from, run);
    to += run;
    if (escape == end) {
      break;
    }
    Escapes escapes(escape + 1, end, to);
    if (const EscapeFault fault = escapes.read_escape(); fault != EscapeFault::none) {
      return {0, fault};
    }
    from = escapes.from();
    to = escapes.to();
  }
  return {static_cast<std::size_t>(to - text), EscapeFault::none};
}

}  // namespace paraspinal::fhir
