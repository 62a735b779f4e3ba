#pragma once

// What is said to a client whose bytes were not read as a request. The words are ours: nothing of
// the client's is in them.
//
//   connection.send(refusal_text(refusal_of({413, "body: 9 bytes: expected at most 8"})), until);

#include <string>
#include <string_view>

#include "apps/service/http.h"
#include "apps/service/request_head.h"

namespace paraspinal::service {

// The reason phrase of a status that this server refuses with.
std::string_view refusal_reason(int status);

// {"error": {"kind": "http", "message": ...}}, with Retry-After for 503.
HttpAnswer refusal_of(const HeadFault& fault);

// A whole answer as it is sent, which ends the connection.
std::string refusal_text(const HttpAnswer& answer);

// What the beginning of a head says, as far as it came: the method, the path without its query, and
// the header Origin. For the form of a refusal only: nothing of it is checked.
HttpRequest as_far_as_known(std::string_view head);

// Of a head that is not complete and will not be.
HeadFault fault_of(HeadState state);

}  // namespace paraspinal::service
