// Listens, accepts and stops. Entry points: HttpServer's, at the end.

#include "apps/service/http_server.h"

#include <atomic>
#include <thread>
#include <utility>

#include <httplib.h>

#include "apps/service/http_conversation.h"
#include "apps/service/worker_threads.h"

namespace paraspinal::service {

using engine::ErrorKind;
using engine::fail;

namespace {

// The library's queue of accepted connections, on our threads.
class Connections : public httplib::TaskQueue {
 public:
  explicit Connections(std::size_t most) : threads_(most) {}

  // A job for which there is no thread runs here, on the accepting thread, which turns it away.
  void enqueue(std::function<void()> job) override {
    if (!threads_.start(job)) {
      job();
    }
  }
  void shutdown() override { threads_.finish(); }

 private:
  WorkerThreads threads_;
};

}  // namespace

class HttpServer::Listener : public httplib::Server {
 public:
  Listener(HttpServerOptions options, HttpHandlers handlers) {
    state_.options = std::move(options);
    state_.handlers = std::move(handlers);
    new_task_queue = [this] {
      return std::make_unique<Connections>(state_.options.most_connections).release();
    };
    // Not the library's SO_REUSEPORT, with which two services would share the port unseen.
    set_socket_options([](int socket) {
      const int yes = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    set_tcp_nodelay(true);
  }

  engine::Result<void> open() {
    if (!state_.options.tls_certificate.empty()) {
      auto tls = Tls::open(state_.options.tls_certificate, state_.options.tls_key);
      if (!tls) {
        return fail(tls.error());
      }
      state_.tls = std::move(*tls);
    }
    const auto& [host, port] = std::pair(state_.options.host, state_.options.port);
    if (port == 0) {
      port_ = bind_to_any_port(host);
    } else if (bind_to_port(host, port)) {
      port_ = port;
    }
    constexpr int waiting = 512;  // the library's 5 would drop a burst of connections
    if (port_ <= 0 || ::listen(svr_sock_, waiting) != 0) {
      return fail(ErrorKind::invalid_argument,
                  "listen: " + host + ":" + std::to_string(port) +
                      ": cannot be had: expected an address of this machine and a port that is "
                      "free and permitted");
    }
    return {};
  }

  int port() const { return port_; }

  void run() {
    accepting_ = std::this_thread::get_id();
    ran_ = true;
    listen_after_bind();
  }

  // The library's stop() does nothing to a server that is about to run.
  void halt() {
    if (!halted_.exchange(true)) {
      state_.stopping.set();
      ::shutdown(svr_sock_, SHUT_RDWR);
    }
  }

  ~Listener() override {
    if (!ran_ && svr_sock_ != INVALID_SOCKET) {
      ::close(svr_sock_);
    }
  }

 private:
  struct Counted {
    explicit Counted(std::atomic<std::size_t>& count) : count_(&count) { ++*count_; }
    ~Counted() { --*count_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    std::atomic<std::size_t>* count_;
  };

  bool process_and_close_socket(socket_t socket) override {
    const Counted counted(state_.connections);
    try {
      if (std::this_thread::get_id() == accepting_) {
        turn_away(socket, state_);
      } else {
        converse(socket, state_);
      }
    } catch (const std::exception&) {  // no memory
      state_.refused({}, {503, "memory: is too little"});
    }
    return true;
  }

  ServerState state_;
  int port_ = -1;
  std::thread::id accepting_;
  bool ran_ = false;
  std::atomic<bool> halted_ = false;
};

HttpServer::HttpServer(std::unique_ptr<Listener> listener) : listener_(std::move(listener)) {}
HttpServer::~HttpServer() = default;

engine::Result<std::unique_ptr<HttpServer>> HttpServer::open(HttpServerOptions options,
                                                             HttpHandlers handlers) {
  auto listener = std::make_unique<Listener>(std::move(options), std::move(handlers));
  if (const auto opened = listener->open(); !opened) {
    return fail(opened.error());
  }
  return std::make_unique<HttpServer>(std::move(listener));
}

int HttpServer::port() const {
  return listener_->port();
}
void HttpServer::run() {
  listener_->run();
}
void HttpServer::stop() {
  listener_->halt();
}

}  // namespace paraspinal::service
