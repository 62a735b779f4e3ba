#pragma once

// One connection of the server: a guard of limits and deadlines, and behind it cpp-httplib, which
// reads the requests and writes the answers.
//
//   ServerState state{.options = options, .handlers = handlers};
//   converse(socket, state);   // until the client goes, is late, or the service stops
//
// Not for other callers: see http_server.h.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

#include "apps/service/connection.h"
#include "apps/service/http_server.h"

namespace paraspinal::service {

// What every connection of a server shares.
struct ServerState {
  HttpServerOptions options;
  HttpHandlers handlers;
  StopSignal stopping;
  std::unique_ptr<Tls> tls;
  std::atomic<std::size_t> connections = 0;
  std::atomic<std::uint64_t> body_bytes = 0;

  // The answer to what is refused before it is read.
  HttpAnswer refused(const HttpRequest& as_far_as_known, const HeadFault& fault) const;
};

// So many seconds from now.
Instant in(double seconds);

// Answers the requests of an accepted socket, and closes it.
void converse(int socket, ServerState& state);

// Says that there is no room, at once, and closes it.
void turn_away(int socket, ServerState& state);

}  // namespace paraspinal::service
