#include "apps/service/request_head.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "engine/require.h"

namespace paraspinal::service {
namespace {

using Faulty = tl::unexpected<HeadFault>;

// RFC 9110, 5.6.2: token.
bool is_token(char byte) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || marks.find(byte) != std::string_view::npos;
}

bool is_control(char byte) {
  return (static_cast<unsigned char>(byte) < 0x20 && byte != '\t') || byte == 0x7f;
}

char lower_letter(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower_letter, lower_letter);
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t");
  return from == std::string_view::npos
             ? std::string_view()
             : text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

// Calls `each` with every part between commas, trimmed.
template <typename Each>
void for_parts(std::string_view list, const Each& each) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    each(trimmed(list.substr(0, comma)));
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
}

// The fields of a head that say how it is framed.
struct Fields {
  std::vector<std::string_view> lengths;
  std::vector<std::string_view> transfer_codings;
  std::vector<std::string_view> content_codings;
  std::size_t hosts = 0;
  bool close = false;
  bool keep_alive = false;
};

void see_field(std::string_view name, std::string_view value, Fields& fields) {
  if (same(name, "content-length")) {
    fields.lengths.push_back(value);
  } else if (same(name, "transfer-encoding")) {
    fields.transfer_codings.push_back(value);
  } else if (same(name, "content-encoding") && !same(value, "identity")) {
    fields.content_codings.push_back(value);
  } else if (same(name, "host")) {
    ++fields.hosts;
  } else if (same(name, "connection")) {
    for_parts(value, [&fields](std::string_view part) {
      fields.close = fields.close || same(part, "close");
      fields.keep_alive = fields.keep_alive || same(part, "keep-alive");
    });
  }
}

Fields fields_of(std::string_view lines) {
  Fields fields;
  for (std::size_t end = lines.find("\r\n"); end != std::string_view::npos && end > 0;
       end = lines.find("\r\n")) {
    const std::string_view line = lines.substr(0, end);
    const std::size_t colon = line.find(':');
    see_field(line.substr(0, colon), trimmed(line.substr(std::min(colon, end - 1) + 1)), fields);
    lines.remove_prefix(end + 2);
  }
  return fields;
}

std::optional<std::uint64_t> length_of(std::string_view digits) {
  std::uint64_t length = 0;
  const char* const end = digits.data() + digits.size();
  const bool starts_well = !digits.empty() && digits.front() >= '0' && digits.front() <= '9';
  const auto read = std::from_chars(digits.data(), end, length);
  return starts_well && read.ec == std::errc() && read.ptr == end ? std::optional(length)
                                                                  : std::nullopt;
}

tl::expected<Framing, HeadFault> framed(const Fields& fields, bool old, bool needs_length,
                                        std::uint64_t most_body) {
  Framing framing{.closes = fields.close || (old && !fields.keep_alive)};
  if (!fields.transfer_codings.empty()) {
    if (old || !fields.lengths.empty() || fields.transfer_codings.size() != 1 ||
        !same(fields.transfer_codings.front(), "chunked")) {
      return Faulty({400, "Transfer-Encoding: expected chunked alone, without Content-Length"});
    }
    framing.chunked = true;
    framing.closes = true;  // the library reads chunks leniently: what follows is not trusted
    return framing;
  }
  if (fields.lengths.empty()) {
    return needs_length ? tl::expected<Framing, HeadFault>(
                              Faulty({411, "Content-Length: is missing: expected one"}))
                        : framing;
  }
  const auto length = length_of(fields.lengths.front());
  if (fields.lengths.size() != 1 || !length) {
    return Faulty({400, "Content-Length: expected one number"});
  }
  if (*length > most_body) {
    return Faulty({413, "body: " + std::to_string(*length) + " bytes: expected at most " +
                            std::to_string(most_body)});
  }
  framing.length = *length;
  return framing;
}

}  // namespace

std::size_t HeadScan::feed(std::string_view bytes) {
  engine::require(state_ == HeadState::incomplete, "a head that has ended takes no more bytes");
  std::size_t taken = 0;
  while (taken < bytes.size() && state_ == HeadState::incomplete) {
    take(bytes[taken++]);
  }
  return taken;
}

void HeadScan::take(char byte) {
  ++bytes_;
  if (place_ == Place::carriage_return) {
    if (byte == '\n') {
      end_line();
    } else {
      state_ = HeadState::malformed;
    }
  } else if (byte == '\r' && place_ != Place::name) {
    place_ = Place::carriage_return;
  } else if (is_control(byte)) {
    state_ = HeadState::malformed;
  } else if (place_ == Place::line_start || place_ == Place::name) {
    take_line_start(byte);
  } else {
    blank_ = false;
  }
  if (state_ == HeadState::incomplete && first_ && bytes_ > limits_.line + 2) {
    state_ = HeadState::line_too_long;
  } else if (state_ == HeadState::incomplete &&
             (bytes_ > limits_.bytes || fields_ > limits_.fields)) {
    state_ = HeadState::fields_too_large;
  }
}

// A byte of a field's name, or the colon after it.
void HeadScan::take_line_start(char byte) {
  const bool named = place_ == Place::name;
  blank_ = false;
  if (byte == ':' && named) {
    place_ = Place::value;
    ++fields_;
  } else if (is_token(byte)) {
    place_ = Place::name;
  } else {
    state_ = HeadState::malformed;
  }
}

void HeadScan::end_line() {
  if (blank_) {
    state_ = first_ ? HeadState::malformed : HeadState::complete;
  }
  first_ = false;
  blank_ = true;
  place_ = Place::line_start;
}

tl::expected<Framing, HeadFault> framing_of(std::string_view head, const BodyLimits& limits) {
  const std::string_view line = head.substr(0, head.find("\r\n"));
  const Fields fields = fields_of(head.substr(std::min(line.size() + 2, head.size())));
  const bool old = line.ends_with(" HTTP/1.0");
  const std::string_view method = line.substr(0, line.find(' '));
  if (!old && fields.hosts != 1) {
    return Faulty({400, "Host: expected exactly one"});
  }
  if (!fields.content_codings.empty()) {
    return Faulty({415, "Content-Encoding: expected none; bodies are not decompressed"});
  }
  auto framing = framed(fields, old, method == "POST", limits.most_body);
  if (framing && framing->has_body() && method != "POST") {
    framing->closes = true;
  }
  return framing;
}

}  // namespace paraspinal::service
