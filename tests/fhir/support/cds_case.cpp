#include "tests/fhir/support/cds_case.h"

#include <gtest/gtest.h>

#include "fhir/json.h"

namespace paraspinal::fhir {

namespace {

std::string object(const std::map<std::string, std::string>& members) {
  std::string text;
  for (const auto& [name, value] : members) {
    text += (text.empty() ? "\"" : ",\"") + name + "\":" + value;
  }
  return "{" + text + "}";
}

std::string codeable(const std::string& system, const std::string& code) {
  return R"({"coding":[{"system":")" + system + R"(","code":")" + code + R"("}]})";
}

const CdsService& service_for(const std::string& hook) {
  static const std::vector<CdsService> services = cds_services(cds_clinic().knowledge());
  for (const CdsService& service : services) {
    if (name(service.hook) == hook) {
      return service;
    }
  }
  throw std::logic_error("no service for " + hook);
}

engine::Result<CdsAnswer> tried(const CdsCase& call) {
  const auto body = parse_json(call.text());
  if (!body) {
    return engine::fail(body.error());
  }
  const CdsService& service = service_for(call.hook);
  const auto request = read_cds_request(*body, service.hook);
  if (!request) {
    return engine::fail(request.error());
  }
  return answer_hook(*request, service, cds_clinic(),
                     {cds_now, "https://cds.example.org", "https://cds.example.org/questions"});
}

}  // namespace

std::string CdsCase::text() const {
  return R"({"hook":")" + hook + R"(","hookInstance":)" + instance + R"(,"context":)" +
         object(context) + R"(,"prefetch":)" + object(prefetch) + more + "}";
}

const triage::Clinic& cds_clinic() {
  static const auto clinic = triage::open_clinic(std::nullopt);
  return **clinic;
}

CdsAnswer answered(const CdsCase& call) {
  auto answer = tried(call);
  EXPECT_TRUE(answer.has_value()) << answer.error().message;
  return answer ? *answer : CdsAnswer{};
}

std::string error_of(const CdsCase& call) {
  const auto answer = tried(call);
  return answer ? std::string() : answer.error().message;
}

std::vector<Json> cards_of(const CdsCase& call) {
  const CdsAnswer answer = answered(call);
  EXPECT_TRUE(answer.lacks.empty());
  const Json* const cards = answer.cards.member("cards");
  std::vector<Json> found;
  if (cards != nullptr) {
    found.assign(cards->items().begin(), cards->items().end());
  }
  return found;
}

std::string text_of(const Json& card, const std::string& member) {
  return std::string(text_member(card, member));
}

std::string searchset(const std::vector<std::string>& resources) {
  std::string entries;
  for (const std::string& resource : resources) {
    entries += (entries.empty() ? "" : ",") + (R"({"resource":)" + resource + "}");
  }
  return R"({"resourceType":"Bundle","type":"searchset","entry":[)" + entries + "]}";
}

std::string condition(const std::string& id, const std::string& code, const std::string& began) {
  return R"({"resourceType":"Condition","id":")" + id +
         R"(","clinicalStatus":{"coding":[{"code":"active"}]},)"
         R"("verificationStatus":{"coding":[{"code":"confirmed"}]},"code":)" +
         codeable("http://snomed.info/sct", code) +
         R"(,"subject":{"reference":"Patient/p"},"onsetDateTime":")" + began + R"("})";
}

std::string medication(const std::string& id, const std::string& atc) {
  return R"({"resourceType":"MedicationRequest","id":")" + id +
         R"(","status":"active","intent":"order","medicationCodeableConcept":)" +
         codeable("http://www.whocc.no/atc", atc) +
         R"(,"subject":{"reference":"Patient/p"},"authoredOn":"2026-10-20"})";
}

std::string draft(const std::string& id, const std::string& system, const std::string& code) {
  const bool drug = system.find("snomed") == std::string::npos;
  return std::string(R"({"resourceType":")") + (drug ? "MedicationRequest" : "ServiceRequest") +
         R"(","id":")" + id + R"(","status":"draft","intent":"order",")" +
         (drug ? "medicationCodeableConcept" : "code") + R"(":)" + codeable(system, code) +
         R"(,"subject":{"reference":"Patient/p"}})";
}

std::string untyped_bundle(const std::vector<std::string>& resources) {
  std::string entries;
  for (const std::string& resource : resources) {
    entries += (entries.empty() ? "" : ",") + (R"({"resource":)" + resource + "}");
  }
  return R"({"resourceType":"Bundle","entry":[)" + entries + "]}";
}

std::string response(const std::vector<std::string>& findings) {
  std::string items;
  for (const std::string& finding : findings) {
    items += (items.empty() ? "" : ",") +
             (R"({"linkId":")" + finding + R"(","answer":[{"valueBoolean":true}]})");
  }
  return R"({"resourceType":"QuestionnaireResponse","id":"answers","status":"completed",)"
         R"("subject":{"reference":"Patient/p"},"authored":"2026-11-20T16:30:00Z","item":[)" +
         items + "]}";
}

std::string observation(const std::string& id, const std::string& loinc, const std::string& value) {
  return R"({"resourceType":"Observation","id":")" + id + R"(","status":"final","code":)" +
         codeable("http://loinc.org", loinc) +
         R"(,"subject":{"reference":"Patient/p"},"effectiveDateTime":"2026-11-20T10:00:00Z",)" +
         value + "}";
}

}  // namespace paraspinal::fhir
