#include "apps/cli/digest.h"

#include <array>

#include <openssl/evp.h>

#include "engine/require.h"

namespace paraspinal::cli {

std::string digest(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned size = 0;
  const int done =
      EVP_Digest(bytes.data(), bytes.size(), hash.data(), &size, EVP_sha256(), nullptr);
  engine::require(done == 1, "OpenSSL has SHA-256");
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    text += digits[hash[i] / digits.size()];
    text += digits[hash[i] % digits.size()];
  }
  return text;
}

}  // namespace paraspinal::cli
