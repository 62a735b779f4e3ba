#include "apps/records/crypto.h"

#include <algorithm>
#include <new>
#include <stdexcept>

#include <sodium.h>

namespace paraspinal::records {

namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t hash_bytes = crypto_hash_sha256_BYTES;

static_assert(std::tuple_size_v<Key> == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(std::tuple_size_v<Key> == crypto_kdf_KEYBYTES);

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

// Once for a process; later calls do nothing.
void start_libsodium() {
  if (sodium_init() < 0) {
    throw std::runtime_error("libsodium cannot start: no source of randomness");
  }
}

Key derived(const Key& master, std::uint64_t use) {
  Key key = {};
  crypto_kdf_derive_from_key(key.data(), key.size(), use, "records1", master.data());
  return key;
}

std::string keyed_hash(const Key& key, std::string_view words) {
  std::string hash(hash_bytes, '\0');
  crypto_generichash(bytes_of(hash), hash.size(), bytes_of(words), words.size(), key.data(),
                     key.size());
  return hash;
}

}  // namespace

std::string hexadecimal(std::string_view bytes) {
  std::string text(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes_of(bytes), bytes.size());
  text.pop_back();
  return text;
}

std::string sha256(std::string_view bytes) {
  std::string hash(hash_bytes, '\0');
  crypto_hash_sha256(bytes_of(hash), bytes_of(bytes), bytes.size());
  return hash;
}

void append_number(std::string& joined, std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  for (unsigned i = 0; i < sizeof(bits); ++i) {
    joined.push_back(static_cast<char>((bits >> (8 * i)) & 0xff));
  }
}

void append_field(std::string& joined, std::string_view bytes) {
  append_number(joined, static_cast<std::int64_t>(bytes.size()));
  joined.append(bytes);
}

Key random_key() {
  start_libsodium();
  Key key = {};
  randombytes_buf(key.data(), key.size());
  return key;
}

std::string random_salt() {
  start_libsodium();
  std::string salt(hash_bytes, '\0');
  randombytes_buf(salt.data(), salt.size());
  return salt;
}

std::string encrypt(const Key& key, std::string_view plain, std::string_view about) {
  start_libsodium();
  std::string box(nonce_bytes + plain.size() + tag_bytes, '\0');
  randombytes_buf(box.data(), nonce_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(box) + nonce_bytes, nullptr, bytes_of(plain),
                                             plain.size(), bytes_of(about), about.size(), nullptr,
                                             bytes_of(box), key.data());
  return box;
}

std::optional<std::string> decrypt(const Key& key, std::string_view box, std::string_view about) {
  if (box.size() < nonce_bytes + tag_bytes) {
    return std::nullopt;
  }
  std::string plain(box.size() - nonce_bytes - tag_bytes, '\0');
  const int result = crypto_aead_xchacha20poly1305_ietf_decrypt(
      bytes_of(plain), nullptr, nullptr, bytes_of(box) + nonce_bytes, box.size() - nonce_bytes,
      bytes_of(about), about.size(), bytes_of(box), key.data());
  return result == 0 ? std::optional(std::move(plain)) : std::nullopt;
}

std::string password_hash(std::string_view password, PasswordCost cost) {
  start_libsodium();
  const bool is_moderate = cost == PasswordCost::moderate;
  std::string hash(crypto_pwhash_argon2id_STRBYTES, '\0');
  const int result = crypto_pwhash_argon2id_str(
      hash.data(), password.data(), password.size(),
      is_moderate ? crypto_pwhash_argon2id_OPSLIMIT_MODERATE : crypto_pwhash_argon2id_OPSLIMIT_MIN,
      is_moderate ? crypto_pwhash_argon2id_MEMLIMIT_MODERATE : crypto_pwhash_argon2id_MEMLIMIT_MIN);
  if (result != 0) {
    throw std::bad_alloc();
  }
  hash.resize(hash.find('\0'));
  return hash;
}

bool password_matches(const std::string& hash, std::string_view password) {
  start_libsodium();
  return crypto_pwhash_argon2id_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

Keyring::Keyring(const Key& master) {
  start_libsodium();
  of_check_ = derived(master, 1);
  of_tags_ = derived(master, 2);
  of_seals_ = derived(master, 3);
  of_wraps_ = derived(master, 4);
  of_file_ = derived(master, 5);
}

Keyring::~Keyring() {
  for (Key* key : {&of_check_, &of_tags_, &of_seals_, &of_wraps_, &of_file_}) {
    sodium_memzero(key->data(), key->size());
  }
}

std::string Keyring::check() const {
  return keyed_hash(of_check_, "the master key of this file");
}

std::string Keyring::tag(std::string_view person) const {
  return keyed_hash(of_tags_, person);
}

std::string Keyring::seal(std::string_view words) const {
  return keyed_hash(of_seals_, words);
}

std::string wrap(const Keyring& keyring, const Key& key, std::string_view tag) {
  const std::string plain(key.begin(), key.end());
  return encrypt(keyring.of_wraps(), plain, tag);
}

std::optional<Key> unwrap(const Keyring& keyring, std::string_view wrapped, std::string_view tag) {
  const auto plain = decrypt(keyring.of_wraps(), wrapped, tag);
  Key key = {};
  if (!plain || plain->size() != key.size()) {
    return std::nullopt;
  }
  std::transform(plain->begin(), plain->end(), key.begin(),
                 [](char byte) { return static_cast<unsigned char>(byte); });
  return key;
}

}  // namespace paraspinal::records
