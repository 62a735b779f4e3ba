#include "fhir/adaptive_questionnaire.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "fhir/import.h"
#include "tests/fhir/support/adaptive_client.h"

namespace paraspinal::fhir {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string answer_system = "https://paraspinal.example/fhir/CodeSystem/answer";

// A woman of 30 who has answered who she is and the first questions, which are still open after it.
AdaptiveClient begun(double age = 30, const std::string& female = "present") {
  AdaptiveClient client;
  EXPECT_EQ(client.error(), "");
  client.answer_value("age_years", {{"valueQuantity", {{"value", age}, {"code", "a"}}}});
  client.answer("sex_female", female);
  EXPECT_EQ(client.error(), "");
  return client;
}

// Answers what is open: by `said`, else "absent" or the first state; numbers are left empty.
void fill(AdaptiveClient& client, const std::map<std::string, std::string>& said = {}) {
  for (const std::string& link : client.open()) {
    const json& asked = client.item(link);
    if (asked.at("type") == "choice") {
      const std::string first = asked.at("answerOption").at(0).at("valueCoding").at("code");
      const auto own = said.find(link);
      client.answer(link, own != said.end() ? own->second : first == "present" ? "absent" : first);
    }
  }
}

void go_on(AdaptiveClient& client, const std::map<std::string, std::string>& said = {}) {
  fill(client, said);
  EXPECT_EQ(client.error(), "");
}

// To the first question about this finding.
void go_on_to(AdaptiveClient& client, const std::string& link,
              const std::map<std::string, std::string>& said) {
  for (int i = 0; i < 50 && !client.asks(link); ++i) {
    go_on(client, said);
  }
  ASSERT_TRUE(client.asks(link)) << link << " was not asked";
}

std::string urgency(const AdaptiveClient& client) {
  return client.answer_to("result-urgency").at("valueCoding").at("code");
}

TEST(NextQuestion, AtTheStartAgeAndSexAreAsked) {
  AdaptiveClient client;
  EXPECT_EQ(client.error(), "");
  EXPECT_EQ(client.status(), "in-progress");
  EXPECT_THAT(client.open(), ElementsAre("age_years", "sex_female"));
  EXPECT_EQ(client.form().at("derivedFrom"),
            json::array({"https://paraspinal.example/fhir/Questionnaire/adaptive|" +
                         real_clinic().knowledge().version}));
}

TEST(NextQuestion, WhatMustNotWaitComesAfterThePersonInOneBreath) {
  const AdaptiveClient client = begun();
  EXPECT_THAT(client.open(),
              ElementsAre("consciousness", "dyspnoea", "chest_pain", "syncope", "pallor_sweating"));
  const json& group = client.item("together-consciousness");
  EXPECT_EQ(group.at("type"), "group");
  EXPECT_THAT(group.at("text").get<std::string>(), HasSubstr("is any of these there now"));
  EXPECT_EQ(client.item("dyspnoea").at("text"), "More shortness of breath than usual");
}

TEST(NextQuestion, EarlierAnswersAreKeptAsTheyCame) {
  AdaptiveClient client = begun();
  EXPECT_EQ(client.answer_to("age_years"),
            json::parse(R"({"valueQuantity": {"value": 30, "code": "a"}})"));
}

// An emergency: numb between the legs and a new loss of bladder control (content, rf_ces_major).
TEST(NextQuestion, AnEmergencyEndsTheQuestionsAtOnceAndSaysWhereToGo) {
  AdaptiveClient client;
  EXPECT_EQ(client.error(), "");
  const int posted = client.call(
      44, "present", {{"saddle_anaesthesia", "present"}, {"bladder_dysfunction", "present"}});
  EXPECT_EQ(posted, 3);  // the person, what must not wait, the nerves
  EXPECT_EQ(client.status(), "completed");
  EXPECT_EQ(urgency(client), "emergency_department");
  EXPECT_THAT(client.told(), HasSubstr("How soon: emergency department - within 1 hour."));
  EXPECT_THAT(client.told(), HasSubstr("Go to the nearest emergency department now"));
  EXPECT_THAT(client.told(), HasSubstr("Why: "));
  EXPECT_THAT(client.open(), IsEmpty());
}

TEST(NextQuestion, ABenignCallEndsWithoutHurry) {
  AdaptiveClient client;
  EXPECT_EQ(client.error(), "");
  const int posted = client.call(
      35, "absent", {{"pain_after_lifting", "present"}, {"pain_mechanical", "present"}});
  EXPECT_GT(posted, 4);
  EXPECT_LE(posted, 41);  // the cap on questions, and the person
  EXPECT_EQ(client.status(), "completed");
  EXPECT_THAT(urgency(client), testing::AnyOf("self_care", "within_2_weeks", "within_3_days"));
  EXPECT_EQ(client.answer_to("result-provisional"), json({{"valueBoolean", false}}));
  EXPECT_THAT(client.told(), HasSubstr("No more questions: "));
}

// The completed form as a record: the other way in gives the same answer.
TEST(NextQuestion, ACompletedFormIsAssessedLikeItsResult) {
  AdaptiveClient client;
  EXPECT_EQ(client.error(), "");
  client.call(70, "absent", {{"pain_at_night", "present"}, {"weight_loss_unexplained", "present"}});
  const json bundle = {{"resourceType", "Bundle"},
                       {"type", "collection"},
                       {"entry",
                        {{{"resource",
                           {{"resourceType", "Patient"},
                            {"id", "1"},
                            {"gender", "male"},
                            {"birthDate", "1955-06-15"}}}},
                         {{"resource", client.response}}}}};
  const auto imported =
      import_case(bundle.dump(), real_clinic().knowledge(),
                  {.as_of = AdaptiveClient::now, .setting = knowledge::Setting::telephone});
  ASSERT_TRUE(imported.has_value()) << imported.error().message;
  const auto assessment = real_clinic().assessor().assess(imported->presentation);
  ASSERT_TRUE(assessment.has_value());
  EXPECT_EQ(urgency(client), name(assessment->urgency));
}

// A known aneurysm, and pain neither low down nor of the abdomen: no question left settles it.
TEST(NextQuestion, WhereAClinicianGoesOnTheUrgencyIsTheLeastOne) {
  AdaptiveClient client;
  EXPECT_EQ(client.error(), "");
  client.call(72, "absent", {{"known_aaa", "present"}});
  EXPECT_EQ(client.status(), "completed");
  EXPECT_THAT(client.told(), HasSubstr("A clinician goes on from here: it is not yet safe"));
  EXPECT_THAT(client.told(), HasSubstr("How soon, at least: "));
}

TEST(NextQuestion, WhereAClinicianGoesOnNothingIsAdvisedAndTheLimitsStay) {
  AdaptiveClient client;
  client.call(72, "absent", {{"known_aaa", "present"}});
  EXPECT_THAT(client.told(), HasSubstr("not an approved medical device"));
  EXPECT_EQ(client.answer_to("result-provisional"), json({{"valueBoolean", true}}));
  EXPECT_THAT(client.answer_to("result-handed-over").dump(),
              HasSubstr("no question left would settle it"));
}

// As a record a form that was handed over stays handed over: in an answer, a hook and an export.
TEST(NextQuestion, ACompletedFormThatWasHandedOverIsHandedOverWhereItIsRead) {
  AdaptiveClient client;
  client.call(72, "absent", {{"known_aaa", "present"}});
  const auto handed_over_on = [&](const std::string& as_of) {
    const json bundle = {{"resourceType", "Bundle"},
                         {"type", "collection"},
                         {"entry",
                          {{{"resource", {{"resourceType", "Patient"}, {"gender", "male"}}}},
                           {{"resource", client.response}}}}};
    const auto imported = import_case(bundle.dump(), real_clinic().knowledge(), {.as_of = as_of});
    return imported ? imported->presentation.handed_over : imported.error().message;
  };
  EXPECT_THAT(handed_over_on(AdaptiveClient::now), HasSubstr("would settle it"));
  EXPECT_EQ(handed_over_on("2027-11-26T05:00:00Z"), "");
}

TEST(NextQuestion, ParametersComeBackAsParameters) {
  const AdaptiveClient client;
  const json sent = {
      {"resourceType", "Parameters"},
      {"parameter", {{{"name", "questionnaire-response"}, {"resource", client.response}}}}};
  const auto next = next_question(sent.dump(), real_clinic(),
                                  {.key = AdaptiveClient::key, .now = AdaptiveClient::now});
  ASSERT_TRUE(next.has_value());
  const json got = json::parse(write_json(*next));
  EXPECT_EQ(got.at("resourceType"), "Parameters");
  EXPECT_EQ(got.at("parameter").size(), 1U);
  EXPECT_EQ(got.at("parameter").at(0).at("name"), "return");
  EXPECT_EQ(got.at("parameter").at(0).at("resource").at("resourceType"), "QuestionnaireResponse");
}

TEST(NextQuestion, WhatTheClientWroteBesideIsKept) {
  AdaptiveClient client;
  client.response["id"] = "r1";
  client.response["subject"] = {{"reference", "Patient/7"}};
  client.response["contained"].push_back({{"resourceType", "Patient"}, {"id", "p"}});
  client.form()["title"] = "A title of the client";
  client.form()["extension"] = {{{"url", "https://client.example/x"}, {"valueCode", "y"}}};
  EXPECT_EQ(client.error(), "");
  EXPECT_EQ(client.response.at("id"), "r1");
  EXPECT_EQ(client.response.at("subject"), json({{"reference", "Patient/7"}}));
  EXPECT_EQ(client.response.at("contained").at(1).at("id"), "p");
  EXPECT_EQ(client.form().at("title"), "A title of the client");
  EXPECT_EQ(client.form().at("extension").size(), 3U);
  EXPECT_EQ(client.response.at("authored"), AdaptiveClient::now);
}

TEST(NextQuestion, ARequiredQuestionLeftOpenIsNamed) {
  AdaptiveClient client = begun();
  client.answer("dyspnoea", "absent");
  EXPECT_EQ(client.error(),
            "QuestionnaireResponse.item: no answer to \"consciousness\", \"chest_pain\", "
            "\"syncope\", \"pallor_sweating\", expected one to each required question "
            "(\"unknown\" is one)");
}

TEST(NextQuestion, CannotSayIsAnAnswer) {
  AdaptiveClient client = begun();
  for (const std::string& link : client.open()) {
    client.answer(link, "unknown");
  }
  EXPECT_EQ(client.error(), "");
  EXPECT_THAT(client.open(), Not(Contains("chest_pain")));
}

TEST(NextQuestion, ANumberLeftEmptyWasNotKnown) {
  AdaptiveClient client = begun();
  go_on_to(client, "gestational_age", {{"pregnant", "present"}});
  EXPECT_EQ(client.item("gestational_age").at("required"), false);
  go_on(client, {{"pregnant", "present"}});
  EXPECT_THAT(client.open(), testing::AllOf(Not(IsEmpty()), Contains(Not("gestational_age"))));
}

TEST(NextQuestion, SomebodyUnder16IsHandedOver) {
  AdaptiveClient client;
  EXPECT_EQ(client.error(), "");
  client.call(12, "absent", {});
  EXPECT_EQ(client.status(), "completed");
  EXPECT_THAT(client.told(), HasSubstr("for people of 16 and over"));
  EXPECT_FALSE(client.answered("result-urgency"));
}

TEST(NextQuestion, AnAnswerThatCannotBeIsNamed) {
  AdaptiveClient client;
  EXPECT_EQ(client.error(), "");
  client.answer_value("age_years", {{"valueQuantity", {{"value", 300}, {"code", "a"}}}});
  client.answer("sex_female", "present");
  EXPECT_THAT(
      client.error(),
      HasSubstr(".answer[0].valueQuantity: age_years 300 a is impossible, expected 0 to 120 "
                "a"));
}

// Earlier answers may be changed.

TEST(NextQuestion, AnotherAnswerThatChangesNothingElseKeepsTheOthers) {
  AdaptiveClient client = begun();
  go_on(client);
  AdaptiveClient unchanged = client;
  go_on(unchanged);
  fill(client);
  client.answer("pallor_sweating", "unknown");
  EXPECT_EQ(client.error(), "");
  EXPECT_EQ(client.open(), unchanged.open());
  EXPECT_EQ(client.answer_to("pallor_sweating").at("valueCoding").at("code"), "unknown");
  EXPECT_TRUE(client.answered("chest_pain"));
}

TEST(NextQuestion, WhatNoLongerFollowsIsDroppedWithItsQuestion) {
  AdaptiveClient client = begun();
  go_on_to(client, "fluid_leak", {{"pregnant", "present"}});
  ASSERT_TRUE(client.asks("pregnant"));
  fill(client);
  client.answer("sex_female", "absent");
  EXPECT_EQ(client.error(), "");
  for (const char* link : {"pregnant", "gestational_age", "postpartum", "fluid_leak"}) {
    EXPECT_FALSE(client.asks(link)) << link;
    EXPECT_FALSE(client.answered(link)) << link;
  }
  EXPECT_TRUE(client.answered("chest_pain"));
  EXPECT_EQ(client.status(), "in-progress");
}

// shoulders_ache_both is asked of people of 50 and over (content, safety_question).
TEST(NextQuestion, AYoungerAgeDropsWhatOnlyOlderPeopleAreAsked) {
  AdaptiveClient client = begun(60, "absent");
  go_on_to(client, "shoulders_ache_both", {});
  fill(client);
  client.answer_value("age_years", {{"valueQuantity", {{"value", 30}, {"code", "a"}}}});
  EXPECT_EQ(client.error(), "");
  EXPECT_FALSE(client.answered("shoulders_ache_both"));
  EXPECT_TRUE(client.answered("chest_pain"));
}

TEST(NextQuestion, AnAnswerThatBecomesAnEmergencyEndsTheQuestions) {
  AdaptiveClient client = begun();
  go_on_to(client, "saddle_anaesthesia", {});
  fill(client);
  client.answer("saddle_anaesthesia", "present");
  client.answer("bladder_dysfunction", "present");
  EXPECT_EQ(client.error(), "");
  EXPECT_EQ(client.status(), "completed");
  EXPECT_EQ(urgency(client), "emergency_department");
}

TEST(NextQuestion, ACompletedFormMayBeTakenUpAgain) {
  AdaptiveClient client;
  EXPECT_EQ(client.error(), "");
  client.call(44, "present",
              {{"saddle_anaesthesia", "present"}, {"bladder_dysfunction", "present"}});
  client.response["status"] = "in-progress";
  client.answer("saddle_anaesthesia", "absent");
  client.answer("bladder_dysfunction", "absent");
  EXPECT_EQ(client.error(), "");
  EXPECT_EQ(client.status(), "in-progress");
  EXPECT_FALSE(client.asks("result"));
  EXPECT_THAT(client.open(), Not(IsEmpty()));
}

// What was tampered with is named.

TEST(NextQuestion, AChangedTextIsNamed) {
  AdaptiveClient client = begun();
  client.form()["item"][1]["item"][2]["text"] = "No chest pain";
  EXPECT_EQ(client.error(),
            "QuestionnaireResponse.contained[0].item[1].item[2].text: \"together-consciousness\" "
            "is not as it was asked");
}

TEST(NextQuestion, AChangedTypeIsNamed) {
  AdaptiveClient client = begun();
  client.form()["item"][1]["item"][2]["type"] = "boolean";
  EXPECT_THAT(client.error(), HasSubstr("contained[0].item[1].item[2].type: "));
}

TEST(NextQuestion, AChangedChoiceIsNamed) {
  AdaptiveClient client = begun();
  client.form()["item"][1]["item"][2]["answerOption"][0]["valueCoding"]["display"] = "No";
  EXPECT_THAT(client.error(),
              HasSubstr("contained[0].item[1].item[2].answerOption[0].valueCoding.display: "));
}

TEST(NextQuestion, AnAddedMemberIsNamed) {
  AdaptiveClient client = begun();
  client.form()["item"][1]["enableWhen"] = json::array();
  EXPECT_THAT(client.error(), HasSubstr("contained[0].item[1].enableWhen: "));
}

TEST(NextQuestion, ANumberMayBeSpelledOtherwise) {
  AdaptiveClient client = begun();
  json& least = client.form()["item"][0]["item"][0]["extension"][2]["valueQuantity"]["value"];
  ASSERT_EQ(least, 0);
  least = 0.0;
  EXPECT_THAT(client.error(), HasSubstr("no answer to \"consciousness\""));
}

TEST(NextQuestion, AnItemThatWasNeverAskedIsNamed) {
  AdaptiveClient client = begun();
  client.form()["item"].push_back(
      {{"linkId", "fever"}, {"text", "Do you have a fever?"}, {"type", "boolean"}});
  EXPECT_THAT(client.error(), HasSubstr("\"fever\" was never asked"));
}

TEST(NextQuestion, AnItemTakenOutIsNamed) {
  AdaptiveClient client = begun();
  client.form()["item"].erase(1);
  EXPECT_EQ(client.error(),
            "QuestionnaireResponse.contained[0].item: \"together-consciousness\", which was asked, "
            "is missing");
}

TEST(NextQuestion, ItemsInAnotherOrderAreNamed) {
  AdaptiveClient client = begun();
  std::swap(client.form()["item"][0], client.form()["item"][1]);
  EXPECT_THAT(client.error(), HasSubstr("stands where \"together-age_years\" was asked"));
}

TEST(NextQuestion, ALinkIdThatStandsTwiceInTheFormIsNamed) {
  AdaptiveClient client = begun();
  client.form()["item"].push_back(client.form()["item"][0]);
  EXPECT_THAT(client.error(), HasSubstr("\"together-age_years\" stands twice"));
}

TEST(NextQuestion, WithoutTheSignatureNothingIsTaken) {
  AdaptiveClient client = begun();
  client.form()["extension"].erase(1);
  EXPECT_THAT(client.error(), HasSubstr("expected the Questionnaire as it was given out"));
  client.form().erase("extension");
  EXPECT_THAT(client.error(), HasSubstr("\"together-age_years\" was never asked"));
}

TEST(NextQuestion, StepsThatWereAddedDoNotFitTheSignature) {
  AdaptiveClient client = begun();
  std::string steps = client.form()["extension"][0]["valueString"];
  client.form()["extension"][0]["valueString"] = steps + ";value:fever";
  EXPECT_THAT(client.error(), HasSubstr("the signature does not fit what was asked"));
}

TEST(NextQuestion, ASignatureOfAnotherKeyIsNotTaken) {
  const AdaptiveClient client = begun();
  const auto next = next_question(client.response.dump(), real_clinic(),
                                  {.key = "another", .now = AdaptiveClient::now});
  ASSERT_FALSE(next.has_value());
  EXPECT_EQ(next.error().kind, engine::ErrorKind::invalid_argument);
  EXPECT_THAT(next.error().message, HasSubstr("the signature does not fit"));
}

TEST(NextQuestion, ResultsThatWereChangedAreReckonedAnew) {
  AdaptiveClient client = begun();
  client.answer("result-urgency", "self_care");
  go_on(client, {{"chest_pain", "present"}, {"pallor_sweating", "present"}});
  EXPECT_NE(urgency(client), "self_care");
}

TEST(NextQuestion, AnAnswerToWhatWasNeverAskedIsNamed) {
  AdaptiveClient client = begun();
  client.answer("fever", "absent");
  EXPECT_THAT(client.error(), HasSubstr(".linkId: \"fever\" was never asked"));
}

TEST(NextQuestion, AnAnswerThatStandsTwiceIsNamed) {
  AdaptiveClient client = begun();
  client.response["item"].push_back(
      {{"linkId", "sex_female"},
       {"answer", {{{"valueCoding", {{"system", answer_system}, {"code", "absent"}}}}}}});
  EXPECT_THAT(client.error(), HasSubstr("\"sex_female\" stands twice, expected one answer"));
}

TEST(NextQuestion, TwoAnswersToOneQuestionAreNamed) {
  AdaptiveClient client;
  EXPECT_EQ(client.error(), "");
  client.answer("sex_female", "present");
  client.response["item"].back()["answer"].push_back(
      {{"valueCoding", {{"system", answer_system}, {"code", "absent"}}}});
  EXPECT_THAT(client.error(), HasSubstr("2 answers to \"sex_female\", expected one"));
}

TEST(NextQuestion, ACodeThatIsNoAnswerIsNamed) {
  AdaptiveClient client = begun();
  client.answer("chest_pain", "maybe");
  EXPECT_THAT(client.error(), HasSubstr("maybe"));
}

TEST(NextQuestion, AnotherOriginIsNotTaken) {
  AdaptiveClient client;
  for (const json& origin : {json::array({"https://other.example/Questionnaire/x"}),
                             json::array({"https://other.example/Questionnaire/x|1"})}) {
    client.form()["derivedFrom"] = origin;
    EXPECT_THAT(client.error(), HasSubstr("contained[0].derivedFrom[0]: \"https://other.example/"));
  }
  const std::string ours = "https://paraspinal.example/fhir/Questionnaire/adaptive";
  client.form()["derivedFrom"] = json::array({ours, ours});
  EXPECT_THAT(client.error(), HasSubstr("expected exactly one canonical"));
  client.form().erase("derivedFrom");
  EXPECT_THAT(client.error(), HasSubstr("expected exactly one canonical"));
}

TEST(NextQuestion, AnotherVersionOfTheKnowledgeIsToldAndNotMixed) {
  AdaptiveClient client = begun();
  client.form()["derivedFrom"] =
      json::array({"https://paraspinal.example/fhir/Questionnaire/adaptive|2020.1.0"});
  EXPECT_THAT(client.error(),
              HasSubstr("the questions were begun with version \"2020.1.0\", and this service has "
                        "\"" +
                        real_clinic().knowledge().version + "\": begin anew"));
}

TEST(NextQuestion, AQuestionnaireThatIsNotContainedIsNamed) {
  AdaptiveClient client;
  client.response["questionnaire"] = "#another";
  EXPECT_EQ(client.error(),
            "QuestionnaireResponse.questionnaire: \"#another\", expected \"#\" and the id of a "
            "contained Questionnaire");
}

TEST(NextQuestion, OnlyAResponseInProgressIsTaken) {
  AdaptiveClient client;
  client.response["status"] = "completed";
  EXPECT_EQ(client.error(),
            "QuestionnaireResponse.status: \"completed\", expected \"in-progress\"");
}

TEST(NextQuestion, WhatIsNoResponseIsMalformed) {
  for (const std::string text : {R"({"resourceType": "Patient"})", "{}", "[1]", "{", ""}) {
    const auto next = next_question(text, real_clinic(), {.key = "k", .now = AdaptiveClient::now});
    ASSERT_FALSE(next.has_value()) << text;
    EXPECT_EQ(next.error().kind, engine::ErrorKind::malformed) << text;
  }
}

// Wrong kinds of JSON in every place give an error, or are left aside; none of them an answer.
TEST(NextQuestion, WrongShapesAreErrors) {
  AdaptiveClient filled = begun();
  fill(filled);
  const json good = filled.response;
  const std::vector<json> wrong = {nullptr,
                                   7,
                                   "x",
                                   true,
                                   json::array(),
                                   json::array({7}),
                                   json::object(),
                                   json::array({json::array()})};
  for (const char* place :
       {"/status", "/questionnaire", "/contained", "/contained/0", "/contained/0/id",
        "/contained/0/derivedFrom", "/contained/0/derivedFrom/0", "/contained/0/extension",
        "/contained/0/extension/0/valueString", "/contained/0/item", "/contained/0/item/0",
        "/contained/0/item/0/linkId", "/contained/0/item/0/item/0/extension", "/item", "/item/0",
        "/item/0/linkId", "/item/0/item/0/linkId", "/item/0/item/0/answer",
        "/item/0/item/0/answer/0"}) {
    for (const json& value : wrong) {
      AdaptiveClient client;
      client.response = good;
      client.response[json::json_pointer(place)] = value;
      EXPECT_NE(client.error(), "") << place << value;
    }
  }
}

TEST(NextQuestion, ParametersHoldOneResponse) {
  const auto none = next_question(R"({"resourceType": "Parameters"})", real_clinic(), {.key = "k"});
  ASSERT_FALSE(none.has_value());
  EXPECT_THAT(none.error().message, HasSubstr("no resource \"questionnaire-response\""));
  const auto other = next_question(
      R"({"resourceType": "Parameters", "parameter": [{"name": "x", "valueCode": "y"}]})",
      real_clinic(), {.key = "k"});
  ASSERT_FALSE(other.has_value());
  EXPECT_THAT(other.error().message,
              HasSubstr("parameter[0].name: \"x\", expected \"questionnaire-response\", once"));
}

}  // namespace
}  // namespace paraspinal::fhir
