#include "apps/service/jwt.h"

#include <jwt/jwt.hpp>
#include <openssl/err.h>

namespace paraspinal::service {

namespace {

template <typename Signature>
bool holds(const PublicKey& key, std::string_view signed_part, std::string_view signature) {
  const bool valid = Signature::verify(key.pem, signed_part, signature).first;
  ERR_clear_error();  // what is left there, the thread's next use of TLS would take for its own
  return valid;
}

}  // namespace

bool signature_holds(const PublicKey& key, std::string_view signed_part,
                     std::string_view signature) {
  switch (key.algorithm) {
    case Algorithm::es256:
      return holds<jwt::PEMSign<jwt::algo::ES256>>(key, signed_part, signature);
    case Algorithm::es384:
      return holds<jwt::PEMSign<jwt::algo::ES384>>(key, signed_part, signature);
    case Algorithm::rs256:
      return holds<jwt::PEMSign<jwt::algo::RS256>>(key, signed_part, signature);
    case Algorithm::rs384:
      return holds<jwt::PEMSign<jwt::algo::RS384>>(key, signed_part, signature);
  }
  return false;
}

}  // namespace paraspinal::service
