#include "fhir/units.h"

#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

std::optional<double> converted(std::string_view finding, double value, std::string_view unit) {
  return convert(small_knowledge(), *small_knowledge().findings.find(finding), value, unit);
}

TEST(Units, SpellingsOfOneUnitAreOne) {
  EXPECT_EQ(canonical_unit("deg F"), "[degF]");
  EXPECT_EQ(canonical_unit("\u00B0C"), "Cel");
  EXPECT_EQ(canonical_unit("mmHg"), "mm[Hg]");
  EXPECT_EQ(canonical_unit("mg/dl"), "mg/dL");
  EXPECT_EQ(canonical_unit("{score}"), "1");
  EXPECT_EQ(canonical_unit("KG"), "kg");
  EXPECT_EQ(canonical_unit("mIU/mL"), "m[IU]/mL");
  EXPECT_EQ(canonical_unit("K/cumm"), "10*3/uL");
  EXPECT_EQ(canonical_unit("x10E9/L"), "10*9/L");
  EXPECT_EQ(canonical_unit("mL/min/1.73sqm"), "mL/min/{1.73_m2}");
}

TEST(Units, TheThreeLettersMuAreOne) {
  EXPECT_EQ(canonical_unit("\u00B5mol/L"), "umol/L");
  EXPECT_EQ(canonical_unit("\u03BCmol/L"), "umol/L");
  EXPECT_EQ(canonical_unit("umol/L"), "umol/L");
}

TEST(Units, CapitalGIsGigaAndNotGram) {
  EXPECT_EQ(canonical_unit("G/L"), "10*9/L");
  EXPECT_EQ(canonical_unit("g/L"), "g/L");
}

TEST(Units, AnUnknownUnitComesBackUnchanged) {
  EXPECT_EQ(canonical_unit("[foo]"), "[foo]");
}

TEST(Units, FahrenheitBecomesCelsius) {
  EXPECT_NEAR(*converted("temp_c", 101.3, "[degF]"), 38.5, 1e-9);
  EXPECT_NEAR(*converted("temp_c", 98.6, "degF"), 37, 1e-9);
}

TEST(Units, TheFindingsOwnUnitNeedsNoConversion) {
  EXPECT_EQ(converted("temp_c", 38.4, "Cel"), 38.4);
  EXPECT_EQ(converted("pain_nrs", 7, "{score}"), 7);
}

TEST(Units, AUnitWithoutAConversionIsNotRead) {
  EXPECT_FALSE(converted("temp_c", 38.4, "kg").has_value());
  EXPECT_FALSE(converted("temp_c", 38.4, "").has_value());
}

}  // namespace
}  // namespace paraspinal::fhir
