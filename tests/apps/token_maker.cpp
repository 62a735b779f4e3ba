#include "tests/apps/token_maker.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace paraspinal::service {

namespace {

const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

// r and s of a DER signature, each of so many bytes.
std::string side_by_side(const std::string& der, int bytes) {
  const unsigned char* from = bytes_of(der);
  ECDSA_SIG* signature = d2i_ECDSA_SIG(nullptr, &from, static_cast<long>(der.size()));
  std::string joined(2 * static_cast<std::size_t>(bytes), '\0');
  BN_bn2binpad(ECDSA_SIG_get0_r(signature), bytes_of(joined), bytes);
  BN_bn2binpad(ECDSA_SIG_get0_s(signature), bytes_of(joined) + bytes, bytes);
  ECDSA_SIG_free(signature);
  return joined;
}

const EVP_MD* digest_for(const std::string& header) {
  return header.find("256\"") == std::string::npos ? EVP_sha384() : EVP_sha256();
}

std::string signed_part(const std::string& header, const std::string& claims) {
  return base64_url(header) + "." + base64_url(claims);
}

}  // namespace

std::string base64_url(std::string_view bytes) {
  const std::string copy(bytes);
  std::string text(4 * (bytes.size() / 3 + 1) + 1, '\0');
  const int size = EVP_EncodeBlock(bytes_of(text), bytes_of(copy), static_cast<int>(copy.size()));
  text.resize(static_cast<std::size_t>(size));
  while (!text.empty() && text.back() == '=') {
    text.pop_back();
  }
  for (char& character : text) {
    character = character == '+' ? '-' : character == '/' ? '_' : character;
  }
  return text;
}

SigningKey::SigningKey(EVP_PKEY* key) : key_(key, EVP_PKEY_free) {}

SigningKey SigningKey::elliptic(const char* curve) {
  return SigningKey(EVP_EC_gen(curve));
}

SigningKey SigningKey::rsa(unsigned bits) {
  return SigningKey(EVP_RSA_gen(bits));
}

std::string SigningKey::number(const char* name, std::size_t bytes) const {
  BIGNUM* value = nullptr;
  EVP_PKEY_get_bn_param(key_.get(), name, &value);
  const std::size_t size = bytes == 0 ? static_cast<std::size_t>(BN_num_bytes(value)) : bytes;
  std::string text(size, '\0');
  BN_bn2binpad(value, bytes_of(text), static_cast<int>(size));
  BN_free(value);
  return base64_url(text);
}

std::string SigningKey::jwk(const std::string& id, const std::string& algorithm) const {
  const std::string rest =
      R"(,"kid":")" + id + "\"" + (algorithm.empty() ? "" : R"(,"alg":")" + algorithm + "\"") + "}";
  if (EVP_PKEY_get_base_id(key_.get()) == EVP_PKEY_RSA) {
    return R"({"kty":"RSA","use":"sig","n":")" + number(OSSL_PKEY_PARAM_RSA_N, 0) + R"(","e":")" +
           number(OSSL_PKEY_PARAM_RSA_E, 0) + "\"" + rest;
  }
  const bool is_384 = EVP_PKEY_get_bits(key_.get()) == 384;
  const std::size_t bytes = is_384 ? 48 : 32;
  return std::string(R"({"kty":"EC","use":"sig","crv":")") + (is_384 ? "P-384" : "P-256") +
         R"(","x":")" + number(OSSL_PKEY_PARAM_EC_PUB_X, bytes) + R"(","y":")" +
         number(OSSL_PKEY_PARAM_EC_PUB_Y, bytes) + "\"" + rest;
}

std::string SigningKey::pem() const {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PUBKEY(bio, key_.get());
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  std::string copy(text, static_cast<std::size_t>(size));
  BIO_free(bio);
  return copy;
}

std::string SigningKey::signature(const std::string& text, const EVP_MD* digest) const {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestSignInit(context, nullptr, digest, nullptr, key_.get());
  std::size_t size = 0;
  EVP_DigestSign(context, nullptr, &size, bytes_of(text), text.size());
  std::string made(size, '\0');
  EVP_DigestSign(context, bytes_of(made), &size, bytes_of(text), text.size());
  made.resize(size);
  EVP_MD_CTX_free(context);
  return made;
}

std::string SigningKey::token(const std::string& header, const std::string& claims) const {
  const std::string text = signed_part(header, claims);
  std::string made = signature(text, digest_for(header));
  if (EVP_PKEY_get_base_id(key_.get()) == EVP_PKEY_EC) {
    made = side_by_side(made, EVP_PKEY_get_bits(key_.get()) / 8);
  }
  return text + "." + base64_url(made);
}

std::string SigningKey::token_with_der(const std::string& header, const std::string& claims) const {
  const std::string text = signed_part(header, claims);
  return text + "." + base64_url(signature(text, digest_for(header)));
}

std::string key_set(const std::vector<std::string>& keys) {
  std::string joined;
  for (const std::string& key : keys) {
    joined += (joined.empty() ? "" : ",") + key;
  }
  return R"({"keys":[)" + joined + "]}";
}

std::string hmac_token(const std::string& header, const std::string& claims,
                       const std::string& secret) {
  const std::string text = signed_part(header, claims);
  std::string made(48, '\0');
  unsigned size = 0;
  HMAC(EVP_sha384(), secret.data(), static_cast<int>(secret.size()), bytes_of(text), text.size(),
       bytes_of(made), &size);
  return text + "." + base64_url(made);
}

std::string joined_token(const std::string& header, const std::string& claims,
                         const std::string& signature) {
  return signed_part(header, claims) + "." + signature;
}

}  // namespace paraspinal::service
