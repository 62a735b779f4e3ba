#include "apps/service/key_set.h"

#include <memory>
#include <optional>
#include <utility>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include "apps/service/base64_url.h"
#include "fhir/json.h"

namespace paraspinal::service {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using fhir::Json;

namespace {

constexpr fhir::JsonLimits key_set_limits{.bytes = 1U << 20U, .depth = 10, .values = 100'000};
constexpr int least_rsa_bits = 2048;
constexpr int most_rsa_bits = 8192;
constexpr int most_exponent_bits = 33;

template <auto free>
struct Free {
  template <typename T>
  void operator()(T* thing) const {
    free(thing);
  }
};
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using Number = std::unique_ptr<BIGNUM, Free<BN_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>>;

std::string text_of(const Json& key, std::string_view name) {
  const Json* member = key.member(name);
  return member != nullptr && member->is_string() ? std::string(member->text()) : std::string();
}

std::string bytes_of(const Json& key, std::string_view name) {
  return bytes_of_base64_url(text_of(key, name)).value_or("");
}

const unsigned char* unsigned_bytes(const std::string& bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::optional<std::string> pem_of(EVP_PKEY* key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (bio == nullptr || PEM_write_bio_PUBKEY(bio.get(), key) != 1) {
    return std::nullopt;
  }
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

// A public key that OpenSSL has checked: a point on its curve, an odd modulus.
std::optional<std::string> pem_of(const char* kind, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* made = nullptr;
  if (parameters == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    return std::nullopt;
  }
  const Key key(made);
  const KeyContext check(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
  if (check == nullptr || EVP_PKEY_public_check(check.get()) != 1) {
    return std::nullopt;
  }
  return pem_of(key.get());
}

std::optional<std::string> elliptic_pem(const Json& key, const char* group, std::size_t size) {
  const std::string x = bytes_of(key, "x");
  const std::string y = bytes_of(key, "y");
  if (x.size() != size || y.size() != size) {
    return std::nullopt;
  }
  const std::string point = "\x04" + x + y;  // SEC 1, uncompressed
  const ParameterBuilder builder(OSSL_PARAM_BLD_new());
  if (builder == nullptr ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, group, 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                       point.size()) != 1) {
    return std::nullopt;
  }
  return pem_of("EC", builder.get());
}

Number number_of(const std::string& bytes) {
  return Number(BN_bin2bn(unsigned_bytes(bytes), static_cast<int>(bytes.size()), nullptr));
}

std::optional<std::string> rsa_pem(const Json& key) {
  const Number modulus = number_of(bytes_of(key, "n"));
  const Number exponent = number_of(bytes_of(key, "e"));
  if (modulus == nullptr || exponent == nullptr || BN_num_bits(modulus.get()) < least_rsa_bits ||
      BN_num_bits(modulus.get()) > most_rsa_bits || BN_is_odd(exponent.get()) == 0 ||
      BN_is_one(exponent.get()) != 0 || BN_num_bits(exponent.get()) > most_exponent_bits) {
    return std::nullopt;
  }
  const ParameterBuilder builder(OSSL_PARAM_BLD_new());
  if (builder == nullptr ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1) {
    return std::nullopt;
  }
  return pem_of("RSA", builder.get());
}

// Nothing for a key of another kind, or whose `alg` does not fit its kind.
std::optional<Algorithm> algorithm_of(const Json& key) {
  const std::string kind = text_of(key, "kty");
  const std::string curve = text_of(key, "crv");
  const std::string named = text_of(key, "alg");
  std::optional<Algorithm> algorithm;
  if (kind == "EC" && curve == "P-384") {
    algorithm = Algorithm::es384;
  } else if (kind == "EC" && curve == "P-256") {
    algorithm = Algorithm::es256;
  } else if (kind == "RSA") {
    algorithm = named == words_of(Algorithm::rs256) ? Algorithm::rs256 : Algorithm::rs384;
  }
  const bool fits = algorithm && (named.empty() || named == words_of(*algorithm));
  return fits ? algorithm : std::nullopt;
}

bool is_for_signatures(const Json& key) {
  const std::string use = text_of(key, "use");
  const Json* operations = key.member("key_ops");
  bool verifies = operations == nullptr;
  if (operations != nullptr) {
    for (const auto& operation : operations->items()) {
      verifies = verifies || operation.text() == "verify";
    }
  }
  return verifies && (use.empty() || use == "sig");
}

std::optional<std::string> pem_for(const Json& key, Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::es256:
      return elliptic_pem(key, "P-256", 32);
    case Algorithm::es384:
      return elliptic_pem(key, "P-384", 48);
    case Algorithm::rs256:
    case Algorithm::rs384:
      return rsa_pem(key);
  }
  return std::nullopt;
}

std::optional<PublicKey> public_key(const Json& key) {
  const auto algorithm = algorithm_of(key);
  const std::string id = text_of(key, "kid");
  if (!algorithm || id.empty() || !is_for_signatures(key)) {
    return std::nullopt;
  }
  auto pem = pem_for(key, *algorithm);
  return pem ? std::optional(PublicKey{id, *algorithm, std::move(*pem)}) : std::nullopt;
}

}  // namespace

std::string_view words_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::es256:
      return "ES256";
    case Algorithm::es384:
      return "ES384";
    case Algorithm::rs256:
      return "RS256";
    case Algorithm::rs384:
      return "RS384";
  }
  return {};
}

Result<std::vector<PublicKey>> read_key_set(std::string_view json) {
  const auto parsed = fhir::parse_json(json, key_set_limits);
  if (!parsed) {
    return fail(parsed.error());
  }
  const Json* listed = parsed->member("keys");
  if (listed == nullptr || !listed->is_array()) {
    return fail(ErrorKind::malformed, "keys: expected an array of JSON Web Keys");
  }
  std::vector<PublicKey> keys;
  for (const auto& key : listed->items()) {
    if (auto read = public_key(key)) {
      keys.push_back(std::move(*read));
    }
  }
  ERR_clear_error();  // of keys left out; the thread's next use of TLS would take it for its own
  return keys;
}

}  // namespace paraspinal::service
