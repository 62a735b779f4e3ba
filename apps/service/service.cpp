#include "apps/service/service.h"

#include <chrono>
#include <utility>

#include "apps/service/error_answer.h"
#include "apps/service/request_log.h"

namespace paraspinal::service {
namespace {

std::vector<std::string> paths_of(const std::vector<Route>& routes) {
  std::vector<std::string> paths;
  paths.reserve(routes.size());
  for (const Route& route : routes) {
    paths.push_back(route.path);
  }
  return paths;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

HttpAnswer too_busy() {
  HttpAnswer answer = error_answer(
      "json", 503, {engine::ErrorKind::too_large, "the service is busy: try again in a second"});
  answer.headers.emplace_back("Retry-After", "1");
  return answer;
}

}  // namespace

// One of the requests that are answered at this time; or not, when there was no place.
class Service::Turn {
 public:
  explicit Turn(Service& service) : service_(&service), has_(service.turns_.try_acquire()) {
    if (has_) {
      return;
    }
    if (service.waiting_.fetch_add(1) < service.options_.most_waiting) {
      has_ = service.turns_.try_acquire_for(
          std::chrono::duration<double>(service.options_.wait_seconds));
    }
    --service.waiting_;
  }
  ~Turn() {
    if (has_) {
      service_->turns_.release();
    }
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  bool has() const { return has_; }

 private:
  Service* service_;
  bool has_;
};

engine::Result<std::unique_ptr<Service>> Service::open(ServiceOptions options,
                                                       std::vector<Route> routes) {
  auto shelf = KnowledgeShelf::open(options.knowledge);
  if (!shelf) {
    return engine::fail(shelf.error());
  }
  return std::make_unique<Service>(std::move(options), std::move(routes), std::move(*shelf));
}

Service::Service(ServiceOptions options, std::vector<Route> routes,
                 std::unique_ptr<KnowledgeShelf> shelf)
    : options_(std::move(options)),
      shelf_(std::move(shelf)),
      metrics_(paths_of(routes)),
      router_(std::move(routes), options_.router),
      turns_(static_cast<std::ptrdiff_t>(options_.most_running)) {}

Serving Service::serving() const {
  const std::int64_t now = options_.clock();
  return {.clinic = shelf_->clinic(),
          .now = iso_time(now),
          .now_seconds = now,
          .base_url = options_.base_url,
          .version = options_.version,
          .records = options_.records,
          .client = options_.client,
          .client_name = {},
          .budget_seconds = options_.budget_seconds,
          .shelf = shelf_.get(),
          .metrics = &metrics_,
          .routes = router_.routes()};
}

Dispatched Service::dispatched(const HttpRequest& request) {
  if (router_.is_operation(request.path)) {
    return router_.dispatch(request, serving());
  }
  const Turn turn(*this);
  return turn.has() ? router_.dispatch(request, serving()) : Dispatched{.answer = too_busy()};
}

HttpAnswer Service::answer(const HttpRequest& request) {
  const auto start = std::chrono::steady_clock::now();
  const auto running = metrics_.begin();
  Dispatched done = dispatched(request);
  const double seconds = seconds_since(start);
  metrics_.count(done.route, done.answer.status, seconds);
  log(log_line({.time = iso_time(options_.clock()),
                .method = request.method,
                .route = done.route,
                .status = done.answer.status,
                .milliseconds = seconds * 1e3,
                .bytes_in = request.body.size(),
                .bytes_out = done.answer.body.size(),
                .client = done.client,
                .why = done.why}));
  return std::move(done.answer);
}

void Service::refused(int status) {
  metrics_.count_refused(status);
  log(event_line(iso_time(options_.clock()), "refused", std::to_string(status)));
}

engine::Result<void> Service::reload() {
  const auto loaded = shelf_->reload();
  log(event_line(iso_time(options_.clock()), loaded ? "reloaded" : "not reloaded",
                 loaded ? shelf_->clinic()->knowledge().version : loaded.error().message));
  return loaded;
}

void Service::log(const std::string& line) const {
  if (options_.log) {
    options_.log(line);
  }
}

}  // namespace paraspinal::service
