#include "fhir/import_family_history.h"

#include <string>

#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

const std::string aneurysm = "233985008";
const std::string familial_diabetes = "73211009";

std::string history(const std::string& relation, const std::string& snomed,
                    const std::string& status = "completed") {
  return R"({"resourceType": "FamilyMemberHistory", "id": "f", "patient": {"reference": "Patient/1"},
      "status": ")" +
         status + R"(", "date": "2020-01-01", "relationship": {"coding": [{"system":
      "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "code": ")" +
         relation + R"("}]}, "condition": [{"code": {"coding": [{"system": "http://snomed.info/sct",
      "code": ")" +
         snomed + R"("}]}}]})";
}

TEST(ImportFamilyHistory, ARelativesAneurysmIsTheFamilysAndNotThePersons) {
  const Imported read = import_resources({history("FTH", aneurysm)});
  EXPECT_EQ(said(read, "family_aaa"), "present");
  EXPECT_EQ(said(read, "known_aaa"), "not asked");
}

TEST(ImportFamilyHistory, WhatTheContentDoesNotAskOfTheFamilySaysNothing) {
  const Imported read = import_resources({history("MTH", familial_diabetes)});
  EXPECT_EQ(said(read, "diabetes_known"), "not asked");
  EXPECT_EQ(fate(read, "FamilyMemberHistory/f"), "ignored: family history, not the person's own");
}

TEST(ImportFamilyHistory, OfDistantRelativesSaysNothing) {
  EXPECT_EQ(said(import_resources({history("COUSN", aneurysm)}), "family_aaa"), "not asked");
}

TEST(ImportFamilyHistory, ErroneousAndUnknownHistoriesSayNothing) {
  for (const std::string status : {"entered-in-error", "health-unknown"}) {
    EXPECT_EQ(said(import_resources({history("FTH", aneurysm, status)}), "family_aaa"),
              "not asked");
  }
}

TEST(ImportFamilyHistory, AConditionOfTheFamilyByItsCodeIsNotThePersons) {
  const auto condition = [](const std::string& system, const std::string& code) {
    return R"({"resourceType": "Condition", "id": "1", "code": {"coding": [{"system": ")" + system +
           R"(", "code": ")" + code + R"("}, {"system": "http://snomed.info/sct", "code":
        "73211009"}]}})";
  };
  EXPECT_EQ(
      said(import_resources({condition("http://snomed.info/sct", "57177007")}), "diabetes_known"),
      "not asked");
  EXPECT_EQ(said(import_resources({condition("http://hl7.org/fhir/sid/icd-10-cm", "Z83.3")}),
                 "diabetes_known"),
            "not asked");
}

}  // namespace
}  // namespace paraspinal::fhir
