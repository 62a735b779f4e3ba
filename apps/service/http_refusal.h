#pragma once

// What is said to a client whose bytes were not read as a request. The words are ours: nothing of
// the client's is in them.
//
//   connection.send(refusal_text({413, "body: 9 bytes: expected at most 8"}), deadline);

#include <string>
#include <string_view>

#include "apps/service/request_head.h"

namespace paraspinal::service {

// The reason phrase of a status that this server refuses with.
std::string_view refusal_reason(int status);

// {"error": {"kind": "http", "message": ...}}
std::string refusal_body(const HeadFault& fault);

// A whole answer, which ends the connection; Retry-After with 503.
std::string refusal_text(const HeadFault& fault);

// Of a head that is not complete and will not be.
HeadFault fault_of(HeadState state);

}  // namespace paraspinal::service
