// Measured values that are no plain numbers, on the content built in: what is beyond a threshold of
// a red flag must fire it.

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/import.h"
#include "knowledge/triage/answer_table.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/score_findings.h"
#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using knowledge::Urgency;

std::string observation(const std::string& id, const std::string& loinc, const std::string& value) {
  return R"({"resourceType": "Observation", "id": ")" + id +
         R"(", "status": "final", "effectiveDateTime": "2026-01-31T08:00:00Z", "code": {"coding": [
         {"system": "http://loinc.org", "code": ")" +
         loinc + R"("}]}, )" + value + "}";
}

std::string quantity(const std::string& comparator, double value, const std::string& unit) {
  return R"("valueQuantity": {"value": )" + std::to_string(value) +
         (comparator.empty() ? "" : R"(, "comparator": ")" + comparator + "\"") + R"(, "code": ")" +
         unit + R"("})";
}

Imported imported(const std::vector<std::string>& resources) {
  return imported_of(import_case(bundle_of(resources), embedded_knowledge(),
                                 {"2026-01-31T10:00:00Z", std::nullopt}));
}

Urgency fired_by(const std::vector<std::string>& resources) {
  const auto scored =
      triage::score_findings(imported(resources).presentation, embedded_knowledge());
  const auto closed = triage::close(scored.presentation, embedded_knowledge());
  return triage::fired_urgency(triage::AnswerTable(closed, embedded_knowledge()),
                               embedded_knowledge());
}

struct Beyond {
  std::string loinc;
  std::string comparator;
  double bound = 0;
  double number = 0;  // inside of it, just beyond
  std::string unit;
};

TEST(RedFlagValues, ABoundWhollyBeyondAThresholdFiresAsANumberBeyondItDoes) {
  for (const Beyond& one :
       {Beyond{"2157-6", ">", 20000, 20001, "U/L"}, Beyond{"59408-5", "<", 90, 89, "%"},
        Beyond{"9279-1", ">", 30, 31, "/min"}, Beyond{"8867-4", ">", 130, 131, "/min"},
        Beyond{"2823-3", "<", 2.5, 2.4, "mmol/L"}}) {
    const Urgency fired =
        fired_by({observation("1", one.loinc, quantity("", one.number, one.unit))});
    EXPECT_GE(fired, Urgency::emergency_department) << one.loinc;
    EXPECT_EQ(
        fired_by({observation("1", one.loinc, quantity(one.comparator, one.bound, one.unit))}),
        fired)
        << one.loinc;
  }
}

TEST(RedFlagValues, ABoundAcrossAThresholdFiresNothing) {
  EXPECT_EQ(fired_by({observation("1", "2157-6", quantity(">", 100, "U/L"))}), Urgency::self_care);
  EXPECT_EQ(fired_by({observation("1", "59408-5", quantity("<", 97, "%"))}), Urgency::self_care);
}

TEST(RedFlagValues, TwoNumbersOfOneMomentBeyondAThresholdFireAsOneDoes) {
  EXPECT_EQ(fired_by({observation("1", "59408-5", quantity("", 85, "%")),
                      observation("2", "2708-6", quantity("", 86, "%"))}),
            Urgency::ambulance);
  EXPECT_EQ(fired_by({observation("1", "2823-3", quantity("", 2.3, "mmol/L")),
                      observation("2", "2823-3", quantity("", 2.4, "mmol/L"))}),
            Urgency::emergency_department);
}

std::string answer_of(const std::string& finding, const std::vector<std::string>& resources) {
  const auto read = imported(resources);
  const auto place = read.presentation.findings.find(*embedded_knowledge().findings.find(finding));
  return place == read.presentation.findings.end()                                     ? "not asked"
         : place->second.value == knowledge::AnswerValue(knowledge::Presence::present) ? "present"
                                                                                       : "other";
}

TEST(RedFlagValues, ANegativeTestOfTheUrineDoesNotHideOneThatIsPositive) {
  const std::string positive = R"("valueCodeableConcept": {"coding": [
      {"system": "http://snomed.info/sct", "code": "10828004"}]})";
  const std::string negative = R"("valueCodeableConcept": {"coding": [
      {"system": "http://snomed.info/sct", "code": "260385009"}]})";
  const std::string negative_words = R"("valueString": "Negative")";
  const std::string denied = R"("valueBoolean": false)";
  const std::string leucocytes = "5799-2";
  const std::string nitrite = "5802-4";
  for (const std::string& none : {negative, negative_words, denied}) {
    EXPECT_EQ(answer_of("urine_leuk_nitrite",
                        {observation("1", leucocytes, positive), observation("2", nitrite, none)}),
              "present")
        << none;
    EXPECT_EQ(answer_of("urine_leuk_nitrite", {observation("2", nitrite, none)}), "not asked")
        << none;
  }
}

}  // namespace
}  // namespace paraspinal::fhir
