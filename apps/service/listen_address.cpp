#include "apps/service/listen_address.h"

#include <algorithm>
#include <charconv>

namespace paraspinal::service {
namespace {

// Four numbers, the first of them 127; not a name that begins so.
bool is_loopback_v4(std::string_view host) {
  return host.starts_with("127.") && std::ranges::count(host, '.') == 3 &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

bool ListenAddress::is_loopback() const {
  return host == "localhost" || host == "::1" || is_loopback_v4(host);
}

std::string ListenAddress::text() const {
  return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" +
         std::to_string(port);
}

engine::Result<ListenAddress> read_listen_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  ListenAddress address;
  if (colon != std::string_view::npos) {
    std::string_view host = text.substr(0, colon);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    host = bracketed ? host.substr(1, host.size() - 2) : host;
    const std::string_view digits = text.substr(colon + 1);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
    const bool whole =
        !digits.empty() && read.ec == std::errc() && read.ptr == digits.data() + digits.size();
    const bool one_colon = bracketed || host.find(':') == std::string_view::npos;
    if (whole && one_colon && !host.empty() && address.port >= 0 && address.port <= 65535) {
      address.host = host;
      return address;
    }
  }
  return engine::fail(engine::ErrorKind::invalid_argument,
                      "listen: " + std::string(text) +
                          ": expected an address and a port from 0 to 65535, as 127.0.0.1:8420 or "
                          "[::1]:8420");
}

}  // namespace paraspinal::service
