#include "fhir/import_bundle.h"

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/bundle_entries.h"
#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using testing::HasSubstr;

const std::string patient_with_mrn =
    R"({"resourceType": "Patient", "id": "1", "birthDate": "1990-06-15",
    "gender": "female", "identifier": [{"system": "urn:mrn", "value": "77"}]})";

// A diabetes Condition about a subject element.
std::string diabetes_about(const std::string& subject, const std::string& more = "") {
  return R"({"resourceType": "Condition", "id": "c", "code": {"coding": [{"system":
      "http://snomed.info/sct", "code": "73211009"}]})" +
         (subject.empty() ? "" : R"(, "subject": )" + subject) + more + "}";
}

std::string bundle_text(const std::string& type, const std::string& entries,
                        const std::string& more = "") {
  return R"({"resourceType": "Bundle", "type": ")" + type + "\"" + more + R"(, "entry": [)" +
         entries + "]}";
}

std::string entry_text(const std::string& full_url, const std::string& resource,
                       const std::string& more = "") {
  return "{" + (full_url.empty() ? "" : R"("fullUrl": ")" + full_url + R"(", )") +
         R"("resource": )" + resource + more + "}";
}

Imported imported_bundle(const std::string& text) {
  return imported_of(import_text(text));
}

std::string bundle_error(const std::string& text) {
  return error_of_import(import_text(text));
}

TEST(ImportBundle, FiveTypesHistoryAndMessageAreRead) {
  for (const std::string type :
       {"collection", "searchset", "transaction", "batch", "document", "history", "message"}) {
    const Imported read = imported_bundle(
        bundle_text(type, entry_text("", patient_with_mrn) + "," +
                              entry_text("", diabetes_about(R"({"reference": "Patient/1"})"))));
    EXPECT_EQ(said(read, "diabetes_known"), "present") << type;
  }
}

TEST(ImportBundle, ResponsesHoldNoDataAndAreRefused) {
  EXPECT_THAT(bundle_error(bundle_text("transaction-response", entry_text("", patient_with_mrn))),
              HasSubstr("\"transaction-response\" holds no data of a person, expected collection"));
}

TEST(ImportBundle, AnUnknownTypeIsAnError) {
  EXPECT_THAT(bundle_error(bundle_text("bag", entry_text("", patient_with_mrn))),
              HasSubstr("Bundle.type: \"bag\", expected collection"));
  EXPECT_THAT(bundle_error(R"({"resourceType": "Bundle", "entry": []})"),
              HasSubstr("Bundle.type: missing"));
}

TEST(ImportBundle, ResourceTypeMayComeLast) {
  EXPECT_EQ(
      bundle_error(
          R"({"type": "collection", "entry": [{"resource": {"id": "1", "resourceType": "Patient"}}],
                      "resourceType": "Bundle"})"),
      "no error");
}

TEST(ImportBundle, EveryEntryHasALineInTheLedger) {
  const Imported read = imported_bundle(bundle_text(
      "collection",
      entry_text("", patient_with_mrn) + "," + entry_text("", diabetes_about("")) +
          R"(, {"fullUrl": "urn:uuid:0"}, {"resource": {"resourceType": "Practitioner"}},
                           {"resource": {"id": "x"}})"));
  ASSERT_EQ(read.ledger.entries.size(), 5U);
  EXPECT_EQ(fate(read, "Patient/1"), "used: age 35, female");
  EXPECT_EQ(fate(read, "Condition/c"), "used: diabetes_known = present");
  EXPECT_EQ(fate(read, "entry[2]"), "ignored: the entry has no resource");
  EXPECT_EQ(fate(read, "entry[3]"), "ignored: resources of type \"Practitioner\" are not read");
  EXPECT_EQ(fate(read, "entry[4]"), "unreadable: it has no resourceType");
}

TEST(ImportBundle, TheOutcomeOfASearchIsSkippedAndANextPageIsReported) {
  const Imported read = imported_bundle(
      bundle_text("searchset",
                  entry_text("", patient_with_mrn) + "," +
                      entry_text("", R"({"resourceType": "OperationOutcome", "id": "o"})",
                                 R"(, "search": {"mode": "outcome"})"),
                  R"(, "link": [{"relation": "next", "url": "http://here/?page=2"}])"));
  EXPECT_EQ(fate(read, "OperationOutcome/o"), "ignored: the outcome of a search");
  EXPECT_THAT(issues(read), HasSubstr("names a next page"));
}

TEST(ImportBundle, OnlyTheLatestVersionOfAHistoryIsRead) {
  const std::string old_version = diabetes_about("", R"(, "meta": {"versionId": "1"})");
  const std::string new_version = diabetes_about(
      "", R"(, "meta": {"versionId": "2"}, "clinicalStatus": {"coding": [{"code": "resolved"}]})");
  for (const std::string& both :
       {entry_text("", old_version) + "," + entry_text("", new_version),
        entry_text("", new_version) + "," + entry_text("", old_version)}) {
    EXPECT_EQ(
        said(imported_bundle(bundle_text("history", entry_text("", patient_with_mrn) + "," + both)),
             "diabetes_known"),
        "not asked");
  }
}

TEST(ImportBundle, OneIdOnTwoServersIsTwoPatients) {
  const auto dated = [](const std::string& when) {
    return R"({"resourceType": "Patient", "id": "1", "meta": {"lastUpdated": ")" + when + "\"}}";
  };
  EXPECT_THAT(bundle_error(bundle_text(
                  "collection", entry_text("http://a.org/Patient/1", dated("2026-01-01")) + "," +
                                    entry_text("http://b.org/Patient/1", dated("2026-01-02")))),
              HasSubstr("2 patients (Patient/1, Patient/1), expected exactly one"));
}

TEST(ImportBundle, ARelativeReferenceStaysOnItsServer) {
  const std::string strange =
      entry_text("http://b.org/Condition/c", diabetes_about(R"({"reference": "Patient/1"})"));
  EXPECT_EQ(said(imported_bundle(bundle_text(
                     "collection",
                     entry_text("http://a.org/Patient/1", patient_with_mrn) + "," + strange)),
                 "diabetes_known"),
            "not asked");
  EXPECT_EQ(said(imported_bundle(
                     bundle_text("collection", entry_text("", patient_with_mrn) + "," + strange)),
                 "diabetes_known"),
            "present");
}

TEST(ImportBundle, AResourceDeletedLastInAHistoryIsNotRead) {
  const std::string deleted = R"({"request": {"method": "DELETE", "url": "Condition/c"}})";
  EXPECT_EQ(
      said(imported_bundle(bundle_text("history", entry_text("", patient_with_mrn) + "," + deleted +
                                                      "," + entry_text("", diabetes_about("")))),
           "diabetes_known"),
      "not asked");
}

// Whose it is cannot be told, so that it is not the patient's.
TEST(ImportBundle, ASubjectOfAWrongShapeIsNobodys) {
  for (const std::string subject :
       {R"([{"reference": "Patient/other"}])", R"("Patient/other")", R"({"reference": 5})"}) {
    const Imported read = import_resources(
        {R"({"resourceType": "Condition", "id": "a", "subject": )" + subject +
         R"(, "code": {"coding": [{"system": "http://snomed.info/sct", "code": "233985008"}]}})"});
    EXPECT_EQ(said(read, "known_aaa"), "not asked") << subject;
    EXPECT_THAT(fate(read, "Condition/a"), HasSubstr("unreadable: ")) << subject;
    EXPECT_THAT(issues(read), HasSubstr("Bundle.entry[1].resource.subject")) << subject;
  }
}

TEST(ImportBundle, WhatIsAboutAnotherThanThePatientIsIgnored) {
  const Imported read = imported_bundle(bundle_text(
      "collection", entry_text("", patient_with_mrn) + "," +
                        entry_text("", diabetes_about(R"({"reference": "Patient/2"})"))));
  EXPECT_EQ(said(read, "diabetes_known"), "not asked");
  EXPECT_EQ(fate(read, "Condition/c"), "ignored: about \"Patient/2\", not the patient");
}

struct Form {
  std::string full_url;
  std::string subject;
};

class SubjectReference : public testing::TestWithParam<Form> {};

TEST_P(SubjectReference, ResolvesToThePatient) {
  const Imported read = imported_bundle(
      bundle_text("collection", entry_text(GetParam().full_url, patient_with_mrn) + "," +
                                    entry_text("", diabetes_about(GetParam().subject))));
  EXPECT_EQ(said(read, "diabetes_known"), "present");
}

INSTANTIATE_TEST_SUITE_P(
    ImportBundle, SubjectReference,
    testing::Values(Form{"", R"({"reference": "Patient/1"})"},
                    Form{"", R"({"reference": "Patient/1/_history/3"})"},
                    Form{"urn:uuid:5", R"({"reference": "urn:uuid:5"})"},
                    Form{"urn:oid:1.2.3", R"({"reference": "urn:oid:1.2.3"})"},
                    Form{"http://here.org/fhir/Patient/1",
                         R"({"reference": "http://here.org/fhir/Patient/1"})"},
                    Form{"http://here.org/fhir/Patient/1", R"({"reference": "Patient/1"})"},
                    Form{"urn:uuid:5", R"({"reference": "Patient?identifier=urn:mrn|77"})"},
                    Form{"", R"({"identifier": {"system": "urn:mrn", "value": "77"}})"},
                    Form{"", R"({"display": "Ann"})"}, Form{"", ""}));

class StrangeReference : public testing::TestWithParam<Form> {};

TEST_P(StrangeReference, DoesNotResolveToThePatient) {
  const Imported read = imported_bundle(
      bundle_text("collection", entry_text(GetParam().full_url, patient_with_mrn) + "," +
                                    entry_text("", diabetes_about(GetParam().subject))));
  EXPECT_EQ(said(read, "diabetes_known"), "not asked");
}

INSTANTIATE_TEST_SUITE_P(
    ImportBundle, StrangeReference,
    testing::Values(Form{"http://here.org/fhir/Patient/1",
                         R"({"reference": "http://there.org/fhir/Patient/1"})"},
                    Form{"", R"({"reference": "http://there.org/fhir/Patient/1"})"},
                    Form{"urn:uuid:5", R"({"reference": "urn:uuid:6"})"},
                    Form{"", R"({"reference": "Patient?identifier=urn:mrn|78"})"},
                    Form{"", R"({"reference": "#1"})"}, Form{"", R"({"reference": "/"})"},
                    Form{"", R"({"identifier": {"system": "urn:other", "value": "77"}})"}));

TEST(ImportBundle, AModifierExtensionThatIsNotUnderstoodBarsTheResource) {
  EXPECT_EQ(
      fate(imported_bundle(bundle_text(
               "collection",
               entry_text("", patient_with_mrn) + "," +
                   entry_text("", diabetes_about("", R"(, "modifierExtension": [{"url": "x"}])")))),
           "Condition/c"),
      "ignored: a modifierExtension that is not understood may change its meaning");
}

TEST(ImportBundle, ImplicitRulesBarTheResource) {
  EXPECT_THAT(fate(imported_bundle(bundle_text(
                       "collection",
                       entry_text("", patient_with_mrn) + "," +
                           entry_text("", diabetes_about("", R"(, "implicitRules": "http://x")")))),
                   "Condition/c"),
              HasSubstr("ignored: implicitRules"));
}

TEST(ImportBundle, WithoutATimeTheLatestDateInTheBundleIsTakenAndSaidSo) {
  const auto read = import_text(
      bundle_text("collection",
                  entry_text("", patient_with_mrn) + "," +
                      entry_text("", diabetes_about("", R"(, "recordedDate": "2020-06-15")"))),
      {});
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->presentation.as_of, "2020-06-15");
  EXPECT_EQ(read->presentation.age_years, 30);
  EXPECT_THAT(issues(*read), HasSubstr("the latest date in the bundle, 2020-06-15, is taken"));
}

TEST(ImportBundle, WithoutAnyDateNoAgeIsKnown) {
  const auto read = import_text(bundle_text("collection", entry_text("", patient_with_mrn)), {});
  ASSERT_TRUE(read.has_value());
  EXPECT_FALSE(read->presentation.age_years.has_value());
  EXPECT_THAT(issues(*read), HasSubstr("the bundle has no date"));
}

TEST(ImportBundle, AnOptionThatIsNoTimeIsAnError) {
  const auto read = import_text(bundle_text("collection", entry_text("", patient_with_mrn)),
                                {"2026", std::nullopt});
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().message, "as_of: \"2026\", expected YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ");
}

TEST(ImportBundle, TheSettingComesFromTheOptions) {
  const auto read = import_text(bundle_text("collection", entry_text("", patient_with_mrn)),
                                {"2026-01-31", knowledge::Setting::primary_care});
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->presentation.setting, knowledge::Setting::primary_care);
}

TEST(ImportBundle, AnEntryOfTheWrongShapeIsMalformed) {
  EXPECT_EQ(bundle_error(bundle_text("collection", "5")),
            "Bundle.entry[0]: is 5, expected an object");
  EXPECT_EQ(bundle_error(R"({"resourceType": "Bundle", "type": "collection", "entry": {"a": 1}})"),
            "Bundle.entry: is an object, expected an array");
  EXPECT_EQ(bundle_error(R"({"resourceType": "Bundle", "type": 5, "entry": []})"),
            "Bundle.type: is 5, expected a string");
}

TEST(ImportBundle, CyclesOfReferencesDoNoHarm) {
  EXPECT_EQ(
      said(imported_bundle(bundle_text(
               "collection",
               entry_text("", patient_with_mrn) + "," +
                   entry_text(
                       "", diabetes_about("", R"(, "encounter": {"reference": "Encounter/e"})")) +
                   "," + entry_text("", R"({"resourceType": "Encounter", "id": "e", "diagnosis": [
                                         {"condition": {"reference": "Condition/c"}}]})"))),
           "diabetes_known"),
      "present");
}

TEST(ImportBundle, MoreEntriesThanARecordHasAreRefusedBeforeAnythingIsMadeOfThem) {
  std::string text = R"({"resourceType":"Bundle","type":"collection","entry":[{})";
  for (std::size_t i = 0; i < most_entries; ++i) {
    text += ",{}";
  }
  const auto imported = import_text(text + "]}");
  ASSERT_FALSE(imported.has_value());
  EXPECT_EQ(imported.error().kind, engine::ErrorKind::too_large);
  EXPECT_EQ(imported.error().message, "Bundle.entry: 100001 entries, expected at most 100000");
}

Cause cause_of(const Imported& imported, std::string_view resource) {
  const auto found = std::ranges::find(imported.ledger.entries, resource, &LedgerEntry::resource);
  return found == imported.ledger.entries.end() ? Cause::none : found->cause;
}

TEST(ImportBundle, TheLedgerSaysTheCauseOfWhatMightHaveCounted) {
  const std::string pain =
      R"(", "onsetDateTime": "2026-01-30", "code": {"coding": [{"system": "http://snomed.info/sct",
      "code": "386661006"}]})";
  const auto fever = [&](const std::string& id, const std::string& more) {
    return R"({"resourceType": "Condition", "id": ")" + id + pain + more + "}";
  };
  const Imported read = import_resources(
      {fever("own", ""), fever("other", R"(, "subject": {"reference": "Patient/2"})"),
       fever("modified", R"(, "modifierExtension": [{"url": "urn:x", "valueBoolean": true}])"),
       fever("ahead", R"(, "recordedDate": "2027-01-01")"),
       R"({"resourceType": "MedicationRequest", "id": "words", "status": "active", "intent": "order",
           "medicationCodeableConcept": {"text": "a blood thinner"}})",
       R"({"resourceType": "Condition", "id": "unknown", "code": {"coding": [
           {"system": "http://snomed.info/sct", "code": "1"}]}})"});
  EXPECT_EQ(cause_of(read, "Condition/own"), Cause::none);
  EXPECT_EQ(cause_of(read, "Condition/other"), Cause::of_another);
  EXPECT_EQ(cause_of(read, "Condition/modified"), Cause::not_understood);
  EXPECT_EQ(cause_of(read, "Condition/ahead"), Cause::ahead_of_now);
  EXPECT_EQ(cause_of(read, "MedicationRequest/words"), Cause::without_code);
  EXPECT_EQ(cause_of(read, "Condition/unknown"), Cause::none);
}

}  // namespace
}  // namespace paraspinal::fhir
