#include "fhir/release.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

std::optional<Release> of(const std::string& resource) {
  return release_of(parse_json(resource).value());
}

TEST(Release, IsToldByShapesThatOnlyOneReleaseHas) {
  EXPECT_EQ(of(R"({"resourceType": "Condition", "clinicalStatus": "active"})"), Release::stu3);
  EXPECT_EQ(of(R"({"resourceType": "MedicationStatement", "taken": "n"})"), Release::stu3);
  EXPECT_EQ(of(R"({"resourceType": "MedicationStatement", "medication": {"concept": {}}})"),
            Release::r5);
  EXPECT_EQ(of(R"({"resourceType": "Encounter", "class": [{}]})"), Release::r5);
  EXPECT_EQ(of(R"({"resourceType": "Encounter", "class": {"code": "AMB"}})"), std::nullopt);
  EXPECT_EQ(of(R"({"resourceType": "Condition", "clinicalStatus": {"coding": []}})"), std::nullopt);
}

TEST(Release, OtherThanR4IsToldWithTheFirstResources) {
  const std::string r5 = R"({"resourceType": "MedicationStatement", "id": "m", "status": "recorded",
      "medication": {"concept": {"text": "ibuprofen"}}})";
  EXPECT_THAT(issues(import_resources({r5})),
              testing::HasSubstr("is read as FHIR R4; of the shape of R5, and read as such: "
                                 "MedicationStatement/m"));
  EXPECT_THAT(issues(import_resources({})), testing::Not(testing::HasSubstr("R5")));
}

}  // namespace
}  // namespace paraspinal::fhir
