// Weeks of a pregnancy from what was told and from dates. The case is of 31 January 2026: a due
// date of 28 February 2026 is 28 days ahead, so 36 weeks; of 28 March 56 days, 32; and so on by
// hand.

#include "fhir/pregnancy.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string final_observation(const std::string& id, const std::string& loinc,
                              const std::string& value) {
  return R"({"resourceType": "Observation", "id": ")" + id +
         R"(", "status": "final", "effectiveDateTime": "2026-01-31", "code": {"coding": [
      {"system": "http://loinc.org", "code": ")" +
         loinc + R"("}]}, )" + value + "}";
}

std::string told_weeks(const std::string& weeks) {
  return final_observation("told", "49051-6",
                           R"("valueQuantity": {"code": "wk", "value": )" + weeks + "}");
}

std::string due(const std::string& day) {
  return final_observation("due", "11778-8", R"("valueDateTime": ")" + day + "\"");
}

std::string period(const std::string& day) {
  return final_observation("period", "8665-2", R"("valueDateTime": ")" + day + "\"");
}

std::string weeks_of(const std::vector<std::string>& resources) {
  return said(import_resources(resources), "gestational_age");
}

TEST(Pregnancy, WeeksToldAndADueDateWithinAWeekAgree) {
  const Imported read =
      import_resources({told_weeks("31"), due("2026-04-04")});  // 31 weeks by the date
  EXPECT_EQ(said(read, "gestational_age"), "31 wk");
  EXPECT_THAT(issues(read), Not(HasSubstr("disagree")));
  EXPECT_EQ(weeks_of({told_weeks("31.5"), due("2026-04-04")}), "31.5 wk");
}

TEST(Pregnancy, WeeksToldAndADueDateThatDisagreeAreToldAndBothKept) {
  // 112 days ahead: 24 weeks by the date.
  const Imported read = import_resources({told_weeks("18"), due("2026-05-23")});
  EXPECT_EQ(said(read, "gestational_age"), "18 wk");
  EXPECT_EQ(said(read, "edd"), "2026-05-23");
  EXPECT_THAT(issues(read), HasSubstr("Observation/told gestational_age 18 weeks and edd "
                                      "(Observation/due), which gives 24 weeks, disagree by more "
                                      "than a week: judged by both, the graver is told"));
}

TEST(Pregnancy, WithoutADueDateTheLastPeriodIsHeldAgainstTheWeeksTold) {
  // 168 days ago: 24 weeks.
  EXPECT_THAT(issues(import_resources({told_weeks("18"), period("2025-08-16")})),
              HasSubstr("gestational_age 18 weeks and lmp (Observation/period), which gives 24"));
  // With a due date, by which it was dated anew, it is not.
  EXPECT_THAT(issues(import_resources({told_weeks("18"), due("2026-07-04"), period("2025-08-16")})),
              Not(HasSubstr("disagree")));
}

TEST(Pregnancy, APlainPresentationIsHeldAgainstItsDatesToo) {
  const auto read = import_text(
      R"({"as_of": "2026-01-31T10:00:00Z", "findings": {"pregnant": "present",
      "gestational_age": 18, "edd": "2026-05-23"}})");
  ASSERT_TRUE(read.has_value()) << read.error().message;
  EXPECT_EQ(said(*read, "gestational_age"), "18 wk");
  EXPECT_THAT(issues(*read), HasSubstr("disagree by more than a week: judged by both"));
}

TEST(Pregnancy, ADateThatNoPregnancyOfTheDayHasIsToldAndNotUsed) {
  struct Row {
    std::string finding;
    std::string day;
    std::string why;
  };
  const Row rows[] = {
      {"edd", "2029-01-01",
       "the due date 2029-01-01 lies over 40 weeks after 2026-01-31, expected"},
      {"edd", "2025-12-26",
       "the due date 2025-12-26 lies over 5 weeks before 2026-01-31, expected"},
      {"lmp", "2026-02-01", "the last period 2026-02-01 lies after 2026-01-31, expected a day"},
      {"lmp", "1950-01-01", "the last period 1950-01-01 lies over 45 weeks before 2026-01-31"}};
  for (const auto& [finding, day, why] : rows) {
    const Imported told = imported_of(
        import_text(R"({"as_of": "2026-01-31T10:00:00Z", "findings": {"pregnant": "present", ")" +
                    finding + R"(": ")" + day + "\"}}"));
    const Imported recorded = import_resources({finding == "edd" ? due(day) : period(day)});
    for (const Imported* const read : {&told, &recorded}) {
      EXPECT_EQ(said(*read, finding), "not asked") << day;
      EXPECT_THAT(issues(*read), HasSubstr(why));
      EXPECT_THAT(issues(*read), HasSubstr(finding + " is not used"));
    }
    EXPECT_EQ(said(told, "pregnant"), "present");
  }
}

TEST(Pregnancy, ADateThatOneMayHaveIsKept) {
  for (const std::string day : {"2025-12-27", "2026-11-07"}) {
    EXPECT_EQ(said(import_resources({due(day)}), "edd"), day);
  }
  for (const std::string day : {"2025-03-22", "2026-01-31"}) {
    EXPECT_EQ(said(import_resources({period(day)}), "lmp"), day);
  }
}

}  // namespace
}  // namespace paraspinal::fhir
