#pragma once

// Answers HTTP/1.1 requests on a TCP port. cpp-httplib accepts connections, reads requests and
// writes answers; before it stands a guard (request_head.h, connection.h) with what the library
// lacks: strict heads, limits on every size, and a deadline on every wait.
//
//   auto server = HttpServer::open({.port = 0}, {.answer = [](const HttpRequest&) { ... }});
//   if (!server) return fail(server.error());
//   std::thread running([&] { (*server)->run(); });
//   (*server)->port();
//   (*server)->stop(); running.join();   // requests that have begun are answered
//
// A connection holds a thread while it is open; an idle one costs a stack. Not for: what is
// answered (router.h), nor who may ask (visitor.h, authentication.h).

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "apps/service/http.h"
#include "apps/service/request_head.h"
#include "engine/result.h"

namespace paraspinal::service {

struct HttpServerOptions {
  std::string host = "127.0.0.1";    // a name or an address
  int port = 8420;                   // 0: any that is free
  std::string tls_certificate = {};  // PEM; no TLS when empty
  std::string tls_key = {};
  HeadLimits head = {};
  std::uint64_t most_body = 10U << 20U;     // bytes of one request
  std::uint64_t most_bodies = 256U << 20U;  // of all requests at one time; more are 503
  std::size_t most_connections = 256;       // more are 503
  std::size_t requests_a_connection = 10'000;
  double idle_seconds = 60;     // between requests; a tenth of it once connections get scarce
  double receive_seconds = 15;  // from the first byte of a request to its last
  double send_seconds = 30;     // an answer
  double drain_seconds = 5;     // for what is half received when the service stops
};

struct HttpHandlers {
  // Called by many threads; must not throw.
  std::function<HttpAnswer(const HttpRequest&)> answer;
  // The answer to a request that is refused before it is read (400, 408, 411, 413, 414, 415, 431,
  // 503), with what is known of it: method, path, query and headers, or nothing of these. Must not
  // throw. May be empty.
  std::function<HttpAnswer(const HttpRequest&, int status, const std::string& words)> refused = {};
};

class HttpServer {
 public:
  // Listens from here on. Errors: `invalid_argument` when the port cannot be had; those of Tls.
  static engine::Result<std::unique_ptr<HttpServer>> open(HttpServerOptions options,
                                                          HttpHandlers handlers);
  ~HttpServer();

  int port() const;
  // Serves until stop(), then until every request that has begun is answered. Once only.
  void run();
  // From any thread, before or after run() has begun.
  void stop();

  class Listener;
  explicit HttpServer(std::unique_ptr<Listener> listener);

 private:
  std::unique_ptr<Listener> listener_;
};

}  // namespace paraspinal::service
