#include "fhir/keyed_hash.h"

#include <cstddef>

#include "knowledge/base/sha256.h"

namespace paraspinal::fhir {
namespace {

constexpr std::size_t block = 64;  // bytes, of SHA-256

int digit(char hexadecimal) {
  return hexadecimal <= '9' ? hexadecimal - '0' : hexadecimal - 'a' + 10;
}

std::string digest(std::string_view text) {
  const std::string hexadecimal = knowledge::sha256(text);
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hexadecimal.size(); i += 2) {
    bytes += static_cast<char>(digit(hexadecimal[i]) * 16 + digit(hexadecimal[i + 1]));
  }
  return bytes;
}

std::string padded_key(std::string key, char with) {
  key.resize(block, '\0');
  for (char& c : key) {
    c = static_cast<char>(c ^ with);
  }
  return key;
}

}  // namespace

std::string keyed_hash(std::string_view key, std::string_view text) {
  const std::string short_key = key.size() > block ? digest(key) : std::string(key);
  const std::string inner = digest(padded_key(short_key, 0x36) + std::string(text));
  return knowledge::sha256(padded_key(short_key, 0x5c) + inner);
}

bool is_same_signature(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) {
    return false;
  }
  int difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference |= a[i] ^ b[i];
  }
  return difference == 0;
}

}  // namespace paraspinal::fhir
