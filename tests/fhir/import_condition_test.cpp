#include "fhir/import_condition.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string status_of_code(const std::string& code) {
  return R"({"coding": [{"code": ")" + code + R"("}]})";
}

// Condition/1 with a SNOMED code and these further members.
std::string condition_with(const std::string& code, const std::string& members) {
  return R"({"resourceType": "Condition", "id": "1", "subject": {"reference": "Patient/1"},
             "code": {"coding": [{"system": "http://snomed.info/sct", "code": ")" +
         code + R"("}]})" + (members.empty() ? "" : ", " + members) + "}";
}

const char* const diabetes_code = "73211009";
const char* const pregnancy_code = "77386006";
const char* const fever_code = "386661006";

Imported diabetic(const std::string& members) {
  return import_resources({condition_with(diabetes_code, members)});
}

TEST(ImportCondition, ActiveRecurringAndRelapsingConditionsArePresent) {
  for (const std::string code : {"active", "recurrence", "relapse"}) {
    const Imported read = diabetic(R"("clinicalStatus": )" + status_of_code(code));
    EXPECT_EQ(said(read, "diabetes_known"), "present") << code;
    EXPECT_EQ(fate(read, "Condition/1"), "used: diabetes_known = present");
  }
}

TEST(ImportCondition, TheAnswerSaysWhereItComesFrom) {
  const Imported read = diabetic(R"("recordedDate": "2020-01-01", "onsetDateTime": "2019-01-01")");
  const auto& answer = read.presentation.findings.begin()->second;
  EXPECT_EQ(answer.origin, "Condition/1");
  EXPECT_EQ(answer.by, knowledge::SaidBy::record);
  EXPECT_EQ(answer.at, "2020-01-01");
}

TEST(ImportCondition, InactiveResolvedAndRemittedConditionsAreHistory) {
  for (const std::string code : {"inactive", "resolved", "remission"}) {
    const Imported read = diabetic(R"("clinicalStatus": )" + status_of_code(code));
    EXPECT_EQ(said(read, "diabetes_known"), "not asked") << code;
    EXPECT_EQ(fate(read, "Condition/1"), "ignored: history only (clinicalStatus " + code + ")");
  }
}

TEST(ImportCondition, AMissingClinicalStatusIsTakenAsActiveAndSaysSo) {
  const Imported read = diabetic("");
  EXPECT_EQ(said(read, "diabetes_known"), "present");
  EXPECT_THAT(issues(read),
              HasSubstr("clinicalStatus is missing: the condition is taken as active"));
}

TEST(ImportCondition, AStatusMayBeAPlainCodeAsInStu3) {
  EXPECT_EQ(said(diabetic(R"("clinicalStatus": "resolved")"), "diabetes_known"), "not asked");
  EXPECT_EQ(said(diabetic(R"("clinicalStatus": "active", "verificationStatus": "refuted")"),
                 "diabetes_known"),
            "absent");
}

TEST(ImportCondition, AbatementInThePastWinsOverAStaleActive) {
  const Imported read = diabetic(R"("abatementDateTime": "2020-01-01", "clinicalStatus": )" +
                                 status_of_code("active"));
  EXPECT_EQ(said(read, "diabetes_known"), "not asked");
  EXPECT_EQ(fate(read, "Condition/1"), "ignored: over (abatement)");
}

TEST(ImportCondition, AbatementToComeLeavesItActive) {
  EXPECT_EQ(said(diabetic(R"("abatementDateTime": "2027-01-01")"), "diabetes_known"), "present");
}

TEST(ImportCondition, AnAbatementThatSaysNoOrHasNotBegunLeavesItActive) {
  EXPECT_EQ(said(diabetic(R"("abatementString": "No")"), "diabetes_known"), "present");
  EXPECT_EQ(said(diabetic(R"("abatementString": "in spring")"), "diabetes_known"), "not asked");
  for (const std::string words :
       {"still present", "persists", "Not yet resolved", "?", "ongoing"}) {
    EXPECT_EQ(said(diabetic(R"("abatementString": ")" + words + "\""), "diabetes_known"), "present")
        << words;
  }
  EXPECT_EQ(said(diabetic(R"("abatementPeriod": {"start": "2027-01-01"})"), "diabetes_known"),
            "present");
  EXPECT_EQ(said(diabetic(R"("abatementPeriod": {"start": "2025-01-01"})"), "diabetes_known"),
            "not asked");
}

TEST(ImportCondition, RefutedIsAbsence) {
  EXPECT_EQ(
      said(diabetic(R"("verificationStatus": )" + status_of_code("refuted")), "diabetes_known"),
      "absent");
}

TEST(ImportCondition, RefutedLongAgoSaysNothingOfToday) {
  const std::string refuted = R"("verificationStatus": )" + status_of_code("refuted");
  EXPECT_EQ(said(diabetic(refuted + R"(, "recordedDate": "2010-05-01")"), "diabetes_known"),
            "not asked");
  EXPECT_EQ(said(diabetic(refuted + R"(, "recordedDate": "2025-12-01")"), "diabetes_known"),
            "absent");
}

TEST(ImportCondition, AStatusInWordsOrCapitalsIsReadWhereItIsAStatus) {
  const auto with = [](const std::string& status) {
    return said(diabetic(status), "diabetes_known");
  };
  EXPECT_EQ(with(R"("verificationStatus": {"text": "entered-in-error"})"), "not asked");
  EXPECT_EQ(with(R"("verificationStatus": {"text": "Entered in error"})"), "not asked");
  EXPECT_EQ(with(R"("verificationStatus": {"text": "Refuted"})"), "absent");
  EXPECT_EQ(with(R"("verificationStatus": {"text": "as told by the daughter"})"), "present");
  EXPECT_EQ(with(R"("clinicalStatus": {"coding": [{"code": "Resolved"}]})"), "not asked");
}

TEST(ImportCondition, EnteredInErrorIsNothing) {
  const Imported read = diabetic(R"("verificationStatus": )" + status_of_code("entered-in-error"));
  EXPECT_EQ(said(read, "diabetes_known"), "not asked");
  EXPECT_EQ(fate(read, "Condition/1"), "ignored: entered in error");
}

TEST(ImportCondition, SuspectedIsNotPresent) {
  for (const std::string code : {"provisional", "differential", "unconfirmed"}) {
    EXPECT_EQ(said(diabetic(R"("verificationStatus": )" + status_of_code(code)), "diabetes_known"),
              "not asked");
  }
}

TEST(ImportCondition, OneRefutedCodeDoesNotRefuteAnotherOfTheSameFinding) {
  const std::string refuted =
      condition_with("254837009", R"("verificationStatus": )" + status_of_code("refuted") +
                                      R"(, "recordedDate": "2025-06-01")");
  std::string active = condition_with("93761005", R"("recordedDate": "2024-06-01")");
  active.replace(active.find("\"id\": \"1\""), 9, "\"id\": \"2\"");
  EXPECT_EQ(said(import_resources({refuted, active}), "cancer_hx"), "present");
  EXPECT_EQ(said(import_resources({refuted}), "cancer_hx"), "not asked");
}

TEST(ImportCondition, ARefutedCodeThatIsOneOfManyDoesNotMakeTheFindingAbsent) {
  const Imported read = import_resources({R"({"resourceType": "Condition", "id": "1",
      "subject": {"reference": "Patient/1"}, "verificationStatus": {"coding": [{"code": "refuted"}]},
      "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "C50.9"}]}})"});
  EXPECT_EQ(said(read, "cancer_hx"), "not asked");
  EXPECT_EQ(fate(read, "Condition/1"),
            "ignored: denied, and other codes may still state cancer_hx");
}

TEST(ImportCondition, FamilyHistoryIsNotThePersonsOwn) {
  EXPECT_EQ(
      fate(diabetic(R"("category": [)" + status_of_code("family-history") + "]"), "Condition/1"),
      "ignored: family history, not the person's own");
}

TEST(ImportCondition, ItCountsOnlyInsideItsTimeWindow) {
  EXPECT_EQ(said(import_resources({condition_with(fever_code, R"("onsetDateTime": "2026-01-29")")}),
                 "fever"),
            "present");
  const Imported old =
      import_resources({condition_with(fever_code, R"("onsetDateTime": "2026-01-20")")});
  EXPECT_EQ(said(old, "fever"), "not asked");
  EXPECT_EQ(fate(old, "Condition/1"), "ignored: it is 11 days old, and is used within 7 days");
}

TEST(ImportCondition, WithoutADateItIsNotUsedInAWindowAndSaysSo) {
  const Imported read = import_resources({condition_with(fever_code, "")});
  EXPECT_EQ(said(read, "fever"), "not asked");
  EXPECT_THAT(issues(read), HasSubstr("no date, and it is used within 7 days"));
}

TEST(ImportCondition, APartialDateCountsOnlyWhenAllOfItLiesInTheWindow) {
  EXPECT_EQ(said(import_resources({condition_with(fever_code, R"("onsetDateTime": "2026-01")")}),
                 "fever"),
            "not asked");
}

TEST(ImportCondition, ADateToComeIsAnIssue) {
  const Imported read =
      import_resources({condition_with(diabetes_code, R"("recordedDate": "2026-03-01")")});
  EXPECT_EQ(said(read, "diabetes_known"), "not asked");
  EXPECT_THAT(issues(read), HasSubstr("dated 2026-03-01, after 2026-01-31T10:00:00Z"));
}

TEST(ImportCondition, ADateBeforeBirthIsAnIssue) {
  const Imported read =
      import_resources({condition_with(diabetes_code, R"("recordedDate": "1980-03-01")")});
  EXPECT_EQ(said(read, "diabetes_known"), "not asked");
  EXPECT_THAT(issues(read), HasSubstr("before the person's birth"));
}

TEST(ImportCondition, AnActivePregnancyOfThisYearIsUsed) {
  EXPECT_EQ(
      said(import_resources({condition_with(pregnancy_code, R"("onsetDateTime": "2025-10-01")")}),
           "pregnant"),
      "present");
}

TEST(ImportCondition, AYearsOldActivePregnancyIsNotUsedHoweverLatelyRecorded) {
  const Imported read = import_resources({condition_with(
      pregnancy_code,
      R"("onsetDateTime": "2012-10-01", "recordedDate": "2026-01-30", "clinicalStatus": )" +
          status_of_code("active"))});
  EXPECT_EQ(said(read, "pregnant"), "not asked");
  EXPECT_THAT(fate(read, "Condition/1"), HasSubstr("days old, and is used within 315 days"));
}

TEST(ImportCondition, APregnancyOfAManIsNotUsed) {
  const auto read = import_text(bundle_of(
      R"({"resourceType": "Patient", "id": "1", "gender": "male", "birthDate": "1990-06-15"})",
      {condition_with(pregnancy_code, R"("onsetDateTime": "2025-10-01")")}));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(said(*read, "pregnant"), "not asked");
  EXPECT_THAT(issues(*read), HasSubstr("a pregnancy, and the person is male"));
}

TEST(ImportCondition, APregnancyAtSixtyIsNotUsed) {
  const auto read = import_text(bundle_of(
      R"({"resourceType": "Patient", "id": "1", "gender": "female", "birthDate": "1965-06-15"})",
      {condition_with(pregnancy_code, R"("onsetDateTime": "2025-10-01")")}));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(said(*read, "pregnant"), "not asked");
  EXPECT_THAT(issues(*read), HasSubstr("the person is 60, expected about 10 to 55"));
}

TEST(ImportCondition, AnUnmappedCodeIsListedOnceWithItsDisplay) {
  std::string unknown = condition_with("999", "");
  unknown.replace(unknown.find("\"999\""), 5, R"("999", "display": "Odd")");
  const Imported read = import_resources({unknown, unknown});
  EXPECT_EQ(read.ledger.unmapped_codes,
            std::vector<std::string>{"http://snomed.info/sct|999 (Odd)"});
}

TEST(ImportCondition, TextAloneIsNotInterpreted) {
  const Imported read = import_resources({R"({"resourceType": "Condition", "id": "1",
      "subject": {"reference": "Patient/1"}, "code": {"text": "Diabetes mellitus"}})"});
  EXPECT_EQ(said(read, "diabetes_known"), "not asked");
  EXPECT_THAT(fate(read, "Condition/1"), testing::StartsWith("ignored: it has no code"));
}

TEST(ImportCondition, AWrongShapeIsUnreadableAndOthersGoOn) {
  std::string sound = condition_with(diabetes_code, "");
  sound.replace(sound.find("\"id\": \"1\""), 9, "\"id\": \"2\"");
  const Imported read = import_resources(
      {R"({"resourceType": "Condition", "id": "1", "subject": {"reference": "Patient/1"},
           "code": {"coding": [{"system": 5, "code": "1"}]}})",
       sound});
  EXPECT_EQ(said(read, "diabetes_known"), "present");
  EXPECT_EQ(fate(read, "Condition/1"),
            "unreadable: Bundle.entry[1].resource.code.coding[0].system is 5, expected a string");
  EXPECT_THAT(issues(read), HasSubstr("Bundle.entry[1].resource.code.coding[0].system is 5"));
}

TEST(ImportCondition, OneThatIsOverStatesAFindingThatAsksOfThePast) {
  const auto ulcer = [](const std::string& members) {
    return import_resources({R"({"resourceType": "Condition", "id": "u", )" + members +
                             R"("code": {"coding": [{"system": "http://snomed.info/sct", "code":
        "51868009"}]}})"});
  };
  const Imported resolved = ulcer(R"("clinicalStatus": {"coding": [{"code": "resolved"}]},
      "abatementDateTime": "2016-08-17", )");
  EXPECT_EQ(said(resolved, "peptic_ulcer_hx"), "present");
  EXPECT_THAT(issues(resolved), testing::HasSubstr("over (abatement): used for peptic_ulcer_hx, "
                                                   "which asks of the past"));
  EXPECT_EQ(said(ulcer(R"("verificationStatus": {"coding": [{"code": "entered-in-error"}]}, )"),
                 "peptic_ulcer_hx"),
            "not asked");
}

TEST(ImportCondition, TheStatusOfFhirsOwnSystemIsTakenAmongSeveral) {
  const Imported read = import_resources({R"({"resourceType": "Condition", "id": "1",
      "clinicalStatus": {"coding": [{"system": "urn:local", "code": "A"}, {"system":
      "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "inactive"}]},
      "code": {"coding": [{"system": "http://snomed.info/sct", "code": "73211009"}]}})"});
  EXPECT_EQ(fate(read, "Condition/1"), "ignored: history only (clinicalStatus inactive)");
}

TEST(ImportCondition, AnAbatementInTheYear9999IsOpenEnded) {
  const Imported read = import_resources({R"({"resourceType": "Condition", "id": "1",
      "abatementDateTime": "9999-12-31", "code": {"coding": [{"system": "http://snomed.info/sct",
      "code": "73211009"}]}})"});
  EXPECT_EQ(said(read, "diabetes_known"), "present");
}

// Of another condition than the pregnancy, of which SNOMED CT says how it ended.
std::string ending(const std::string& code, const std::string& members) {
  std::string text = condition_with(code, members);
  text.replace(text.find(R"("id": "1")"), 9, R"("id": "end")");
  return text;
}

std::string pregnant_since(const std::string& day) {
  return condition_with(pregnancy_code, R"("recordedDate": ")" + day + "\"");
}

TEST(ImportCondition, AMiscarriageAfterThePregnancyWasRecordedVoidsIt) {
  const Imported read = import_resources(
      {pregnant_since("2025-12-01"), ending("17369002", R"("onsetDateTime": "2026-01-10")")});
  EXPECT_EQ(said(read, "pregnant"), "not asked");
  EXPECT_EQ(fate(read, "Condition/end"), "ignored: the end of a pregnancy");
  EXPECT_THAT(issues(read), HasSubstr("pregnant is from before the pregnancy ended (Condition/end, "
                                      "2026-01-10): not used"));
}

TEST(ImportCondition, AResolvedMiscarriageEndsAPregnancyWhereItBegan) {
  const std::string resolved = R"("onsetDateTime": "2026-01-10", "abatementDateTime": "2026-01-20",
      "clinicalStatus": {"coding": [{"code": "resolved"}]})";
  EXPECT_EQ(said(import_resources({pregnant_since("2025-12-01"), ending("17369002", resolved)}),
                 "pregnant"),
            "not asked");
  EXPECT_EQ(said(import_resources({pregnant_since("2026-01-15"), ending("17369002", resolved)}),
                 "pregnant"),
            "present");
}

TEST(ImportCondition, AnEctopicPregnancyEndsWhenItIsOverAndNotBefore) {
  EXPECT_EQ(said(import_resources({pregnant_since("2025-12-01"),
                                   ending("34801009", R"("onsetDateTime": "2026-01-10")")}),
                 "pregnant"),
            "present");
  EXPECT_EQ(said(import_resources({pregnant_since("2025-12-01"),
                                   ending("34801009", R"("onsetDateTime": "2025-12-10",
                          "abatementDateTime": "2026-01-10")")}),
                 "pregnant"),
            "not asked");
}

TEST(ImportCondition, ADeliveryEndsAPregnancyAndIsPostpartumForSixWeeks) {
  const Imported read = import_resources(
      {pregnant_since("2025-06-01"), ending("281050002", R"("onsetDateTime": "2026-01-10")")});
  EXPECT_EQ(said(read, "pregnant"), "not asked");
  EXPECT_EQ(said(read, "postpartum"), "present");
  EXPECT_EQ(said(import_resources({ending("281050002", R"("onsetDateTime": "2025-11-10")")}),
                 "postpartum"),
            "not asked");
}

TEST(ImportCondition, AnIcdCodeOfALossEndsAPregnancyWithOrWithoutItsDot) {
  for (const std::string code : {"O03.9", "O039", "O02.1"}) {
    std::string loss = ending(code, R"("onsetDateTime": "2026-01-10")");
    loss.replace(loss.find("http://snomed.info/sct"), 22, "http://hl7.org/fhir/sid/icd-10-cm");
    EXPECT_EQ(said(import_resources({pregnant_since("2025-12-01"), loss}), "pregnant"), "not asked")
        << code;
  }
}

// An old one that is written down today; the pregnancy was recorded on 1 December.
std::string old_one(const std::string& code, const std::string& members) {
  return ending(code, R"("recordedDate": "2026-01-20", "clinicalStatus": {"coding": [
      {"code": "resolved"}]})" +
                          (members.empty() ? members : ", " + members));
}

TEST(ImportCondition, AnOldEndOfAPregnancyThatIsRecordedLateVoidsNothing) {
  const std::string miscarriage = "17369002";
  const std::string ectopic = "34801009";
  for (const std::string& end :
       {old_one(miscarriage, R"("abatementDateTime": "2019-03-01")"),
        old_one(miscarriage, R"("abatementPeriod": {"start": "2019-02", "end": "2019-03"})"),
        old_one(miscarriage, R"("onsetPeriod": {"end": "2019-03-01"})"),
        old_one(ectopic, R"("onsetDateTime": "2018-01-01")")}) {
    const Imported read = import_resources({pregnant_since("2025-12-01"), end});
    EXPECT_EQ(said(read, "pregnant"), "present") << end;
    EXPECT_THAT(issues(read), Not(HasSubstr("ended"))) << end;
  }
}

TEST(ImportCondition, AnEndOfAPregnancyWithoutADateOfItsOwnVoidsNothingAndIsTold) {
  for (const std::string members :
       {"", R"("onsetAge": {"value": 22, "code": "a"})", R"("onsetString": "in 2019")"}) {
    const Imported read =
        import_resources({pregnant_since("2025-12-01"), old_one("17369002", members)});
    EXPECT_EQ(said(read, "pregnant"), "present") << members;
    EXPECT_THAT(issues(read),
                HasSubstr("pregnant may be from before a pregnancy ended (Condition/end), of which "
                          "no date is told but that it was written down: used all the same"))
        << members;
  }
  EXPECT_THAT(issues(import_resources({old_one("17369002", "")})), Not(HasSubstr("ended")));
}

TEST(ImportCondition, AnOldBirthThatIsRecordedLateIsNotPostpartum) {
  const Imported read = import_resources(
      {pregnant_since("2025-12-01"), old_one("281050002", R"("abatementDateTime": "2019")")});
  EXPECT_EQ(said(read, "pregnant"), "present");
  EXPECT_EQ(said(read, "postpartum"), "not asked");
  const Imported undated = import_resources({old_one("281050002", "")});
  EXPECT_EQ(said(undated, "postpartum"), "not asked");
  EXPECT_THAT(issues(undated), HasSubstr("no date, and it is used within 42 days"));
}

// A due date of 20 August 2026 is 280 days from 13 November 2025; of 1 May 2026, from 25 July.
TEST(ImportCondition, AnEndVoidsOnlyAPregnancyThatBeganBeforeIt) {
  const auto due = [](const std::string& day) {
    return R"({"resourceType": "Observation", "id": "due", "status": "final",
        "effectiveDateTime": "2025-11-01", "code": {"coding": [{"system": "http://loinc.org",
        "code": "11778-8"}]}, "valueDateTime": ")" +
           day + "\"}";
  };
  const std::string loss = ending("17369002", R"("onsetDateTime": "2025-11-05")");
  const Imported next = import_resources({pregnant_since("2025-11-02"), due("2026-08-20"), loss});
  EXPECT_EQ(said(next, "pregnant"), "present");
  EXPECT_EQ(said(next, "edd"), "2026-08-20");
  const Imported same = import_resources({pregnant_since("2025-11-02"), due("2026-05-01"), loss});
  EXPECT_EQ(said(same, "pregnant"), "not asked");
  EXPECT_EQ(said(same, "edd"), "not asked");
}

TEST(ImportCondition, ALossThatIsRefutedSuspectedOrOfTheFamilyEndsNothing) {
  for (const std::string members :
       {R"("verificationStatus": {"coding": [{"code": "refuted"}]})",
        R"("verificationStatus": {"coding": [{"code": "provisional"}]})",
        R"("verificationStatus": {"coding": [{"code": "entered-in-error"}]})",
        R"("category": [{"coding": [{"code": "family-history"}]}])"}) {
    EXPECT_EQ(
        said(import_resources({pregnant_since("2025-12-01"),
                               ending("17369002", R"("onsetDateTime": "2026-01-10", )" + members)}),
             "pregnant"),
        "present")
        << members;
  }
}

TEST(ImportCondition, AStatusThatDoesNotSayThatItIsOverIsTakenAsActive) {
  EXPECT_EQ(said(diabetic(R"("clinicalStatus": )" + status_of_code("unknown")), "diabetes_known"),
            "present");
}

}  // namespace
}  // namespace paraspinal::fhir
