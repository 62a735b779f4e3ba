#include "fhir/import_encounter.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using knowledge::Setting;
using testing::HasSubstr;

const std::string backache_concept =
    R"({"coding": [{"system": "http://snomed.info/sct", "code": "161891005"}]})";

std::string encounter_with(const std::string& members) {
  return R"({"resourceType": "Encounter", "id": "e", "subject": {"reference": "Patient/1"}, )" +
         members + "}";
}

std::string begun_on(const std::string& day) {
  return R"("period": {"start": ")" + day + R"("}, )";
}

std::string complaint(const std::string& members) {
  return said(import_resources({encounter_with(members)}), "back_complaint");
}

TEST(ImportEncounter, ItsReasonIsTheComplaintOfItsDay) {
  EXPECT_EQ(complaint(R"("status": "finished", )" + begun_on("2026-01-28") + R"("reasonCode": [)" +
                      backache_concept + "]"),
            "present");
}

TEST(ImportEncounter, AReasonOfMoreThanAWeekAgoIsAskedAgain) {
  EXPECT_EQ(complaint(R"("status": "finished", )" + begun_on("2026-01-10") + R"("reasonCode": [)" +
                      backache_concept + "]"),
            "not asked");
}

TEST(ImportEncounter, AContactThatGoesOnNowNeedsNoDate) {
  EXPECT_EQ(complaint(R"("status": "in-progress", "reasonCode": [)" + backache_concept + "]"),
            "present");
  EXPECT_EQ(complaint(R"("status": "finished", "reasonCode": [)" + backache_concept + "]"),
            "not asked");
}

TEST(ImportEncounter, PlannedCancelledAndErroneousOnesSayNothing) {
  for (const std::string status : {"planned", "cancelled", "entered-in-error", "unknown"}) {
    EXPECT_EQ(complaint(R"("status": ")" + status + R"(", )" + begun_on("2026-01-30") +
                        R"("reasonCode": [)" + backache_concept + "]"),
              "not asked")
        << status;
  }
}

TEST(ImportEncounter, R5HoldsReasonsAndClassInLists) {
  const Imported read = import_resources({encounter_with(
      R"("status": "in-progress", "actualPeriod": {"start": "2026-01-31T09:00:00Z"},
      "class": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
      "code": "EMER"}]}], "reason": [{"value": [{"concept": )" +
      backache_concept + "}]}]")});
  EXPECT_EQ(said(read, "back_complaint"), "present");
  EXPECT_EQ(read.presentation.setting, Setting::emergency_department);
}

TEST(ImportEncounter, Stu3HoldsReasonsAsConcepts) {
  EXPECT_EQ(complaint(R"("status": "in-progress", "reason": [)" + backache_concept + "]"),
            "present");
}

TEST(ImportEncounter, TheClassOfAContactThatGoesOnGivesTheSetting) {
  const auto setting = [](const std::string& status, const std::string& code,
                          const std::string& period = R"({"start": "2026-01-31T08:00:00Z"})") {
    return import_resources({encounter_with(R"("status": ")" + status + R"(", "period": )" +
                                            period + R"(, "class": {"code": ")" + code + "\"}")})
        .presentation.setting;
  };
  EXPECT_EQ(setting("in-progress", "EMER", R"({"start": "2023-01-01"})"), Setting::telephone);
  EXPECT_EQ(setting("in-progress", "EMER", R"({"start": "2026-01-30", "end": "2026-01-30"})"),
            Setting::telephone);
  EXPECT_EQ(setting("in-progress", "EMER", "{}"), Setting::telephone);
  EXPECT_EQ(setting("in-progress", "EMER"), Setting::emergency_department);
  EXPECT_EQ(setting("in-progress", "AMB"), Setting::primary_care);
  EXPECT_EQ(setting("arrived", "VR"), Setting::telephone);
  EXPECT_EQ(setting("finished", "EMER"), Setting::telephone);
  EXPECT_EQ(setting("in-progress", "IMP"), Setting::emergency_department);
  EXPECT_EQ(setting("in-progress", "HH"), Setting::telephone);
}

std::string going_on(const std::string& id, const std::string& code, const std::string& start) {
  return R"({"resourceType": "Encounter", "id": ")" + id +
         R"(", "status": "in-progress", "period": {"start": ")" + start +
         R"("}, "class": {"code": ")" + code + "\"}}";
}

TEST(ImportEncounter, OfSeveralThatGoOnTheOneThatBeganLastCountsWhateverTheOrder) {
  const std::string today = going_on("a", "EMER", "2026-01-31T08:00:00Z");
  const std::string before = going_on("b", "AMB", "2026-01-26T09:00:00Z");
  for (const auto& order : {std::vector{today, before}, std::vector{before, today}}) {
    const Imported read = import_resources(order);
    EXPECT_EQ(read.presentation.setting, Setting::emergency_department);
    EXPECT_THAT(issues(read), HasSubstr("the setting, where none is given, is "
                                        "emergency_department"));
    EXPECT_THAT(issues(read), HasSubstr("goes on now, in primary_care: not used, as another"));
  }
  const std::string later = going_on("c", "AMB", "2026-01-31T09:00:00Z");
  for (const auto& order : {std::vector{today, later}, std::vector{later, today}}) {
    EXPECT_EQ(import_resources(order).presentation.setting, Setting::primary_care);
  }
}

TEST(ImportEncounter, OfThoseThatMayHaveBegunTogetherTheMoreAcuteCounts) {
  const std::string emergency = going_on("a", "EMER", "2026-01-31T08:00:00Z");
  const std::string of_the_day = going_on("b", "AMB", "2026-01-31");
  const std::string by_telephone = going_on("c", "VR", "2026-01-31T08:00:00Z");
  std::vector<std::string> all = {emergency, of_the_day, by_telephone};
  do {
    EXPECT_EQ(import_resources(all).presentation.setting, Setting::emergency_department);
  } while (std::next_permutation(all.begin(), all.end()));
}

TEST(ImportEncounter, AGivenSettingStands) {
  const auto read = import_text(
      bundle_of({encounter_with(R"("status": "in-progress", "period": {"start": "2026-01-31"},
                  "class": {"code": "EMER"})")}),
      {"2026-01-31", Setting::primary_care});
  EXPECT_EQ(read->presentation.setting, Setting::primary_care);
  EXPECT_THAT(issues(*read), HasSubstr("the setting, where none is given, is "
                                       "emergency_department"));
}

}  // namespace
}  // namespace paraspinal::fhir
