#pragma once

// The service without its sockets: what a request is answered from, how many are answered at once,
// and what is counted and logged of each.
//
//   auto service = Service::open({.clock = now, .log = log}, json_routes());
//   const HttpAnswer answer = (*service)->answer(request);
//   (*service)->shelf().reload();   // on SIGHUP
//
// Thread-safe. Never throws on account of a request.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

#include "apps/service/http.h"
#include "apps/service/http_client.h"
#include "apps/service/knowledge_shelf.h"
#include "apps/service/metrics.h"
#include "apps/service/router.h"
#include "apps/service/serving.h"
#include "engine/result.h"

namespace paraspinal::service {

struct ServiceOptions {
  RouterOptions router = {};
  std::string base_url = {};  // as clients reach it, without a last slash
  std::string version = {};
  std::optional<std::string> knowledge = {};  // a file; the embedded knowledge when empty
  std::function<std::int64_t()> clock = {};   // seconds since 1970
  // Takes one line at a time, from any thread. Nothing is logged when empty.
  std::function<void(const std::string&)> log = {};
  records::Records* records = nullptr;
  const HttpClient* client = nullptr;
  double budget_seconds = 0.4;
  // Requests answered at one time, those of the tag "operations" aside: so many hooks, so many of
  // what may take seconds, and so many others, so that none of them stands in the way of another.
  // Who comes then waits for a turn, of each kind at most so many and so long, and is 503 then.
  std::size_t most_running = 16;
  std::size_t most_heavy = 2;
  std::size_t most_waiting = 64;
  double wait_seconds = 2;
  double heavy_wait_seconds = 10;  // for a turn of what may take seconds
  // How long the answer to a hook is kept for its repetition. A client repeats within seconds.
  std::int64_t answers_kept_seconds = 24 * 60 * 60;
};

class Service {
 public:
  // Errors: those of triage::open_clinic.
  static engine::Result<std::unique_ptr<Service>> open(ServiceOptions options,
                                                       std::vector<Route> routes);

  HttpAnswer answer(const HttpRequest& request);
  // Counts and logs what was refused before it was read; the answer to that.
  HttpAnswer refused(const HttpRequest& as_far_as_known, int status, const std::string& words);
  // Takes the knowledge anew, and logs how that went.
  engine::Result<void> reload();

  const KnowledgeShelf& shelf() const { return *shelf_; }
  const Metrics& metrics() const { return metrics_; }
  std::span<const Route> routes() const { return router_.routes(); }

  Service(ServiceOptions options, std::vector<Route> routes, std::unique_ptr<KnowledgeShelf> shelf);

 private:
  // The turns of requests of one kind.
  struct Turns {
    Turns(std::size_t most, double seconds)
        : free(static_cast<std::ptrdiff_t>(most)), wait_seconds(seconds) {}
    std::counting_semaphore<> free;
    std::atomic<std::size_t> waiting = 0;
    double wait_seconds;
  };
  class Turn;

  Serving serving() const;
  Dispatched dispatched(const HttpRequest& request);
  Turns& turns_of(Share share);
  // Forgets kept answers that are old, every ten minutes at most.
  void forget_old_answers();
  void log(const std::string& line) const;

  ServiceOptions options_;
  std::unique_ptr<KnowledgeShelf> shelf_;
  Metrics metrics_;
  Router router_;
  Turns hooks_;
  Turns heavy_;
  Turns usual_;
  std::atomic<std::int64_t> forgotten_at_ = 0;  // seconds since 1970
};

}  // namespace paraspinal::service
