#include "fhir/import_presentation.h"

#include <string>

#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using knowledge::Setting;
using knowledge::Sex;

std::string presentation_error(const std::string& text) {
  return error_of_import(import_text(text, {}));
}

Imported imported_case(const std::string& text, const ImportOptions& options = {}) {
  return imported_of(import_text(text, options));
}

TEST(ImportPresentation, ReadsEveryMember) {
  const Imported read = imported_case(R"({
    "id": "case 7", "as_of": "2026-01-31T10:00:00Z", "setting": "primary_care", "age_years": 32.5,
    "sex": "female",
    "findings": {"saddle_anaesthesia": "absent", "fever": "present", "temp_c": 38.4,
                 "urine_protein": "1+", "edd": "2026-06-10", "crp": "unknown", "pregnant": "refused"}})");
  EXPECT_EQ(read.presentation.id, "case 7");
  EXPECT_EQ(read.presentation.as_of, "2026-01-31T10:00:00Z");
  EXPECT_EQ(read.presentation.setting, Setting::primary_care);
  EXPECT_EQ(read.presentation.age_years, 32.5);
  EXPECT_EQ(read.presentation.sex, Sex::female);
  EXPECT_EQ(said(read, "saddle_anaesthesia"), "absent");
  EXPECT_EQ(said(read, "fever"), "present");
  EXPECT_EQ(said(read, "temp_c"), "38.4 Cel");
  EXPECT_EQ(said(read, "urine_protein"), "1+");
  EXPECT_EQ(said(read, "edd"), "2026-06-10");
  EXPECT_EQ(said(read, "crp"), "unknown");
  EXPECT_EQ(said(read, "pregnant"), "refused");
  EXPECT_EQ(said(read, "sbp"), "not asked");
}

TEST(ImportPresentation, MissingMembersAreUnknownAndTheSettingIsTheTelephone) {
  const Imported read = imported_case(R"({"findings": {}})");
  EXPECT_EQ(read.presentation.setting, Setting::telephone);
  EXPECT_FALSE(read.presentation.age_years.has_value());
  EXPECT_FALSE(read.presentation.sex.has_value());
  EXPECT_FALSE(read.presentation.as_of.has_value());
}

TEST(ImportPresentation, UnknownSexIsNoSex) {
  EXPECT_FALSE(imported_case(R"({"sex": "unknown", "findings": {}})").presentation.sex.has_value());
}

TEST(ImportPresentation, OptionsOverrideSettingAndTime) {
  const Imported read =
      imported_case(R"({"as_of": "2020-01-01", "setting": "telephone", "findings": {}})",
                    {"2026-01-31", Setting::emergency_department});
  EXPECT_EQ(read.presentation.as_of, "2026-01-31");
  EXPECT_EQ(read.presentation.setting, Setting::emergency_department);
}

TEST(ImportPresentation, AFindingMayBeAnObjectWithWhenAndByWhom) {
  const Imported read = imported_case(
      R"({"findings": {"temp_c": {"value": 38.4, "at": "2026-01-31T08:00Z", "by": "proxy"}}})");
  const auto& answer = read.presentation.findings.begin()->second;
  EXPECT_EQ(said(read, "temp_c"), "38.4 Cel");
  EXPECT_EQ(answer.at, "2026-01-31T08:00Z");
  EXPECT_EQ(answer.by, knowledge::SaidBy::proxy);
  EXPECT_EQ(answer.origin, "answers");
}

TEST(ImportPresentation, AUnitIsConverted) {
  EXPECT_EQ(said(imported_case(R"({"findings": {"crp": {"value": 5, "unit": "mg/dL"}}})"), "crp"),
            "50 mg/L");
}

TEST(ImportPresentation, AGestationalAgeOfAnEarlierDayIsBroughtForward) {
  EXPECT_EQ(said(imported_case(R"({"as_of": "2026-01-31", "findings": {
      "gestational_age": {"value": 20, "at": "2026-01-17"}}})"),
                 "gestational_age"),
            "22 wk");
}

TEST(ImportPresentation, AnUnknownFindingIsNamedWithTheNearest) {
  EXPECT_EQ(
      presentation_error(R"({"findings": {"sadle_anaesthesia": "absent"}})"),
      "findings.sadle_anaesthesia: \"sadle_anaesthesia\" is no finding of the knowledge base, "
      "did you mean \"saddle_anaesthesia\"?");
}

TEST(ImportPresentation, AnUnknownMemberIsNamedWithTheNearest) {
  EXPECT_EQ(
      presentation_error(R"({"age_year": 3, "findings": {}})"),
      "presentation: \"age_year\" is no member of a presentation, did you mean \"age_years\"?");
}

struct Wrong {
  std::string text;
  std::string message;
};

class WrongPresentation : public testing::TestWithParam<Wrong> {};

TEST_P(WrongPresentation, IsAnErrorThatNamesPlaceValueAndExpectation) {
  EXPECT_EQ(presentation_error(GetParam().text), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    ImportPresentation, WrongPresentation,
    testing::Values(
        Wrong{R"({"findings": {"fever": "maybe"}})",
              "findings.fever: \"maybe\", expected \"present\", \"absent\", \"unknown\" or "
              "\"refused\""},
        Wrong{R"({"findings": {"fever": true}})",
              "findings.fever: true, expected \"present\", \"absent\", \"unknown\" or \"refused\""},
        Wrong{R"({"findings": {"fever": "Present"}})",
              "findings.fever: \"Present\", expected \"present\", \"absent\", \"unknown\" or "
              "\"refused\""},
        Wrong{R"({"findings": {"temp_c": 384}})",
              "findings.temp_c: 384, expected a number from 25 to 45 Cel, \"unknown\" or "
              "\"refused\""},
        Wrong{R"({"findings": {"temp_c": 1e400}})",
              "findings.temp_c: 1e400, expected a number from 25 to 45 Cel, \"unknown\" or "
              "\"refused\""},
        Wrong{R"({"findings": {"temp_c": "38.4"}})",
              "findings.temp_c: \"38.4\", expected a number from 25 to 45 Cel, \"unknown\" or "
              "\"refused\""},
        Wrong{R"({"findings": {"temp_c": {"value": 38, "unit": "kg"}}})",
              "findings.temp_c: 38 in \"kg\", expected a number from 25 to 45 Cel, \"unknown\" or "
              "\"refused\""},
        Wrong{R"({"findings": {"temp_c": {"at": "2026-01-31"}}})",
              "findings.temp_c: an object without a value, expected {\"value\": ...}"},
        Wrong{R"({"findings": {"temp_c": {"value": 38, "at": "yesterday"}}})",
              "findings.temp_c.at: \"yesterday\", expected a date or time such as "
              "\"2026-01-31T08:00Z\""},
        Wrong{R"({"findings": {"temp_c": {"value": 38, "by": "dog"}}})",
              "findings.temp_c.by: \"dog\", expected \"caller\", \"proxy\", \"record\", "
              "\"clinician\" "
              "or \"device\""},
        Wrong{R"({"findings": {"temp_c": {"value": 38, "site": "ear"}}})",
              "findings.temp_c.site: \"ear\", expected only value, at, by, unit and put"},
        Wrong{R"({"findings": {"urine_protein": "5+"}})",
              "findings.urine_protein: \"5+\", expected \"negative\", \"trace\", \"1+\", \"2+\", "
              "\"unknown\" or \"refused\""},
        Wrong{
            R"({"findings": {"edd": "2026-02-30"}})",
            "findings.edd: \"2026-02-30\", expected a date YYYY-MM-DD, \"unknown\" or \"refused\""},
        Wrong{R"({"findings": []})", "findings: an array, expected an object of findings by id"},
        Wrong{R"({"age_years": 130, "findings": {}})",
              "age_years: 130, expected a number of years from 0 to 120"},
        Wrong{R"({"age_years": -1, "findings": {}})",
              "age_years: -1, expected a number of years from 0 to 120"},
        Wrong{R"({"sex": "other", "findings": {}})",
              "sex: \"other\", expected \"female\", \"male\" or \"unknown\""},
        Wrong{R"({"setting": "moon", "findings": {}})",
              "setting: \"moon\", expected \"telephone\", \"primary_care\" or "
              "\"emergency_department\""},
        Wrong{R"({"as_of": "today", "findings": {}})",
              "as_of: \"today\", expected a string YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"},
        Wrong{R"({"id": 7, "findings": {}})", "id: 7, expected a string"},
        Wrong{R"({"findings": {"fever": "maybe", "temp_c": 384, "crp": "high"}})",
              "findings.fever: \"maybe\", expected \"present\", \"absent\", \"unknown\" or "
              "\"refused\" "
              "(and 2 more)"}));

}  // namespace
}  // namespace paraspinal::fhir
