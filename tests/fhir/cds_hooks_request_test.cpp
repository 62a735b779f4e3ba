// Reading a CDS Hooks call: CDS Hooks 2.0, "Calling a CDS Service" and "Prefetch Template". What a
// client may send wrong is from shared traps of real clients (HAPI 5212, cqf-ruler 536).

#include "fhir/cds_hooks_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/cds_case.h"

namespace paraspinal::fhir {
namespace {

// The parsed body lives as long as the request.
struct Read {
  explicit Read(const std::string& text, Hook hook = Hook::patient_view)
      : body(parse_json(text)), request(read_cds_request(*body, hook)) {}
  std::string error() const { return request ? std::string() : request.error().message; }

  engine::Result<Json> body;
  engine::Result<CdsRequest> request;
};

Fetched state_of_value(const std::string& value) {
  CdsCase call;
  call.prefetch = {{"conditions", value}};
  const Read read(call.text());
  return read.request ? read.request->prefetch.at("conditions").state : Fetched::missing;
}

TEST(CdsRequest, AGoodCallIsReadWhole) {
  CdsCase call;
  call.context["encounterId"] = R"("e-1")";
  call.more = R"(,"fhirServer":"https://ehr.example/fhir/","fhirAuthorization":{"access_token":)"
              R"("secret","token_type":"Bearer","expires_in":300,"scope":"s","subject":"cds"})";
  const Read read(call.text());
  ASSERT_EQ(read.error(), "");
  EXPECT_EQ(read.request->instance, "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea");
  EXPECT_EQ(read.request->patient, "p");
  EXPECT_EQ(read.request->encounter, "e-1");
  EXPECT_EQ(read.request->user, "Practitioner/1");
  EXPECT_EQ(read.request->fhir_server, "https://ehr.example/fhir");
  EXPECT_EQ(read.request->access_token, "secret");
}

TEST(CdsRequest, ATokenThatWouldEndItsHeaderIsAnError) {
  CdsCase call;
  call.more = R"(,"fhirServer":"https://ehr.example/fhir/","fhirAuthorization":{"access_token":)"
              R"("x\r\nX-Other: 1","token_type":"Bearer"})";
  EXPECT_THAT(Read(call.text()).error(),
              testing::HasSubstr("access_token: expected letters, digits and -._~+/= only"));
}

TEST(CdsRequest, AUserWhoIsNoProfessionalIsNotKept) {
  CdsCase call;
  for (const char* user : {"\"Patient/p\"", "\"RelatedPerson/1\"", "\"Jane Doe, born 1980\"",
                           "\"Practitioner/Jane Doe\""}) {
    call.context["userId"] = user;
    const Read read(call.text());
    ASSERT_EQ(read.error(), "");
    EXPECT_EQ(read.request->user, "") << user;
  }
}

TEST(CdsRequest, AMissingRequiredMemberIsNamed) {
  const auto without = [](const std::string& text) {
    return Read(R"({"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",)" +
                text + "}")
        .error();
  };
  EXPECT_EQ(Read("{}").error(), "request.hook: missing, expected a string");
  EXPECT_EQ(Read(R"({"hook":"patient-view"})").error(),
            "request.hookInstance: missing, expected a string");
  EXPECT_EQ(without(R"("x":1)"), "request.context: missing, expected an object");
  EXPECT_EQ(without(R"("context":{})"),
            "request.context.patientId: missing, expected the id of a Patient");
}

TEST(CdsRequest, WrongTypesAreErrorsThatNameThePlace) {
  EXPECT_EQ(Read("[]").error(), "request: is an array, expected an object");
  EXPECT_EQ(Read(R"({"hook":7})").error(), "request.hook: is 7, expected a string");
  CdsCase call;
  call.context["patientId"] = "7";
  EXPECT_EQ(Read(call.text()).error(), "request.context.patientId: is 7, expected a string");
  call = {};
  call.more = R"(,"fhirAuthorization":"token")";
  EXPECT_EQ(Read(call.text()).error(),
            "request.fhirAuthorization: is \"token\", expected an object");
  call = {};
  call.prefetch["conditions"] = "[]";
  EXPECT_EQ(Read(call.text()).error(),
            "request.prefetch.conditions: is an array, expected a resource or null");
}

TEST(CdsRequest, AHookInstanceThatIsNoUuidIsAnError) {
  CdsCase call;
  call.instance = R"("23f1a303")";
  EXPECT_EQ(Read(call.text()).error(), "request.hookInstance: \"23f1a303\", expected a UUID");
}

TEST(CdsRequest, AHookInstanceMayBeInCapitalsOrAUrn) {
  CdsCase call;
  call.instance = R"("urn:uuid:D1577C69-DFBE-44AD-BA6D-3E05E953B2EA")";
  EXPECT_EQ(Read(call.text()).request->instance, "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea");
}

TEST(CdsRequest, AnotherHookThanTheServicesIsAnError) {
  EXPECT_EQ(Read(CdsCase().text(), Hook::order_sign).error(),
            "request.hook: \"patient-view\", expected \"order-sign\", the hook of this service");
}

TEST(CdsRequest, UnknownMembersAndExtensionsAreIgnored) {
  CdsCase call;
  call.more = R"(,"extension":{"com.example.x":{"deep":[1]}},"unheardOf":null)";
  call.context["favouriteColour"] = "[1,2]";
  EXPECT_EQ(Read(call.text()).error(), "");
}

TEST(CdsRequest, AReferenceOfTheRightTypeIsTakenForABareId) {
  CdsCase call;
  call.context["patientId"] = R"("Patient/p")";
  call.context["encounterId"] = R"("Encounter/9")";
  const Read read(call.text());
  ASSERT_EQ(read.error(), "");
  EXPECT_EQ(read.request->patient, "p");
  EXPECT_EQ(read.request->encounter, "9");
}

TEST(CdsRequest, AReferenceOfAnotherTypeIsNoId) {
  CdsCase call;
  call.context["patientId"] = R"("Group/p")";
  EXPECT_EQ(Read(call.text()).error(),
            "request.context.patientId: \"Group/p\", expected the bare id of a Patient");
}

TEST(CdsRequest, ATokenWithoutAServerOrOfAnotherTypeIsNotUsed) {
  CdsCase call;
  call.more = R"(,"fhirAuthorization":{"access_token":"secret","token_type":"Bearer"})";
  EXPECT_EQ(Read(call.text()).request->access_token, "");
  call.more =
      R"(,"fhirServer":"https://e","fhirAuthorization":{"access_token":"x","token_type":"mac"})";
  EXPECT_EQ(Read(call.text()).request->access_token, "");
}

TEST(CdsRequest, EncounterStartNeedsAnEncounter) {
  CdsCase call;
  call.hook = "encounter-start";
  EXPECT_EQ(Read(call.text(), Hook::encounter_start).error(),
            "request.context.encounterId: missing, expected the id of a Encounter");
}

TEST(CdsRequest, OrderSelectNeedsSelectionsOfStrings) {
  CdsCase call;
  call.hook = "order-select";
  call.context["draftOrders"] = untyped_bundle({});
  EXPECT_EQ(Read(call.text(), Hook::order_select).error(),
            "request.context.selections: missing, expected an array");
  call.context["selections"] = "[7]";
  EXPECT_EQ(Read(call.text(), Hook::order_select).error(),
            "request.context.selections[0]: is 7, expected a string");
}

TEST(CdsRequest, DraftOrdersWithoutTypeAndFullUrlAreRead) {
  CdsCase call;
  call.hook = "order-sign";
  call.context["draftOrders"] = untyped_bundle({draft("1", "http://www.whocc.no/atc", "M01AE01")});
  EXPECT_EQ(Read(call.text(), Hook::order_sign).error(), "");
}

TEST(CdsRequest, DraftOrdersThatAreNoBundleAreAnError) {
  CdsCase call;
  call.hook = "order-sign";
  call.context["draftOrders"] = R"({"resourceType":"List"})";
  EXPECT_EQ(Read(call.text(), Hook::order_sign).error(),
            "request.context.draftOrders.resourceType: is another, expected \"Bundle\"");
  call.context["draftOrders"] = R"({"resourceType":"Bundle","entry":[7]})";
  EXPECT_EQ(Read(call.text(), Hook::order_sign).error(),
            "request.context.draftOrders.entry[0]: is 7, expected an object");
}

TEST(CdsPrefetch, NullAndAnEmptySearchsetAreEmptyNotMissing) {
  EXPECT_EQ(state_of_value("null"), Fetched::empty);
  EXPECT_EQ(state_of_value(searchset({})), Fetched::empty);
  EXPECT_EQ(state_of_value(R"({"resourceType":"Bundle","type":"searchset","total":0})"),
            Fetched::empty);
}

TEST(CdsPrefetch, AnOperationOutcomeHasFailedWhereverItStands) {
  const std::string outcome = R"({"resourceType":"OperationOutcome","issue":[]})";
  EXPECT_EQ(state_of_value(outcome), Fetched::failed);
  EXPECT_EQ(state_of_value(searchset({outcome})), Fetched::failed);
  EXPECT_EQ(state_of_value(searchset({condition("1", "279039007"), outcome})), Fetched::partial);
}

TEST(CdsPrefetch, ASearchsetWithANextPageIsPartial) {
  const std::string first = R"({"resourceType":"Bundle","link":[{"relation":"self","url":"a"},)"
                            R"({"relation":"next","url":"b"}],"entry":[{"resource":)" +
                            condition("1", "279039007") + "}]}";
  EXPECT_EQ(state_of_value(first), Fetched::partial);
  EXPECT_EQ(
      state_of_value(R"({"resourceType":"Bundle","type":"searchset","link":[{"relation":"next",)"
                     R"("url":"b"}],"entry":[]})"),
      Fetched::partial);
  EXPECT_EQ(state_of_value(searchset({condition("1", "279039007")})), Fetched::whole);
}

TEST(CdsPrefetch, TheWrapperOfDraftsIsOpened) {
  EXPECT_EQ(
      state_of_value(R"({"resource":{"resourceType":"Bundle"},"response":{"status":"200 OK"}})"),
      Fetched::empty);
  EXPECT_EQ(state_of_value(R"({"response":{"status":"404 Not Found"}})"), Fetched::failed);
}

TEST(CdsPrefetch, AValueWithoutResourceTypeIsAnError) {
  CdsCase call;
  call.prefetch["conditions"] = R"({"entry":[]})";
  EXPECT_EQ(Read(call.text()).error(),
            "request.prefetch.conditions.resourceType: missing, expected the name of a resource");
}

}  // namespace
}  // namespace paraspinal::fhir
