#include "apps/cli/text_layout.h"

#include <string>

#include <gtest/gtest.h>

namespace paraspinal::cli {
namespace {

TEST(Printable, ControlCharactersBecomeSpaces) {
  EXPECT_EQ(printable("a\x1b[2J\nb\x7f"), "a [2J b ");
}

TEST(Printable, TheSecondControlBlockBecomesSpacesToo) {
  EXPECT_EQ(printable("a\xc2\x9b"
                      "b"),
            "a b");
}

TEST(Printable, LettersOutsideAsciiStay) {
  EXPECT_EQ(printable("M\xc3\xa9ni\xc3\xa8re"), "M\xc3\xa9ni\xc3\xa8re");
}

TEST(LargePrint, AnIdIsReadInCapitals) {
  EXPECT_EQ(large_print("same_day"), "SAME DAY");
}

TEST(Wrapped, BreaksBeforeTheEightyFirstColumn) {
  const std::string forty(40, 'x');
  EXPECT_EQ(wrapped(forty + " " + std::string(39, 'y')), forty + " " + std::string(39, 'y') + "\n");
  EXPECT_EQ(wrapped(forty + " " + std::string(40, 'y')),
            forty + "\n" + std::string(40, 'y') + "\n");
}

TEST(Wrapped, LaterLinesStandUnderTheFirstWord) {
  EXPECT_EQ(wrapped(std::string(70, 'x') + " " + std::string(20, 'y'), "  - "),
            "  - " + std::string(70, 'x') + "\n    " + std::string(20, 'y') + "\n");
}

TEST(Wrapped, AWordWiderThanThePageStandsAlone) {
  EXPECT_EQ(wrapped("a " + std::string(90, 'x')), "a\n" + std::string(90, 'x') + "\n");
}

TEST(Column, FillsAndCutsToItsWidth) {
  EXPECT_EQ(column("abc", 5), "abc  ");
  EXPECT_EQ(column("abcdef", 5), "abc..");
}

TEST(Column, CountsLettersAndNotBytes) {
  EXPECT_EQ(column("\xc3\xa9\xc3\xa9", 3), "\xc3\xa9\xc3\xa9 ");
}

TEST(Bar, IsFilledInProportion) {
  EXPECT_EQ(bar(0, 4), "....");
  EXPECT_EQ(bar(0.5, 4), "##..");
  EXPECT_EQ(bar(1, 4), "####");
}

TEST(Bar, AnyShareAboveNoneShows) {
  EXPECT_EQ(bar(0.0001, 4), "#...");
}

TEST(NaturalFrequency, ChoosesADenominatorThatAPersonCanPicture) {
  EXPECT_EQ(natural_frequency(0.999), "more than 99 in 100");
  EXPECT_EQ(natural_frequency(0.06), "about 6 in 100");
  EXPECT_EQ(natural_frequency(0.0023), "about 2 in 1,000");
  EXPECT_EQ(natural_frequency(0.0003), "about 3 in 10,000");
  EXPECT_EQ(natural_frequency(0.00003), "fewer than 1 in 10,000");
}

TEST(Percent, KeepsTwoDigitsWhereSmall) {
  EXPECT_EQ(percent(0.38), "38 %");
  EXPECT_EQ(percent(0.042), "4.2 %");
  EXPECT_EQ(percent(0.0015), "0.15 %");
  EXPECT_EQ(percent(0.00001), "<0.01 %");
}

TEST(Percent, OnlyCertaintyIsPrintedAsCertain) {
  EXPECT_EQ(percent(0.9999), ">99 %");
  EXPECT_EQ(percent(1), "100 %");
  EXPECT_EQ(percent(0), "0 %");
}

}  // namespace
}  // namespace paraspinal::cli
