#include "apps/service/service.h"

#include <chrono>
#include <utility>

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

constexpr std::int64_t forget_every_seconds = 600;

}  // namespace

// One of the requests that are answered at this time; or not, when there was no place.
class Service::Turn {
 public:
  Turn(Turns& turns, std::size_t most_waiting) : turns_(&turns), has_(turns.free.try_acquire()) {
    if (has_) {
      return;
    }
    if (turns.waiting.fetch_add(1) < most_waiting) {
      has_ = turns.free.try_acquire_for(std::chrono::duration<double>(turns.wait_seconds));
    }
    --turns.waiting;
  }
  ~Turn() {
    if (has_) {
      turns_->free.release();
    }
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  bool has() const { return has_; }

 private:
  Turns* turns_;
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
      hooks_(options_.most_running, options_.wait_seconds),
      heavy_(options_.most_heavy, options_.heavy_wait_seconds),
      usual_(options_.most_running, options_.wait_seconds),
      forgotten_at_(options_.clock ? options_.clock() : 0) {}

Serving Service::serving() const {
  const std::int64_t now = options_.clock();
  std::shared_ptr<const ReadyKnowledge> ready = shelf_->ready();
  const fhir::Importer* const importer = &ready->importer;
  return {.clinic = clinic_of(std::move(ready)),
          .importer = importer,
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
  const Share share = router_.share_of(request);
  if (share == Share::none) {
    return router_.dispatch(request, serving());
  }
  const Turn turn(turns_of(share), options_.most_waiting);
  if (turn.has()) {
    return router_.dispatch(request, serving());
  }
  return {.answer = router_.refusal(
              request, 503,
              {engine::ErrorKind::too_large, "the service is busy: try again in a second"})};
}

Service::Turns& Service::turns_of(Share share) {
  switch (share) {
    case Share::hooks:
      return hooks_;
    case Share::heavy:
      return heavy_;
    case Share::none:
    case Share::usual:
      return usual_;
  }
  return usual_;
}

void Service::forget_old_answers() {
  const std::int64_t now = options_.clock();
  std::int64_t last = forgotten_at_.load();
  if (options_.records == nullptr || now - last < forget_every_seconds ||
      !forgotten_at_.compare_exchange_strong(last, now)) {
    return;
  }
  const auto forgotten =
      options_.records->forget_answers(iso_time(now - options_.answers_kept_seconds));
  if (!forgotten) {
    log(event_line(iso_time(now), "not forgotten", forgotten.error().message));
  }
}

HttpAnswer Service::answer(const HttpRequest& request) {
  const auto start = std::chrono::steady_clock::now();
  const auto running = metrics_.begin();
  Dispatched done = dispatched(request);
  forget_old_answers();
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

HttpAnswer Service::refused(const HttpRequest& as_far_as_known, int status,
                            const std::string& words) {
  metrics_.count_refused(status);
  log(event_line(iso_time(options_.clock()), "refused", std::to_string(status)));
  const bool too_much = status == 413 || status == 414 || status == 431;
  return router_.refusal(
      as_far_as_known, status,
      {too_much ? engine::ErrorKind::too_large : engine::ErrorKind::malformed, words});
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
