// Entry points: converse and turn_away, at the end.

#include "apps/service/http_conversation.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <httplib.h>
#include <netdb.h>
#include <sys/socket.h>

#include "apps/service/http_refusal.h"

namespace paraspinal::service {
namespace {

// Bytes of a body, counted among those of all requests while it lives.
class HeldBody {
 public:
  explicit HeldBody(ServerState& state) : state_(&state) {}
  ~HeldBody() { state_->body_bytes -= held_; }
  HeldBody(const HeldBody&) = delete;
  HeldBody& operator=(const HeldBody&) = delete;

  // 0, or the status to refuse with.
  int add(const char* bytes, std::size_t size) {
    if (text_.size() + size > state_->options.most_body) {
      return 413;
    }
    held_ += size;
    if (state_->body_bytes.fetch_add(size) + size > state_->options.most_bodies) {
      return 503;
    }
    text_.append(bytes, size);
    return 0;
  }
  std::string take() { return std::move(text_); }

 private:
  ServerState* state_;
  std::string text_;
  std::uint64_t held_ = 0;
};

// "127.0.0.1"; empty for a socket that is not connected.
std::string peer_of(int socket) {
  sockaddr_storage address = {};
  socklen_t size = sizeof address;
  auto* const general = reinterpret_cast<sockaddr*>(&address);
  std::array<char, NI_MAXHOST> name = {};
  const bool is_known =
      ::getpeername(socket, general, &size) == 0 &&
      ::getnameinfo(general, size, name.data(), name.size(), nullptr, 0, NI_NUMERICHOST) == 0;
  return is_known ? name.data() : "";
}

HttpRequest request_of(const httplib::Request& received, std::string peer) {
  HttpRequest request;
  request.peer = std::move(peer);
  request.method = received.method;
  request.path = received.path;
  request.query = received.params;
  for (const auto& [name, value] : received.headers) {
    std::string small = name;
    for (char& c : small) {
      c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    request.headers.emplace(std::move(small), value);
  }
  return request;
}

void fill(HttpAnswer answer, httplib::Response& response) {
  response.status = answer.status;
  response.body = std::move(answer.body);
  if (!response.body.empty()) {
    response.set_header("Content-Type", answer.content_type);
  }
  for (const auto& [name, value] : answer.headers) {
    response.set_header(name, value);
  }
}

// One connection: the guard before an httplib server of its own, which reads from it.
class Conversation : public httplib::Server, private httplib::Stream {
 public:
  Conversation(int socket, ServerState& state)
      : state_(&state), connection_(socket, state.tls.get(), state.stopping) {
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      return answered_without_body(request, response) ? HandlerResponse::Handled
                                                      : HandlerResponse::Unhandled;
    });
    Post(R"([\s\S]*)",
         [this](const httplib::Request& request, httplib::Response& response,
                const httplib::ContentReader& reader) { answer_body(request, response, reader); });
    // The library's own headers say nothing true here.
    set_post_routing_handler([](const httplib::Request&, httplib::Response& response) {
      response.headers.erase("Keep-Alive");
      response.headers.erase("Accept-Ranges");
    });
  }

  void serve() {
    if (!connection_.starts(in(state_->options.receive_seconds))) {
      return;
    }
    for (std::size_t left = state_->options.requests_a_connection; left > 0 && goes_on(); --left) {
      if (!answer_one(left == 1)) {
        return;
      }
    }
  }

  void turn_away() {
    constexpr double at_once = 0.005;  // others wait to be accepted
    const HttpAnswer answer = state_->refused({}, {503, "connections: are too many"});
    if (!state_->tls) {
      send_last(answer, at_once);
    }
  }

 private:
  // Another request has come, or is coming.
  bool goes_on() {
    if (buffered() > 0) {
      return true;
    }
    const bool scarce = state_->connections.load() * 4 > state_->options.most_connections * 3;
    return connection_.becomes_readable(in(state_->options.idle_seconds * (scarce ? 0.1 : 1)));
  }

  // False when the connection is to be closed.
  bool answer_one(bool last) {
    deadline_ = in(state_->options.receive_seconds);
    const auto framing = read_head();
    if (!framing) {
      if (framing.error().status != 0) {
        send_last(state_->refused(as_far_as_known(buffer_), framing.error()));
      }
      return false;
    }
    framing_ = *framing;
    budget_ = std::max<std::uint64_t>(framing_.length,
                                      framing_.chunked ? 2 * state_->options.most_body : 0) +
              buffered();
    closes_ = last || framing_.closes || state_->stopping.is_set();
    answered_ = false;
    bool closed_by_client = false;
    const bool written = process_request(*this, closes_, closed_by_client, [](auto& request) {
      request.ranges.clear();                    // no answer has parts
      request.headers.erase("Accept-Encoding");  // brotli at its best takes longer than the answer
    });
    if (!answered_) {  // the library refused it, and may have left some of it unread
      state_->refused({}, {400, "request: cannot be read"});
      closes_ = true;
    }
    if (written && closes_) {
      connection_.say_goodbye(in(1));
    }
    return written && !closes_ && !closed_by_client;
  }

  // The bytes of the head are in the buffer afterwards. Status 0: nothing is to be said.
  tl::expected<Framing, HeadFault> read_head() {
    buffer_.erase(0, at_);
    at_ = 0;
    HeadScan scan(state_->options.head);
    std::size_t length = scan.feed(buffer_);
    while (scan.state() == HeadState::incomplete) {
      std::array<char, 4096> bytes;
      const auto got = connection_.receive(bytes.data(), bytes.size(), until());
      if (got.transfer != Transfer::done) {
        const bool slow = got.transfer == Transfer::late && !buffer_.empty();
        return tl::unexpected<HeadFault>(slow ? HeadFault{408, "request: has not come in time"}
                                              : HeadFault{0, ""});
      }
      length += scan.feed({bytes.data(), got.size});
      buffer_.append(bytes.data(), got.size);
    }
    if (scan.state() != HeadState::complete) {
      return tl::unexpected<HeadFault>(fault_of(scan.state()));
    }
    return framing_of(std::string_view(buffer_).substr(0, length),
                      {.most_body = state_->options.most_body});
  }

  void send_last(const HttpAnswer& answer, double seconds = 1) {
    if (connection_.send(refusal_text(answer), in(seconds)) == Transfer::done) {
      connection_.say_goodbye(in(seconds));
    }
  }

  bool answered_without_body(const httplib::Request& received, httplib::Response& response) {
    if (received.method == "POST") {
      return false;
    }
    answered_ = true;
    fill(state_->handlers.answer(request_of(received, peer_of(socket()))), response);
    return true;
  }

  void answer_body(const httplib::Request& received, httplib::Response& response,
                   const httplib::ContentReader& reader) {
    answered_ = true;
    HeldBody body(*state_);
    int refused = received.is_multipart_form_data() ? 415 : 0;
    const bool whole = refused == 0 && reader([&](const char* bytes, std::size_t size) {
                         refused = body.add(bytes, size);
                         return refused == 0;
                       });
    if (!whole) {
      refuse_body(refused != 0 ? refused : late_ ? 408 : 400, received, response);
      return;
    }
    HttpRequest request = request_of(received, peer_of(socket()));
    request.body = body.take();
    fill(state_->handlers.answer(request), response);
  }

  // What is left of the body is never read: the connection ends.
  void refuse_body(int status, const httplib::Request& received, httplib::Response& response) {
    fill(state_->refused(request_of(received, peer_of(socket())),
                         {status, "body: " + std::string(refusal_reason(status))}),
         response);
    if (!closes_) {
      response.set_header("Connection", "close");
    }
    closes_ = true;
  }

  std::size_t buffered() const { return buffer_.size() - at_; }

  // The deadline of what is being received; soon when the service stops.
  Instant until() {
    if (state_->stopping.is_set()) {
      deadline_ = std::min(deadline_, in(state_->options.drain_seconds));
    }
    return deadline_;
  }

  // httplib::Stream: what the library reads and writes.
  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* bytes, std::size_t size) override {
    const std::size_t most = std::min<std::uint64_t>(size, budget_);
    if (most == 0) {
      return -1;
    }
    std::size_t got = std::min(most, buffered());
    if (got > 0) {
      std::copy_n(buffer_.data() + at_, got, bytes);
      at_ += got;
    } else {
      const auto received = connection_.receive(bytes, most, until());
      late_ = received.transfer == Transfer::late;
      got = received.size;
    }
    budget_ -= got;
    return got > 0 ? static_cast<ssize_t>(got) : -1;
  }
  ssize_t write(const char* bytes, std::size_t size) override {
    const auto sent = connection_.send({bytes, size}, in(state_->options.send_seconds));
    return sent == Transfer::done ? static_cast<ssize_t>(size) : -1;
  }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return connection_.socket(); }

  ServerState* state_;
  Connection connection_;
  std::string buffer_;  // received and not yet read by the library, from `at_`
  std::size_t at_ = 0;
  Framing framing_;
  std::uint64_t budget_ = 0;  // bytes that the library may still read of this request
  Instant deadline_;
  bool closes_ = false;
  bool answered_ = false;  // our handlers were asked, or have refused
  bool late_ = false;
};

}  // namespace

HttpAnswer ServerState::refused(const HttpRequest& as_far_as_known, const HeadFault& fault) const {
  return handlers.refused ? handlers.refused(as_far_as_known, fault.status, fault.words)
                          : refusal_of(fault);
}

Instant in(double seconds) {
  return std::chrono::steady_clock::now() +
         std::chrono::duration_cast<Instant::duration>(std::chrono::duration<double>(seconds));
}

void converse(int socket, ServerState& state) {
  Conversation(socket, state).serve();
}

void turn_away(int socket, ServerState& state) {
  Conversation(socket, state).turn_away();
}

}  // namespace paraspinal::service
