#include "apps/cli/serve_command.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <sstream>
#include <thread>
#include <utility>

#include <spdlog/async.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include "apps/cli/knowledge_command.h"
#include "apps/cli/read_input.h"
#include "apps/desk/desk.h"
#include "apps/desk/screen_route.h"
#include "apps/records/key_file.h"
#include "apps/service/authentication.h"
#include "apps/service/cds_routes.h"
#include "apps/service/fhir_routes.h"
#include "apps/service/http_server.h"
#include "apps/service/json_routes.h"
#include "apps/service/listen_address.h"
#include "apps/service/operation_routes.h"
#include "apps/service/request_log.h"
#include "apps/service/service.h"
#include "apps/service/signals.h"

namespace paraspinal::cli {
namespace {

using engine::ErrorKind;
using engine::fail;
using service::ListenAddress;

// Lines go to the stream on a thread of their own; a reader that does not keep up loses the oldest
// of them rather than holding requests up.
class Log {
 public:
  explicit Log(std::ostream& stream)
      : threads_(std::make_shared<spdlog::details::thread_pool>(8192, 1)),
        logger_(std::make_shared<spdlog::async_logger>(
            "requests", std::make_shared<spdlog::sinks::ostream_sink_mt>(stream), threads_,
            spdlog::async_overflow_policy::overrun_oldest)) {
    logger_->set_pattern("%v");
  }

  void operator()(const std::string& line) const { logger_->info("{}", line); }

 private:
  std::shared_ptr<spdlog::details::thread_pool> threads_;
  std::shared_ptr<spdlog::async_logger> logger_;
};

// What the service stands on beside its knowledge.
struct Ground {
  std::unique_ptr<records::Records> records;
  std::unique_ptr<service::HttpClient> client;
  std::unique_ptr<service::Authentication> authentication;
  std::string form_key;
};

// Less than a hook may take, of which each waits two or three times at most.
constexpr int records_wait_milliseconds = 120;

engine::Result<std::unique_ptr<records::Records>> open_records(const ServeOptions& options) {
  if (options.records.empty()) {
    return nullptr;
  }
  auto records =
      records::read_key(options.master_key).and_then([&options](const records::Key& key) {
        return records::Records::open(
            options.records, {.master_key = key, .busy_milliseconds = records_wait_milliseconds});
      });
  if (!records) {
    return records;
  }
  const std::string before =
      service::iso_time(options.clock() - service::ServiceOptions{}.answers_kept_seconds);
  if (const auto forgotten = (*records)->forget_answers(before); !forgotten) {
    return fail(forgotten.error());
  }
  return records;
}

engine::Result<service::AuthenticationOptions> trusted_clients(const ServeOptions& options) {
  if (options.trusted_clients.empty()) {
    return service::AuthenticationOptions{};
  }
  std::istringstream no_input;
  return read_input(options.trusted_clients, no_input).and_then([](const std::string& text) {
    return service::read_trusted_clients(text);
  });
}

// The key that signs forms.
engine::Result<std::string> form_key(const ServeOptions& options) {
  if (options.form_key.empty()) {
    return options.random;
  }
  return records::read_key(options.form_key).map([](const records::Key& key) {
    return std::string(key.begin(), key.end());
  });
}

engine::Result<Ground> ground_of(const ServeOptions& options) {
  auto clients = trusted_clients(options);
  if (!clients) {
    return fail(clients.error().kind, options.trusted_clients + ": " + clients.error().message);
  }
  auto records = open_records(options);
  if (!records) {
    return fail(records.error());
  }
  auto key = form_key(options);
  if (!key) {
    return fail(key.error());
  }
  Ground ground{.records = std::move(*records),
                .client = {},
                .authentication = {},
                .form_key = std::move(*key)};
  std::vector<std::string> allowed = options.fhir_servers;
  for (const service::TrustedClient& trusted : clients->clients) {
    if (trusted.key_set_url) {
      allowed.push_back(*trusted.key_set_url);
    }
  }
  if (!allowed.empty()) {
    ground.client = std::make_unique<service::HttpClient>(
        service::HttpClientOptions{.allowed = std::move(allowed)});
  }
  if (!options.trusted_clients.empty()) {
    ground.authentication =
        std::make_unique<service::Authentication>(std::move(*clients), ground.client.get());
  }
  return ground;
}

engine::Result<void> check(const ServeOptions& options, const ListenAddress& address) {
  if (options.tls_certificate.empty() != options.tls_key.empty()) {
    return fail(ErrorKind::invalid_argument,
                "--tls-certificate and --tls-key: expected both or none");
  }
  if (options.records.empty() != options.master_key.empty()) {
    return fail(ErrorKind::invalid_argument, "--records and --master-key: expected both or none");
  }
  const auto is_url = [](const std::string& text) {
    return text.starts_with("http://") || text.starts_with("https://");
  };
  if (!options.base_url.empty() && !is_url(options.base_url)) {
    return fail(ErrorKind::invalid_argument,
                "--base-url " + options.base_url + ": expected http:// or https:// before it");
  }
  for (const std::string& server : options.fhir_servers) {
    if (!is_url(server)) {
      return fail(ErrorKind::invalid_argument,
                  "--fhir-server " + server + ": expected http:// or https:// before it");
    }
  }
  const bool asks = !options.trusted_clients.empty() && !options.tls_certificate.empty();
  if (!address.is_loopback() && !options.behind_proxy && !asks) {
    return fail(ErrorKind::invalid_argument,
                "--listen " + address.text() +
                    ": is reached from beyond this machine: expected --trusted-clients with "
                    "--tls-certificate and --tls-key, or --behind-proxy where a proxy asks who "
                    "comes and speaks TLS");
  }
  return {};
}

// Screens need records: who signs in stands in them, and every call.
std::vector<service::Route> screen_routes(const ServeOptions& options, const Ground& ground) {
  if (!ground.records) {
    return {};
  }
  const bool secure = !options.tls_certificate.empty() || options.behind_proxy ||
                      options.base_url.starts_with("https://");
  auto all = desk::desk_routes(std::make_shared<desk::Desk>(
      *ground.records, desk::DeskOptions{.secure = secure, .behind_proxy = options.behind_proxy}));
  for (service::Route& route : desk::screen_routes()) {
    all.push_back(std::move(route));
  }
  return all;
}

std::vector<service::Route> routes(const ServeOptions& options, const Ground& ground) {
  std::vector<service::Route> all = service::operation_routes();
  for (auto some : {service::json_routes(), service::fhir_routes(ground.form_key),
                    service::cds_routes(), screen_routes(options, ground)}) {
    all.insert(all.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
  }
  if (all.back().tag == "screen") {
    const auto front = std::ranges::find(all, "/", &service::Route::path);
    front->answer = desk::front_page(std::move(front->answer));
  }
  return all;
}

std::string own_url(const ServeOptions& options, const ListenAddress& address) {
  return (options.tls_certificate.empty() ? "http://" : "https://") + address.text();
}

std::string base_url(const ServeOptions& options, const ListenAddress& address) {
  if (!options.base_url.empty()) {
    const bool slash = options.base_url.ends_with('/');
    return options.base_url.substr(0, options.base_url.size() - (slash ? 1 : 0));
  }
  return own_url(options, address);
}

// The issuer of the request's token.
auto caller_by(const service::Authentication& authentication) {
  return [&authentication](const service::HttpRequest& request, const std::string& url,
                           const service::Serving& serving) {
    return authentication.caller_of(request, url, serving.now_seconds, serving.records)
        .map([](const service::Caller& caller) { return caller.issuer; });
  };
}

service::ServiceOptions service_options(const ServeOptions& options, const ListenAddress& address,
                                        const Ground& ground, const Log& log) {
  // A proxy passes the name on by which it is known itself.
  const bool any_host = !address.is_loopback() || options.behind_proxy;
  service::ServiceOptions made{
      .router = {.visitors = {.hosts = any_host
                                           ? std::vector<std::string>()
                                           : service::loopback_hosts(address.port, address.host),
                              .origins = options.allow_origins}},
      .base_url = base_url(options, address),
      .version = options.version,
      .knowledge = options.knowledge,
      .clock = options.clock,
      .log = std::cref(log),
      .records = ground.records.get(),
      .client = ground.client.get(),
      .most_running = options.threads,
      .most_heavy = std::max<std::size_t>(2, std::thread::hardware_concurrency())};
  if (ground.authentication) {
    made.router.caller = caller_by(*ground.authentication);
  }
  return made;
}

service::HttpServerOptions server_options(const ServeOptions& options,
                                          const ListenAddress& address) {
  return {.host = address.host,
          .port = address.port,
          .tls_certificate = options.tls_certificate,
          .tls_key = options.tls_key,
          .most_connections = options.connections};
}

// The service is made after the port is known, and before the first request is read.
Outcome serve(const ServeOptions& options, ListenAddress address, Streams streams) {
  const auto ground = ground_of(options);
  if (!ground) {
    streams.errors << error_line("serve", ground.error().message);
    return Outcome::unusable_input;
  }
  const Log log(streams.errors);
  std::unique_ptr<service::Service> service;
  auto server = service::HttpServer::open(
      server_options(options, address),
      {.answer = [&service](const auto& request) { return service->answer(request); },
       .refused =
           [&service](const auto& request, int status, const std::string& words) {
             return service->refused(request, status, words);
           }});
  if (!server) {
    streams.errors << error_line("usage", server.error().message);
    return Outcome::wrong_usage;
  }
  address.port = (*server)->port();
  auto opened = service::Service::open(service_options(options, address, *ground, log),
                                       routes(options, *ground));
  if (!opened) {
    return unusable_knowledge(options.knowledge, opened.error(), streams);
  }
  service = std::move(*opened);
  const service::Signals signals(
      {.stop = [&server] { (*server)->stop(); },
       .reload = [&service] { [[maybe_unused]] const auto loaded = service->reload(); }});
  const std::string as = options.base_url.empty() ? "" : " as " + base_url(options, address);
  streams.output << "paraspinal listens on " << own_url(options, address) << as << std::endl;
  (*server)->run();
  return Outcome::answered;
}

}  // namespace

Outcome serve_command(const ServeOptions& options, Streams streams) {
  const auto address = service::read_listen_address(options.listen);
  const auto usable =
      address.and_then([&options](const ListenAddress& read) { return check(options, read); });
  if (!usable) {
    streams.errors << error_line("usage", usable.error().message);
    return Outcome::wrong_usage;
  }
  service::block_signals();
  return serve(options, *address, streams);
}

}  // namespace paraspinal::cli
