// The worked examples and the metric tables of NIOSH's applications manual (Waters, Putz-Anderson &
// Garg, DHHS 94-110). The examples are in inches and pounds and multiply rounded multipliers; the
// manual's metric constants are not exact conversions of them (10 in = 25.4 cm stands beside 25 cm,
// 51 lb = 23.13 kg beside 23 kg), hence the tolerances: 0.016 of a multiplier and 5 % of a limit.

#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/knowledge/scores/test_points.h"

namespace paraspinal::tests {
namespace {

constexpr double centimetres_an_inch = 2.54;
constexpr double kilograms_a_pound = 0.45359237;

// As on the manual's worksheets: pounds, inches, degrees, lifts a minute.
struct Worksheet {
  std::string task;
  double load = 0;
  double horizontal = 0;
  double vertical = 0;
  double distance = 0;
  double asymmetry = 0;
  double frequency = 0;
  std::string duration;
  std::string coupling;
  std::vector<double> multipliers;  // HM, VM, DM, AM, FM, CM as printed
  double limit = 0;                 // RWL as printed, the product of 51 lb and these
  double index = 0;                 // LI as printed
};

std::ostream& operator<<(std::ostream& out, const Worksheet& sheet) {
  return out << sheet.task;
}

std::string inputs_of(const Worksheet& sheet) {
  return "load=" + std::to_string(sheet.load * kilograms_a_pound) +
         " horizontal=" + std::to_string(sheet.horizontal * centimetres_an_inch) +
         " vertical=" + std::to_string(sheet.vertical * centimetres_an_inch) +
         " distance=" + std::to_string(sheet.distance * centimetres_an_inch) +
         " asymmetry=" + std::to_string(sheet.asymmetry) +
         " frequency=" + std::to_string(sheet.frequency) + " duration=" + sheet.duration +
         " coupling=" + sheet.coupling;
}

class ManualExample : public testing::TestWithParam<Worksheet> {};

TEST_P(ManualExample, GivesThePrintedLimitAndIndex) {
  const Worksheet& sheet = GetParam();
  const auto result = scored("niosh_lifting", inputs_of(sheet));
  const std::vector<std::string> parts{"horizontal_multiplier", "vertical_multiplier",
                                       "distance_multiplier",   "asymmetry_multiplier",
                                       "frequency_multiplier",  "coupling_multiplier"};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    EXPECT_NEAR(part(result, parts[i]).lowest, sheet.multipliers[i], 0.016) << parts[i];
  }
  EXPECT_NEAR(part(result, "recommended_weight_limit").lowest / kilograms_a_pound, sheet.limit,
              0.05 * sheet.limit);
  EXPECT_NEAR(result.value.value(), sheet.index, 0.05 * sheet.index + 0.05);
}

// The manual's own arithmetic, to see that the worksheets were copied rightly.
TEST_P(ManualExample, PrintedLimitIsTheProductOfPrintedMultipliers) {
  double product = 51;
  for (const double multiplier : GetParam().multipliers) {
    product *= multiplier;
  }
  EXPECT_NEAR(product, GetParam().limit, 0.051);
  EXPECT_NEAR(GetParam().load / GetParam().limit, GetParam().index, 0.051);
}

INSTANTIATE_TEST_SUITE_P(Manual, ManualExample,
                         testing::Values(Worksheet{"1 punch press stock, origin",
                                                   44,
                                                   23,
                                                   15,
                                                   48,
                                                   0,
                                                   0.2,
                                                   "up_to_1_hour",
                                                   "fair",
                                                   {.44, .89, .86, 1, 1, .95},
                                                   16.3,
                                                   2.7},
                                         Worksheet{"1 punch press stock, destination",
                                                   44,
                                                   23,
                                                   63,
                                                   48,
                                                   0,
                                                   0.2,
                                                   "up_to_1_hour",
                                                   "fair",
                                                   {.44, .75, .86, 1, 1, 1},
                                                   14.5,
                                                   3.0},
                                         Worksheet{"2 supply rolls, origin",
                                                   35,
                                                   15,
                                                   27,
                                                   17,
                                                   0,
                                                   0.2,
                                                   "up_to_1_hour",
                                                   "poor",
                                                   {.67, .98, .93, 1, 1, .90},
                                                   28.0,
                                                   1.3},
                                         Worksheet{"2 supply rolls, destination",
                                                   35,
                                                   20,
                                                   10,
                                                   17,
                                                   0,
                                                   0.2,
                                                   "up_to_1_hour",
                                                   "poor",
                                                   {.50, .85, .93, 1, 1, .90},
                                                   18.1,
                                                   1.9},
                                         Worksheet{"3 bags into a hopper, origin",
                                                   40,
                                                   18,
                                                   15,
                                                   21,
                                                   45,
                                                   0.2,
                                                   "up_to_1_hour",
                                                   "fair",
                                                   {.56, .89, .91, .86, 1, .95},
                                                   18.9,
                                                   2.1},
                                         Worksheet{"4 package inspection, origin",
                                                   26,
                                                   10,
                                                   22,
                                                   37,
                                                   0,
                                                   3,
                                                   "up_to_1_hour",
                                                   "fair",
                                                   {1, .94, .87, 1, .88, .95},
                                                   34.9,
                                                   0.7},
                                         Worksheet{"4 package inspection, destination",
                                                   26,
                                                   20,
                                                   59,
                                                   37,
                                                   0,
                                                   3,
                                                   "up_to_1_hour",
                                                   "fair",
                                                   {.50, .78, .87, 1, .88, 1},
                                                   15.2,
                                                   1.7},
                                         Worksheet{"5 dish-washing machine, origin",
                                                   33,
                                                   20,
                                                   44,
                                                   37,
                                                   30,
                                                   5,
                                                   "up_to_1_hour",
                                                   "fair",
                                                   {.50, .90, .87, .90, .80, 1},
                                                   14.4,
                                                   2.3},
                                         Worksheet{"5 dish-washing machine, destination",
                                                   33,
                                                   20,
                                                   7,
                                                   37,
                                                   30,
                                                   5,
                                                   "up_to_1_hour",
                                                   "fair",
                                                   {.50, .83, .87, .90, .80, .95},
                                                   12.6,
                                                   2.6}));

// A task in which every other multiplier is 1.
std::string ideal_but(const std::string& name, double value) {
  const std::string all =
      " load=10 horizontal=25 vertical=75 distance=25 asymmetry=0 frequency=0.2 "
      "duration=up_to_1_hour coupling=good";
  const auto at = all.find(" " + name + "=") + name.size() + 2;
  return all.substr(0, at) + std::to_string(value) + all.substr(all.find(' ', at));
}

struct Multiplier {
  std::string input;
  std::string part;
  double value = 0;
  double printed = 0;
};

std::ostream& operator<<(std::ostream& out, const Multiplier& row) {
  return out << row.input << ' ' << row.value;
}

class ManualTable : public testing::TestWithParam<Multiplier> {};

TEST_P(ManualTable, GivesThePrintedMultiplier) {
  const auto& row = GetParam();
  const auto result = scored("niosh_lifting", ideal_but(row.input, row.value));
  EXPECT_NEAR(part(result, row.part).lowest, row.printed, 0.006) << row.input << " " << row.value;
}

// Tables 1 to 4, the metric columns.
const std::vector<Multiplier> printed_multipliers = [] {
  std::vector<Multiplier> rows;
  const auto add = [&rows](const std::string& input, const std::string& part,
                           std::vector<std::pair<double, double>> pairs) {
    for (const auto& [value, printed] : pairs) {
      rows.push_back({input, part, value, printed});
    }
  };
  add("horizontal", "horizontal_multiplier",
      {{25, 1.00}, {28, .89}, {30, .83}, {32, .78}, {34, .74}, {36, .69}, {38, .66},
       {40, .63},  {42, .60}, {44, .57}, {46, .54}, {48, .52}, {50, .50}, {52, .48},
       {54, .46},  {56, .45}, {58, .43}, {60, .42}, {63, .40}, {64, 0}});
  add("vertical", "vertical_multiplier",
      {{0, .78},   {10, .81},  {20, .84},  {30, .87},  {40, .90},  {50, .93},  {60, .96},
       {70, .99},  {80, .99},  {90, .96},  {100, .93}, {110, .90}, {120, .87}, {130, .84},
       {140, .81}, {150, .78}, {160, .75}, {170, .72}, {175, .70}, {176, 0}});
  add("distance", "distance_multiplier",
      {{25, 1.00},
       {40, .93},
       {55, .90},
       {70, .88},
       {85, .87},
       {100, .87},
       {115, .86},
       {130, .86},
       {145, .85},
       {160, .85},
       {175, .85},
       {176, 0}});
  add("asymmetry", "asymmetry_multiplier",
      {{0, 1.00},
       {15, .95},
       {30, .90},
       {45, .86},
       {60, .81},
       {75, .76},
       {90, .71},
       {105, .66},
       {120, .62},
       {135, .57},
       {136, 0}});
  return rows;
}();
INSTANTIATE_TEST_SUITE_P(Manual, ManualTable, testing::ValuesIn(printed_multipliers));

double frequency_multiplier(double lifts, const std::string& duration, double vertical) {
  return part(scored("niosh_lifting", "frequency=" + std::to_string(lifts) + " duration=" +
                                          duration + " vertical=" + std::to_string(vertical)),
              "frequency_multiplier")
      .lowest;
}

// Table 5.
TEST(NioshLifting, FrequencyMultipliersAreThePrintedOnes) {
  EXPECT_DOUBLE_EQ(frequency_multiplier(6, "up_to_1_hour", 0), 0.75);
  EXPECT_DOUBLE_EQ(frequency_multiplier(12, "up_to_2_hours", 75), 0.21);
  EXPECT_DOUBLE_EQ(frequency_multiplier(12, "up_to_2_hours", 74), 0);
  EXPECT_DOUBLE_EQ(frequency_multiplier(9, "up_to_8_hours", 75), 0.15);
  EXPECT_DOUBLE_EQ(frequency_multiplier(9, "up_to_8_hours", 74), 0);
  EXPECT_DOUBLE_EQ(frequency_multiplier(15, "up_to_1_hour", 75), 0.28);
  EXPECT_DOUBLE_EQ(frequency_multiplier(15.1, "up_to_1_hour", 75), 0);
}

TEST(NioshLifting, FrequencyBetweenRowsIsInProportion) {
  EXPECT_NEAR(frequency_multiplier(4.5, "up_to_8_hours", 80), 0.40, 1e-12);
}

TEST(NioshLifting, NoLoadIsSafeBeyondTheReach) {
  const auto result = scored("niosh_lifting", ideal_but("horizontal", 70));
  EXPECT_EQ(scores::value_words(result.value.value()), "without limit");
  EXPECT_EQ(part(result, "recommended_weight_limit").highest, 0);
  EXPECT_EQ(result.bands.front().name, "lifting index over 3");
}

TEST(NioshLifting, AnUnknownHeightBoundsTheIndexByItsBestAndItsWorst) {
  const auto result = scored("niosh_lifting",
                             "load=10 horizontal=25 distance=25 asymmetry=0 frequency=0.2 "
                             "duration=up_to_1_hour coupling=fair");
  EXPECT_NEAR(result.lowest, 10 / 23.0, 1e-9);  // at 75 cm, where a fair grip counts as good
  EXPECT_EQ(scores::value_words(result.highest), "without limit");
  EXPECT_EQ(result.missing, std::vector<std::string>{"vertical"});
}

}  // namespace
}  // namespace paraspinal::tests
