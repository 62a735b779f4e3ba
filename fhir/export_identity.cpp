#include "fhir/export_identity.h"

#include <bit>
#include <cstddef>

namespace paraspinal::fhir {
namespace {

constexpr std::size_t block_bytes = 64;

// FIPS 180-4, section 5.1.1: a one bit, zeros, and the length in bits, to a whole block.
std::string padded_message(std::string_view bytes) {
  std::string message(bytes);
  message.push_back('\x80');
  while (message.size() % block_bytes != block_bytes - 8) {
    message.push_back('\0');
  }
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  for (int shift = 56; shift >= 0; shift -= 8) {
    message.push_back(static_cast<char>(static_cast<std::uint8_t>(bits >> shift)));
  }
  return message;
}

// The message schedule of one block, section 6.1.2 step 1.
std::array<std::uint32_t, 80> schedule(std::string_view block) {
  std::array<std::uint32_t, 80> words{};
  for (std::size_t i = 0; i < block_bytes; ++i) {
    words[i / 4] = (words[i / 4] << 8U) | static_cast<std::uint8_t>(block[i]);
  }
  for (std::size_t t = 16; t < words.size(); ++t) {
    words[t] = std::rotl(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
  }
  return words;
}

// The round's function of b, c, d with its constant, section 4.1.1 and 4.2.1.
std::uint32_t mixed(std::size_t t, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  if (t < 20) {
    return ((b & c) | (~b & d)) + 0x5a827999U;
  }
  if (t < 40) {
    return (b ^ c ^ d) + 0x6ed9eba1U;
  }
  if (t < 60) {
    return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdcU;
  }
  return (b ^ c ^ d) + 0xca62c1d6U;
}

std::array<std::uint32_t, 5> absorb(std::array<std::uint32_t, 5> hash, std::string_view block) {
  const auto words = schedule(block);
  auto [a, b, c, d, e] = hash;
  for (std::size_t t = 0; t < words.size(); ++t) {
    const std::uint32_t next = std::rotl(a, 5) + mixed(t, b, c, d) + e + words[t];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  return {hash[0] + a, hash[1] + b, hash[2] + c, hash[3] + d, hash[4] + e};
}

}  // namespace

std::array<std::uint8_t, 20> sha1(std::string_view bytes) {
  std::array<std::uint32_t, 5> hash = {0x67452301U, 0xefcdab89U, 0x98badcfeU, 0x10325476U,
                                       0xc3d2e1f0U};
  const std::string message = padded_message(bytes);
  for (std::size_t at = 0; at < message.size(); at += block_bytes) {
    hash = absorb(hash, std::string_view(message).substr(at, block_bytes));
  }
  std::array<std::uint8_t, 20> digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(hash[i / 4] >> (24U - 8U * (i % 4)));
  }
  return digest;
}

std::string name_based_uuid(const Uuid& space, std::string_view name) {
  std::string message;
  for (const std::uint8_t byte : space) {
    message.push_back(static_cast<char>(byte));
  }
  message += name;
  auto digest = sha1(message);
  digest[6] = static_cast<std::uint8_t>((digest[6] & 0x0fU) | 0x50U);  // RFC 4122, 4.1.3: version 5
  digest[8] = static_cast<std::uint8_t>((digest[8] & 0x3fU) | 0x80U);  // 4.1.1: variant

  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < space.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) {
      text.push_back('-');
    }
    text.push_back(digits[digest[i] >> 4U]);
    text.push_back(digits[digest[i] & 0x0fU]);
  }
  return text;
}

}  // namespace paraspinal::fhir
