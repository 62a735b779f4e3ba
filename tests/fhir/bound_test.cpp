#include "fhir/bound.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using testing::HasSubstr;

// A CRP result; crp>10 defines crp_gt10 and crp>=50 defines crp_ge50.
std::string crp(const std::string& comparator, const std::string& value,
                const std::string& unit = "mg/L", const std::string& day = "2026-01-30",
                const std::string& id = "1") {
  return R"({"resourceType": "Observation", "id": ")" + id +
         R"(", "status": "final", "effectiveDateTime": ")" + day +
         R"(", "code": {"coding": [{"system": "http://loinc.org", "code": "1988-5"}]},
      "valueQuantity": {"value": )" +
         value + (comparator.empty() ? "" : R"(, "comparator": ")" + comparator + "\"") +
         R"(, "code": ")" + unit + R"("}})";
}

struct Row {
  std::string comparator;
  std::string value;
  std::string gt10;
  std::string ge50;
};

class Bound : public testing::TestWithParam<Row> {};

TEST_P(Bound, DecidesTheThresholdsThatAllOfItLiesBeyond) {
  const Imported read = import_resources({crp(GetParam().comparator, GetParam().value)});
  EXPECT_EQ(said(read, "crp"), "not asked");
  EXPECT_EQ(said(read, "crp_gt10"), GetParam().gt10);
  EXPECT_EQ(said(read, "crp_ge50"), GetParam().ge50);
}

INSTANTIATE_TEST_SUITE_P(Crp, Bound,
                         testing::Values(Row{"<", "5", "absent", "absent"},
                                         Row{"<=", "10", "absent", "absent"},
                                         Row{"<", "50", "not asked", "absent"},
                                         Row{"<=", "50", "not asked", "not asked"},
                                         Row{">", "10", "present", "not asked"},
                                         Row{">=", "10", "not asked", "not asked"},
                                         Row{">=", "50", "present", "present"},
                                         Row{">", "200", "present", "present"},
                                         Row{"<", "0", "not asked", "not asked"},
                                         Row{"ad", "60", "not asked", "not asked"}));

TEST(BoundOfAValue, IsToldAndNamesWhatItDecides) {
  const Imported read = import_resources({crp("<", "5")});
  EXPECT_THAT(issues(read), HasSubstr("<5 mg/L is a bound, not a number: crp is not used"));
  EXPECT_THAT(fate(read, "Observation/1"), HasSubstr("used: crp_gt10 = absent"));
}

TEST(BoundOfAValue, IsConvertedByItsUnit) {
  EXPECT_EQ(said(import_resources({crp(">", "6", "mg/dL")}), "crp_ge50"), "present");
  EXPECT_EQ(said(import_resources({crp(">", "600", "foo")}), "crp_ge50"), "not asked");
}

TEST(BoundOfAValue, HidesAnOlderNumberAndGivesWayToANewerOne) {
  const Imported newer_bound = import_resources(
      {crp("", "80", "mg/L", "2026-01-20"), crp("<", "5", "mg/L", "2026-01-30", "2")});
  EXPECT_EQ(said(newer_bound, "crp"), "not asked");
  EXPECT_EQ(said(newer_bound, "crp_ge50"), "absent");
  const Imported newer_number = import_resources(
      {crp("<", "5", "mg/L", "2026-01-20"), crp("", "80", "mg/L", "2026-01-30", "2")});
  EXPECT_EQ(said(newer_number, "crp"), "80 mg/L");
  EXPECT_EQ(said(newer_number, "crp_ge50"), "not asked");
}

}  // namespace
}  // namespace paraspinal::fhir
