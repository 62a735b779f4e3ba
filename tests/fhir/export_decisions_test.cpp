// What people decided, in the bundle of an answer. Expectations are those of FHIR R4: Annotation,
// ServiceRequest (intent, basedOn, reasonCode), Provenance (agent).

#include "fhir/export_decisions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/json.h"

namespace paraspinal::fhir {
namespace {

using ::testing::HasSubstr;

const std::string plain_bundle =
    R"({"resourceType":"Bundle","id":"b1","type":"collection","entry":[)"
    R"({"fullUrl":"urn:uuid:i1","resource":{"resourceType":"ClinicalImpression","id":"i1",)"
    R"("note":[{"text":"Safety net: call again."}]}},)"
    R"({"fullUrl":"urn:uuid:r1","resource":{"resourceType":"ServiceRequest","id":"r1",)"
    R"("subject":{"reference":"Patient/7"}}}]})";

ChosenUrgency chosen() {
  return {.urgency = knowledge::Urgency::same_day,
          .disposition_name = "A clinician today",
          .reason_code = "known_condition",
          .reason = "A known condition with a care plan that covers this",
          .text = "seen this morning",
          .by = "amina",
          .second = "bela",
          .at = "2026-11-20T18:40:00Z",
          .ended = ""};
}

Decisions with_choice(const ChosenUrgency& choice) {
  return {.notes = {}, .chosen = choice, .reason_system = "urn:reasons"};
}

Json decided(const Decisions& decisions, const std::string& from = plain_bundle) {
  const auto text = with_decisions(from, decisions);
  EXPECT_TRUE(text) << text.error().message;
  return parse_json(text.value_or("{}")).value();
}

const Json& resource_at(const Json& json, std::size_t entry) {
  return *json.member("entry")->items()[entry].member("resource");
}

TEST(ExportDecisions, ABundleWithoutAnyStaysAsItIs) {
  EXPECT_EQ(with_decisions(plain_bundle, {}).value(), plain_bundle);
}

TEST(ExportDecisions, ANoteIsAnAnnotationWithItsAuthorAndTime) {
  const Json json =
      decided({.notes = {{"sounds calm", "2026-11-20T18:35:00Z", "amina"}}, .chosen = {}});

  EXPECT_EQ(json.member("entry")->items().size(), 2U);
  EXPECT_EQ(write_json(*resource_at(json, 0).member("note")),
            R"([{"text":"Safety net: call again."},{"authorString":"amina",)"
            R"("time":"2026-11-20T18:35:00Z","text":"sounds calm"}])");
}

TEST(ExportDecisions, AChosenUrgencyIsAnOrderBasedOnTheProposal) {
  const Json json = decided(with_choice(chosen()));
  const Json& request = resource_at(json, 2);

  EXPECT_EQ(request.member("resourceType")->text(), "ServiceRequest");
  EXPECT_EQ(request.member("status")->text(), "active");
  EXPECT_EQ(request.member("intent")->text(), "order");
  EXPECT_EQ(request.member("priority")->text(), "urgent");
  EXPECT_EQ(write_json(*request.member("basedOn")), R"([{"reference":"urn:uuid:r1"}])");
  EXPECT_EQ(write_json(*request.member("subject")), R"({"reference":"Patient/7"})");
  EXPECT_EQ(write_json(*request.member("requester")), R"({"display":"amina"})");
  EXPECT_EQ(write_json(*request.member("reasonCode")),
            R"([{"coding":[{"system":"urn:reasons","code":"known_condition",)"
            R"("display":"A known condition with a care plan that covers this"}],)"
            R"("text":"A known condition with a care plan that covers this: seen this morning"}])");
}

TEST(ExportDecisions, TheSecondClinicianIsTheVerifierOfItsProvenance) {
  const Json json = decided(with_choice(chosen()));
  const Json& provenance = resource_at(json, 3);
  const auto agents = provenance.member("agent")->items();

  EXPECT_EQ(provenance.member("resourceType")->text(), "Provenance");
  EXPECT_EQ(provenance.member("recorded")->text(), "2026-11-20T18:40:00Z");
  EXPECT_EQ(provenance.member("target")->items()[0].member("reference")->text(),
            "urn:uuid:" + std::string(resource_at(json, 2).member("id")->text()));
  ASSERT_EQ(agents.size(), 2U);
  EXPECT_THAT(write_json(agents[0]), HasSubstr(R"("code":"author")"));
  EXPECT_EQ(agents[0].member("who")->member("display")->text(), "amina");
  EXPECT_THAT(write_json(agents[1]), HasSubstr(R"("code":"verifier")"));
  EXPECT_EQ(agents[1].member("who")->member("display")->text(), "bela");
}

TEST(ExportDecisions, TheImpressionSaysTheChoiceInWords) {
  const Json json = decided(with_choice(chosen()));

  EXPECT_EQ(resource_at(json, 0).member("note")->items()[1].member("text")->text(),
            "Overridden to same day, with bela as second clinician: A known condition with a care "
            "plan that covers this: seen this morning");
}

TEST(ExportDecisions, OneThatHasEndedIsRevokedAndSaysWhy) {
  ChosenUrgency ended = chosen();
  ended.ended = "The override has ended, for a red flag fired after it: X";
  const Json json = decided(with_choice(ended));

  EXPECT_EQ(resource_at(json, 2).member("status")->text(), "revoked");
  EXPECT_THAT(write_json(*resource_at(json, 2).member("note")), HasSubstr("fired after it: X"));
}

TEST(ExportDecisions, AProposalThatIsNoServiceRequestIsSupportingInformation) {
  std::string advice = plain_bundle;
  advice.replace(advice.find("ServiceRequest"), 14, "CommunicationRequest");
  const Json json = decided(with_choice(chosen()), advice);

  EXPECT_EQ(resource_at(json, 2).member("basedOn"), nullptr);
  EXPECT_EQ(write_json(*resource_at(json, 2).member("supportingInfo")),
            R"([{"reference":"urn:uuid:r1"}])");
}

TEST(ExportDecisions, TheSameDecisionHasTheSameIds) {
  EXPECT_EQ(with_decisions(plain_bundle, with_choice(chosen())).value(),
            with_decisions(plain_bundle, with_choice(chosen())).value());
}

TEST(ExportDecisions, ABundleOfAnotherShapeIsAnError) {
  const auto made = with_decisions(R"({"resourceType":"Bundle"})", with_choice(chosen()));

  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message,
            "bundle: expected one of export_bundle, with a ClinicalImpression and a request");
}

}  // namespace
}  // namespace paraspinal::fhir
