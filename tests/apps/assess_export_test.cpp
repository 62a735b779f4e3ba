// Several patients of one input: a bulk export as a folder or a file, and a bundle.

#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/json.h"
#include "tests/apps/program.h"

namespace paraspinal::apps_tests {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string patient(const std::string& id, const std::string& more = "") {
  return R"({"resourceType":"Patient","id":")" + id +
         R"(","gender":"female","birthDate":"1980-01-01")" + more + "}\n";
}

std::string warfarin(const std::string& subject) {
  return R"({"resourceType":"MedicationRequest","id":"w","status":"active","intent":"order","authoredOn":"2026-01-01","subject":{"reference":")" +
         subject +
         R"("},"medicationCodeableConcept":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"11289"}]}})"
         "\n";
}

// A JSON assessment each, without the costly parts.
Ran assess(const std::string& input, std::string_view text = "") {
  return run({"assess", input, "--format", "json", "--draws", "0", "--as-of", "2026-01-31"}, text);
}

TEST(AssessExport, AFolderGivesOneAssessmentAPatientInOrderOfId) {
  const TemporaryFolder folder;
  folder.write("MedicationRequest.000.ndjson", warfarin("Patient/b"));
  folder.write("Patient.000.ndjson", patient("b") + patient("a"));
  const Ran ran = assess(folder.path().string());
  EXPECT_EQ(ran.status, 0) << ran.errors;
  EXPECT_THAT(ran.errors, IsEmpty());
  ASSERT_EQ(lines(ran.output), 2U);
  const std::string first = ran.output.substr(0, ran.output.find('\n'));
  const std::string second = ran.output.substr(first.size() + 1);
  EXPECT_EQ(fhir::parse_json(first)->member("id")->text(), "a");
  EXPECT_THAT(first, Not(HasSubstr("anticoagulant_use = present")));
  EXPECT_THAT(second, HasSubstr("anticoagulant_use = present"));
}

TEST(AssessExport, AFileOfNdjsonIsAnExportToo) {
  const TemporaryFolder folder;
  const std::string file = folder.write("all.ndjson", patient("a") + warfarin("Patient/a"));
  const Ran ran = assess(file);
  EXPECT_EQ(ran.status, 0) << ran.errors;
  EXPECT_THAT(ran.output, HasSubstr("anticoagulant_use = present"));
}

TEST(AssessExport, ABadLineIsToldByFileAndNumberAndTheRestIsAssessed) {
  const TemporaryFolder folder;
  const std::string file = folder.write("all.ndjson", patient("a") + "{\n" + patient("b"));
  const Ran ran = assess(file);
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(lines(ran.output), 2U);
  EXPECT_EQ(lines(ran.errors), 1U);
  EXPECT_THAT(ran.errors, testing::StartsWith("paraspinal: " + file + ":2: "));
}

TEST(AssessExport, ADeceasedPatientIsToldAndSkipped) {
  const TemporaryFolder folder;
  folder.write("Patient.ndjson",
               patient("a", R"(,"deceasedDateTime":"2020-01-01")") + patient("b"));
  const Ran ran = assess(folder.path().string());
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(lines(ran.output), 1U);
  EXPECT_THAT(ran.errors, HasSubstr("Patient/a is recorded as deceased on \"2020-01-01\""));
}

TEST(AssessExport, APatientWhoCannotBeAssessedIsNamed) {
  const TemporaryFolder folder;
  std::string child = patient("a");
  child.replace(child.find("1980"), 4, "2020");
  const std::string file = folder.write("Patient.ndjson", child + patient("b"));
  const Ran ran = assess(file);
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(lines(ran.output), 1U);
  EXPECT_THAT(ran.errors, testing::StartsWith("paraspinal: " + file + ": Patient/a: age_years: "));
}

TEST(AssessExport, WhatIsAboutNobodyHereIsCounted) {
  const TemporaryFolder folder;
  const std::string file = folder.write("all.ndjson", patient("a") + warfarin("Patient/z"));
  const Ran ran = assess(file);
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.errors, "paraspinal: " + file +
                            ": 1 resource is of no patient here and not used: MedicationRequest/w "
                            "(about \"Patient/z\", who is no patient here, or not one only)\n");
}

TEST(AssessExport, AFolderWithoutNdjsonIsNoExport) {
  const TemporaryFolder folder;
  folder.write("case.json", "{}");
  const Ran ran = assess(folder.path().string());
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.errors, HasSubstr("holds no .ndjson file: expected a bulk export"));
}

TEST(AssessExport, ABundleOfSeveralPatientsGivesOneAssessmentEach) {
  const Ran ran = assess("-", R"({"resourceType":"Bundle","type":"collection","entry":[
      {"resource":)" + patient("a") +
                                  R"(},{"resource":)" + patient("b") + R"(},{"resource":)" +
                                  warfarin("Patient/b") + "}]}");
  EXPECT_EQ(ran.status, 0) << ran.errors;
  EXPECT_EQ(lines(ran.output), 2U);
}

TEST(AssessExport, BatchRefusesALineOfSeveralPatients) {
  std::string bundle = R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":)" +
                       patient("a") + R"(},{"resource":)" + patient("b") + "}]}";
  std::erase(bundle, '\n');
  const Ran ran = run({"batch", "--format", "json"}, bundle + "\n");
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.errors, HasSubstr("2 patients (Patient/a, Patient/b), expected exactly one"));
}

}  // namespace
}  // namespace paraspinal::apps_tests
