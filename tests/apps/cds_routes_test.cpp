// CDS Hooks over HTTP: statuses, fetching, the budget, retries, the audit, and bodies of every
// wrong kind. No network and no clock: both are given.

#include "apps/service/cds_routes.h"

#include <deque>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/audited_assessment.h"
#include "apps/cli/replay_assessment.h"
#include "apps/records/records.h"
#include "apps/service/serving.h"
#include "fhir/cds_hooks_services.h"
#include "fhir/json.h"
#include "knowledge/base/database.h"

namespace paraspinal::service {
namespace {

using engine::ErrorKind;
using fhir::Json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::shared_ptr<const triage::Clinic>& clinic() {
  static const auto opened = [] {
    auto made = triage::open_clinic(std::nullopt);
    return std::shared_ptr<const triage::Clinic>(std::move(*made));
  }();
  return opened;
}

std::string sample(const std::string& name) {
  std::ifstream file(std::filesystem::path(PARASPINAL_SAMPLES) / "cds" / name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// A server of two resources, and a clock that goes forward by what each answer takes.
struct World {
  std::map<std::string, std::string> resources;  // by url
  double takes = 0;                              // of seconds, each answer
  double now = 100;
  std::vector<std::string> asked;
  std::vector<std::string> tokens;
  std::vector<double> allowed;  // of seconds, to each

  CdsOutside outside() {
    return {.fetch = [this](const HttpClient&, const std::string& url, const std::string& token,
                            double seconds) -> engine::Result<HttpAnswer> {
              asked.push_back(url);
              tokens.push_back(token);
              allowed.push_back(seconds);
              now += std::min(takes, seconds);
              const auto found = resources.find(url);
              if (takes > seconds || found == resources.end()) {
                return engine::fail(ErrorKind::not_found, "no answer");
              }
              return json_answer(200, found->second);
            },
            .seconds = [this] { return now; }};
  }
};

class CdsRoutes : public testing::Test {
 protected:
  CdsRoutes() {
    serving_.clinic = clinic();
    serving_.now = "2026-11-20T18:30:00Z";
    serving_.base_url = "https://cds.example.org";
  }

  HttpAnswer post(const std::string& service, const std::string& body) {
    HttpRequest request;
    request.method = "POST";
    request.captured["id"] = service;
    request.body = body;
    return routes_[1].answer(request, serving_);
  }

  HttpAnswer feedback(const std::string& service, const std::string& body) {
    HttpRequest request;
    request.method = "POST";
    request.captured["id"] = service;
    request.body = body;
    return routes_[2].answer(request, serving_);
  }

  void with_client() { serving_.client = &client_; }

  void with_records() {
    path_ =
        std::filesystem::temp_directory_path() /
        ("cds_routes_test_" +
         std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) + ".sqlite");
    std::filesystem::remove(path_);
    auto opened = records::Records::open(path_.string(), {});
    ASSERT_TRUE(opened) << opened.error().message;
    records_ = std::move(*opened);
    serving_.records = records_.get();
  }

  void TearDown() override {
    records_.reset();
    for (const std::string end : {"", "-wal", "-shm"}) {
      std::filesystem::remove(path_.string() + end);
    }
  }

  World world_;
  const std::vector<Route> routes_ = cds_routes(world_.outside());
  Serving serving_;
  HttpClient client_{{}};
  std::unique_ptr<records::Records> records_;
  std::filesystem::path path_ = "none";
};

std::string empty_call(const std::string& more) {
  return R"({"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",)"
         R"("context":{"userId":"Practitioner/1","patientId":"p"})" +
         more + "}";
}

const std::string patient = R"({"resourceType":"Patient","id":"p","birthDate":"1986-01-01"})";
const std::string server = R"(,"fhirServer":"https://ehr.example/fhir","fhirAuthorization":{)"
                           R"("access_token":"secret","token_type":"Bearer","expires_in":300,)"
                           R"("scope":"patient/*.read","subject":"cds"})";

TEST_F(CdsRoutes, DiscoveryIsAtItsPlaceAndCanBeCached) {
  const auto routes = cds_routes(world_.outside());
  EXPECT_EQ(routes[0].method, "GET");
  EXPECT_EQ(routes[0].path, "/cds-services");
  HttpRequest request;
  const HttpAnswer first = routes[0].answer(request, serving_);
  EXPECT_EQ(first.status, 200);
  ASSERT_EQ(first.headers.at(0).first, "ETag");
  request.headers.emplace("if-none-match", first.headers[0].second);
  EXPECT_EQ(routes[0].answer(request, serving_).status, 304);
}

TEST_F(CdsRoutes, DiscoveryIsOfTheKnowledgeThatIsServedNow) {
  const HttpRequest request;
  const HttpAnswer before = routes_[0].answer(request, serving_);
  knowledge::KnowledgeBase without_codes = clinic()->knowledge();
  without_codes.codings.clear();
  auto other = triage::open_clinic(std::move(without_codes));
  ASSERT_TRUE(other) << other.error().message;
  serving_.clinic = std::shared_ptr<const triage::Clinic>(std::move(*other));

  const HttpAnswer then = routes_[0].answer(request, serving_);
  EXPECT_THAT(before.body, HasSubstr("8310-5"));
  EXPECT_THAT(then.body, Not(HasSubstr("8310-5")));
  serving_.clinic = clinic();
  EXPECT_EQ(routes_[0].answer(request, serving_), before);
}

TEST_F(CdsRoutes, TheSamplesOfThisFolderHaveTheirCards) {
  const HttpAnswer view =
      post("back-pain-patient-view", sample("patient_view_saddle_numbness.json"));
  EXPECT_EQ(view.status, 200);
  EXPECT_EQ(view.content_type, "application/json");
  EXPECT_THAT(view.body, HasSubstr("Emergency department, within 1 hour"));
  const HttpAnswer sign = post("back-pain-order-sign", sample("order_sign_nsaid_31_weeks.json"));
  EXPECT_EQ(sign.status, 200);
  EXPECT_THAT(sign.body, HasSubstr("Harms the baby from 20 weeks"));
}

TEST_F(CdsRoutes, AnUnknownServiceIs404WithAnOutcome) {
  const HttpAnswer answer = post("no-such-service", empty_call(""));
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, HasSubstr("OperationOutcome"));
  EXPECT_EQ(feedback("no-such-service", "{}").status, 404);
}

TEST_F(CdsRoutes, BadBodiesAre400WithAnOutcome) {
  for (const std::string body : {"", "{", "[]", "7", "null", "{}",
                                 "{\"hook\":\"patient-view\",\"hook\":\"patient-view\"}"}) {
    const HttpAnswer answer = post("back-pain-patient-view", body);
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_THAT(answer.body, HasSubstr("OperationOutcome")) << body;
  }
}

TEST_F(CdsRoutes, AnotherHookThanTheServicesIs400) {
  EXPECT_EQ(post("back-pain-order-sign", empty_call("")).status, 400);
}

TEST_F(CdsRoutes, WithoutNeededDataAndAServerItIs412AtOnce) {
  const HttpAnswer answer = post("back-pain-patient-view", empty_call(server));
  EXPECT_EQ(answer.status, 412);
  EXPECT_THAT(answer.body, HasSubstr("without patient, conditions"));
  EXPECT_THAT(world_.asked, IsEmpty());  // no client: nothing is fetched
}

TEST_F(CdsRoutes, AnotherPatientsDataIs422) {
  EXPECT_EQ(post("back-pain-patient-view",
                 empty_call(R"(,"prefetch":{"patient":{"resourceType":"Patient","id":"q"}})"))
                .status,
            422);
}

TEST_F(CdsRoutes, WhatLacksIsFetchedWithTheToken) {
  with_client();
  world_.resources = {{"https://ehr.example/fhir/Patient/p", patient}};
  const HttpAnswer answer =
      post("back-pain-patient-view",
           empty_call(server + R"(,"prefetch":{"conditions":null,"responses":null})"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"cards":[]})");
  EXPECT_EQ(world_.asked.at(0), "https://ehr.example/fhir/Patient/p");
  for (const std::string& token : world_.tokens) {
    EXPECT_EQ(token, "secret");
  }
  for (const std::string& url : world_.asked) {
    EXPECT_THAT(url, Not(HasSubstr("Condition?")));  // that was sent
  }
}

TEST_F(CdsRoutes, WhatCannotBeFetchedIs412) {
  with_client();
  EXPECT_EQ(post("back-pain-patient-view", empty_call(server)).status, 412);
  EXPECT_THAT(world_.asked, Not(IsEmpty()));
}

TEST_F(CdsRoutes, WhatIsFetchedOfAnotherPatientIs422) {
  with_client();
  world_.resources = {
      {"https://ehr.example/fhir/Patient/p", R"({"resourceType":"Patient","id":"q"})"}};
  EXPECT_EQ(post("back-pain-patient-view", empty_call(server)).status, 422);
}

TEST_F(CdsRoutes, ASlowServerCostsNoMoreThanTheBudget) {
  with_client();
  serving_.budget_seconds = 0.4;
  world_.takes = 30;
  const double began = world_.now;
  EXPECT_EQ(post("back-pain-patient-view", empty_call(server)).status, 412);
  EXPECT_LE(world_.now - began, serving_.budget_seconds);
  EXPECT_EQ(world_.asked.size(), 1U);  // there was no time for a second
}

TEST_F(CdsRoutes, WhatTheClientSentIsAnsweredThoughTheRestIsSlow) {
  with_client();
  world_.takes = 30;
  std::string call = sample("patient_view_saddle_numbness.json");
  call.erase(call.find("\"medications\""),
             call.find("\"responses\"") - call.find("\"medications\""));
  const HttpAnswer answer = post("back-pain-patient-view", call);
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, HasSubstr("prescribed medicines (could not be fetched)"));
}

TEST_F(CdsRoutes, OrdersOfNoConcernFetchNothing) {
  with_client();
  const std::string call =
      R"({"hook":"order-sign","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":)"
      R"({"patientId":"p","draftOrders":{"resourceType":"Bundle"}})" +
      server + "}";
  EXPECT_EQ(post("back-pain-order-sign", call).body, R"({"cards":[]})");
  EXPECT_THAT(world_.asked, IsEmpty());
}

TEST_F(CdsRoutes, ARetryHasTheSameAnswerAndNoSecondLineInTheAudit) {
  with_records();
  const std::string call = sample("patient_view_saddle_numbness.json");
  const HttpAnswer first = post("back-pain-patient-view", call);
  serving_.now = "2026-11-20T18:31:00Z";
  EXPECT_EQ(post("back-pain-patient-view", call), first);
  EXPECT_EQ(records_->lines(1, 10)->size(), 1U);
}

TEST_F(CdsRoutes, TheSameInstanceForAnotherPatientIsAnotherCall) {
  with_records();
  std::string call = sample("patient_view_saddle_numbness.json");
  post("back-pain-patient-view", call);
  for (std::size_t at = call.find("woman-44"); at != std::string::npos;
       at = call.find("woman-44")) {
    call.replace(at, 8, "another");
  }
  call.replace(call.find("saddle_anaesthesia"), 18, "back_complaint");
  EXPECT_THAT(post("back-pain-patient-view", call).body,
              Not(HasSubstr("Emergency department, within 1 hour")));
}

TEST_F(CdsRoutes, TheAuditHoldsTheAnswerAndNotTheToken) {
  with_records();
  with_client();
  serving_.client_name = "https://ehr.example";
  world_.resources = {{"https://ehr.example/fhir/Patient/p", patient}};
  post("back-pain-patient-view",
       empty_call(server + R"(,"prefetch":{"conditions":null,"responses":null})"));
  const auto lines = records_->lines(1, 10);
  ASSERT_EQ(lines->size(), 1U);
  EXPECT_EQ(lines->front().kind, "hook");
  EXPECT_EQ(lines->front().user, "https://ehr.example Practitioner/1");
  const auto payload = records_->payload(1);
  EXPECT_THAT(**payload, HasSubstr("back-pain-patient-view"));
  EXPECT_THAT(**payload, Not(HasSubstr("secret")));
}

TEST_F(CdsRoutes, APatientIsFiledUnderTheClientOrWithoutOneUnderTheIdAlone) {
  with_records();
  const std::string body = sample("patient_view_saddle_numbness.json");
  post("back-pain-patient-view", body);
  EXPECT_EQ(records_->lines_of("Patient/woman-44").value().size(), 1U);
  serving_.client_name = "https://ehr.example";
  post("back-pain-patient-view", body);
  EXPECT_EQ(records_->lines_of("https://ehr.example|Patient/woman-44").value().size(), 1U);
}

TEST_F(CdsRoutes, TheAuditOfAnOrderHoldsWhatTheChartHeld) {
  with_records();
  ASSERT_EQ(post("back-pain-order-sign", sample("order_sign_nsaid_31_weeks.json")).status, 200);
  const auto payload = records_->payload(1);
  EXPECT_THAT(**payload, HasSubstr("pregnant present (Condition/pregnancy)"));
}

TEST_F(CdsRoutes, TheAssessmentOfAHookCanBeMadeAgain) {
  with_records();
  serving_.version = "1.2.3";
  ASSERT_EQ(post("back-pain-patient-view", sample("patient_view_saddle_numbness.json")).status,
            200);
  const std::string payload = *records_->payload(1).value();
  const auto json = fhir::parse_json(payload);
  const Json* const audited = cli::audited_within(*json);
  ASSERT_NE(audited, nullptr);

  const auto replayed = cli::replay_assessment(*audited, clinic()->knowledge().hash, *clinic());

  ASSERT_TRUE(replayed) << replayed.error().message;
  EXPECT_TRUE(replayed->has_same_knowledge);
  EXPECT_TRUE(replayed->is_same) << cli::differing_parts(*replayed);
  EXPECT_EQ(replayed->software, "1.2.3");
  EXPECT_FALSE(replayed->before.gates.empty());
}

TEST_F(CdsRoutes, ARefusalIsToldInTheAudit) {
  with_records();
  post("back-pain-patient-view",
       empty_call(R"(,"prefetch":{"patient":{"resourceType":"Patient","id":"q"}})"));
  ASSERT_EQ(records_->lines(1, 10)->size(), 1U);
  EXPECT_EQ(records_->lines(1, 10)->front().kind, "hook refused");
}

TEST_F(CdsRoutes, FeedbackIsKeptThoughTheCardIsUnknown) {
  with_records();
  const std::string card = "4e0a3a1e-3283-4575-ab82-028d55fe2719";
  const std::string accepted = R"("outcome":"accepted","acceptedSuggestions":[{"id":"s"}])";
  const std::string start =
      R"({"card":")" + card + R"(","outcomeTimestamp":"2026-11-20T10:05:31Z",)";
  const HttpAnswer answer =
      feedback("back-pain-patient-view", R"({"feedback":[)" + start + accepted + "}," + start +
                                             R"("outcome":"overridden"}]})");
  EXPECT_EQ(answer.status, 200);
  const auto kept = records_->feedback_of(card);
  ASSERT_EQ(kept->size(), 2U);
  EXPECT_EQ((*kept)[0].outcome, "accepted");
  EXPECT_EQ((*kept)[0].detail, R"([{"id":"s"}])");
  EXPECT_EQ((*kept)[1].outcome, "overridden");
}

TEST_F(CdsRoutes, BadFeedbackIs400) {
  EXPECT_EQ(feedback("back-pain-patient-view", "{").status, 400);
  EXPECT_EQ(feedback("back-pain-patient-view", R"({"feedback":{}})").status, 400);
}

// Every member of the samples in turn, replaced by a value of each other kind.
std::vector<std::string> with_wrong_kinds(const std::string& sample) {
  std::vector<std::string> wrong;
  for (std::size_t at = sample.find("\": "); at != std::string::npos;
       at = sample.find("\": ", at + 1)) {
    const std::size_t begin = at + 3;
    const char first = sample[begin];
    if (first == '{' || first == '[') {
      continue;
    }
    const std::size_t end =
        first == '"' ? sample.find('"', begin + 1) + 1 : sample.find_first_of(",\n", begin);
    for (const char* const other :
         {"{}", "[]", "\"x\"", "-1e400", "true", "null", "[[{\"a\":0}]]"}) {
      wrong.push_back(sample.substr(0, begin) + other + sample.substr(end));
    }
  }
  return wrong;
}

TEST_F(CdsRoutes, AValueOfTheWrongKindAnywhereIsNeverAServersFault) {
  std::size_t tried = 0;
  for (const auto& [service, name] :
       {std::pair{"back-pain-order-sign", "order_sign_nsaid_31_weeks.json"},
        std::pair{"back-pain-order-select", "order_sign_nsaid_31_weeks.json"},
        std::pair{"back-pain-patient-view", "patient_view_saddle_numbness.json"}}) {
    for (const std::string& body : with_wrong_kinds(sample(name))) {
      // A call with a complaint takes as long as an assessment: a fifth of those will do.
      if (std::string_view(service) != "back-pain-patient-view" || tried % 5 == 0) {
        const int status = post(service, body).status;
        EXPECT_TRUE(status == 200 || (status >= 400 && status < 500)) << status << '\n' << body;
      }
      ++tried;
    }
  }
  EXPECT_GT(tried, 500U);
}

TEST_F(CdsRoutes, ACutBodyIs400) {
  const std::string call = sample("order_sign_nsaid_31_weeks.json");
  for (std::size_t size = 1; size + 2 < call.size(); size += 97) {
    EXPECT_EQ(post("back-pain-order-sign", call.substr(0, size)).status, 400);
  }
}

std::string feedback_on(const std::string& card, int entries, const std::string& comment = "no") {
  std::string all;
  for (int i = 0; i < entries; ++i) {
    all += std::string(i == 0 ? "" : ",") + R"({"card":")" + card +
           R"(","outcome":"overridden","outcomeTimestamp":"2026-11-20T18:30:00Z",)"
           R"("overrideReason":{"userComment":")" +
           comment + R"("}})";
  }
  return R"({"feedback":[)" + all + "]}";
}

const std::string view = "back-pain-patient-view";

TEST_F(CdsRoutes, FeedbackIsTakenUpToASize) {
  EXPECT_EQ(feedback(view, feedback_on("a", 101)).status, 413);
  EXPECT_EQ(feedback(view, feedback_on("a", 1, std::string(9000, 'x'))).status, 413);
  EXPECT_EQ(feedback(view, feedback_on(std::string(101, 'a'), 1)).status, 413);
  EXPECT_EQ(feedback(view, feedback_on("a", 100)).status, 200);  // without records nothing is kept
}

TEST_F(CdsRoutes, ACardHasTwentyEntriesOfFeedbackAtMost) {
  with_records();
  EXPECT_EQ(feedback(view, feedback_on("a", 20)).status, 200);
  const HttpAnswer answer = feedback(view, feedback_on("a", 1));
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("the card has 20 entries"));
  EXPECT_THAT(answer.body, HasSubstr(R"("code":"too-long")"));
  EXPECT_THAT(answer.headers, testing::Not(testing::Contains(testing::Key("Retry-After"))));
  EXPECT_EQ(feedback(view, feedback_on("b", 1)).status, 200);
  EXPECT_EQ(records_->feedback_of("a").value().size(), 20U);
}

TEST_F(CdsRoutes, AClientMaySendSoMuchFeedbackInAnHour) {
  with_records();
  serving_.client_name = "https://ehr.example";
  serving_.now_seconds = 7200;
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(feedback(view, feedback_on("card" + std::to_string(i), 20)).status, 200) << i;
  }
  const HttpAnswer answer = feedback(view, feedback_on("another", 1));
  EXPECT_EQ(answer.status, 429);
  EXPECT_THAT(answer.body, HasSubstr("with these 1, 2001 entries came from this client in this "
                                     "hour, expected at most 2000"));
  EXPECT_THAT(answer.body, HasSubstr(R"("expression":["request.feedback"])"));
  EXPECT_THAT(answer.body, HasSubstr(R"("code":"throttled")"));
  serving_.client_name = "https://other.example";
  EXPECT_EQ(feedback(view, feedback_on("another", 1)).status, 200);
  serving_.client_name = "https://ehr.example";
  serving_.now_seconds = 10'800;
  EXPECT_EQ(feedback(view, feedback_on("more", 1)).status, 200);
}

TEST_F(CdsRoutes, EqualCallsAtOnceHaveOneLineInTheAudit) {
  with_records();
  const std::string body = sample("patient_view_saddle_numbness.json");
  std::vector<HttpAnswer> answers(4);
  {
    std::vector<std::jthread> threads;
    for (HttpAnswer& answer : answers) {
      threads.emplace_back([&] { answer = post(view, body); });
    }
  }
  for (const HttpAnswer& answer : answers) {
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, answers[0].body);
  }
  EXPECT_EQ(records_->lines(1, 10).value().size(), 1U);
}

TEST_F(CdsRoutes, RecordsThatAnotherProcessHoldsAre503SoonEnough) {
  with_records();
  records_.reset();
  auto opened = records::Records::open(path_.string(), {.busy_milliseconds = 50});
  ASSERT_TRUE(opened) << opened.error().message;
  records_ = std::move(*opened);
  serving_.records = records_.get();
  const auto other = knowledge::Connection::open_or_create(path_.string());
  ASSERT_TRUE(other) << other.error().message;
  ASSERT_TRUE(other->execute("BEGIN IMMEDIATE"));

  const HttpAnswer answer = post(view, sample("patient_view_saddle_numbness.json"));

  EXPECT_EQ(answer.status, 503);
  EXPECT_THAT(answer.headers,
              testing::Contains(std::pair<std::string, std::string>("Retry-After", "1")));
  EXPECT_THAT(answer.body, HasSubstr("the records are in use"));
  EXPECT_THAT(answer.body, HasSubstr(R"("code":"transient")"));
  EXPECT_TRUE(other->execute("ROLLBACK"));
  EXPECT_EQ(post(view, sample("patient_view_saddle_numbness.json")).status, 200);
}

}  // namespace
}  // namespace paraspinal::service
