#include "fhir/import_allergy.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using testing::HasSubstr;

const std::string diclofenac =
    R"({"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "3355"})";
const std::string aspirin =
    R"({"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "1191"})";
const std::string no_known_allergy = R"({"system": "http://snomed.info/sct", "code": "716186003"})";
const std::string no_known_drug_allergy =
    R"({"system": "http://snomed.info/sct", "code": "409137002"})";

std::string allergy(const std::string& coding, const std::string& more = "") {
  return R"({"resourceType": "AllergyIntolerance", "id": "1", "patient": {"reference": "Patient/1"},
      "recordedDate": "2026-01-01", "code": {"coding": [)" +
         coding + "]}" + more + "}";
}

std::string status_member(const std::string& name, const std::string& code) {
  return R"(, ")" + name + R"(": {"coding": [{"code": ")" + code + R"("}]})";
}

std::string reaction_to_nsaids(const std::string& resource) {
  return said(import_resources({resource}), "asthma_nsaid");
}

TEST(ImportAllergy, AnActiveAllergyToAnAntiInflammatoryOrToAspirinIsPresent) {
  const std::string active = status_member("clinicalStatus", "active");
  EXPECT_EQ(reaction_to_nsaids(allergy(diclofenac, active)), "present");
  EXPECT_EQ(reaction_to_nsaids(allergy(aspirin, active)), "present");
  EXPECT_EQ(reaction_to_nsaids(allergy(aspirin)), "present");
}

TEST(ImportAllergy, ItSaysNothingOfTakingTheDrug) {
  EXPECT_EQ(said(import_resources({allergy(diclofenac)}), "nsaid_use_current"), "not asked");
}

TEST(ImportAllergy, RefutedErroneousAndPastOnesSayNothing) {
  for (const auto& [name, code] :
       {std::pair{"verificationStatus", "refuted"},
        std::pair{"verificationStatus", "entered-in-error"},
        std::pair{"clinicalStatus", "inactive"}, std::pair{"clinicalStatus", "resolved"}}) {
    EXPECT_EQ(reaction_to_nsaids(allergy(diclofenac, status_member(name, code))), "not asked")
        << code;
  }
}

TEST(ImportAllergy, Stu3SendsItsStatusesAsPlainCodes) {
  EXPECT_EQ(reaction_to_nsaids(allergy(diclofenac, R"(, "verificationStatus": "refuted")")),
            "not asked");
  EXPECT_EQ(reaction_to_nsaids(allergy(diclofenac, R"(, "clinicalStatus": "active")")), "present");
}

TEST(ImportAllergy, NoKnownAllergyIsAbsenceAndIsTold) {
  EXPECT_EQ(reaction_to_nsaids(allergy(no_known_allergy)), "absent");
  EXPECT_EQ(reaction_to_nsaids(allergy(no_known_drug_allergy)), "absent");
  EXPECT_THAT(issues(import_resources({allergy(no_known_allergy)})),
              HasSubstr("says \"No known allergy\": taken as absence of asthma_nsaid, and of "
                        "nothing else"));
}

TEST(ImportAllergy, NoKnownAllergyGivesWayToAnAllergyThatIsKnown) {
  std::string known = allergy(aspirin);
  known.replace(known.find(R"("id": "1")"), 9, R"("id": "2")");
  EXPECT_EQ(said(import_resources({allergy(no_known_allergy), known}), "asthma_nsaid"), "present");
}

TEST(ImportAllergy, AnErroneousNoKnownAllergyDeniesNothing) {
  EXPECT_EQ(reaction_to_nsaids(
                allergy(no_known_allergy, status_member("verificationStatus", "entered-in-error"))),
            "not asked");
}

TEST(ImportAllergy, NoKnownFoodOrLatexAllergyDeniesNothingHere) {
  for (const std::string code : {"429625007", "716184000"}) {
    EXPECT_EQ(reaction_to_nsaids(
                  allergy(R"({"system": "http://snomed.info/sct", "code": ")" + code + "\"}")),
              "not asked");
  }
}

TEST(ImportAllergy, OfAnotherPersonIsIgnored) {
  std::string other = allergy(aspirin);
  other.replace(other.find("Patient/1"), 9, "Patient/2");
  const Imported read = import_resources({other});
  EXPECT_EQ(fate(read, "AllergyIntolerance/1"), "ignored: about \"Patient/2\", not the patient");
}

TEST(ImportAllergy, ASubstanceWithoutAMeaningIsListed) {
  const Imported read =
      import_resources({allergy(R"({"system": "http://snomed.info/sct", "code": "111088007"})")});
  EXPECT_EQ(fate(read, "AllergyIntolerance/1"), "ignored: its code has no meaning here");
  EXPECT_EQ(read.ledger.unmapped_codes,
            std::vector<std::string>{"http://snomed.info/sct|111088007"});
}

}  // namespace
}  // namespace paraspinal::fhir
