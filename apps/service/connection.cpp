#include "apps/service/connection.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace paraspinal::service {
namespace {

using engine::ErrorKind;
using engine::fail;

int milliseconds_to(Instant deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      deadline - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count() + 1, 0, INT_MAX));
}

bool is_past(Instant deadline) {
  return std::chrono::steady_clock::now() >= deadline;
}

bool must_wait() {
  return errno == EAGAIN;
}

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSession {
  void operator()(SSL* session) const { SSL_free(session); }
};

}  // namespace

struct Tls::Context {
  std::unique_ptr<SSL_CTX, FreeContext> made;
};

struct Connection::Session {
  std::unique_ptr<SSL, FreeSession> made;
};

Tls::Tls(std::unique_ptr<Context> context) : context_(std::move(context)) {}
Tls::~Tls() = default;

engine::Result<std::unique_ptr<Tls>> Tls::open(const std::string& certificate,
                                               const std::string& key) {
  std::unique_ptr<SSL_CTX, FreeContext> made(SSL_CTX_new(TLS_server_method()));
  if (!made) {
    throw std::runtime_error("TLS: no context can be made");
  }
  SSL_CTX_set_min_proto_version(made.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(
      made.get(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(made.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  ERR_clear_error();
  if (SSL_CTX_use_certificate_chain_file(made.get(), certificate.c_str()) != 1) {
    return fail(
        ::access(certificate.c_str(), R_OK) == 0 ? ErrorKind::malformed : ErrorKind::not_found,
        certificate + ": expected a readable certificate chain in PEM");
  }
  if (SSL_CTX_use_PrivateKey_file(made.get(), key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(made.get()) != 1) {
    return fail(::access(key.c_str(), R_OK) == 0 ? ErrorKind::malformed : ErrorKind::not_found,
                key + ": expected a readable private key in PEM, that of the certificate");
  }
  return std::make_unique<Tls>(std::make_unique<Context>(Context{std::move(made)}));
}

StopSignal::StopSignal() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (descriptor_ < 0) {
    throw std::runtime_error("no event can be made");
  }
}

StopSignal::~StopSignal() {
  ::close(descriptor_);
}

void StopSignal::set() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(descriptor_, &one, sizeof one);
}

bool StopSignal::is_set() const {
  pollfd event{.fd = descriptor_, .events = POLLIN, .revents = 0};
  return ::poll(&event, 1, 0) > 0;
}

Connection::Connection(int socket, const Tls* tls, const StopSignal& stopping)
    : socket_(socket), stopping_(&stopping) {
  ::fcntl(socket_, F_SETFL, ::fcntl(socket_, F_GETFL) | O_NONBLOCK);
  if (tls != nullptr) {
    session_ = std::make_unique<Session>();
    session_->made.reset(SSL_new(tls->context_->made.get()));
    if (!session_->made || SSL_set_fd(session_->made.get(), socket_) != 1) {
      ::close(socket_);
      throw std::runtime_error("TLS: no session can be made");
    }
  }
}

Connection::~Connection() {
  session_.reset();
  ::close(socket_);
}

Transfer Connection::wait(Wish wish, Instant deadline) const {
  pollfd event{
      .fd = socket_, .events = wish == Wish::read ? short{POLLIN} : short{POLLOUT}, .revents = 0};
  while (!is_past(deadline)) {
    const int ready = ::poll(&event, 1, milliseconds_to(deadline));
    if (ready > 0) {
      return Transfer::done;
    }
    if (ready < 0 && errno != EINTR) {
      return Transfer::failed;
    }
  }
  return Transfer::late;
}

Transfer Connection::wait_as_asked(int result, Instant deadline) const {
  switch (SSL_get_error(session_->made.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return wait(Wish::read, deadline);
    case SSL_ERROR_WANT_WRITE:
      return wait(Wish::write, deadline);
    case SSL_ERROR_ZERO_RETURN:
      return Transfer::ended;
  }
  return Transfer::failed;
}

bool Connection::starts(Instant deadline) {
  while (session_) {
    ERR_clear_error();
    const int result = SSL_accept(session_->made.get());
    if (result == 1) {
      return true;
    }
    if (wait_as_asked(result, deadline) != Transfer::done) {
      return false;
    }
  }
  return true;
}

bool Connection::becomes_readable(Instant deadline) {
  if (session_ && SSL_pending(session_->made.get()) > 0) {
    return true;
  }
  std::array<pollfd, 2> events{{{.fd = socket_, .events = POLLIN, .revents = 0},
                                {.fd = stopping_->descriptor(), .events = POLLIN, .revents = 0}}};
  while (!is_past(deadline)) {
    const int ready = ::poll(events.data(), events.size(), milliseconds_to(deadline));
    if (ready > 0) {
      return (events[0].revents & POLLIN) != 0;
    }
    if (ready < 0 && errno != EINTR) {
      return false;
    }
  }
  return false;
}

Connection::Received Connection::receive(char* bytes, std::size_t size, Instant deadline) {
  for (;;) {
    Transfer next = Transfer::failed;
    if (session_) {
      ERR_clear_error();
      const int got = SSL_read(session_->made.get(), bytes,
                               static_cast<int>(std::min<std::size_t>(size, INT_MAX)));
      if (got > 0) {
        return {Transfer::done, static_cast<std::size_t>(got)};
      }
      next = wait_as_asked(got, deadline);
    } else {
      const ssize_t got = ::recv(socket_, bytes, size, 0);
      if (got > 0) {
        return {Transfer::done, static_cast<std::size_t>(got)};
      }
      next = got == 0         ? Transfer::ended
             : must_wait()    ? wait(Wish::read, deadline)
             : errno == EINTR ? Transfer::done
                              : Transfer::failed;
    }
    if (next != Transfer::done) {
      return {next, 0};
    }
  }
}

Transfer Connection::send(std::string_view bytes, Instant deadline) {
  while (!bytes.empty()) {
    Transfer next = Transfer::failed;
    if (session_) {
      ERR_clear_error();
      const int sent = SSL_write(session_->made.get(), bytes.data(),
                                 static_cast<int>(std::min<std::size_t>(bytes.size(), INT_MAX)));
      next = sent > 0 ? Transfer::done : wait_as_asked(sent, deadline);
      bytes.remove_prefix(sent > 0 ? static_cast<std::size_t>(sent) : 0);
    } else {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      next = sent >= 0        ? Transfer::done
             : must_wait()    ? wait(Wish::write, deadline)
             : errno == EINTR ? Transfer::done
                              : Transfer::failed;
      bytes.remove_prefix(sent > 0 ? static_cast<std::size_t>(sent) : 0);
    }
    if (next != Transfer::done) {
      return next;
    }
  }
  return Transfer::done;
}

void Connection::say_goodbye(Instant deadline) {
  constexpr std::size_t most_read = 64U << 20U;
  if (session_) {
    ERR_clear_error();
    SSL_shutdown(session_->made.get());
  }
  ::shutdown(socket_, SHUT_WR);
  std::array<char, 16384> rest;
  std::size_t read = 0;
  while (read < most_read && !is_past(deadline)) {
    const ssize_t got = ::recv(socket_, rest.data(), rest.size(), 0);
    if (got == 0 || (got < 0 && (!must_wait() || wait(Wish::read, deadline) != Transfer::done))) {
      return;
    }
    read += got > 0 ? static_cast<std::size_t>(got) : 0;
  }
}

}  // namespace paraspinal::service
