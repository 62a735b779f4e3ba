#include "fhir/coding.h"

#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using knowledge::CodedResource;
using knowledge::CodeSystem;

ConceptMatch match(CodedResource resource, const std::vector<CodedValue>& codings) {
  return CodeIndex(small_knowledge()).match(resource, codings);
}

std::string first_finding(const ConceptMatch& match) {
  return match.meanings.empty() ? "none" : small_knowledge().findings[match.meanings[0].finding].id;
}

TEST(Coding, SystemsAreKnownByEveryFormOfTheirUrl) {
  EXPECT_EQ(code_system("http://loinc.org"), CodeSystem::loinc);
  EXPECT_EQ(code_system("https://loinc.org/"), CodeSystem::loinc);
  EXPECT_EQ(code_system("urn:oid:2.16.840.1.113883.6.96"), CodeSystem::snomed);
  EXPECT_EQ(code_system("urn:oid:2.16.840.1.113883.6.1"), CodeSystem::loinc);
  EXPECT_EQ(code_system("urn:oid:2.16.840.1.113883.6.88"), CodeSystem::rxnorm);
  EXPECT_EQ(code_system("urn:oid:2.16.840.1.113883.6.90"), CodeSystem::icd10cm);
  EXPECT_EQ(code_system("https://dmd.nhs.uk"), CodeSystem::snomed);
  EXPECT_EQ(code_system("http://www.nlm.nih.gov/research/umls/rxnorm"), CodeSystem::rxnorm);
  EXPECT_EQ(code_system("http://www.whocc.no/atc"), CodeSystem::atc);
  EXPECT_EQ(code_system("http://www.cms.gov/Medicare/Coding/ICD10"), CodeSystem::icd10pcs);
  EXPECT_FALSE(code_system("http://example.org/codes").has_value());
  EXPECT_FALSE(code_system("http://hl7.org/fhir/sid/ndc").has_value());
  EXPECT_FALSE(code_system("").has_value());
}

TEST(Coding, SystemsOfTheIpsAndOfIcd10PcsAreKnownByTheirEndOnAnyBase) {
  EXPECT_EQ(code_system("http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"),
            CodeSystem::ips);
  EXPECT_EQ(code_system("http://hl7.org/fhir/uv/ips/absent-unknown-uv-ips"), CodeSystem::ips);
  EXPECT_EQ(code_system("http://hl7.org/fhir/sid/icd-10-pcs"), CodeSystem::icd10pcs);
  EXPECT_EQ(code_system("https://terminology.example/fhir/sid/icd-10-pcs/"), CodeSystem::icd10pcs);
  EXPECT_FALSE(code_system("absent-unknown-uv-ips").has_value());
  EXPECT_FALSE(code_system("http://example.org/sid/icd-10-pcs/2026").has_value());
}

TEST(Coding, AnyOneCodingMayMatch) {
  EXPECT_EQ(
      first_finding(match(CodedResource::condition, {{"http://example.org", "x", ""},
                                                     {"http://snomed.info/sct", "73211009", ""}})),
      "diabetes_known");
}

TEST(Coding, ACodeWithoutASystemIsNeverMatched) {
  const ConceptMatch found = match(CodedResource::condition, {{"", "73211009", "Diabetes"}});
  EXPECT_TRUE(found.meanings.empty());
  EXPECT_EQ(found.unmapped, std::vector<std::string>{"|73211009 (Diabetes)"});
}

TEST(Coding, ACodeIsMatchedOnlyInItsKindOfResource) {
  EXPECT_EQ(first_finding(
                match(CodedResource::observation, {{"http://snomed.info/sct", "73211009", ""}})),
            "none");
}

TEST(Coding, IcdCodesMatchByTheirBeginningWithOrWithoutTheDot) {
  const char* const icd10cm = "http://hl7.org/fhir/sid/icd-10-cm";
  EXPECT_EQ(first_finding(match(CodedResource::condition, {{icd10cm, "C50.911", ""}})),
            "cancer_hx");
  EXPECT_EQ(first_finding(match(CodedResource::condition, {{icd10cm, "C50911", ""}})), "cancer_hx");
  EXPECT_EQ(first_finding(match(CodedResource::condition, {{icd10cm, "C51.0", ""}})), "none");
}

TEST(Coding, WhoIcd10AgreesUpToTheFirstDigitAfterTheDotOnly) {
  const char* const icd10 = "http://hl7.org/fhir/sid/icd-10";
  EXPECT_EQ(first_finding(match(CodedResource::condition, {{icd10, "C50.9", ""}})), "cancer_hx");
  EXPECT_EQ(first_finding(match(CodedResource::condition, {{icd10, "E11.65", ""}})), "none");
}

TEST(Coding, APostCoordinatedExpressionIsUnmapped) {
  EXPECT_EQ(first_finding(match(CodedResource::condition,
                                {{"http://snomed.info/sct", "73211009:363698007=1", ""}})),
            "none");
}

TEST(Coding, OneCodeMayMeanTwoFindings) {
  EXPECT_EQ(
      match(CodedResource::observation, {{"http://loinc.org", "72166-2", ""}}).meanings.size(), 2U);
}

}  // namespace
}  // namespace paraspinal::fhir
