#include "fhir/json_text.h"

#include <cstddef>

namespace paraspinal::fhir {

namespace {

unsigned byte_at(std::string_view text, std::size_t offset) {
  return offset < text.size() ? static_cast<unsigned char>(text[offset]) : 0U;
}

bool continues(std::string_view text, std::size_t offset) {
  return (byte_at(text, offset) & 0xC0U) == 0x80U;
}

std::string at_byte(std::size_t offset, std::string_view what) {
  return "at byte " + std::to_string(offset) + ": " + std::string(what);
}

}  // namespace

std::size_t utf8_length(std::string_view text, std::size_t offset) {
  const unsigned lead = byte_at(text, offset);
  const unsigned second = byte_at(text, offset + 1);
  if (lead < 0x80U) {
    return 1;
  }
  if (lead >= 0xC2U && lead <= 0xDFU) {
    return continues(text, offset + 1) ? 2 : 0;
  }
  if (lead >= 0xE0U && lead <= 0xEFU) {
    const bool overlong = lead == 0xE0U && second < 0xA0U;
    const bool surrogate = lead == 0xEDU && second > 0x9FU;
    const bool whole = continues(text, offset + 1) && continues(text, offset + 2);
    return whole && !overlong && !surrogate ? 3 : 0;
  }
  if (lead >= 0xF0U && lead <= 0xF4U) {
    const bool overlong = lead == 0xF0U && second < 0x90U;
    const bool beyond = lead == 0xF4U && second > 0x8FU;
    const bool whole =
        continues(text, offset + 1) && continues(text, offset + 2) && continues(text, offset + 3);
    return whole && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

std::optional<std::string> text_fault(std::string_view text) {
  bool in_string = false;
  std::size_t opened = 0;
  std::size_t offset = 0;
  while (offset < text.size()) {
    const std::size_t length = utf8_length(text, offset);
    const char c = text[offset];
    if (length == 0) {
      return at_byte(offset, "not UTF-8, expected JSON text");
    }
    if (in_string && length == 1 && byte_at(text, offset) < 0x20U) {
      return at_byte(offset, "a control character in a string, expected an escape such as \\n");
    }
    if (c == '"') {
      in_string = !in_string;
      opened = offset;
    }
    offset += in_string && c == '\\' ? 2 : length;
  }
  if (in_string) {
    return at_byte(opened, "a string that is not closed, expected \"");
  }
  return std::nullopt;
}

std::string printable(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    shown += c >= ' ' && c <= '~' ? c : '?';
  }
  return shown;
}

}  // namespace paraspinal::fhir
