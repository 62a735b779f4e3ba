#include "fhir/medication_standing.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/cds_case.h"
#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using testing::HasSubstr;

const std::string warfarin_taken =
    R"("medicationCodeableConcept": {"coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "11289"}]})";

std::string warfarin_resource(const std::string& type, const std::string& members) {
  return R"({"resourceType": ")" + type + R"(", "id": "1", )" + members + warfarin_taken + "}";
}

std::string taken(const std::string& type, const std::string& members) {
  return said(import_resources({warfarin_resource(type, members)}), "anticoagulant_use");
}

TEST(MedicationStanding, WhatWasHandedOutIsInUseWhileTheSupplyLasts) {
  const auto handed = [](const std::string& day) {
    return taken("MedicationDispense", R"("status": "completed", "whenHandedOver": ")" + day +
                                           R"(", "daysSupply": {"value": 14}, )");
  };
  EXPECT_EQ(handed("2026-01-20"), "present");
  EXPECT_EQ(handed("2026-01-01"), "not asked");
}

TEST(MedicationStanding, ASupplyIsReadByItsUnit) {
  const auto handed = [](const std::string& supply) {
    return import_resources({warfarin_resource(
        "MedicationDispense", R"("status": "completed", "whenHandedOver": "2025-08-01",
            "daysSupply": {)" + supply +
                                  "}, ")});
  };
  // 183 days before.
  for (const std::string supply :
       {R"("value": 52, "system": "http://unitsofmeasure.org", "code": "wk")",
        R"("value": 52, "unit": "weeks")", R"("value": 6, "unit": "months")", R"("value": 184)"}) {
    EXPECT_EQ(said(handed(supply), "anticoagulant_use"), "present") << supply;
  }
  for (const std::string supply : {R"("value": 52, "code": "d")", R"("value": 52)"}) {
    EXPECT_EQ(said(handed(supply), "anticoagulant_use"), "not asked") << supply;
  }
}

TEST(MedicationStanding, ASupplyInAnUnknownUnitIsToldAndTakenAsNotSaid) {
  const auto handed = [](const std::string& day) {
    return import_resources({warfarin_resource(
        "MedicationDispense", R"("status": "completed", "whenHandedOver": ")" + day +
                                  R"(", "daysSupply": {"value": 52, "unit": "box"}, )")});
  };
  EXPECT_EQ(said(handed("2025-12-01"), "anticoagulant_use"), "present");
  EXPECT_EQ(said(handed("2025-08-01"), "anticoagulant_use"), "not asked");
  EXPECT_THAT(issues(handed("2025-08-01")),
              HasSubstr("daysSupply is 52 box, expected a number of h, d, wk, mo or a: taken as a "
                        "supply that is not said, 90 days"));
}

TEST(MedicationStanding, ADispenseWithoutASupplyHoldsForNinetyDays) {
  const auto handed = [](const std::string& day) {
    return taken("MedicationDispense",
                 R"("status": "completed", "whenHandedOver": ")" + day + "\", ");
  };
  EXPECT_EQ(handed("2025-12-01"), "present");
  EXPECT_EQ(handed("2025-10-01"), "not asked");
}

TEST(MedicationStanding, ADispenseThatDidNotHappenSaysNothing) {
  for (const std::string status :
       {"preparation", "cancelled", "on-hold", "stopped", "declined", "entered-in-error"}) {
    EXPECT_EQ(taken("MedicationDispense",
                    R"("status": ")" + status + R"(", "whenHandedOver": "2026-01-30", )"),
              "not asked")
        << status;
  }
}

TEST(MedicationStanding, WhatWasGivenIsInUseForTwoDays) {
  const auto given = [](const std::string& when) {
    return taken("MedicationAdministration", R"("status": "completed", )" + when + ", ");
  };
  EXPECT_EQ(given(R"("effectiveDateTime": "2026-01-30T20:00:00Z")"), "present");
  EXPECT_EQ(given(R"("effectivePeriod": {"start": "2026-01-31T08:00:00Z"})"), "present");
  EXPECT_EQ(given(R"("occurenceDateTime": "2026-01-31T08:00:00Z")"), "present");
  EXPECT_EQ(given(R"("effectiveDateTime": "2026-01-20T20:00:00Z")"), "not asked");
}

TEST(MedicationStanding, WhatWasNotGivenSaysNothing) {
  EXPECT_EQ(taken("MedicationAdministration",
                  R"("status": "not-done", "effectiveDateTime": "2026-01-31", )"),
            "not asked");
  EXPECT_EQ(
      taken("MedicationAdministration",
            R"("status": "completed", "notGiven": true, "effectiveDateTime": "2026-01-31", )"),
      "not asked");
}

TEST(MedicationStanding, Stu3SaysTaken) {
  EXPECT_EQ(taken("MedicationStatement", R"("status": "active", "taken": "n", )"), "absent");
  EXPECT_EQ(taken("MedicationStatement", R"("status": "active", "taken": "y", )"), "present");
}

TEST(MedicationStanding, AStatementWhosePeriodEndedIsACompletedCourse) {
  EXPECT_EQ(taken("MedicationStatement", R"("status": "active", "effectivePeriod":
      {"start": "2025-01-01", "end": "2025-02-01"}, )"),
            "not asked");
}

TEST(MedicationStanding, APeriodThatIsOpenOrRunsOnHoldsFromItsStart) {
  for (const std::string end : {"9999-12-31", "2026-12-31"}) {
    EXPECT_EQ(taken("MedicationStatement", R"("status": "active", "effectivePeriod":
        {"start": "2025-01-01", "end": ")" + end +
                                               R"("}, )"),
              "present")
        << end;
  }
}

TEST(MedicationStanding, ReportedIsUsedWithAMark) {
  const Imported read = import_resources({warfarin_resource(
      "MedicationRequest", R"("status": "active", "intent": "order", "reportedBoolean": true, )")});
  EXPECT_EQ(said(read, "anticoagulant_use"), "present");
  EXPECT_THAT(issues(read), HasSubstr("reported is someone else's word"));
}

TEST(MedicationStanding, OfTheSameDayAStatementOfUseOutweighsTheOrderAndItIsTold) {
  const std::string order =
      warfarin_resource("MedicationRequest",
                        R"("status": "active", "intent": "order", "authoredOn": "2026-01-30", )");
  const std::string not_taken = warfarin_resource(
      "MedicationStatement", R"("status": "not-taken", "effectiveDateTime": "2026-01-30", )");
  const Imported read = import_resources({order, not_taken});
  EXPECT_EQ(said(read, "anticoagulant_use"), "absent");
  EXPECT_THAT(issues(read),
              HasSubstr("anticoagulant_use is present in MedicationRequest/1 and absent in "
                        "MedicationStatement/1, a statement of use, which is used"));
}

TEST(MedicationStanding, ANewerOrderWinsOverAnOlderStatementOfNotTakingAndItIsTold) {
  const std::string order =
      warfarin_resource("MedicationRequest",
                        R"("status": "active", "intent": "order", "authoredOn": "2026-01-30", )");
  const std::string not_taken = warfarin_resource(
      "MedicationStatement", R"("status": "not-taken", "effectiveDateTime": "2026-01-20", )");
  const Imported read = import_resources({order, not_taken});
  EXPECT_EQ(said(read, "anticoagulant_use"), "present");
  EXPECT_THAT(issues(read),
              HasSubstr("absent in MedicationStatement/1 and present in MedicationRequest/1, which "
                        "is newer and is used"));
}

TEST(MedicationStanding, R5IngredientsAreConcepts) {
  EXPECT_EQ(said(import_resources(
                     {R"({"resourceType": "MedicationStatement", "id": "1", "status": "recorded",
       "medication": {"reference": {"reference": "Medication/m"}}})",
                      R"({"resourceType": "Medication", "id": "m", "ingredient": [{"item":
       {"concept": {"coding": [{"system": "http://www.whocc.no/atc", "code": "M01AE01"}]}}}]})"}),
                 "nsaid_use"),
            "present");
}

TEST(MedicationStanding, AMedicationEnteredInErrorHasNoCode) {
  EXPECT_EQ(said(import_resources(
                     {R"({"resourceType": "MedicationStatement", "id": "1", "status": "active",
       "medicationReference": {"reference": "Medication/m"}})",
                      R"({"resourceType": "Medication", "id": "m", "status": "entered-in-error",
       "code": {"coding": [{"system": "http://www.whocc.no/atc", "code": "M01AE01"}]}})"}),
                 "nsaid_use"),
            "not asked");
}

// Imported on 31 January 2026; the small knowledge has no red flags.
std::string ordered(const std::string& day, const std::string& more = "") {
  return R"("status": "active", "intent": "order", "authoredOn": ")" + day + "\", " + more;
}

TEST(MedicationStanding, AnActiveOrderIsBelievedForFourHundredDays) {
  EXPECT_EQ(taken("MedicationRequest", ordered("2025-01-10")), "present");
  const Imported read =
      import_resources({warfarin_resource("MedicationRequest", ordered("2019-05-01"))});
  EXPECT_EQ(said(read, "anticoagulant_use"), "not asked");
  EXPECT_THAT(fate(read, "MedicationRequest/1"),
              HasSubstr("days old, and is used within 400 days"));
}

TEST(MedicationStanding, AnOrderIsBelievedWhileItsRepeatsOrItsValidityLast) {
  EXPECT_EQ(taken("MedicationRequest",
                  ordered("2024-06-01", R"("dispenseRequest": {"numberOfRepeatsAllowed": 7,
                      "expectedSupplyDuration": {"value": 3, "code": "mo"}}, )")),
            "present");
  EXPECT_EQ(
      taken("MedicationRequest", ordered("2019-06-01", R"("dispenseRequest": {"validityPeriod":
                      {"end": "2026-06-01"}}, )")),
      "present");
  EXPECT_EQ(taken("MedicationRequest",
                  ordered("2019-06-01", R"("dispenseRequest": {"numberOfRepeatsAllowed": 3,
                      "validityPeriod": {"end": "2020-06-01"}}, )")),
            "not asked");
}

TEST(MedicationStanding, AnOldOrderNotToTakeItDeniesNothing) {
  EXPECT_EQ(taken("MedicationRequest", ordered("2025-12-01", R"("doNotPerform": true, )")),
            "absent");
  EXPECT_EQ(taken("MedicationRequest", ordered("2019-12-01", R"("doNotPerform": true, )")),
            "not asked");
}

TEST(MedicationStanding, AnOldOrderOfWhatRaisesARedFlagIsTakenAsInUseAndTold) {
  const knowledge::KnowledgeBase& real = cds_clinic().knowledge();
  const auto read =
      import_case(bundle_of({warfarin_resource("MedicationRequest", ordered("2019-05-01"))}), real,
                  {.as_of = "2026-01-31T10:00:00Z", .setting = {}});
  ASSERT_TRUE(read.has_value()) << read.error().message;
  const auto taken = read->presentation.findings.find(*real.findings.find("anticoagulant_use"));
  ASSERT_NE(taken, read->presentation.findings.end());
  EXPECT_EQ(taken->second.value, knowledge::AnswerValue(knowledge::Presence::present));
  EXPECT_THAT(issues(*read), HasSubstr("is an order of 2019-05-01, 2467 days old and not known to "
                                       "last: anticoagulant_use is taken as present all the same"));
}

}  // namespace
}  // namespace paraspinal::fhir
