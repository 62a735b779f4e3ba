// The only source of the client that knows cpp-httplib. Entry points: HttpClient's, at the end.

#include "apps/service/http_client.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include <httplib.h>

namespace paraspinal::service {
namespace {

using engine::ErrorKind;
using engine::fail;

struct Url {
  std::string scheme;  // "http" or "https"
  std::string host;    // in lower case; an IPv6 address with its brackets
  int port = 0;
  std::string path;   // with a first slash
  std::string query;  // with its question mark; may be empty

  std::string server() const { return scheme + "://" + host + ":" + std::to_string(port); }
};

bool is_plain_character(char c) {
  constexpr std::string_view marks = "-._~:/?[]!$&'()*+,;=%|";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         marks.find(c) != std::string_view::npos;
}

// A segment that goes up, also as a server would read it after decoding.
bool goes_up(const std::string& path) {
  const std::string small = lower_case(path) + "/";
  return small.find("/../") != std::string::npos || small.find("%2e") != std::string::npos ||
         small.find("%2f") != std::string::npos || small.find("%5c") != std::string::npos ||
         small.find("/./") != std::string::npos;
}

std::optional<int> port_of(std::string_view digits) {
  int port = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  return whole && port > 0 && port < 65536 ? std::optional(port) : std::nullopt;
}

// Nothing for what is not a plain http or https URL: no user, no fragment, no way up.
std::optional<Url> read_url(std::string_view text) {
  const std::size_t colon = text.find("://");
  if (colon == std::string_view::npos || !std::ranges::all_of(text, is_plain_character)) {
    return std::nullopt;
  }
  Url url{.scheme = lower_case(text.substr(0, colon)), .host = {}, .path = {}, .query = {}};
  text.remove_prefix(colon + 3);
  const std::string_view authority = text.substr(0, text.find_first_of("/?"));
  text.remove_prefix(authority.size());
  const std::size_t question = std::min(text.find('?'), text.size());
  url.path = text.substr(0, question);
  url.query = text.substr(question);
  url.path = url.path.empty() ? "/" : url.path;
  const std::size_t bracket = authority.find(']');
  const std::size_t port_colon =
      authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  url.host = lower_case(authority.substr(0, port_colon));
  const auto port = port_colon == std::string_view::npos
                        ? std::optional(url.scheme == "https" ? 443 : 80)
                        : port_of(authority.substr(port_colon + 1));
  if ((url.scheme != "http" && url.scheme != "https") || url.host.empty() || !port ||
      goes_up(url.path)) {
    return std::nullopt;
  }
  url.port = *port;
  return url;
}

bool begins_with(const Url& url, const Url& base) {
  const std::string_view path = std::string_view(base.path).ends_with('/')
                                    ? std::string_view(base.path).substr(0, base.path.size() - 1)
                                    : std::string_view(base.path);
  return url.server() == base.server() && url.path.starts_with(path) &&
         (url.path.size() == path.size() || url.path[path.size()] == '/');
}

// Ends a request at its deadline, whatever the server does meanwhile.
class Watch {
 public:
  Watch(httplib::Client& client, double seconds)
      : thread_([this, &client, seconds] { watch(client, seconds); }) {}
  ~Watch() {
    {
      const std::lock_guard lock(mutex_);
      done_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

 private:
  void watch(httplib::Client& client, double seconds) {
    constexpr std::chrono::milliseconds again(5);  // it may not have been connected the first time
    std::unique_lock lock(mutex_);
    const auto is_done = [this] { return done_; };
    if (wake_.wait_for(lock, std::chrono::duration<double>(seconds), is_done)) {
      return;
    }
    do {
      client.stop();
    } while (!wake_.wait_for(lock, again, is_done));
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  bool done_ = false;
  std::thread thread_;
};

httplib::Headers sent_headers(const std::vector<std::pair<std::string, std::string>>& headers) {
  httplib::Headers sent = {{"Accept-Encoding", "identity"}};
  for (const auto& [name, value] : headers) {
    sent.emplace(name, value);
  }
  return sent;
}

void configure(httplib::Client& client, double seconds, const std::string& certificates) {
  const auto limit =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::duration<double>(seconds));
  client.set_connection_timeout(limit);
  client.set_read_timeout(limit);
  client.set_write_timeout(limit);
  client.set_follow_location(false);
  client.set_keep_alive(false);
  client.set_decompress(false);
  client.set_tcp_nodelay(true);
  client.enable_server_certificate_verification(true);
  if (!certificates.empty()) {
    client.set_ca_cert_path(certificates);
  }
}

HttpAnswer answer_of(const httplib::Response& response, std::string body) {
  HttpAnswer answer{.status = response.status,
                    .content_type = response.get_header_value("Content-Type"),
                    .body = std::move(body)};
  for (const auto& [name, value] : response.headers) {
    answer.headers.emplace_back(name, value);
  }
  return answer;
}

}  // namespace

bool HttpClient::is_allowed(std::string_view text) const {
  const auto url = read_url(text);
  return url && std::ranges::any_of(options_.allowed, [&url](const std::string& allowed) {
           const auto base = read_url(allowed);
           return base && begins_with(*url, *base);
         });
}

engine::Result<HttpAnswer> HttpClient::get(
    const std::string& text, const std::vector<std::pair<std::string, std::string>>& headers,
    double seconds) const {
  const auto url = read_url(text);
  if (!url || !is_allowed(text)) {
    return fail(ErrorKind::invalid_argument,
                "URL: is not on the list of servers that may be asked");
  }
  if (std::ranges::any_of(headers, [](const auto& header) {
        return std::ranges::any_of(header.second, [](char c) { return c >= 0 && c < ' '; });
      })) {
    return fail(ErrorKind::invalid_argument, "header: has a control character, expected none");
  }
  httplib::Client client(url->server());
  configure(client, seconds, options_.certificates);
  std::string body;
  bool too_large = false;
  const auto receive = [&](const char* bytes, std::size_t size) {
    too_large = body.size() + size > options_.most_bytes;
    if (!too_large) {
      body.append(bytes, size);
    }
    return !too_large;
  };
  const Watch watch(client, seconds);
  const auto answer = client.Get(url->path + url->query, sent_headers(headers), receive);
  if (too_large) {
    return fail(ErrorKind::too_large, url->server() + ": has answered with more than " +
                                          std::to_string(options_.most_bytes) + " bytes");
  }
  if (!answer) {
    return fail(ErrorKind::not_found, url->server() +
                                          ": has not answered in time, or not at all: " +
                                          httplib::to_string(answer.error()));
  }
  return answer_of(*answer, std::move(body));
}

}  // namespace paraspinal::service
