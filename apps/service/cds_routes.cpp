// Entry point: cds_routes.

#include "apps/service/cds_routes.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "apps/service/cds_call.h"
#include "apps/service/equal_calls.h"
#include "apps/service/error_answer.h"
#include "apps/service/feedback_limits.h"
#include "apps/service/serving.h"
#include "fhir/cds_hooks_feedback.h"
#include "fhir/cds_hooks_services.h"
#include "knowledge/base/sha256.h"

namespace paraspinal::service {

using engine::Error;
using engine::ErrorKind;

namespace {

// The services of the knowledge that is served, made once for it.
class KeptServices {
 public:
  std::shared_ptr<const std::vector<fhir::CdsService>> of(const Serving& serving) {
    const std::lock_guard lock(mutex_);
    if (clinic_ != serving.clinic) {
      services_ = std::make_shared<const std::vector<fhir::CdsService>>(
          fhir::cds_services(serving.clinic->knowledge()));
      clinic_ = serving.clinic;
    }
    return services_;
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<const triage::Clinic> clinic_;
  std::shared_ptr<const std::vector<fhir::CdsService>> services_;
};

HttpAnswer discovery(const HttpRequest& request, const Serving& serving, KeptServices& kept) {
  const std::string body = write_json(fhir::discovery(*kept.of(serving)));
  const std::string tag = "\"" + knowledge::sha256(body).substr(0, 32) + "\"";
  const std::vector<std::pair<std::string, std::string>> headers = {
      {"ETag", tag}, {"Cache-Control", "max-age=3600"}};
  if (request.header("if-none-match") == tag) {
    return {.status = 304, .body = "", .headers = headers};
  }
  HttpAnswer answer = json_answer(200, body);
  answer.headers = headers;
  return answer;
}

// The service that the path names, or the answer that says there is none.
struct Named {
  std::shared_ptr<const std::vector<fhir::CdsService>> services;
  const fhir::CdsService* service = nullptr;
  HttpAnswer none = {};
};

Named named(const HttpRequest& request, const Serving& serving, KeptServices& kept) {
  Named found{.services = kept.of(serving)};
  const auto id = request.captured.find("id");
  const std::string text = id == request.captured.end() ? std::string() : id->second;
  found.service = service_named(*found.services, text);
  if (found.service == nullptr) {
    found.none = error_answer(
        "cds-hooks", 404,
        {ErrorKind::not_found,
         "service \"" + text.substr(0, 60) + "\": unknown, expected an id of GET /cds-services"});
  }
  return found;
}

HttpAnswer call(const HttpRequest& request, const Serving& serving, KeptServices& kept,
                const CdsOutside& outside, EqualCalls& equal_calls) {
  const Named found = named(request, serving, kept);
  return found.service == nullptr
             ? found.none
             : CdsCall(request, serving, *found.service, outside, equal_calls).answer();
}

HttpAnswer too_much_feedback(const FeedbackLimits::TooMuch& too_much) {
  constexpr int an_hour = 3600;
  return too_much.status == 429
             ? throttled_answer("cds-hooks", too_much.words, an_hour)
             : error_answer("cds-hooks", too_much.status, {ErrorKind::too_large, too_much.words});
}

// The first card that has as much feedback as a card can have; empty without one.
engine::Result<std::string> full_card(const std::vector<fhir::CardFeedback>& feedback,
                                      const records::Records& records) {
  std::map<std::string, std::size_t> sizes;
  for (const fhir::CardFeedback& one : feedback) {
    if (!sizes.contains(one.card)) {
      const auto known = records.feedback_of(one.card);
      if (!known) {
        return engine::fail(known.error());
      }
      sizes[one.card] = known->size();
    }
    if (++sizes[one.card] > FeedbackLimits::most_of_card) {
      return one.card;
    }
  }
  return "";
}

// What keeps it from being kept, or nothing when it is.
std::optional<HttpAnswer> not_kept(const std::vector<fhir::CardFeedback>& feedback,
                                   const std::string& service, const Serving& serving,
                                   FeedbackLimits& limits) {
  const auto full = full_card(feedback, *serving.records);
  if (!full) {
    return store_failure("cds-hooks", full.error());
  }
  if (!full->empty()) {
    return too_much_feedback({422, "request.feedback: the card has " +
                                       std::to_string(FeedbackLimits::most_of_card) +
                                       " entries, expected no more"});
  }
  if (const auto often =
          limits.too_often(serving.client_name, feedback.size(), serving.now_seconds)) {
    return too_much_feedback(*often);
  }
  std::vector<records::Feedback> kept;
  for (const fhir::CardFeedback& one : feedback) {
    kept.push_back({.at = serving.now,
                    .service = service,
                    .card = one.card,
                    .outcome = one.accepted ? "accepted" : "overridden",
                    .outcome_at = one.at,
                    .detail = one.detail});
  }
  const auto added = serving.records->add_feedback(kept);
  return added ? std::nullopt
               : std::optional<HttpAnswer>(store_failure("cds-hooks", added.error()));
}

HttpAnswer feedback(const HttpRequest& request, const Serving& serving, KeptServices& kept,
                    FeedbackLimits& limits) {
  const Named found = named(request, serving, kept);
  if (found.service == nullptr) {
    return found.none;
  }
  const auto body = fhir::parse_json(request.body);
  if (!body) {
    return error_answer("cds-hooks", body.error().kind == ErrorKind::too_large ? 413 : 400,
                        body.error());
  }
  const auto read = fhir::read_feedback(*body);
  if (!read) {
    return error_answer("cds-hooks", 400, read.error());
  }
  if (const auto large = FeedbackLimits::too_large(*read)) {
    return too_much_feedback(*large);
  }
  if (serving.records != nullptr) {
    if (auto refused = not_kept(*read, found.service->id, serving, limits)) {
      return std::move(*refused);
    }
  }
  return json_answer(200, "{}");
}

std::string request_schema() {
  return R"({"type":"object","required":["hook","hookInstance","context"],"properties":{)"
         R"("hook":{"type":"string"},"hookInstance":{"type":"string","format":"uuid"},)"
         R"("fhirServer":{"type":"string","format":"uri"},"fhirAuthorization":{"type":"object"},)"
         R"("context":{"type":"object"},"prefetch":{"type":"object"}}})";
}

std::string cards_schema() {
  return R"({"type":"object","required":["cards"],"properties":{"cards":{"type":"array","items":)"
         R"({"type":"object","required":["summary","indicator","source"]}}}})";
}

}  // namespace

std::vector<Route> cds_routes(CdsOutside outside) {
  const std::vector<std::string> json = {"application/json", "application/fhir+json"};
  const auto services = std::make_shared<KeptServices>();
  const auto equal_calls = std::make_shared<EqualCalls>();
  const auto limits = std::make_shared<FeedbackLimits>();
  return {
      {.method = "GET",
       .path = "/cds-services",
       .summary = "The CDS Hooks services offered, each with what it wants prefetched.",
       .tag = "cds-hooks",
       .statuses = {200, 304},
       .response_schema = R"({"type":"object","required":["services"]})",
       .answer = [services](
                     const HttpRequest& request,
                     const Serving& serving) { return discovery(request, serving, *services); }},
      {.method = "POST",
       .path = "/cds-services/{id}",
       .summary = "Cards for one moment of a clinician's work.",
       .tag = "cds-hooks",
       .consumes = json,
       .statuses = {200, 400, 404, 412, 413, 422, 503},
       .request_schema = request_schema(),
       .response_schema = cards_schema(),
       .answer =
           [services, outside = std::move(outside), equal_calls](const HttpRequest& request,
                                                                 const Serving& serving) {
             return call(request, serving, *services, outside, *equal_calls);
           }},
      {.method = "POST",
       .path = "/cds-services/{id}/feedback",
       .summary = "What a clinician did with cards: accepted or overridden, and why.",
       .tag = "cds-hooks",
       .consumes = json,
       .statuses = {200, 400, 404, 413, 422, 429, 503},
       .request_schema = R"({"type":"object","required":["feedback"]})",
       .answer =
           [services, limits](const HttpRequest& request, const Serving& serving) {
             return feedback(request, serving, *services, *limits);
           }},
  };
}

}  // namespace paraspinal::service
