// Findings that scores derive from what a presentation states.

#include "knowledge/triage/score_findings.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/triage/close.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::Answer;
using knowledge::AnswerValue;
using knowledge::Presence;
using knowledge::Quantity;
using knowledge::Sex;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using triage::Presentation;

using Findings = std::vector<std::pair<std::string, std::string>>;

triage::Scored scored(const Presentation& presentation) {
  return triage::score_findings(presentation, embedded_knowledge());
}

// Null when the finding was neither stated nor derived by a score.
const Answer* find(const triage::Scored& scored, const std::string& finding) {
  const auto id = embedded_knowledge().findings.find(finding).value();
  const auto answer = scored.presentation.findings.find(id);
  return answer == scored.presentation.findings.end() ? nullptr : &answer->second;
}

double number(const triage::Scored& scored, const std::string& finding) {
  const Answer* answer = find(scored, finding);
  const auto* quantity = answer == nullptr ? nullptr : std::get_if<Quantity>(&answer->value);
  return quantity == nullptr ? std::numeric_limits<double>::quiet_NaN() : quantity->value;
}

// After closing: present, absent or not known.
std::string closed_state(const Presentation& presentation, const std::string& finding) {
  const auto closed = triage::close(scored(presentation).presentation, embedded_knowledge());
  const Answer* answer = closed.find(embedded_knowledge().findings.find(finding).value());
  const auto* presence = answer == nullptr ? nullptr : std::get_if<Presence>(&answer->value);
  return presence == nullptr ? "not known" : *presence == Presence::present ? "present" : "absent";
}

const Findings well{{"resp_rate", "16"}, {"spo2", "97"},       {"oxygen_added", "absent"},
                    {"sbp", "120"},      {"heart_rate", "70"}, {"consciousness", "A"},
                    {"temp_c", "37.0"}};

Presentation with(const Findings& findings, const Findings& changes, double age = 50,
                  Sex sex = Sex::male) {
  auto presentation = person(age, sex, findings);
  for (const auto& [finding, state] : changes) {
    set(presentation, finding, state);
  }
  return presentation;
}

// 1.86 x (146 + 4) + 1.15 x 6 + 12 + 14 = 311.9, above 295.
TEST(ScoreFindings, BloodGivesTheOsmolarityAndItsFinding) {
  const auto presentation = person(
      70, Sex::female, {{"sodium", "146"}, {"potassium", "4"}, {"glucose", "6"}, {"urea", "12"}});
  const auto result = scored(presentation);
  EXPECT_NEAR(number(result, "osmolarity_calc"), 311.9, 1e-6);
  EXPECT_EQ(find(result, "osmolarity_calc")->origin,
            "osmolarity of sodium, potassium, glucose and urea");
  EXPECT_EQ(find(result, "osmolarity_calc")->by, knowledge::SaidBy::derived);
  EXPECT_EQ(closed_state(presentation, "osmolarity_calc_ge295"), "present");
}

TEST(ScoreFindings, AMissingTestGivesNoOsmolarity) {
  const auto result =
      scored(person(70, Sex::female, {{"sodium", "146"}, {"potassium", "4"}, {"glucose", "6"}}));
  EXPECT_EQ(find(result, "osmolarity_calc"), nullptr);
}

TEST(ScoreFindings, UreaAndCreatinineGiveTheirRatio) {
  const auto presentation =
      person(50, Sex::male, {{"urea", "10"}, {"creatinine", "88.4"}});  // 28 over 1
  EXPECT_NEAR(number(scored(presentation), "urea_creatinine_ratio"), 28, 1e-6);
  EXPECT_EQ(closed_state(presentation, "urea_creatinine_gt20"), "present");
}

// 2.10 + 0.02 x (40 - 25) = 2.40: not low, though the total is.
TEST(ScoreFindings, AlbuminAdjustsCalcium) {
  const auto adjusted = person(50, Sex::male, {{"calcium_total", "2.10"}, {"albumin", "25"}});
  EXPECT_NEAR(number(scored(adjusted), "calcium_adjusted"), 2.40, 1e-9);
  EXPECT_EQ(closed_state(adjusted, "calcium_low"), "absent");
}

TEST(ScoreFindings, WithoutAlbuminTheTotalCalciumStandsAndSaysSo) {
  const auto plain = person(50, Sex::male, {{"calcium_total", "2.10"}});
  EXPECT_EQ(closed_state(plain, "calcium_low"), "present");
  EXPECT_EQ(find(scored(plain), "calcium_adjusted")->origin, "calcium_total, albumin not known");
}

// CKD-EPI 2021 by hand: 104.05 x 2^-1.2 = 45.29 (chemistry tests).
TEST(ScoreFindings, CreatinineAgeAndSexGiveTheFiltrationRate) {
  EXPECT_NEAR(number(scored(person(50, Sex::male, {{"creatinine", "159.12"}})), "egfr"), 45.29,
              0.1);
}

TEST(ScoreFindings, NoFiltrationRateIsGivenInPregnancyOrUnderEighteen) {
  EXPECT_EQ(find(scored(person(30, Sex::female, {{"creatinine", "60"}, {"pregnant", "present"}})),
                 "egfr"),
            nullptr);
  EXPECT_EQ(find(scored(person(17, Sex::male, {{"creatinine", "60"}})), "egfr"), nullptr);
}

TEST(ScoreFindings, StandingMeasurementsGiveOrthostaticSigns) {
  const auto result = scored(person(50, Sex::male,
                                    {{"heart_rate", "70"},
                                     {"heart_rate_standing", "104"},
                                     {"sbp", "120"},
                                     {"sbp_standing", "115"}}));
  EXPECT_EQ(find(result, "orthostatic_hr_rise")->value, AnswerValue(Presence::present));
  EXPECT_EQ(find(result, "orthostatic_sbp_drop")->value, AnswerValue(Presence::absent));
}

TEST(ScoreFindings, ALyingPulseAloneSaysNothingOfStanding) {
  EXPECT_EQ(find(scored(person(50, Sex::male, {{"heart_rate", "70"}})), "orthostatic_hr_rise"),
            nullptr);
}

TEST(ScoreFindings, VitalSignsGiveNews2) {
  EXPECT_EQ(number(scored(with(well, {})), "news2_score"), 0);
  // 25 breaths 3, saturation 93 2, pulse 112 2
  const auto ill = with(well, {{"resp_rate", "25"}, {"spo2", "93"}, {"heart_rate", "112"}});
  EXPECT_EQ(number(scored(ill), "news2_score"), 7);
  EXPECT_EQ(closed_state(ill, "news2_ge5"), "present");
}

TEST(ScoreFindings, ConfusionIsReadFromTheAlertness) {
  EXPECT_EQ(number(scored(with(well, {{"consciousness", "C"}})), "news2_score"), 3);
}

TEST(ScoreFindings, News2WithOxygenNotKnownGivesOnlyWhatIsDecided) {
  auto ill = with(well, {{"resp_rate", "25"}, {"spo2", "93"}});
  set(ill, "oxygen_added", "unknown");
  EXPECT_EQ(find(scored(ill), "news2_score"), nullptr);
  EXPECT_EQ(closed_state(ill, "news2_ge5"), "present");  // 5 on air, 7 on oxygen

  auto between = with(well, {{"resp_rate", "25"}});
  set(between, "oxygen_added", "unknown");
  EXPECT_EQ(closed_state(between, "news2_ge5"), "not known");  // 3 or 5

  auto fair = with(well, {});
  set(fair, "oxygen_added", "unknown");
  EXPECT_EQ(closed_state(fair, "news2_ge5"), "absent");  // 0 or 2
}

TEST(ScoreFindings, ALowNews2ReassuresOfNothingInPregnancy) {
  const auto pregnant = with(well, {{"pregnant", "present"}}, 30, Sex::female);
  EXPECT_EQ(find(scored(pregnant), "news2_score"), nullptr);
  EXPECT_EQ(closed_state(pregnant, "news2_ge5"), "not known");
}

TEST(ScoreFindings, AHighNews2CountsInPregnancyToo) {
  // 22 breaths 2, saturation 93 2, pulse 112 2, temperature 38.5 1
  const auto ill =
      with(well, {{"resp_rate", "22"}, {"spo2", "93"}, {"heart_rate", "112"}, {"temp_c", "38.5"}},
           30, Sex::female);
  auto pregnant = ill;
  set(pregnant, "pregnant", "present");
  EXPECT_EQ(number(scored(ill), "news2_score"), 7);
  EXPECT_EQ(number(scored(pregnant), "news2_score"), 7);
}

TEST(ScoreFindings, News2OfSevenIsKnownBeforeEveryInputIs) {
  // 22 breaths 2, saturation 93 2, pulse 135 3: at least 7 whatever the alertness
  auto ill = with(well, {{"resp_rate", "22"}, {"spo2", "93"}, {"heart_rate", "135"}});
  set(ill, "consciousness", "unknown");
  EXPECT_EQ(find(scored(ill), "news2_score"), nullptr);
  EXPECT_EQ(closed_state(ill, "news2_ge7"), "present");
}

// Some value of each band of a sign with its points: RCP 2017, chart 1.
struct Sign {
  std::string finding;
  std::vector<std::pair<std::string, int>> bands;
  int most = 3;
};

const std::vector<Sign> news2_signs{
    {"resp_rate", {{"16", 0}, {"22", 2}, {"26", 3}}},
    {"spo2", {{"97", 0}, {"95", 1}, {"93", 2}, {"90", 3}}},
    {"oxygen_added", {{"absent", 0}, {"present", 2}}, 2},
    {"sbp", {{"120", 0}, {"105", 1}, {"95", 2}, {"88", 3}}},
    {"heart_rate", {{"70", 0}, {"95", 1}, {"120", 2}}},
    {"consciousness", {{"A", 0}, {"V", 3}}},
    {"temp_c", {{"37", 0}, {"35.5", 1}, {"34.5", 3}}},
};

// What is known of a score of that threshold, between its fewest and its most points: a high one
// however much is missing, a low one only when at most two signs are.
std::string known_of(int threshold, int fewest, int most, std::size_t missing) {
  return fewest >= threshold                ? "present"
         : most < threshold && missing <= 2 ? "absent"
                                            : "not known";
}

// Every choice of signs with every choice of their bands, one missing at least.
TEST(ScoreFindings, News2SaysWhatTheSignsThatAreKnownDecide) {
  std::vector<std::size_t> choice(news2_signs.size(), 0);  // the last one of a sign: missing
  std::size_t compared = 0;
  for (bool more = true; more;) {
    Findings findings;
    int fewest = 0;
    int most = 0;
    for (std::size_t i = 0; i < choice.size(); ++i) {
      const Sign& sign = news2_signs[i];
      const bool is_missing = choice[i] == sign.bands.size();
      const int points = is_missing ? 0 : sign.bands[choice[i]].second;
      fewest += points;
      most += is_missing ? sign.most : points;
      if (!is_missing) {
        findings.emplace_back(sign.finding, sign.bands[choice[i]].first);
      }
    }
    const std::size_t missing = news2_signs.size() - findings.size();
    if (missing > 0) {
      const auto result = scored(person(80, Sex::male, findings));
      const auto known = [&result](const std::string& finding) -> std::string {
        const Answer* answer = find(result, finding);
        return answer == nullptr                                 ? "not known"
               : answer->value == AnswerValue(Presence::present) ? "present"
                                                                 : "absent";
      };
      ASSERT_EQ(find(result, "news2_score"), nullptr);
      ASSERT_EQ(known("news2_ge5"), known_of(5, fewest, most, missing))
          << testing::PrintToString(findings);
      ASSERT_EQ(known("news2_ge7"), known_of(7, fewest, most, missing))
          << testing::PrintToString(findings);
      ++compared;
    }
    more = false;
    for (std::size_t i = 0; i < choice.size() && !more; ++i) {
      more = choice[i] < news2_signs[i].bands.size();
      choice[i] = more ? choice[i] + 1 : 0;
    }
  }
  EXPECT_EQ(compared, 4U * 5 * 3 * 5 * 4 * 3 * 4 - 3 * 4 * 2 * 4 * 3 * 2 * 3);
}

// 34.5 Cel 3, 22 breaths 2, 105 mmHg 1, 95 beats 1: 7 with saturation, oxygen and alertness
// unknown.
TEST(ScoreFindings, News2OfSevenBySignsOfFourCallsAnAmbulance) {
  const auto assessment = assessed(
      person(80, Sex::male,
             {{"temp_c", "34.5"}, {"resp_rate", "22"}, {"sbp", "105"}, {"heart_rate", "95"}}));
  EXPECT_EQ(assessment.gate_voice.urgency, knowledge::Urgency::ambulance);
  const auto used = std::ranges::find(assessment.used, "news2_ge7", &triage::UsedAnswer::finding);
  ASSERT_NE(used, assessment.used.end());
  EXPECT_EQ(used->origin, "news2 of resp_rate, sbp, heart_rate and temp_c");
}

TEST(ScoreFindings, ThreeSignsMissingReassureOfNothingInPregnancyAndWarnAllTheSame) {
  Findings signs{{"temp_c", "37"},
                 {"resp_rate", "16"},
                 {"sbp", "120"},
                 {"heart_rate", "70"},
                 {"pregnant", "present"}};
  EXPECT_EQ(closed_state(person(30, Sex::female, signs), "news2_ge5"), "not known");
  const auto ill = with(signs, {{"temp_c", "34.5"}, {"resp_rate", "25"}}, 30, Sex::female);
  EXPECT_EQ(closed_state(ill, "news2_ge5"), "present");
}

TEST(ScoreFindings, ADeniedNews2ThatTheKnownSignsReachIsReadAsPresent) {
  const auto result = scored(
      person(80, Sex::male, {{"temp_c", "34.5"}, {"resp_rate", "25"}, {"news2_ge5", "absent"}}));
  EXPECT_EQ(find(result, "news2_ge5")->value, AnswerValue(Presence::present));
  EXPECT_THAT(result.conflicts, ElementsAre("news2_ge5 was stated absent, but news2 of resp_rate "
                                            "and temp_c gives present; it is read as present"));
}

// 1.86 x (150 + 4) + 1.15 x 6 + 14 = 307.3 without any urea, with sodium 140 288.7; from 295 on.
TEST(ScoreFindings, AnOsmolarityThatIsHighWithoutItsMissingTestIsHigh) {
  const auto high =
      person(70, Sex::female, {{"sodium", "150"}, {"potassium", "4"}, {"glucose", "6"}});
  EXPECT_EQ(find(scored(high), "osmolarity_calc"), nullptr);
  EXPECT_EQ(closed_state(high, "osmolarity_calc_ge295"), "present");
  const auto open =
      person(70, Sex::female, {{"sodium", "140"}, {"potassium", "4"}, {"glucose", "6"}});
  EXPECT_EQ(closed_state(open, "osmolarity_calc_ge295"), "not known");
}

TEST(ScoreFindings, AStatedMeasureStandsAgainstBoundsOfOneWithATestMissing) {
  const auto stated =
      person(70, Sex::female,
             {{"sodium", "150"}, {"potassium", "4"}, {"glucose", "6"}, {"osmolarity_calc", "290"}});
  EXPECT_EQ(closed_state(stated, "osmolarity_calc_ge295"), "absent");
}

TEST(ScoreFindings, AStatedNews2BelowWhatTheKnownSignsReachIsReadAsHigh) {
  const auto stated = person(80, Sex::male,
                             {{"temp_c", "34.5"},
                              {"resp_rate", "22"},
                              {"sbp", "105"},
                              {"heart_rate", "95"},
                              {"news2_score", "3"}});
  EXPECT_EQ(closed_state(stated, "news2_ge7"), "present");
  EXPECT_THAT(assessed(stated).conflicts, testing::Contains(HasSubstr("news2_ge7")));
}

// 1.86 x 120 + 1.15 x 5 + 4 + 14 = 247, below 295 with any potassium that there can be.
TEST(ScoreFindings, AMeasureWithATestMissingIsNeverSaidToBeLow) {
  const auto low = person(70, Sex::female, {{"sodium", "120"}, {"glucose", "5"}, {"urea", "4"}});
  EXPECT_EQ(closed_state(low, "osmolarity_calc_ge295"), "not known");
}

TEST(ScoreFindings, FourAsasItemsMeetTheCriteriaWhateverTheNightBrings) {
  const auto four = person(30, Sex::male,
                           {{"age_onset_lt40", "present"},
                            {"pain_onset_insidious", "present"},
                            {"improves_exercise", "present"},
                            {"no_improve_rest", "present"},
                            {"night_pain", "present"}});
  EXPECT_EQ(find(scored(four), "asas_ibp_score"), nullptr);  // 4 or 5
  EXPECT_EQ(closed_state(four, "asas_ibp_ge4"), "present");
}

TEST(ScoreFindings, AsasWithoutPainAtNightIsCounted) {
  const auto three = person(30, Sex::male,
                            {{"age_onset_lt40", "present"},
                             {"pain_onset_insidious", "present"},
                             {"improves_exercise", "present"},
                             {"no_improve_rest", "absent"},
                             {"night_pain", "absent"}});
  EXPECT_EQ(number(scored(three), "asas_ibp_score"), 3);
  EXPECT_EQ(closed_state(three, "asas_ibp_ge4"), "absent");
}

TEST(ScoreFindings, BerlinCountsExerciseAndRestAsOneItem) {
  const auto presentation = person(30, Sex::male,
                                   {{"morning_stiffness_30", "present"},
                                    {"improves_exercise", "present"},
                                    {"no_improve_rest", "present"},
                                    {"alternating_buttock", "absent"},
                                    {"night_pain", "absent"}});
  EXPECT_EQ(number(scored(presentation), "berlin_ibp"), 2);
}

TEST(ScoreFindings, Dn4ItemsGiveItsScore) {
  Findings items;
  for (const std::string item :
       {"burning", "painful_cold", "electric_shocks", "tingling", "pins_and_needles", "numbness",
        "itching", "less_touch", "less_pinprick", "brushing_hurts"}) {
    items.emplace_back("dn4_" + item, items.size() < 4 ? "present" : "absent");
  }
  EXPECT_EQ(number(scored(person(50, Sex::male, items)), "dn4_score"), 4);
  items.resize(4);  // the six others were not asked
  EXPECT_EQ(closed_state(person(50, Sex::male, items), "dn4_ge4"), "present");
}

TEST(ScoreFindings, StoneIsScoredOnlyWhereAStoneIsInQuestion) {
  const Findings colic{{"flank_colicky", "present"},
                       {"time_since_onset", "0.1"},
                       {"vomiting", "present"},
                       {"urine_blood", "present"}};
  const auto band = [](const triage::Presentation& presentation) {
    return closed_state(presentation, "stone_score_ge10");
  };
  EXPECT_EQ(band(person(40, Sex::male, colic)), "present");
  EXPECT_NE(band(with(colic, {{"flank_colicky", "absent"}})), "present");
  EXPECT_NE(band(with(colic, {{"fever", "present"}})), "present");
}

TEST(ScoreFindings, StoneNeverAsksForRaceAndGivesTheBandThatIsTheSameEitherWay) {
  const auto high = person(40, Sex::male,
                           {{"flank_colicky", "present"},
                            {"time_since_onset", "0.1"},
                            {"vomiting", "present"},
                            {"urine_blood", "present"}});  // 10 or 13
  EXPECT_EQ(find(scored(high), "stone_score"), nullptr);
  EXPECT_EQ(closed_state(high, "stone_score_ge10"), "present");
  EXPECT_EQ(closed_state(high, "stone_score_lt6"), "absent");
}

TEST(ScoreFindings, ADueDateGivesTheWeeksOnTheDayOfTheCall) {
  auto presentation = person(30, Sex::female, {{"edd", "2026-04-11"}});
  presentation.as_of = "2026-01-31T23:30:00-05:00";
  const auto result = scored(presentation);
  EXPECT_EQ(number(result, "gestational_age"), 30);
  EXPECT_EQ(find(result, "gestational_age")->origin, "gestation of edd");
}

TEST(ScoreFindings, ALastPeriodDatesOnlyAKnownPregnancy) {
  auto presentation = person(30, Sex::female, {{"lmp", "2025-12-06"}});
  presentation.as_of = "2026-01-31";
  EXPECT_EQ(find(scored(presentation), "gestational_age"), nullptr);
  set(presentation, "pregnant", "present");
  EXPECT_EQ(number(scored(presentation), "gestational_age"), 8);
}

TEST(ScoreFindings, WithoutATimeNothingIsDated) {
  EXPECT_EQ(find(scored(person(30, Sex::female, {{"edd", "2026-04-11"}})), "gestational_age"),
            nullptr);
}

TEST(ScoreFindings, AStatedAnswerStandsAndTheConflictIsSaid) {
  const auto result = scored(with(well, {{"resp_rate", "25"}, {"news2_score", "1"}}));
  EXPECT_EQ(number(result, "news2_score"), 1);
  EXPECT_THAT(result.conflicts,
              ElementsAre("news2_score was stated 1, but news2 of resp_rate, spo2, oxygen_added, "
                          "sbp, heart_rate, consciousness and temp_c gives 3; the stated one is "
                          "used"));
}

TEST(ScoreFindings, ADeniedSignThatTheMeasuresShowIsReadAsPresent) {
  const auto result = scored(person(
      50, Sex::male,
      {{"heart_rate", "70"}, {"heart_rate_standing", "110"}, {"orthostatic_hr_rise", "absent"}}));
  EXPECT_EQ(find(result, "orthostatic_hr_rise")->value, AnswerValue(Presence::present));
  EXPECT_THAT(result.conflicts,
              ElementsAre("orthostatic_hr_rise was stated absent, but orthostatic of heart_rate "
                          "and heart_rate_standing gives present; it is read as present"));
}

TEST(ScoreFindings, AStatedSignStandsAgainstMeasuresThatDoNotShowIt) {
  const auto result = scored(person(
      50, Sex::male,
      {{"heart_rate", "70"}, {"heart_rate_standing", "75"}, {"orthostatic_hr_rise", "present"}}));
  EXPECT_EQ(find(result, "orthostatic_hr_rise")->value, AnswerValue(Presence::present));
  EXPECT_THAT(result.conflicts, ElementsAre(HasSubstr("gives absent; it is read as present")));
}

TEST(ScoreFindings, ASmallDifferenceOfLaboratoriesIsNoConflict) {
  const auto result =
      scored(person(50, Sex::male, {{"creatinine", "159.12"}, {"egfr", "41"}}));  // ours 45.3
  EXPECT_EQ(number(result, "egfr"), 41);
  EXPECT_THAT(result.conflicts, IsEmpty());
}

TEST(ScoreFindings, UnknownIsReplacedByWhatTheScoreGives) {
  const auto result = scored(with(well, {{"news2_score", "unknown"}}));
  EXPECT_EQ(number(result, "news2_score"), 0);
}

TEST(ScoreFindings, NothingStatedGivesNothing) {
  const auto presentation = person(50, Sex::male);
  EXPECT_EQ(scored(presentation).presentation, presentation);
}

TEST(ScoreFindings, ReachTheAssessmentWithTheirOrigin) {
  const auto assessment =
      assessed(with(well, {{"resp_rate", "24"}, {"spo2", "92"}, {"heart_rate", "131"}}));
  const auto used = std::ranges::find(assessment.used, "news2_score", &triage::UsedAnswer::finding);
  ASSERT_NE(used, assessment.used.end());
  EXPECT_THAT(used->origin, HasSubstr("news2 of resp_rate"));
  const auto gate = std::ranges::find(assessment.gates, "rf_sepsis", &triage::Gate::id);
  ASSERT_NE(gate, assessment.gates.end());
  EXPECT_EQ(gate->state, triage::GateState::fired);
}

TEST(ScoreFindings, ConflictsReachTheAssessment) {
  const auto assessment = assessed(with(well, {{"news2_score", "9"}}));
  EXPECT_THAT(assessment.conflicts, testing::Contains(HasSubstr("news2_score was stated 9")));
}

}  // namespace
}  // namespace paraspinal::tests
