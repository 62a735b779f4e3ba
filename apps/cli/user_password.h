#pragma once

// A new password, typed or piped in.
//
//   const auto password = read_password(streams);
//
// From a terminal it is asked for twice, on `errors`, and not shown while it is typed. Else it is
// the first line of the input, without its end.

#include <string>

#include "apps/cli/command.h"
#include "engine/result.h"

namespace paraspinal::cli {

// Errors: `invalid_argument` without a line, or when the two that were typed differ. No message
// holds the password.
engine::Result<std::string> read_password(Streams streams);

}  // namespace paraspinal::cli
