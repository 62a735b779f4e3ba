// Test points of the clinical scores: one a cut-off at least, worked by hand from the published
// rule that stands above each table.

#include <string>

#include <gtest/gtest.h>

#include "tests/knowledge/scores/test_points.h"

namespace paraspinal::tests {
namespace {

class Clinical : public TestPoints {};

TEST_P(Clinical, ScoresAsPublished) {
  expect_point(GetParam());
}

// Royal College of Physicians 2017, chart 1. Zero everywhere, then one sign at a time.
const std::string well =
    " respiratory_rate=16 saturation=97 oxygen=no systolic_pressure=120 pulse=70 "
    "consciousness=alert temperature=37.0";
std::string well_but(const std::string& name, const std::string& value) {
  const auto at = well.find(" " + name + "=") + name.size() + 2;
  const auto end = std::min(well.find(' ', at), well.size());
  return well.substr(0, at) + value + well.substr(end);
}
INSTANTIATE_TEST_SUITE_P(
    News2, Clinical,
    testing::Values(
        TestPoint{"well", "news2", well, 0, "lowest"},
        TestPoint{"8 breaths", "news2", well_but("respiratory_rate", "8"), 3,
                  "low, one sign scores 3"},
        TestPoint{"9 breaths", "news2", well_but("respiratory_rate", "9"), 1, "low"},
        TestPoint{"11 breaths", "news2", well_but("respiratory_rate", "11"), 1, "low"},
        TestPoint{"12 breaths", "news2", well_but("respiratory_rate", "12"), 0, "lowest"},
        TestPoint{"20 breaths", "news2", well_but("respiratory_rate", "20"), 0, "lowest"},
        TestPoint{"21 breaths", "news2", well_but("respiratory_rate", "21"), 2, "low"},
        TestPoint{"24 breaths", "news2", well_but("respiratory_rate", "24"), 2, "low"},
        TestPoint{"25 breaths", "news2", well_but("respiratory_rate", "25"), 3,
                  "low, one sign scores 3"},
        TestPoint{"saturation 91", "news2", well_but("saturation", "91"), 3,
                  "low, one sign scores 3"},
        TestPoint{"saturation 92", "news2", well_but("saturation", "92"), 2, "low"},
        TestPoint{"saturation 94", "news2", well_but("saturation", "94"), 1, "low"},
        TestPoint{"saturation 96", "news2", well_but("saturation", "96"), 0, "lowest"},
        TestPoint{"oxygen", "news2", well_but("oxygen", "yes"), 2, "low"},
        TestPoint{"systolic 90", "news2", well_but("systolic_pressure", "90"), 3,
                  "low, one sign scores 3"},
        TestPoint{"systolic 91", "news2", well_but("systolic_pressure", "91"), 2, "low"},
        TestPoint{"systolic 101", "news2", well_but("systolic_pressure", "101"), 1, "low"},
        TestPoint{"systolic 111", "news2", well_but("systolic_pressure", "111"), 0, "lowest"},
        TestPoint{"systolic 219", "news2", well_but("systolic_pressure", "219"), 0, "lowest"},
        TestPoint{"systolic 220", "news2", well_but("systolic_pressure", "220"), 3,
                  "low, one sign scores 3"},
        TestPoint{"pulse 40", "news2", well_but("pulse", "40"), 3, "low, one sign scores 3"},
        TestPoint{"pulse 41", "news2", well_but("pulse", "41"), 1, "low"},
        TestPoint{"pulse 90", "news2", well_but("pulse", "90"), 0, "lowest"},
        TestPoint{"pulse 91", "news2", well_but("pulse", "91"), 1, "low"},
        TestPoint{"pulse 111", "news2", well_but("pulse", "111"), 2, "low"},
        TestPoint{"pulse 131", "news2", well_but("pulse", "131"), 3, "low, one sign scores 3"},
        TestPoint{"confused", "news2", well_but("consciousness", "confused"), 3,
                  "low, one sign scores 3"},
        TestPoint{"35.0", "news2", well_but("temperature", "35.0"), 3, "low, one sign scores 3"},
        TestPoint{"35.1", "news2", well_but("temperature", "35.1"), 1, "low"},
        TestPoint{"36.1", "news2", well_but("temperature", "36.1"), 0, "lowest"},
        TestPoint{"38.0", "news2", well_but("temperature", "38.0"), 0, "lowest"},
        TestPoint{"38.1", "news2", well_but("temperature", "38.1"), 1, "low"},
        TestPoint{"39.1", "news2", well_but("temperature", "39.1"), 2, "low"},
        TestPoint{"five", "news2",
                  "respiratory_rate=22 saturation=95 oxygen=no systolic_pressure=105 pulse=95 "
                  "consciousness=alert temperature=37",
                  5, "medium"},
        TestPoint{"seven", "news2",
                  "respiratory_rate=22 saturation=95 oxygen=no systolic_pressure=95 pulse=112 "
                  "consciousness=alert temperature=37",
                  7, "high"},
        TestPoint{"all at the worst", "news2",
                  "respiratory_rate=30 saturation=85 oxygen=yes systolic_pressure=80 pulse=140 "
                  "consciousness=unresponsive temperature=34",
                  20, "high"},
        // Scale 2: 88 to 92 scores 0; above on oxygen 1, 2, 3 (Thorax, table of scale 2).
        TestPoint{"scale 2, 88 on air", "news2", well_but("saturation", "88") + " hypercapnic=yes",
                  0, "lowest"},
        TestPoint{"scale 2, 87 on air", "news2", well_but("saturation", "87") + " hypercapnic=yes",
                  1, "low"},
        TestPoint{"scale 2, 83 on air", "news2", well_but("saturation", "83") + " hypercapnic=yes",
                  3, "low, one sign scores 3"},
        TestPoint{"scale 2, 99 on air", "news2", well_but("saturation", "99") + " hypercapnic=yes",
                  0, "lowest"},
        TestPoint{"scale 2, 97 on oxygen", "news2", well_but("oxygen", "yes") + " hypercapnic=yes",
                  5, "medium"}));

// Singer 2016: one point each for 22 breaths or more, altered mentation, systolic 100 or less.
INSTANTIATE_TEST_SUITE_P(
    Qsofa, Clinical,
    testing::Values(
        TestPoint{"none", "qsofa", "respiratory_rate=21 systolic_pressure=101 consciousness=alert",
                  0, "not high risk"},
        TestPoint{"both limits", "qsofa",
                  "respiratory_rate=22 systolic_pressure=100 consciousness=alert", 2, "high risk"},
        TestPoint{"all", "qsofa", "respiratory_rate=30 systolic_pressure=80 consciousness=voice", 3,
                  "high risk"}));

// Moore 2014: sex 2, timing 3 or 1, origin 3, nausea 1 or 2, erythrocytes 3.
INSTANTIATE_TEST_SUITE_P(
    Stone, Clinical,
    testing::Values(TestPoint{"least", "stone",
                              "sex=female timing=over_24_hours origin=black nausea=none "
                              "erythrocytes=absent",
                              0, "low"},
                    TestPoint{"most", "stone",
                              "sex=male timing=under_6_hours origin=other nausea=vomiting "
                              "erythrocytes=present",
                              13, "high"},
                    TestPoint{"1+3+1", "stone",
                              "sex=female timing=6_to_24_hours origin=other nausea=nausea "
                              "erythrocytes=absent",
                              5, "low"},
                    TestPoint{"2+1+3+0+0", "stone",
                              "sex=male timing=6_to_24_hours origin=other nausea=none "
                              "erythrocytes=absent",
                              6, "moderate"},
                    TestPoint{"2+1+3+1+3", "stone",
                              "sex=male timing=6_to_24_hours origin=other nausea=nausea "
                              "erythrocytes=present",
                              10, "high"}));

// Sieper 2009: four of five. Rudwaleit 2006: two of four.
INSTANTIATE_TEST_SUITE_P(
    InflammatoryBackPain, Clinical,
    testing::Values(
        TestPoint{"three", "asas_inflammatory_back_pain",
                  "onset_before_40=yes insidious_onset=yes improves_with_exercise=yes "
                  "no_improvement_with_rest=no night_pain_easing_on_getting_up=no",
                  3, "criteria not met"},
        TestPoint{"four", "asas_inflammatory_back_pain",
                  "onset_before_40=no insidious_onset=yes improves_with_exercise=yes "
                  "no_improvement_with_rest=yes night_pain_easing_on_getting_up=yes",
                  4, "criteria met"},
        TestPoint{"one", "berlin_inflammatory_back_pain",
                  "morning_stiffness=yes improves_with_exercise_not_rest=no wakes_second_half=no "
                  "alternating_buttock_pain=no",
                  1, "criteria not met"},
        TestPoint{"two", "berlin_inflammatory_back_pain",
                  "morning_stiffness=yes improves_with_exercise_not_rest=no wakes_second_half=no "
                  "alternating_buttock_pain=yes",
                  2, "criteria met"}));

// Wolfe 2016: WPI 7 and SSS 5, or WPI 4 to 6 and SSS 9; four of five regions; three months.
const std::string severe =
    " fatigue=3 unrefreshed=3 cognitive=3 headache=no abdominal_pain=no depression=no";
const std::string moderate =
    " fatigue=2 unrefreshed=2 cognitive=1 headache=no abdominal_pain=no depression=no";
INSTANTIATE_TEST_SUITE_P(
    Fibromyalgia, Clinical,
    testing::Values(TestPoint{"7 and 5", "fibromyalgia",
                              "painful_areas=7 painful_regions=4 three_months=yes" + moderate, 12,
                              "criteria met"},
                    TestPoint{"6 and 5", "fibromyalgia",
                              "painful_areas=6 painful_regions=4 three_months=yes" + moderate, 11,
                              "criteria not met"},
                    TestPoint{"4 and 9", "fibromyalgia",
                              "painful_areas=4 painful_regions=4 three_months=yes" + severe, 13,
                              "criteria met"},
                    TestPoint{"3 and 9: the 2010 rule, not this one", "fibromyalgia",
                              "painful_areas=3 painful_regions=4 three_months=yes" + severe, 12,
                              "criteria not met"},
                    TestPoint{"three regions", "fibromyalgia",
                              "painful_areas=9 painful_regions=3 three_months=yes" + severe, 18,
                              "criteria not met"},
                    TestPoint{"too short", "fibromyalgia",
                              "painful_areas=9 painful_regions=5 three_months=no" + severe, 18,
                              "criteria not met"}));

// Kroenke 2009: bands at 3, 6 and 9; each pair positive at 3.
INSTANTIATE_TEST_SUITE_P(
    Mood, Clinical,
    testing::Values(
        TestPoint{"2", "gad2", "nervous=1 worrying=1", 2, "negative"},
        TestPoint{"3", "gad2", "nervous=3 worrying=0", 3, "positive"},
        TestPoint{"2", "phq2", "little_interest=2 down=0", 2, "negative"},
        TestPoint{"3", "phq2", "little_interest=2 down=1", 3, "positive"},
        TestPoint{"2", "phq4", "nervous=1 worrying=1 little_interest=0 down=0", 2, "normal"},
        TestPoint{"3", "phq4", "nervous=1 worrying=1 little_interest=1 down=0", 3, "mild distress"},
        TestPoint{"6", "phq4", "nervous=2 worrying=1 little_interest=2 down=1", 6,
                  "moderate distress"},
        TestPoint{"12", "phq4", "nervous=3 worrying=3 little_interest=3 down=3", 12,
                  "severe distress"}));

// Rosenson 2017: 3, 2, 2 or 1; 3, 2 or 1; 2, 1 or 0; 3, 1 or 0.
INSTANTIATE_TEST_SUITE_P(
    StatinSymptoms, Clinical,
    testing::Values(
        TestPoint{"least", "statin_symptoms",
                  "distribution=asymmetric onset=over_12_weeks improvement=none_by_4_weeks "
                  "recurrence=none_by_12_weeks",
                  2, "unlikely"},
        TestPoint{"most", "statin_symptoms",
                  "distribution=symmetric_hip_or_thigh onset=under_4_weeks "
                  "improvement=under_2_weeks recurrence=under_4_weeks",
                  11, "probable"},
        TestPoint{"2+3+1+1", "statin_symptoms",
                  "distribution=symmetric_calf onset=under_4_weeks improvement=2_to_4_weeks "
                  "recurrence=4_to_12_weeks",
                  7, "possible"},
        TestPoint{"2+2+2+3", "statin_symptoms",
                  "distribution=symmetric_upper onset=4_to_12_weeks improvement=under_2_weeks "
                  "recurrence=under_4_weeks",
                  9, "probable"}));

// Hill 2008: total up to 3 low; subscale of items 5 to 9 at 4 high; else medium.
const std::string none_of_start =
    " leg_pain=no shoulder_or_neck_pain=no walks_less=no dresses_slowly=no";
const std::string all_of_start =
    " leg_pain=yes shoulder_or_neck_pain=yes walks_less=yes dresses_slowly=yes";
INSTANTIATE_TEST_SUITE_P(
    StartBack, Clinical,
    testing::Values(
        TestPoint{"3 of the subscale", "start_back",
                  "unsafe_to_be_active=yes worrying=yes never_better=yes no_enjoyment=no "
                  "bothersome=up_to_moderately" +
                      none_of_start,
                  3, "low risk"},
        TestPoint{"4 without the subscale", "start_back",
                  "unsafe_to_be_active=no worrying=no never_better=no no_enjoyment=no "
                  "bothersome=up_to_moderately" +
                      all_of_start,
                  4, "medium risk"},
        TestPoint{"4 of the subscale", "start_back",
                  "unsafe_to_be_active=yes worrying=yes never_better=yes no_enjoyment=no "
                  "bothersome=very_or_extremely" +
                      none_of_start,
                  4, "high risk"}));

// Payne 1973: + 0.02 mmol/L for each g/L of albumin below 40.
INSTANTIATE_TEST_SUITE_P(
    CorrectedCalcium, Clinical,
    testing::Values(
        TestPoint{"2.00 + 0.20", "corrected_calcium", "calcium=2.00 albumin=29", 2.22, "normal"},
        TestPoint{"2.10", "corrected_calcium", "calcium=2.10 albumin=40", 2.10, "hypocalcaemia"},
        TestPoint{"1.80 - 0.10", "corrected_calcium", "calcium=1.80 albumin=45", 1.70,
                  "severe hypocalcaemia"},
        TestPoint{"2.50 + 0.20", "corrected_calcium", "calcium=2.50 albumin=30", 2.70,
                  "hypercalcaemia"}));

// Inker 2021, worked by hand; 88.4 umol/L is 1 mg/dL. At k of the sex the factor is 142 x
// 0.9938^age (x 1.012): man of 50 at 0.9 mg/dL 142 x 0.73275 = 104.05; woman of 50 at 0.7 mg/dL
// 105.30.
INSTANTIATE_TEST_SUITE_P(
    Egfr, Clinical,
    testing::Values(TestPoint{"man, k", "egfr", "creatinine=79.56 age=50 sex=male", 104.05,
                              "G1, normal or high", 0.1},
                    TestPoint{"woman, k", "egfr", "creatinine=61.88 age=50 sex=female", 105.30,
                              "G1, normal or high", 0.1},
                    // 104.05 x 2^-1.2 = 104.05 x 0.43528
                    TestPoint{"man, twice k", "egfr", "creatinine=159.12 age=50 sex=male", 45.29,
                              "G3a, mildly to moderately decreased", 0.1},
                    // 105.30 x 0.5^-0.241 = 105.30 x 1.18181
                    TestPoint{"woman, half k", "egfr", "creatinine=30.94 age=50 sex=female", 124.44,
                              "G1, normal or high", 0.1}));

// Bouhassira 2005: four of ten, three of the seven that are asked.
INSTANTIATE_TEST_SUITE_P(
    NeuropathicPain, Clinical,
    testing::Values(
        TestPoint{"three of ten", "dn4",
                  "burning=yes painful_cold=no electric_shocks=yes tingling=no pins_and_needles=no "
                  "numbness=no itching=no less_touch=yes less_pinprick=no brushing_hurts=no",
                  3, "not neuropathic"},
        TestPoint{"four of ten", "dn4",
                  "burning=yes painful_cold=no electric_shocks=yes tingling=no pins_and_needles=no "
                  "numbness=yes itching=no less_touch=yes less_pinprick=no brushing_hurts=no",
                  4, "neuropathic"},
        TestPoint{"three of seven", "dn4_interview",
                  "burning=yes painful_cold=no electric_shocks=yes tingling=no pins_and_needles=no "
                  "numbness=yes itching=no",
                  3, "neuropathic"},
        // Freynhagen 2006: up to 12 unlikely, 13 to 18 unclear, from 19 likely.
        TestPoint{"-1", "paindetect",
                  "burning=0 tingling=0 light_touch=0 sudden_attacks=0 cold_or_heat=0 numbness=0 "
                  "slight_pressure=0 course=persistent_with_attacks radiating=no",
                  -1, "unlikely"},
        TestPoint{"12", "paindetect",
                  "burning=3 tingling=3 light_touch=0 sudden_attacks=3 cold_or_heat=0 numbness=1 "
                  "slight_pressure=0 course=persistent_with_slight_variation radiating=yes",
                  12, "unlikely"},
        TestPoint{"13", "paindetect",
                  "burning=3 tingling=3 light_touch=0 sudden_attacks=3 cold_or_heat=0 numbness=1 "
                  "slight_pressure=0 course=attacks_with_pain_between radiating=yes",
                  13, "unclear"},
        TestPoint{"19", "paindetect",
                  "burning=4 tingling=4 light_touch=2 sudden_attacks=4 cold_or_heat=1 numbness=1 "
                  "slight_pressure=0 course=attacks_without_pain_between radiating=yes",
                  19, "likely"},
        TestPoint{"38", "paindetect",
                  "burning=5 tingling=5 light_touch=5 sudden_attacks=5 cold_or_heat=5 numbness=5 "
                  "slight_pressure=5 course=attacks_without_pain_between radiating=yes",
                  38, "likely"}));

// van der Windt 2010: positive below 70 degrees; crossed.
INSTANTIATE_TEST_SUITE_P(
    StraightLegRaise, Clinical,
    testing::Values(TestPoint{"at 45", "straight_leg_raise",
                              "leg_pain=yes angle=45 crossed_leg_pain=no", 1, "positive"},
                    TestPoint{"at 70", "straight_leg_raise",
                              "leg_pain=yes angle=70 crossed_leg_pain=no", 0, "negative"},
                    TestPoint{"crossed", "straight_leg_raise",
                              "leg_pain=yes angle=45 crossed_leg_pain=yes", 2, "crossed positive"},
                    TestPoint{"no leg pain", "straight_leg_raise",
                              "leg_pain=no angle=45 crossed_leg_pain=no", 0, "negative"}));

TEST(Stone, WithoutTheItemOnRaceItIsBoundedAndTheRestIsExact) {
  const auto result =
      scored("stone", "sex=male timing=under_6_hours nausea=none erythrocytes=present");
  EXPECT_FALSE(result.value);
  EXPECT_EQ(result.lowest, 8);
  EXPECT_EQ(result.highest, 11);
  EXPECT_EQ(part(result, "without_origin").lowest, 8);
  EXPECT_EQ(result.bands.size(), 2U);
}

TEST(News2, ScaleOneIsAssumedAndSaid) {
  const auto result = scored("news2", well);
  ASSERT_EQ(result.assumed.size(), 1U);
  EXPECT_EQ(result.assumed.front(),
            "hypercapnic no: scale 1 holds unless a clinician has set scale 2");
}

TEST(News2, WithoutOxygenStatedItIsBoundedNotZero) {
  const auto result = scored("news2",
                             "respiratory_rate=22 saturation=95 systolic_pressure=105 pulse=95 "
                             "consciousness=alert temperature=37");
  EXPECT_EQ(result.lowest, 5);
  EXPECT_EQ(result.highest, 7);
  EXPECT_EQ(result.missing, std::vector<std::string>{"oxygen"});
}

TEST(StraightLegRaise, TheAngleDoesNotMatterWithoutLegPain) {
  const auto result = scored("straight_leg_raise", "leg_pain=no crossed_leg_pain=no");
  EXPECT_EQ(result.value, 0);
  EXPECT_EQ(result.missing, std::vector<std::string>{"angle"});
}

}  // namespace
}  // namespace paraspinal::tests
