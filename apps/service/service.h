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
  // Requests answered at one time, those of the tag "operations" aside; others wait for their turn,
  // at most so many and so long, and are 503 then.
  std::size_t most_running = 16;
  std::size_t most_waiting = 64;
  double wait_seconds = 2;
};

class Service {
 public:
  // Errors: those of triage::open_clinic.
  static engine::Result<std::unique_ptr<Service>> open(ServiceOptions options,
                                                       std::vector<Route> routes);

  HttpAnswer answer(const HttpRequest& request);
  // Counts and logs what was refused before it was read.
  void refused(int status);
  // Takes the knowledge anew, and logs how that went.
  engine::Result<void> reload();

  const KnowledgeShelf& shelf() const { return *shelf_; }
  const Metrics& metrics() const { return metrics_; }
  std::span<const Route> routes() const { return router_.routes(); }

  Service(ServiceOptions options, std::vector<Route> routes, std::unique_ptr<KnowledgeShelf> shelf);

 private:
  class Turn;

  Serving serving() const;
  Dispatched dispatched(const HttpRequest& request);
  void log(const std::string& line) const;

  ServiceOptions options_;
  std::unique_ptr<KnowledgeShelf> shelf_;
  Metrics metrics_;
  Router router_;
  std::counting_semaphore<> turns_;
  std::atomic<std::size_t> waiting_ = 0;
};

}  // namespace paraspinal::service
