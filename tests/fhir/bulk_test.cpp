#include "fhir/bulk.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/base/load.h"
#include "tests/fhir/support/shared_samples.h"
#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using testing::HasSubstr;

BulkCases bulk(const std::vector<BulkFile>& files) {
  auto read = import_bulk(files, small_knowledge(), {"2026-01-31", std::nullopt});
  EXPECT_TRUE(read.has_value()) << read.error().message;
  return read ? std::move(*read) : BulkCases{};
}

TEST(Bulk, ResourcesOfAllFilesGoToTheirPatientsInOrderOfId) {
  const BulkCases read =
      bulk({{"Condition.000.ndjson", diabetes_of("1", "Patient/b") + "\n"},
            {"Patient.000.ndjson", patient_of("b") + "\n" + patient_of("a") + "\n"}});
  ASSERT_EQ(read.cases.patients.size(), 2U);
  EXPECT_EQ(read.cases.patients[0]->patient, "Patient/a");
  EXPECT_EQ(read.cases.patients[1]->patient, "Patient/b");
  EXPECT_EQ(said(*read.cases.patients[1], "diabetes_known"), "present");
  EXPECT_EQ(read.resources, 3U);
}

TEST(Bulk, BlankLinesAndALastLineWithoutItsEndAreAsTheyShouldBe) {
  const BulkCases read =
      bulk({{"all.ndjson", "\n" + patient_of("a") + "\r\n  \n\n" + diabetes_of("1", "Patient/a")}});
  EXPECT_EQ(said(*read.cases.patients.at(0), "diabetes_known"), "present");
  EXPECT_TRUE(read.issues.empty());
}

TEST(Bulk, ABadLineIsNamedAndTheRestGoesOn) {
  const BulkCases read = bulk(
      {{"a.ndjson", patient_of("a") + "\n{\"resourceType\": \"Cond\n[]\n" +
                        R"({"resourceType": "Bundle"})" + "\n" + diabetes_of("1", "Patient/a")}});
  EXPECT_EQ(said(*read.cases.patients.at(0), "diabetes_known"), "present");
  ASSERT_EQ(read.issues.size(), 3U);
  EXPECT_EQ(read.issues[0].expression, "a.ndjson:2");
  EXPECT_EQ(read.issues[1].expression, "a.ndjson:3");
  EXPECT_THAT(read.issues[1].diagnostics, HasSubstr("is no resource, expected an object"));
  EXPECT_EQ(read.issues[2].diagnostics, "is a Bundle, expected one resource");
}

TEST(Bulk, TheLogOfAnExportIsNotRead) {
  const BulkCases read = bulk(
      {{"Patient.ndjson", patient_of("a")}, {"export/log.ndjson", R"({"eventId": "kickoff"})"}});
  ASSERT_EQ(read.issues.size(), 1U);
  EXPECT_EQ(read.issues[0].severity, Severity::information);
  EXPECT_EQ(read.issues[0].diagnostics, "is the log of the export: not read");
}

TEST(Bulk, AnImpossibleValueNamesItsFileAndLine) {
  const BulkCases impossible = bulk(
      {{"a.ndjson",
        patient_of("a") + "\n" +
            R"({"resourceType":"Observation","id":"o","status":"final","subject":{"reference":"Patient/a"},"effectiveDateTime":"2026-01-30","code":{"coding":[{"system":"http://loinc.org","code":"8310-5"}]},"valueQuantity":{"value":384,"code":"Cel"}})"}});
  ASSERT_TRUE(impossible.cases.patients.at(0).has_value());
  const Issue& issue = impossible.cases.patients[0]->ledger.issues.back();
  EXPECT_EQ(issue.expression, "a.ndjson:2.valueQuantity");
  EXPECT_THAT(issue.diagnostics, HasSubstr("temp_c 384 Cel is impossible"));
}

TEST(Bulk, OlderVersionsOfAResourceAreNotUsed) {
  std::string old = diabetes_of("1", "Patient/a");
  old.insert(old.size() - 1, R"(,"meta":{"versionId":"1"})");
  std::string refuted = diabetes_of("1", "Patient/a");
  refuted.insert(
      refuted.size() - 1,
      R"(,"meta":{"versionId":"2"},"verificationStatus":{"coding":[{"code":"refuted"}]})");
  const BulkCases read = bulk({{"a.ndjson", patient_of("a") + "\n" + refuted + "\n" + old}});
  EXPECT_EQ(said(*read.cases.patients.at(0), "diabetes_known"), "absent");
}

TEST(Bulk, WithoutATimeTheLatestDateOfTheExportIsTaken) {
  const auto read = import_bulk(
      {{"a.ndjson",
        patient_of("a") + "\n" +
            R"({"resourceType":"Encounter","id":"e","status":"finished","subject":{"reference":"Patient/a"},"period":{"start":"2025-05-05"}})"}},
      small_knowledge(), {});
  EXPECT_EQ(read->cases.patients.at(0)->presentation.as_of, "2025-05-05");
  EXPECT_THAT(issues(*read->cases.patients[0]), HasSubstr("the latest date in the export"));
}

TEST(Bulk, WithoutAPatientOrOverTheLimitItIsAnError) {
  const auto none =
      import_bulk({{"a.ndjson", diabetes_of("1", "Patient/a")}}, small_knowledge(), {});
  EXPECT_EQ(none.error().message,
            "the export: no Patient among 1 resources, expected one at least");
  const auto large =
      import_bulk({{"a.ndjson", patient_of("a")}}, small_knowledge(), {}, BulkLimits{.bytes = 10});
  EXPECT_EQ(large.error().kind, engine::ErrorKind::too_large);
  EXPECT_THAT(large.error().message, HasSubstr("expected at most 10"));
  const auto time = import_bulk({{"a.ndjson", patient_of("a")}}, small_knowledge(), {"soon", {}});
  EXPECT_THAT(time.error().message, HasSubstr("as_of: \"soon\""));
}

TEST(Bulk, TheSampleExportGivesThirteenPatientsOfWhomThreeAreDead) {
  std::vector<BulkFile> files;
  for (const std::string name :
       {"AllergyIntolerance.000", "Condition.000", "Immunization.000", "Patient.000", "log"}) {
    auto text = shared_file("fhir-samples/bulk-ndjson/" + name + ".ndjson");
    if (!text) {
      GTEST_SKIP() << "fhir-samples/bulk-ndjson/" << name << ".ndjson is not here";
    }
    files.push_back({name + ".ndjson", std::move(*text)});
  }
  const auto content = knowledge::load_embedded();
  const auto read = import_bulk(files, *content, {"2024-08-06", std::nullopt});
  ASSERT_TRUE(read.has_value()) << read.error().message;
  EXPECT_EQ(read->resources, 13U + 555U + 11U + 161U);
  EXPECT_EQ(read->cases.patients.size(), 13U);
  EXPECT_TRUE(read->cases.unassigned.empty());
  std::size_t dead = 0;
  std::size_t entries = 0;
  for (const auto& one : read->cases.patients) {
    if (one) {
      entries += one->ledger.entries.size();
    } else {
      ++dead;
      EXPECT_THAT(one.error().message, HasSubstr("is recorded as deceased on"));
    }
  }
  EXPECT_EQ(dead, 3U);
  EXPECT_GT(entries, 200U);
  // Patient/cbc86e51-...: "Aspirin", active and confirmed, read by hand.
  const auto& allergic = read->cases.patients[11];
  ASSERT_TRUE(allergic.has_value());
  EXPECT_EQ(allergic->patient, "Patient/cbc86e51-9eca-3855-76ec-c058f72c5761");
  const auto reaction = *content->findings.find("asthma_nsaid");
  ASSERT_TRUE(allergic->presentation.findings.contains(reaction));
  EXPECT_EQ(allergic->presentation.findings.at(reaction).origin,
            "AllergyIntolerance/1b2ce4a9-9773-f40f-6692-cb4d1283a9ca");
}

}  // namespace
}  // namespace paraspinal::fhir
