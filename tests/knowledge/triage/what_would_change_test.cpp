#include "knowledge/triage/what_would_change.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::Sex;
using knowledge::Urgency;
using testing::Each;
using testing::Field;
using testing::IsEmpty;
using triage::Assessment;
using triage::Change;
using triage::ChangedAnswer;
using triage::Presentation;

std::vector<Change> changes_of(const Presentation& presentation) {
  static const engine::Inference inference(embedded_network().network);
  return triage::what_would_change(presentation, inference, embedded_knowledge(),
                                   embedded_network())
      .value();
}

Assessment after(Presentation presentation, const std::vector<ChangedAnswer>& answers) {
  for (const ChangedAnswer& answer : answers) {
    set(presentation, std::string(answer.finding), answer.to);
  }
  return assessed(presentation);
}

Presentation strained() {
  return person(44, Sex::male,
                {{"heavy_lifting_recent", "present"},
                 {"pain_onset_sudden", "present"},
                 {"fever", "absent"},
                 {"leg_weakness", "absent"}});
}

Presentation saddle_numb() {
  return person(44, Sex::female,
                {{"saddle_anaesthesia", "present"}, {"bilateral_leg_pain", "present"}});
}

Presentation feverish() {
  return person(
      71, Sex::male,
      {{"fever", "present"}, {"night_pain", "present"}, {"weight_loss_unexplained", "unknown"}},
      knowledge::Setting::primary_care);
}

class EachCase : public ::testing::TestWithParam<std::size_t> {
 protected:
  static Presentation presentation() {
    return std::array{strained(), saddle_numb(), feverish()}.at(GetParam());
  }
};

TEST_P(EachCase, EachChangeMovesTheUrgencyOfTheWholeAssessmentAsItSays) {
  const Assessment now = assessed(presentation());
  const auto changes = changes_of(presentation());
  EXPECT_FALSE(changes.empty());
  for (const Change& change : changes) {
    const Assessment then = after(presentation(), change.answers);
    EXPECT_EQ(then.urgency_on_evidence, change.urgency) << change.answers.front().finding;
    EXPECT_NE(then.urgency_on_evidence, now.urgency_on_evidence);
    EXPECT_EQ(then.conflicts.size(), now.conflicts.size());
  }
}

TEST_P(EachCase, NoAnswerOfAPairMovesItThatWayAlone) {
  const Urgency now = assessed(presentation()).urgency_on_evidence;
  for (const Change& change : changes_of(presentation())) {
    for (const ChangedAnswer& answer : change.answers) {
      if (change.answers.size() == 2) {
        const Urgency alone = after(presentation(), {answer}).urgency_on_evidence;
        EXPECT_FALSE(change.urgency > now ? alone > now : alone < now) << answer.finding;
      }
    }
  }
}

bool turns_round(const Change& change) {
  return std::ranges::any_of(change.answers, [](const triage::ChangedAnswer& answer) {
    return answer.from == "present" || answer.from == "absent";
  });
}

TEST_P(EachCase, UpwardChangesComeFirstAndEachWaySingleOnesThenOpenOnesThenTheLikeliest) {
  const Urgency now = assessed(presentation()).urgency_on_evidence;
  const auto key = [now](const Change& change) {
    return std::tuple(change.urgency < now, change.answers.size(), turns_round(change),
                      -change.probability);
  };
  EXPECT_TRUE(std::ranges::is_sorted(changes_of(presentation()), {}, key));
}

INSTANTIATE_TEST_SUITE_P(WhatWouldChange, EachCase, ::testing::Values(0, 1, 2));

// Probability of the least likely of five single answers told that way; the bound where fewer are.
double least_told(const std::vector<Change>& changes, bool up, Urgency now) {
  std::vector<double> told;
  for (const Change& change : changes) {
    if (change.answers.size() == 1 && !turns_round(change) && up == (change.urgency > now)) {
      told.push_back(change.probability);
    }
  }
  return told.size() == 5 ? told.back() : 1e-4;
}

// The reference: every open two-state finding, the whole case assessed both ways.
TEST(WhatWouldChange, NoLikelierSingleAnswerIsMissed) {
  const Assessment now = assessed(strained());
  const auto changes = changes_of(strained());
  const double least_up = least_told(changes, true, now.urgency_on_evidence);
  const double least_down = least_told(changes, false, now.urgency_on_evidence);
  std::size_t moving = 0;
  for (const knowledge::Finding& row : embedded_knowledge().findings.all()) {
    const auto id = embedded_knowledge().findings.find(row.id).value();
    const auto variable = embedded_network().findings[id.index];
    if (row.value_type != knowledge::ValueType::boolean || !variable ||
        *variable == embedded_network().complaint ||
        row.obtainable_by != knowledge::ObtainableBy::caller ||
        std::ranges::find(now.used, row.id, &triage::UsedAnswer::finding) != now.used.end()) {
      continue;
    }
    for (const std::string to : {"present", "absent"}) {
      const ChangedAnswer answer{row.id, "not asked", to};
      const Assessment then = after(strained(), {answer});
      const double probability = std::exp(then.log_evidence - now.log_evidence);
      const bool up = then.urgency_on_evidence > now.urgency_on_evidence;
      const bool moves = then.urgency_on_evidence != now.urgency_on_evidence;
      if (moves && then.conflicts.size() == now.conflicts.size() &&
          then.used.size() == now.used.size() + 1 &&
          probability > (up ? least_up : least_down) * (1 + 1e-9)) {
        ++moving;
        EXPECT_TRUE(std::ranges::any_of(
            changes, [&](const Change& change) { return change.answers == std::vector{answer}; }))
            << row.id << " " << to << " " << probability;
      }
    }
  }
  EXPECT_GT(moving, 0U);
}

TEST(WhatWouldChange, TheProbabilityOfAnOpenAnswerIsThatOfTheEvidenceWithIt) {
  const Assessment now = assessed(strained());
  for (const Change& change : changes_of(strained())) {
    const Assessment then = after(strained(), change.answers);
    const bool is_plain = then.used.size() == now.used.size() + change.answers.size();
    const bool is_open = std::ranges::all_of(
        change.answers, [](const ChangedAnswer& answer) { return answer.from == "not asked"; });
    const auto finding = embedded_knowledge().findings.find(change.answers.front().finding).value();
    if (is_plain && is_open && embedded_network().findings[finding.index]) {
      EXPECT_NEAR(change.probability, std::exp(then.log_evidence - now.log_evidence), 1e-9)
          << change.answers.front().finding;
    }
  }
}

TEST(WhatWouldChange, AGateThatFiredIsLookedAtTheOtherWayAboutAndSaysWhatWasStated) {
  const auto changes = changes_of(saddle_numb());
  const bool told = std::ranges::any_of(changes, [](const Change& change) {
    return change.urgency < Urgency::emergency_department &&
           std::ranges::any_of(change.answers, [](const ChangedAnswer& answer) {
             return answer == ChangedAnswer{"saddle_anaesthesia", "present", "absent"};
           });
  });
  EXPECT_TRUE(told);
}

TEST(WhatWouldChange, ACallerIsNotToldOfWhatOnlyALaboratoryFinds) {
  for (const Change& change : changes_of(strained())) {
    for (const ChangedAnswer& answer : change.answers) {
      const auto finding = embedded_knowledge().findings.find(answer.finding).value();
      EXPECT_EQ(embedded_knowledge().findings[finding].obtainable_by,
                knowledge::ObtainableBy::caller);
    }
  }
}

TEST(WhatWouldChange, NothingTellsOfAnswersRarerThanOneInTenThousand) {
  EXPECT_THAT(changes_of(feverish()), Each(Field(&Change::probability, testing::Ge(1e-4))));
}

TEST(WhatWouldChange, TheSameCaseGivesTheSameChanges) {
  EXPECT_EQ(changes_of(feverish()), changes_of(feverish()));
}

TEST(Assess, ChangesAreThereOnlyWhereTheyAreAskedFor) {
  EXPECT_THAT(assessed(strained()).changes, IsEmpty());
  const auto assessment = embedded_assessor().assess(strained(), {.changes = true});
  ASSERT_TRUE(assessment.has_value());
  EXPECT_EQ(assessment->changes, changes_of(strained()));
}

}  // namespace
}  // namespace paraspinal::tests
