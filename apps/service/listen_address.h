#pragma once

// Where a service listens, as typed.
//
//   read_listen_address("127.0.0.1:8420")->is_loopback();   // true
//   read_listen_address("[::]:443")->host;                  // "::"

#include <string>
#include <string_view>

#include "engine/result.h"

namespace paraspinal::service {

struct ListenAddress {
  std::string host;  // a name or address, without brackets
  int port = 0;

  // Reached from this machine only: localhost, 127.x.x.x or ::1.
  bool is_loopback() const;
  // "[::1]:8420"
  std::string text() const;
};

// Errors: `invalid_argument`, with what was typed and what was expected.
engine::Result<ListenAddress> read_listen_address(std::string_view text);

}  // namespace paraspinal::service
