#include "apps/service/base64_url.h"

#include <cstdint>

namespace paraspinal::service {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

}  // namespace

std::optional<std::string> bytes_of_base64_url(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;  // read and not yet written
  unsigned count = 0;      // how many bits those are
  for (const char character : text) {
    const auto value = alphabet.find(character);
    if (value == std::string_view::npos) {
      return std::nullopt;
    }
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push_back(static_cast<char>(bits >> count));
      bits &= (1U << count) - 1;
    }
  }
  if (count >= 6 || bits != 0) {
    return std::nullopt;
  }
  return bytes;
}

}  // namespace paraspinal::service
