// Entry point: CdsCall::answer.

#include "apps/service/cds_call.h"

#include <utility>

#include "apps/cli/audited_assessment.h"
#include "apps/cli/text_layout.h"
#include "apps/service/audited.h"
#include "apps/service/error_answer.h"
#include "fhir/export_words.h"
#include "fhir/operation_outcome.h"
#include "fhir/questionnaire.h"
#include "knowledge/base/sha256.h"

namespace paraspinal::service {

using engine::Error;
using engine::ErrorKind;
using engine::fail;
using engine::Result;
using fhir::CdsRequest;
using fhir::Fetched;
using fhir::Json;
using fhir::PrefetchTemplate;
using fhir::words;

namespace {

// Of the budget, what reading and assessing may take after the last fetch.
constexpr double kept_for_answering = 0.1;
// Below this no server is asked any more.
constexpr double least_for_a_fetch = 0.02;

Json texts_json(const std::vector<std::string>& texts) {
  std::vector<Json> items;
  for (const std::string& text : texts) {
    items.push_back(words(text));
  }
  return Json::array(std::move(items));
}

// Malformed and oversized bodies; everything else that a body can be wrong in is a bad request.
int status_of_body(ErrorKind kind) {
  return kind == ErrorKind::too_large ? 413 : 400;
}

}  // namespace

CdsCall::CdsCall(const HttpRequest& request, const Serving& serving,
                 const fhir::CdsService& service, const CdsOutside& outside,
                 EqualCalls& equal_calls)
    : request_(request),
      serving_(serving),
      service_(service),
      outside_(outside),
      equal_calls_(equal_calls),
      began_(outside.seconds()) {}

HttpAnswer CdsCall::answer() {
  const auto body = fhir::parse_json(request_.body);
  if (!body) {
    return error_answer("cds-hooks", status_of_body(body.error().kind), body.error());
  }
  Result<CdsRequest> call = fhir::read_cds_request(*body, service_.hook);
  if (!call) {
    return error_answer("cds-hooks", 400, call.error());
  }
  if (serving_.records == nullptr) {
    return made_answer(*call, "");
  }
  const std::string name = kept_name(*body, *call);
  const EqualCalls::Entered entered(equal_calls_, service_.id + "/" + name,
                                    serving_.budget_seconds);
  const auto kept = serving_.records->answer_of_hook(service_.id, name);
  if (!kept) {
    return store_failure("cds-hooks", kept.error());
  }
  return *kept ? json_answer(200, **kept) : made_answer(*call, name);
}

HttpAnswer CdsCall::made_answer(CdsRequest& call, const std::string& name) {
  if (!fhir::needs_no_chart(call, serving_.clinic->knowledge())) {
    fetch_what_lacks(call);
  }
  return answered(call, name);
}

std::string CdsCall::kept_name(const Json& body, const CdsRequest& call) const {
  std::string data = serving_.client_name;
  for (const char* const member : {"context", "prefetch"}) {
    if (const Json* const found = body.member(member)) {
      data += write_json(*found);
    }
  }
  return call.instance + "/" + knowledge::sha256(data).substr(0, 32);
}

// What is needed first, then the rest, while there is time.
void CdsCall::fetch_what_lacks(CdsRequest& call) {
  if (serving_.client == nullptr || call.fhir_server.empty()) {
    return;
  }
  const double end = began_ + serving_.budget_seconds * (1 - kept_for_answering);
  for (const bool needed : {true, false}) {
    for (const PrefetchTemplate& query : service_.prefetch) {
      const Fetched state = state_of(call, query.key);
      const double left = end - outside_.seconds();
      if (query.needed == needed && (state == Fetched::missing || state == Fetched::failed) &&
          left > least_for_a_fetch) {
        fetch_one(query, call, left);
      }
    }
  }
}

void CdsCall::fetch_one(const PrefetchTemplate& query, CdsRequest& call, double seconds) {
  const auto path = filled(query, call);
  if (!path) {
    return;
  }
  const auto answer =
      outside_.fetch(*serving_.client, call.fhir_server + "/" + *path, call.access_token, seconds);
  if (!answer || answer->status != 200) {
    call.prefetch[query.key] = {Fetched::failed, nullptr};
    return;
  }
  texts_.push_back(answer->body);
  fetched_.push_back(fhir::parse_json(texts_.back()));
  if (!fetched_.back()) {
    call.prefetch[query.key] = {Fetched::failed, nullptr};
    return;
  }
  const auto read = fhir::read_prefetched(*fetched_.back(), query.key);
  call.prefetch[query.key] = read ? *read : fhir::Prefetched{Fetched::failed, nullptr};
}

HttpAnswer CdsCall::answered(const CdsRequest& call, const std::string& name) {
  const std::string questionnaire =
      serving_.base_url + "/fhir/Questionnaire/" + std::string(fhir::complete_id);
  const auto answer =
      fhir::answer_hook(call, service_, *serving_.clinic,
                        {serving_.now, serving_.base_url, questionnaire, serving_.importer});
  if (!answer) {
    return refused(call, 422, answer.error());
  }
  if (!answer->lacks.empty()) {
    return refused(
        call, 412,
        {ErrorKind::not_found, "request.prefetch: without " + cli::joined(answer->lacks, ", ") +
                                   ", and no FHIR server gave it: expected each of them"});
  }
  std::string text = write_json(answer->cards);
  const auto told =
      audit(call, {.kind = "hook",
                   .outcome = text,
                   .used = answer->used,
                   .assessed = answer->assessed ? &*answer->assessed : nullptr,
                   .kept = records::HookAnswer{service_.id, name, text, serving_.now}});
  return told ? json_answer(200, std::move(text)) : store_failure("cds-hooks", told.error());
}

// Told in the audit: a chart of another patient is a matter of safety.
HttpAnswer CdsCall::refused(const CdsRequest& call, int status, const Error& error) {
  HttpAnswer answer = error_answer("cds-hooks", status, error);
  const auto told = audit(call, {.kind = "hook refused", .outcome = answer.body});
  return told ? answer : store_failure("cds-hooks", told.error());
}

Result<void> CdsCall::audit(const CdsRequest& call, const Told& told) {
  if (serving_.records == nullptr) {
    return {};
  }
  std::vector<Json::Member> members = {{"service", words(service_.id)},
                                       {"hookInstance", words(call.instance)},
                                       {"encounter", words(call.encounter)},
                                       {"answer", words(told.outcome)}};
  members.emplace_back("used", texts_json(told.used));
  if (told.assessed != nullptr) {
    members.emplace_back(
        "assessment",
        cli::audited_json({told.assessed->presentation, told.assessed->options, serving_.version},
                          told.assessed->assessment, serving_.clinic->knowledge()));
  }
  const auto line = serving_.records->append(
      {.at = serving_.now,
       .kind = std::string(told.kind),
       .person = person_key(serving_, "Patient/" + call.patient),
       .user = serving_.client_name + (call.user.empty() ? "" : " " + call.user),
       .knowledge_hash = serving_.clinic->knowledge().hash,
       .payload = write_json(Json::object(std::move(members)))},
      told.kept);
  if (!line) {
    return fail(line.error());
  }
  return {};
}

}  // namespace paraspinal::service
