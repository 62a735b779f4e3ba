#pragma once

// The head of an HTTP/1.1 request (request line and header fields) as bytes: whether it has come
// whole and is clean, and how its body is framed. Judged before any HTTP library sees a byte,
// strictly, so that no proxy before us can read the same bytes otherwise (RFC 9112; "request
// smuggling").
//
//   HeadScan scan({});
//   while (scan.state() == HeadState::incomplete) scan.feed(receive());
//   const auto framing = framing_of(head, {.most_body = 10U << 20U});
//   if (!framing) return refuse(framing.error().status, framing.error().words);
//
// Not for: what the fields mean; that is the library's and the router's.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace paraspinal::service {

struct HeadLimits {
  std::size_t line = 8192;    // bytes of the request line
  std::size_t bytes = 32768;  // of the whole head
  std::size_t fields = 100;
};

enum class HeadState {
  incomplete,
  complete,
  malformed,        // a bare CR or LF, a control character, a folded line, a field without a name
  line_too_long,    // the request line
  fields_too_large  // too many header fields, or too many bytes of them
};

// Takes the bytes as they come, each once.
class HeadScan {
 public:
  explicit HeadScan(const HeadLimits& limits) : limits_(limits) {}

  // How many of these bytes belong to the head; all of them until it is complete. Requires a state
  // of incomplete.
  std::size_t feed(std::string_view bytes);
  HeadState state() const { return state_; }

 private:
  enum class Place { request_line, line_start, name, value, carriage_return };

  void take(char byte);
  void take_line_start(char byte);
  void end_line();

  HeadLimits limits_;
  HeadState state_ = HeadState::incomplete;
  Place place_ = Place::request_line;
  bool blank_ = true;  // the line has no byte yet
  bool first_ = true;  // it is the request line
  std::size_t bytes_ = 0;
  std::size_t fields_ = 0;
};

// How the body of a request is delimited, and whether the connection goes on after it.
struct Framing {
  bool chunked = false;
  std::uint64_t length = 0;  // 0 when chunked
  // HTTP/1.0, or the client said so, or a body in chunks or that no method but POST reads.
  bool closes = false;

  bool has_body() const { return chunked || length > 0; }
  bool operator==(const Framing&) const = default;
};

// A request that is answered before it is read: a status and words for the client.
struct HeadFault {
  int status = 400;
  std::string words;

  bool operator==(const HeadFault&) const = default;
};

struct BodyLimits {
  std::uint64_t most_body = 10U << 20U;
};

// `head`: complete, as HeadScan found it. Faults: 400 (both or several lengths, a length that is no
// number, an unknown transfer coding, no Host or several), 411 (POST without a length), 413, 415 (a
// content coding: bodies are not decompressed).
tl::expected<Framing, HeadFault> framing_of(std::string_view head, const BodyLimits& limits);

}  // namespace paraspinal::service
