#pragma once

// The signature of a JWT, checked by the library cpp-jwt, of which this is the only place. Only its
// signatures are used: its claims are checked against the machine's clock and one audience, and it
// takes the algorithm from the token.
//
//   signature_holds(key, token.signed_part, token.signature);

#include <string_view>

#include "apps/service/key_set.h"

namespace paraspinal::service {

// By the key's own algorithm. `signature` is base64url without padding, of nothing but its
// alphabet.
bool signature_holds(const PublicKey& key, std::string_view signed_part,
                     std::string_view signature);

}  // namespace paraspinal::service
