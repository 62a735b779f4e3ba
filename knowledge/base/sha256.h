#pragma once

// SHA-256 (FIPS 180-4): the name of the content that an answer was given from, and the check that a
// knowledge base was read as it was written.
//
//   Sha256 hash;
//   hash.add("abc");
//   hash.hexadecimal();     // "ba7816bf8f01cfea..."
//
// Not for: secrets; a digest in the file itself guards against damage, not against forgery.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace paraspinal::knowledge {

class Sha256 {
 public:
  void add(std::string_view bytes);
  // Of all that was added; more may be added afterwards.
  std::string hexadecimal() const;

 private:
  void take_block(const unsigned char* block);

  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> block_ = {};
  std::size_t in_block_ = 0;
  std::uint64_t length_ = 0;  // bytes
};

// Of one text, in lower-case hexadecimal.
std::string sha256(std::string_view bytes);

}  // namespace paraspinal::knowledge
