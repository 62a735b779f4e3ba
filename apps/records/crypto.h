#pragma once

// The records' cryptography: SHA-256, BLAKE2b, XChaCha20-Poly1305 (RFC 8439 with a 24-byte nonce)
// and Argon2id (RFC 9106) of libsodium. The only place of that library here. Bytes are std::string.
//
//   const Keyring keyring(master);                       // keys of its own for each use
//   const Key key = random_key();
//   const std::string box = encrypt(key, "payload", "line 7");
//   decrypt(key, box, "line 7");                         // "payload"
//   decrypt(key, box, "line 8");                         // nothing
//
// Const and thread-safe. Throws std::runtime_error when libsodium cannot start on the machine.

#include <optional>
#include <string>
#include <string_view>

#include "apps/records/records.h"

namespace paraspinal::records {

std::string hexadecimal(std::string_view bytes);
std::string sha256(std::string_view bytes);  // 32 bytes

// Appends the bytes with their number before them, so that joined fields stay apart.
void append_field(std::string& joined, std::string_view bytes);
void append_number(std::string& joined, std::int64_t number);  // 8 bytes, little-endian

Key random_key();
std::string random_salt();  // 32 bytes

// Nonce, ciphertext and tag. `about` is not in it and has to be the same to decrypt.
std::string encrypt(const Key& key, std::string_view plain, std::string_view about);
// Nothing when a byte of it is not as it was encrypted.
std::optional<std::string> decrypt(const Key& key, std::string_view box, std::string_view about);

// An Argon2id hash that holds its own salt and cost; it takes as long as `cost` says. Throws
// std::bad_alloc without the memory for it.
std::string password_hash(std::string_view password, PasswordCost cost);
// As long as making the hash took.
bool password_matches(const std::string& hash, std::string_view password);

// The keys derived from a master key, one for each use; overwritten at the end.
class Keyring {
 public:
  explicit Keyring(const Key& master);
  ~Keyring();
  Keyring(const Keyring&) = delete;
  Keyring& operator=(const Keyring&) = delete;

  std::string check() const;                         // the same for the same master key only
  std::string tag(std::string_view person) const;    // 32 bytes that stand for a person's id
  std::string seal(std::string_view words) const;    // 32 bytes that only the master key gives
  const Key& of_wraps() const { return of_wraps_; }  // encrypts the keys of persons
  const Key& of_file() const { return of_file_; }    // encrypts what is filed by no person

 private:
  Key of_check_ = {};
  Key of_tags_ = {};
  Key of_seals_ = {};
  Key of_wraps_ = {};
  Key of_file_ = {};
};

// A person's key under the master key; `tag` is the person's.
std::string wrap(const Keyring& keyring, const Key& key, std::string_view tag);
std::optional<Key> unwrap(const Keyring& keyring, std::string_view wrapped, std::string_view tag);

}  // namespace paraspinal::records
