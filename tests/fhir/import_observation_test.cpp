#include "fhir/import_observation.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using testing::HasSubstr;

// Observation/ID of a LOINC code with these further members.
std::string observation_with(const std::string& id, const std::string& loinc,
                             const std::string& members) {
  return R"({"resourceType": "Observation", "id": ")" + id +
         R"(", "subject": {"reference": "Patient/1"}, "code": {"coding": [{"system": "http://loinc.org", "code": ")" +
         loinc + R"("}]}, )" + members + "}";
}

const std::string final_now = R"("status": "final", "effectiveDateTime": "2026-01-31T08:00:00Z", )";
const std::string temperature_code = "8310-5";

std::string value_quantity(const std::string& value, const std::string& code) {
  return R"("valueQuantity": {"value": )" + value +
         R"(, "system": "http://unitsofmeasure.org", "code": ")" + code + R"("})";
}

std::string coded(const std::string& snomed) {
  return R"("valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": ")" +
         snomed + R"("}]})";
}

Imported one(const std::string& loinc, const std::string& members) {
  return import_resources({observation_with("1", loinc, members)});
}

TEST(ImportObservation, AQuantityInTheFindingsUnitIsTakenAsItIs) {
  const Imported read = one(temperature_code, final_now + value_quantity("38.4", "Cel"));
  EXPECT_EQ(said(read, "temp_c"), "38.4 Cel");
  EXPECT_EQ(fate(read, "Observation/1"), "used: temp_c = 38.4 Cel");
}

TEST(ImportObservation, AQuantityIsConvertedByItsUnit) {
  EXPECT_EQ(said(one("1988-5", final_now + value_quantity("5", "mg/dL")), "crp"), "50 mg/L");
  EXPECT_EQ(said(one(temperature_code, final_now + value_quantity("95", "[degF]")), "temp_c"),
            "35 Cel");
}

TEST(ImportObservation, TheUnitsTextServesWhenThereIsNoCode) {
  EXPECT_EQ(said(one(temperature_code,
                     final_now + R"("valueQuantity": {"value": 38.4, "unit": "deg C"})"),
                 "temp_c"),
            "38.4 Cel");
}

TEST(ImportObservation, StatusesThatAreNotResultsAreIgnored) {
  for (const std::string status : {"registered", "cancelled", "entered-in-error", "unknown"}) {
    const Imported read =
        one(temperature_code, R"("status": ")" + status +
                                  R"(", "effectiveDateTime": "2026-01-31T08:00:00Z", )" +
                                  value_quantity("39", "Cel"));
    EXPECT_EQ(said(read, "temp_c"), "not asked");
    EXPECT_EQ(fate(read, "Observation/1"), "ignored: its status is " + status);
  }
}

TEST(ImportObservation, PreliminaryIsUsedWithAMark) {
  const Imported read =
      one(temperature_code, R"("status": "preliminary", "effectiveDateTime": "2026-01-31", )" +
                                value_quantity("39", "Cel"));
  EXPECT_EQ(said(read, "temp_c"), "39 Cel");
  EXPECT_THAT(issues(read), HasSubstr("status is \"preliminary\""));
}

TEST(ImportObservation, AnUnknownUnitLeavesTheFindingUnknownAndIsAnIssue) {
  const Imported read = one(temperature_code, final_now + value_quantity("38.4", "kg"));
  EXPECT_EQ(said(read, "temp_c"), "not asked");
  EXPECT_THAT(issues(read), HasSubstr("38.4 kg is in a unit that has no conversion for temp_c, "
                                      "expected Cel: temp_c is not used"));
  EXPECT_EQ(read.ledger.issues.back().severity, Severity::error);
  EXPECT_EQ(read.ledger.issues.back().expression, "Bundle.entry[1].resource.valueQuantity");
}

TEST(ImportObservation, AnImpossibleValueLeavesTheFindingUnknownAndHidesOlderOnes) {
  const Imported read = import_resources(
      {observation_with("1", temperature_code, final_now + value_quantity("384", "Cel")),
       observation_with("2", temperature_code,
                        R"("status": "final", "effectiveDateTime": "2026-01-30", )" +
                            value_quantity("36.5", "Cel")),
       observation_with("3", "72514-3", final_now + R"("valueInteger": 7)")});
  EXPECT_EQ(said(read, "temp_c"), "not asked");
  EXPECT_EQ(said(read, "pain_nrs"), "7");
  EXPECT_THAT(issues(read), HasSubstr("temp_c 384 Cel is impossible, expected 25 to 45 Cel"));
  EXPECT_THAT(issues(one(temperature_code, final_now + value_quantity("1e400", "Cel"))),
              HasSubstr("1e400 Cel is too great"));
}

TEST(ImportObservation, WordsForNoNumberAreToldAndTakeNothingWithThem) {
  for (const std::string words : {"nan", "NaN", "inf", "-inf", "infinity"}) {
    const Imported read = import_resources(
        {observation_with("1", "72514-3", final_now + R"("valueString": ")" + words + "\""),
         observation_with("2", temperature_code, final_now + value_quantity("39", "Cel"))});
    EXPECT_EQ(said(read, "pain_nrs"), "not asked");
    EXPECT_EQ(said(read, "temp_c"), "39 Cel");
    EXPECT_THAT(issues(read), HasSubstr("the text \"" + words + "\" does not fit pain_nrs"));
  }
}

TEST(ImportObservation, ANumberThatItsUnitMakesEndlessIsImpossible) {
  EXPECT_THAT(issues(one("1988-5", final_now + value_quantity("1e308", "mg/dL"))),
              HasSubstr("is impossible, expected 0 to 1000 mg/L"));
}

TEST(ImportObservation, AComponentOfAWrongShapeIsToldAndTakesNoOtherWithIt) {
  const auto component = [](const std::string& loinc, const std::string& value) {
    return R"({"code": {"coding": [{"system": "http://loinc.org", "code": ")" + loinc +
           R"("}]}, "valueQuantity": {"value": )" + value + R"(, "code": "mm[Hg]"}})";
  };
  const Imported read = one("85354-9", final_now + R"("component": [)" + component("8480-6", "85") +
                                           "," + component("8462-4", R"("50")") + "]");
  EXPECT_EQ(said(read, "sbp"), "85 mm[Hg]");
  EXPECT_EQ(said(read, "dbp"), "not asked");
  EXPECT_THAT(issues(read), HasSubstr("is \"50\", expected a number: dbp is not used"));
  EXPECT_EQ(read.ledger.entries[1].cause, Cause::in_part);
}

TEST(ImportObservation, AnIssuedThatIsNoDateIsToldAndTheValueIsUsed) {
  const Imported read =
      one(temperature_code, final_now + R"("issued": "yesterday", )" + value_quantity("39", "Cel"));
  EXPECT_EQ(said(read, "temp_c"), "39 Cel");
  EXPECT_THAT(issues(read), HasSubstr("issued is \"yesterday\", expected a FHIR date or time"));
}

TEST(ImportObservation, NumbersOfOneMomentThatEveryRuleReadsAlikeAreOne) {
  const auto both = [](const std::string& first, const std::string& second) {
    return import_resources({observation_with("1", "1988-5", final_now + first),
                             observation_with("2", "1988-5", final_now + second)});
  };
  const std::string sixty = value_quantity("60", "mg/L");
  const std::string six_in_dl = value_quantity("6.2", "mg/dL");
  EXPECT_EQ(said(both(sixty, six_in_dl), "crp"), "60 mg/L");
  EXPECT_EQ(said(both(six_in_dl, sixty), "crp"), "60 mg/L");
  EXPECT_EQ(said(both(sixty, value_quantity("40", "mg/L")), "crp"), "unknown");
}

TEST(ImportObservation, AnImpossibleValueOutsideItsWindowIsAnIssue) {
  const Imported read =
      one(temperature_code, R"("status": "final", "effectiveDateTime": "2020-01-01", )" +
                                value_quantity("384", "Cel"));
  EXPECT_EQ(said(read, "temp_c"), "not asked");
  EXPECT_THAT(fate(read, "Observation/1"), HasSubstr("unreadable: "));
  EXPECT_THAT(issues(read), HasSubstr("384 Cel is impossible"));
}

TEST(ImportObservation, AnImpossibleValueBeforeASoundOneIsAnIssue) {
  const Imported read = import_resources(
      {observation_with("1", temperature_code,
                        R"("status": "final", "effectiveDateTime": "2026-01-30", )" +
                            value_quantity("384", "Cel")),
       observation_with("2", temperature_code, final_now + value_quantity("38.4", "Cel"))});
  EXPECT_EQ(said(read, "temp_c"), "38.4 Cel");
  EXPECT_THAT(issues(read), HasSubstr("384 Cel is impossible"));
}

TEST(ImportObservation, AnUnmappedUnitIsListed) {
  const Imported read =
      one(temperature_code, R"("status": "final", "effectiveDateTime": "2020-01-01", )" +
                                value_quantity("38", "[foo]"));
  EXPECT_EQ(read.ledger.unmapped_units, std::vector<std::string>{"8310-5 in [foo]"});
}

TEST(ImportObservation, AValueWithoutAUnitIsNotUsed) {
  const Imported read = one(temperature_code, final_now + R"("valueQuantity": {"value": 38.4})");
  EXPECT_EQ(said(read, "temp_c"), "not asked");
  EXPECT_THAT(issues(read), HasSubstr("38.4 has no unit, expected Cel"));
}

TEST(ImportObservation, ABoundIsNotANumber) {
  const Imported read = one(
      "1988-5", final_now + R"("valueQuantity": {"value": 5, "comparator": "<", "code": "mg/L"})");
  EXPECT_EQ(said(read, "crp"), "not asked");
  EXPECT_THAT(issues(read), HasSubstr("<5 mg/L is a bound, not a number"));
}

TEST(ImportObservation, AScoreMayBeAnIntegerOrAFractionOfTen) {
  EXPECT_EQ(said(one("72514-3", final_now + R"("valueInteger": 7)"), "pain_nrs"), "7");
  EXPECT_EQ(said(one("72514-3", final_now + R"("valueString": "7/10")"), "pain_nrs"), "7");
  EXPECT_EQ(said(one("72514-3", final_now + value_quantity("7", "{score}")), "pain_nrs"), "7");
  EXPECT_EQ(said(one("72514-3", final_now + R"("valueString": "7/100")"), "pain_nrs"), "not asked");
}

TEST(ImportObservation, CodedValuesAreReadThroughTheTable) {
  EXPECT_EQ(said(one("82810-3", final_now + coded("77386006")), "pregnant"), "present");
  EXPECT_EQ(said(one("20454-5", final_now + coded("260407003")), "urine_protein"), "trace");
  const Imported former = one("72166-2", final_now + coded("8517006"));
  EXPECT_EQ(said(former, "smoker_current"), "absent");
  EXPECT_EQ(said(former, "ex_smoker"), "present");
}

TEST(ImportObservation, AGeneralYesOrNoServesEveryFinding) {
  EXPECT_EQ(said(one("82810-3", final_now + coded("373066001")), "pregnant"), "present");
  EXPECT_EQ(said(one("82810-3", final_now + coded("373067005")), "pregnant"), "absent");
}

TEST(ImportObservation, ACodedValueMayHaveAWindowOfItsOwn) {
  const std::string sixty_days_ago = R"("status": "final", "effectiveDateTime": "2025-12-02", )";
  EXPECT_EQ(said(one("82810-3", sixty_days_ago + coded("77386006")), "pregnant"), "present");
  EXPECT_EQ(said(one("82810-3", sixty_days_ago + coded("60001007")), "pregnant"), "not asked");
}

TEST(ImportObservation, ACodedValueWithoutAMeaningIsListedAndNotUsed) {
  const Imported read = one("82810-3", final_now + coded("123"));
  EXPECT_EQ(said(read, "pregnant"), "not asked");
  EXPECT_EQ(read.ledger.unmapped_codes, std::vector<std::string>{"http://snomed.info/sct|123"});
}

TEST(ImportObservation, ACodeThatStatesAStateNeedsNoValue) {
  const std::string no_fever = R"({"resourceType": "Observation", "id": "1", "status": "final",
      "effectiveDateTime": "2026-01-31", "code": {"coding": [{"system": "http://snomed.info/sct",
      "code": "103287002"}]})";
  EXPECT_EQ(said(import_resources({no_fever + "}"}), "fever"), "absent");
  EXPECT_EQ(said(import_resources({no_fever + R"(, "valueBoolean": true})"}), "fever"), "absent");
  EXPECT_EQ(said(import_resources({no_fever + R"(, "valueBoolean": false})"}), "fever"), "present");
}

TEST(ImportObservation, DataAbsentReasonIsUnknownAndDeclinedIsRefused) {
  const auto absent = [](const std::string& code) {
    return R"("dataAbsentReason": {"coding": [{"system":
        "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": ")" +
           code + R"("}]})";
  };
  EXPECT_EQ(said(one("82810-3", final_now + absent("unknown")), "pregnant"), "unknown");
  EXPECT_EQ(said(one("82810-3", final_now + absent("not-performed")), "pregnant"), "unknown");
  EXPECT_EQ(said(one("82810-3", final_now + absent("asked-declined")), "pregnant"), "refused");
  EXPECT_EQ(said(one("82810-3", final_now + absent("not-asked")), "pregnant"), "not asked");
}

TEST(ImportObservation, ANullFlavourIsUnknown) {
  EXPECT_EQ(said(one("82810-3", final_now + R"("valueCodeableConcept": {"coding": [{"system":
      "http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "code": "UNK"}]})"),
                 "pregnant"),
            "unknown");
}

TEST(ImportObservation, AskedInVainDoesNotHideWhatIsKnown) {
  const Imported read = import_resources(
      {observation_with(
           "1", "82810-3",
           R"("status": "final", "effectiveDateTime": "2026-01-01", )" + coded("77386006")),
       observation_with("2", "82810-3",
                        final_now + R"("dataAbsentReason": {"coding": [{"code": "unknown"}]})")});
  EXPECT_EQ(said(read, "pregnant"), "present");
}

TEST(ImportObservation, ComponentsAreReadEachForItself) {
  const Imported read = one("85354-9", final_now + R"("component": [
      {"code": {"coding": [{"system": "http://loinc.org", "code": "8480-6"}]},
       "valueQuantity": {"value": 142, "code": "mm[Hg]"}},
      {"code": {"coding": [{"system": "http://loinc.org", "code": "8462-4"}]},
       "dataAbsentReason": {"coding": [{"code": "unknown"}]}}])");
  EXPECT_EQ(said(read, "sbp"), "142 mm[Hg]");
  EXPECT_EQ(said(read, "dbp"), "unknown");
  EXPECT_TRUE(read.ledger.unmapped_codes.empty());
}

TEST(ImportObservation, AnUnknownCodeWithAValueOfItsOwnIsListedBesideItsComponents) {
  const std::string component = R"(, "component": [{"code": {"coding": [{"system":
      "http://loinc.org", "code": "8310-5"}]}, "valueQuantity": {"value": 36.5, "code": "Cel"}}])";
  const Imported read = one("12345-6", final_now + value_quantity("39", "Cel") + component);
  EXPECT_EQ(said(read, "temp_c"), "36.5 Cel");
  EXPECT_EQ(read.ledger.unmapped_codes, std::vector<std::string>{"http://loinc.org|12345-6"});
}

TEST(ImportObservation, AValueOfItsOwnWithoutACodeIsToldBesideItsComponents) {
  const Imported read = import_resources({R"({"resourceType": "Observation", "id": "1", )" +
                                          final_now + value_quantity("39", "Cel") +
                                          R"(, "code": {"text": "Temp"}, "component": [{"code":
      {"coding": [{"system": "http://loinc.org", "code": "8310-5"}]},
      "valueQuantity": {"value": 36.5, "code": "Cel"}}]})"});
  EXPECT_EQ(said(read, "temp_c"), "36.5 Cel");
  EXPECT_THAT(issues(read), HasSubstr("code has no code that is read: \"Temp\": its own value"));
}

TEST(ImportObservation, AValueOfItsOwnIsReadBesideItsComponents) {
  const Imported read =
      one("72514-3", final_now + R"("valueInteger": 7, "component": [{"code": {"coding": [{"system":
      "http://loinc.org", "code": "8310-5"}]}, "valueQuantity": {"value": 36.5, "code": "Cel"}}])");
  EXPECT_EQ(said(read, "pain_nrs"), "7");
  EXPECT_EQ(said(read, "temp_c"), "36.5 Cel");
}

TEST(ImportObservation, AComponentWhoseMeaningAnExtensionMayChangeIsToldAndNotUsed) {
  const Imported read = one("85354-9", final_now + R"("component": [{"code": {"coding": [{"system":
      "http://loinc.org", "code": "8480-6"}]}, "modifierExtension": [{"url": "u"}],
      "valueQuantity": {"value": 142, "code": "mm[Hg]"}}])");
  EXPECT_EQ(said(read, "sbp"), "not asked");
  EXPECT_THAT(issues(read),
              HasSubstr("component[0] has a modifierExtension that is not understood"));
}

TEST(ImportObservation, AnImpossibleValueIsNamedAsItWasGiven) {
  EXPECT_THAT(issues(one(temperature_code, final_now + value_quantity("38.5", "[degF]"))),
              HasSubstr("temp_c 38.5 [degF] is impossible, expected 25 to 45 Cel"));
  EXPECT_THAT(issues(one("18185-9", final_now + R"("valueString": "99w3d")")),
              HasSubstr("gestational_age \"99w3d\" is impossible"));
}

TEST(ImportObservation, AnImpossibleComponentNamesItsPlace) {
  const Imported read = one("85354-9", final_now + R"("component": [
      {"code": {"coding": [{"system": "http://loinc.org", "code": "8480-6"}]},
       "valueQuantity": {"value": 1420, "code": "mm[Hg]"}}])");
  EXPECT_EQ(read.ledger.issues.back().expression,
            "Bundle.entry[1].resource.component[0].valueQuantity");
}

TEST(ImportObservation, TheLatestByEffectiveIsUsedWhateverTheOrder) {
  const std::string earlier =
      observation_with("1", temperature_code,
                       R"("status": "final", "effectiveDateTime": "2026-01-30T08:00:00Z", )" +
                           value_quantity("39.9", "Cel"));
  const std::string later =
      observation_with("2", temperature_code, final_now + value_quantity("36.6", "Cel"));
  EXPECT_EQ(said(import_resources({earlier, later}), "temp_c"), "36.6 Cel");
  const Imported read = import_resources({later, earlier});
  EXPECT_EQ(said(read, "temp_c"), "36.6 Cel");
  EXPECT_THAT(fate(read, "Observation/1"),
              HasSubstr("ignored: older than or outweighed by Observation/2"));
}

TEST(ImportObservation, IssuedDecidesBetweenTwoOfTheSameMoment) {
  const std::string first = observation_with(
      "1", temperature_code,
      final_now + R"("issued": "2026-01-31T09:30:00Z", )" + value_quantity("39", "Cel"));
  const std::string second = observation_with(
      "2", temperature_code,
      final_now + R"("issued": "2026-01-31T09:00:00Z", )" + value_quantity("37", "Cel"));
  EXPECT_EQ(said(import_resources({first, second}), "temp_c"), "39 Cel");
}

TEST(ImportObservation, ContradictionsOfTheSameMomentAreUnknownAndReported) {
  const Imported read =
      import_resources({observation_with("1", "82810-3", final_now + coded("77386006")),
                        observation_with("2", "82810-3", final_now + coded("60001007"))});
  EXPECT_EQ(said(read, "pregnant"), "unknown");
  EXPECT_THAT(issues(read),
              HasSubstr("pregnant is present in Observation/1 and absent in Observation/2 at "
                        "the same moment: taken as unknown"));
}

TEST(ImportObservation, AMonthAndADayInItHaveNoOrderSoAContradictionIsUnknown) {
  const Imported read =
      import_resources({observation_with("1", "82810-3",
                                         R"("status": "final", "effectiveDateTime": "2026-01", )" +
                                             coded("77386006")),
                        observation_with("2", "82810-3", final_now + coded("60001007"))});
  EXPECT_EQ(said(read, "pregnant"), "unknown");
}

TEST(ImportObservation, AgreementOfTheSameMomentIsUsed) {
  EXPECT_EQ(
      said(import_resources(
               {observation_with("1", temperature_code, final_now + value_quantity("39", "Cel")),
                observation_with("2", temperature_code, final_now + value_quantity("39", "Cel"))}),
           "temp_c"),
      "39 Cel");
}

TEST(ImportObservation, APeriodCountsFromItsEnd) {
  EXPECT_EQ(
      said(one(temperature_code, R"("status": "final", "effectivePeriod": {"start": "2026-01-01",
      "end": "2026-01-31"}, )" + value_quantity("39", "Cel")),
           "temp_c"),
      "39 Cel");
}

TEST(ImportObservation, AnOldMeasurementIsNotUsed) {
  EXPECT_EQ(fate(one(temperature_code, R"("status": "final", "effectiveDateTime": "2026-01-21", )" +
                                           value_quantity("39", "Cel")),
                 "Observation/1"),
            "ignored: it is 10 days old, and is used within 2 days");
}

TEST(ImportObservation, AboutAFocusIsNotAboutThePatient) {
  EXPECT_EQ(fate(one(temperature_code, final_now + R"("focus": [{"reference": "#fetus"}], )" +
                                           value_quantity("39", "Cel")),
                 "Observation/1"),
            "ignored: about another than the patient (focus)");
}

TEST(ImportObservation, AGestationalAgeIsBroughtForwardByTheDaysSince) {
  const Imported read =
      one("18185-9", R"("status": "final", "effectiveDateTime": "2026-01-17T09:00:00Z", )" +
                         value_quantity("20", "wk"));
  EXPECT_EQ(said(read, "gestational_age"), "22 wk");
  EXPECT_EQ(said(one("18185-9", final_now + R"("valueString": "28w0d")"), "gestational_age"),
            "28 wk");
  EXPECT_EQ(said(one("18185-9", final_now + value_quantity("140", "d")), "gestational_age"),
            "20 wk");
}

TEST(ImportObservation, AGestationalAgeOfAPregnancyThatIsOverIsNotUsed) {
  const Imported read = one("18185-9", R"("status": "final", "effectiveDateTime": "2025-07-01", )" +
                                           value_quantity("20", "wk"));
  EXPECT_EQ(said(read, "gestational_age"), "not asked");
  EXPECT_THAT(issues(read), HasSubstr("that pregnancy is over"));
}

TEST(ImportObservation, ADueDateIsKeptUnlessLongPast) {
  EXPECT_EQ(said(one("11778-8", final_now + R"("valueDateTime": "2026-06-10")"), "edd"),
            "2026-06-10");
  EXPECT_EQ(said(one("11778-8", R"("status": "final", "effectiveDateTime": "2025-06-01",
      "valueDateTime": "2025-09-10")"),
                 "edd"),
            "not asked");
}

TEST(ImportObservation, APartialDueDateIsNotUsed) {
  EXPECT_THAT(issues(one("11778-8", final_now + R"("valueDateTime": "2026-06")")),
              HasSubstr("\"2026-06\" is a partial date"));
}

TEST(ImportObservation, ANewerNotPregnantVoidsAnOlderDueDate) {
  const Imported read = import_resources(
      {observation_with(
           "1", "11778-8",
           R"("status": "final", "effectiveDateTime": "2025-12-01", "valueDateTime": "2026-06-10")"),
       observation_with("2", "82810-3", final_now + coded("60001007"))});
  EXPECT_EQ(said(read, "pregnant"), "absent");
  EXPECT_EQ(said(read, "edd"), "not asked");
  EXPECT_THAT(issues(read), HasSubstr("contradict each other: the newer, not pregnant, is used"));
}

TEST(ImportObservation, TwoValuesAreUnreadable) {
  EXPECT_THAT(fate(one(temperature_code,
                       final_now + R"("valueInteger": 3, )" + value_quantity("39", "Cel")),
                   "Observation/1"),
              HasSubstr("expected only one value[x]"));
}

TEST(ImportObservation, WrongShapesAreUnreadableAndNeverACrash) {
  for (const std::string members :
       {R"("status": 5)", R"("status": "final", "effectiveDateTime": "soon")",
        R"("status": "final", "component": {})", R"("status": "final", "component": [5])",
        R"("status": "final", "valueQuantity": 5)",
        R"("status": "final", "valueQuantity": {"value": "38"})",
        R"("status": "final", "valueQuantity": {"value": 38, "code": []})",
        R"("status": "final", "valueCodeableConcept": {"coding": {}})",
        R"("status": "final", "effectivePeriod": [])",
        R"("status": "final", "valueBoolean": "true")",
        R"("status": "final", "dataAbsentReason": "unknown")"}) {
    EXPECT_THAT(fate(one("82810-3", members), "Observation/1"), HasSubstr("unreadable: "))
        << members;
  }
}

TEST(ImportObservation, AComponentMayHaveItsOwnReasonForNoValue) {
  const Imported read = one("85354-9", final_now + R"("component": [
      {"code": {"coding": [{"system": "http://loinc.org", "code": "8480-6"}]},
       "valueQuantity": {"value": 107, "code": "mm[Hg]"}},
      {"code": {"coding": [{"system": "http://loinc.org", "code": "8462-4"}]},
       "dataAbsentReason": {"coding": [{"system":
       "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "not-performed"}]}}])");
  EXPECT_EQ(said(read, "sbp"), "107 mm[Hg]");
  EXPECT_EQ(said(read, "dbp"), "unknown");
}

TEST(ImportObservation, AnOldPressurePanelAndALoneSystolicPressureAreRead) {
  EXPECT_EQ(said(one("55284-4", final_now + R"("component": [{"code": {"coding": [{"system":
      "http://loinc.org", "code": "8480-6"}]}, "valueQuantity": {"value": 150, "unit": "mmHg"}}])"),
                 "sbp"),
            "150 mm[Hg]");
  EXPECT_EQ(said(one("8480-6", final_now + value_quantity("150", "mm[Hg]")), "sbp"), "150 mm[Hg]");
}

TEST(ImportObservation, AValueWithAReasonForNoValueIsNotUsed) {
  const Imported read = one(temperature_code, final_now + value_quantity("38.4", "Cel") +
                                                  R"(, "dataAbsentReason": {"text": "x"})");
  EXPECT_EQ(said(read, "temp_c"), "not asked");
  EXPECT_THAT(issues(read), HasSubstr("it has a value and a dataAbsentReason"));
}

TEST(ImportObservation, MembersOfAPanelThatStandInsideItAreRead) {
  const Imported read =
      one("82810-3", final_now + R"("hasMember": [{"reference": "#edd"}], "contained": [
      {"resourceType": "Observation", "id": "edd", "status": "final", "code": {"coding": [{"system":
       "http://loinc.org", "code": "11778-8"}]}, "valueDateTime": "2026-06-10"}])");
  EXPECT_EQ(said(read, "edd"), "2026-06-10");
}

TEST(ImportObservation, TheLatestEventOfATimingIsItsTimeWhateverTheOrder) {
  const std::string timed = R"("status": "final", "effectiveTiming": {"event":
      ["2026-01-31T09:00:00Z", "2026-01-20T08:00:00Z"]}, )";
  const Imported read = one(temperature_code, timed + value_quantity("38.4", "Cel"));
  EXPECT_EQ(said(read, "temp_c"), "38.4 Cel");
}

TEST(ImportObservation, AnOpenPeriodHoldsFromItsStart) {
  const std::string open = R"("status": "final", "effectivePeriod": {"start":
      "2026-01-31T08:00:00Z", "end": "9999-12-31"}, )";
  EXPECT_EQ(said(one(temperature_code, open + value_quantity("38.4", "Cel")), "temp_c"),
            "38.4 Cel");
}

TEST(ImportObservation, ACodeOfAnotherUnitSystemGivesWayToTheUnitsText) {
  EXPECT_EQ(
      said(one(temperature_code, final_now + R"("valueQuantity": {"value": 95, "unit": "deg F",
      "system": "http://example.org/units", "code": "C"})"),
           "temp_c"),
      "35 Cel");
}

TEST(ImportObservation, TextOnlyAndCodesWithoutASystemAreNeverMatched) {
  const std::string value = final_now + value_quantity("38.4", "Cel");
  const auto of_code = [&](const std::string& code) {
    return said(import_resources({R"({"resourceType": "Observation", "id": "1", )" + value +
                                  R"(, "code": )" + code + "}"}),
                "temp_c");
  };
  EXPECT_EQ(of_code(R"({"text": "Body temperature"})"), "not asked");
  EXPECT_EQ(of_code(R"({"coding": [{"code": "8310-5"}]})"), "not asked");
  EXPECT_EQ(
      of_code(R"({"coding": [{"system": "urn:oid:2.16.840.1.113883.6.1", "code": "8310-5"}]})"),
      "38.4 Cel");
}

std::string pregnancy_status(const std::string& id, const std::string& day,
                             const std::string& value) {
  return observation_with(id, "82810-3",
                          R"("status": "final", "effectiveDateTime": ")" + day + "\", " + value);
}

TEST(ImportObservation, NotPregnantIsBelievedForAWeekHoweverItIsCoded) {
  for (const std::string& value :
       {coded("60001007"), coded("373067005"), std::string(R"("valueBoolean": false)"),
        std::string(R"("valueString": "negative")")}) {
    EXPECT_EQ(said(import_resources({pregnancy_status("1", "2026-01-25", value)}), "pregnant"),
              "absent");
    EXPECT_EQ(said(import_resources({pregnancy_status("1", "2026-01-20", value)}), "pregnant"),
              "not asked");
  }
}

TEST(ImportObservation, AnOldNotPregnantStillHidesAnOlderPregnancy) {
  const Imported read = import_resources({pregnancy_status("1", "2025-07-15", coded("77386006")),
                                          pregnancy_status("2", "2025-12-20", coded("60001007"))});
  EXPECT_EQ(said(read, "pregnant"), "not asked");
  EXPECT_THAT(issues(read), HasSubstr("is believed for 7 days: pregnant is not used"));
}

TEST(ImportObservation, ANewerPregnancyOutlivesAnOldNotPregnant) {
  EXPECT_EQ(said(import_resources({pregnancy_status("1", "2025-12-20", coded("60001007")),
                                   pregnancy_status("2", "2026-01-10", coded("77386006"))}),
                 "pregnant"),
            "present");
}

TEST(ImportObservation, ClocksMayBeAnHourApart) {
  const auto at = [](const std::string& time) {
    return said(import_resources({pregnancy_status("1", time, coded("77386006"))}), "pregnant");
  };
  EXPECT_EQ(at("2026-01-31T10:59:00Z"), "present");
  EXPECT_EQ(at("2026-01-31T11:01:00Z"), "not asked");
}

TEST(ImportObservation, AGestationalAgeIsReadAsItIsWritten) {
  const auto weeks = [](const std::string& value) {
    return said(one("49051-6", final_now + value), "gestational_age");
  };
  for (const std::string text : {"31w", "31 weeks", "31 Weeks", "31/40", "31+0"}) {
    EXPECT_EQ(weeks(R"("valueString": ")" + text + "\""), "31 wk") << text;
  }
  const std::string more = weeks(R"("valueString": "31w3d")");
  for (const std::string text : {"31+3", "31w 3d", "31 weeks 3 days", "31+3/40", "31+3 weeks"}) {
    EXPECT_EQ(weeks(R"("valueString": ")" + text + "\""), more) << text;
  }
  for (const std::string text : {"31", "31+", "31+9", "31 days", "31/400", "about 31 weeks"}) {
    EXPECT_EQ(weeks(R"("valueString": ")" + text + "\""), "not asked") << text;
  }
}

TEST(ImportObservation, ACodeOfWeeksNeedsNoUnit) {
  EXPECT_EQ(said(one("49051-6", final_now + R"("valueInteger": 31)"), "gestational_age"), "31 wk");
  EXPECT_EQ(
      said(one("49051-6", final_now + R"("valueQuantity": {"value": 31})"), "gestational_age"),
      "31 wk");
  EXPECT_EQ(said(one("18185-9", final_now + R"("valueInteger": 31)"), "gestational_age"),
            "not asked");
}

}  // namespace
}  // namespace paraspinal::fhir
