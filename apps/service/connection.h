#pragma once

// One accepted socket, plain or TLS, on which every wait has a deadline: a client that sends or
// reads a byte now and then is not waited for longer than one that does nothing.
//
//   Connection connection(socket, tls.get(), stopping);
//   if (!connection.starts(deadline)) return;             // the TLS handshake
//   const Transfer got = connection.receive(buffer, size, deadline);
//
// One thread uses it at a time. The only source that knows TLS of the server is connection.cpp.

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "engine/result.h"

namespace paraspinal::service {

using Instant = std::chrono::steady_clock::time_point;

// A certificate and its key, to answer with. TLS 1.2 or later.
class Tls {
 public:
  // PEM files. Errors: `not_found` or `malformed`, naming the file.
  static engine::Result<std::unique_ptr<Tls>> open(const std::string& certificate,
                                                   const std::string& key);
  struct Context;
  explicit Tls(std::unique_ptr<Context> context);
  ~Tls();

 private:
  friend class Connection;
  std::unique_ptr<Context> context_;
};

// An event that all connections see once it is set, and never unset.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  void set();
  bool is_set() const;
  // Readable once it is set.
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_ = -1;
};

enum class Transfer { done, ended, late, failed };

class Connection {
 public:
  // Takes the socket and closes it at the end. `tls` may be null; both others outlive this.
  Connection(int socket, const Tls* tls, const StopSignal& stopping);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // The TLS handshake; true at once without TLS.
  bool starts(Instant deadline);

  // True when the client has sent something; false when it has not until then, has gone, or the
  // service is stopping.
  bool becomes_readable(Instant deadline);

  struct Received {
    Transfer transfer = Transfer::done;
    std::size_t size = 0;  // more than 0 when done
  };
  // What has come, at most so many bytes; waits for the first of them.
  Received receive(char* bytes, std::size_t size, Instant deadline);
  // All of it.
  Transfer send(std::string_view bytes, Instant deadline);

  // Ends what is sent, and reads for a moment what the client still sends, so that it gets to see
  // the answer before it sees the end.
  void say_goodbye(Instant deadline);

  int socket() const { return socket_; }

 private:
  struct Session;
  enum class Wish { read, write };

  Transfer wait(Wish wish, Instant deadline) const;
  // What to do after a TLS call that did not succeed.
  Transfer wait_as_asked(int result, Instant deadline) const;

  int socket_ = -1;
  const StopSignal* stopping_;
  std::unique_ptr<Session> session_;
};

}  // namespace paraspinal::service
