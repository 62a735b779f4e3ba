// The interview as a state machine: keys, pages, gates, and taking answers back.

#include "apps/cli/interview.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/apps/interview_call.h"

namespace paraspinal::apps_tests {
namespace {

using cli::Interview;
using cli::Page;
using knowledge::AnswerValue;
using knowledge::Presence;
using knowledge::Quantity;
using knowledge::Sex;
using knowledge::Urgency;
using testing::HasSubstr;
using testing::Not;

Interview man() {
  return call_of(34, Sex::male);
}

Interview with(const Interview& call, const std::string& id, const AnswerValue& value) {
  return the_interviewer().answer(call, finding(id), value);
}

// All before it denied, or not known where it is no yes or no.
Interview at_the_nerves() {
  Interview call = man();
  while (asked(call) != "saddle_anaesthesia" && call.page == Page::question) {
    const Interview denied = press(call, "n");
    call = denied.answers == call.answers ? press(call, "x") : denied;
  }
  return call;
}

std::vector<std::string> fired(const Interview& call) {
  std::vector<std::string> names;
  for (const triage::Gate& gate : call.assessment->gates) {
    if (gate.state == triage::GateState::fired) {
      names.emplace_back(gate.name);
    }
  }
  return names;
}

// Searches the finding by its id and chooses the best match.
Interview jump(const Interview& call, const std::string& id) {
  return press(the_interviewer().enter(call, "/" + id), "1");
}

const AnswerValue* said(const Interview& call, const std::string& id) {
  const auto found = call.presentation.findings.find(finding(id));
  return found == call.presentation.findings.end() ? nullptr : &found->second.value;
}

TEST(Interview, WithoutAnAgeAsksForItBeforeAllElse) {
  const Interview call = the_interviewer().begin(start(), {});
  EXPECT_EQ(call.page, Page::question);
  EXPECT_EQ(asked(call), "age_years");
}

TEST(Interview, AsksForDangerToLifeBeforeTheOtherSafetyQuestions) {
  const Interview call = man();
  const auto& rows = the_interviewer().knowledge().safety_questions;
  const auto row = std::ranges::find(rows, *call.asking, &knowledge::SafetyQuestion::finding);
  ASSERT_NE(row, rows.end());
  EXPECT_TRUE(row->life_threat);
  EXPECT_THAT(seen(call), HasSubstr("Danger to life"));
}

TEST(Interview, AKeyAnswersTheQuestionAndBringsTheNext) {
  const Interview before = jump(man(), "fever");
  const Interview after = press(before, "n");
  EXPECT_EQ(after.answers.size(), before.answers.size() + 1);
  EXPECT_EQ(after.answers.back().finding, *before.asking);
  EXPECT_EQ(after.answers.back().answer.value, AnswerValue(Presence::absent));
  EXPECT_NE(after.asking, before.asking);
  EXPECT_EQ(after.inquiry.safety_answered, before.inquiry.safety_answered + 1);
}

TEST(Interview, TheKeysUAndRSayUnknownAndRefused) {
  const Interview call = jump(man(), "fever");
  EXPECT_EQ(press(call, "u").answers.back().answer.value, AnswerValue(knowledge::Unknown{}));
  EXPECT_EQ(press(call, "r").answers.back().answer.value, AnswerValue(knowledge::Refused{}));
}

TEST(Interview, ASafetyQuestionAskedInVainHoldsTheUrgencyAtSameDay) {
  const Interview call = with(man(), "chest_pain", knowledge::Unknown{});
  EXPECT_GE(call.assessment->urgency, Urgency::same_day);
  EXPECT_EQ(call.assessment->floor_voice.urgency, Urgency::same_day);
}

TEST(Interview, SaysHowAnAnswerMovedTheUrgencyAndWhy) {
  const Interview call = with(man(), "saddle_anaesthesia", Presence::present);
  EXPECT_THAT(call.note, HasSubstr("Numb between the legs: yes."));
  EXPECT_THAT(call.change, HasSubstr("Urgency rises to emergency department: Saddle numbness"));
}

TEST(Interview, SaddleNumbnessInterruptsAtOnce) {
  const Interview call = press(jump(man(), "saddle_anaesthesia"), "y");
  EXPECT_EQ(call.page, Page::interrupt);
  EXPECT_EQ(call.inquiry.state, triage::InquiryState::emergency);
  const std::string screen = seen(call);
  EXPECT_THAT(screen, HasSubstr("EMERGENCY DEPARTMENT - within 1 hour"));
  EXPECT_THAT(screen, HasSubstr("STOP: a red flag has fired."));
  EXPECT_THAT(screen, HasSubstr("Go to the nearest emergency department now"));
  EXPECT_THAT(screen, HasSubstr("BECAUSE  Numb between the legs"));
}

TEST(Interview, KeysTypedForAQuestionDoNotAnswerAnInterrupt) {
  const Interview call = with(man(), "saddle_anaesthesia", Presence::present);
  for (const char key : {'y', 'n', 'u', 'r', '1', cli::enter_key}) {
    const Interview after = the_interviewer().press(call, key);
    EXPECT_EQ(after.page, Page::interrupt) << key;
    EXPECT_EQ(after.answers, call.answers) << key;
  }
}

TEST(Interview, AskingOnInAnEmergencyAsksFirstWhatWouldMakeItAnAmbulance) {
  const Interview stopped = with(man(), "saddle_anaesthesia", Presence::present);
  ASSERT_FALSE(stopped.inquiry.further.empty());
  const std::string first = stopped.inquiry.further.front().finding;
  EXPECT_THAT(seen(stopped), HasSubstr("a yes would make it an ambulance"));
  const Interview call = press(stopped, "c");
  EXPECT_EQ(call.page, Page::question);
  EXPECT_EQ(asked(call), first);
  EXPECT_THAT(seen(press(call, "w")), HasSubstr("A yes would make it an ambulance."));
}

TEST(Interview, AskingOnInAnEmergencyAsksTheSafetyQuestionsThatAreLeft) {
  Interview call = press(with(man(), "saddle_anaesthesia", Presence::present), "c");
  while (!call.inquiry.further.empty()) {
    call = press(call, "x");
  }
  EXPECT_EQ(call.page, Page::question);
  EXPECT_EQ(asked(call), call.assessment->ask_first.front());
  EXPECT_THAT(seen(call), HasSubstr("Safety question"));
  const Interview next = press(call, "u");
  EXPECT_EQ(next.page, Page::question);
  EXPECT_GE(next.assessment->urgency, Urgency::emergency_department);
}

TEST(Interview, AnotherGateInterruptsAgain) {
  const Interview call = press(with(man(), "saddle_anaesthesia", Presence::present), "c");
  const Interview next = with(call, "consciousness", knowledge::State{4});
  EXPECT_EQ(next.page, Page::interrupt);
  EXPECT_EQ(next.assessment->urgency, Urgency::ambulance);
}

TEST(Interview, TakingAnAnswerBackGivesExactlyTheStateBefore) {
  const Interview before = at_the_nerves();
  for (const std::string_view key : {"y", "n", "u", "r"}) {
    const Interview after = press(press(before, key), "b");
    EXPECT_EQ(after.answers, before.answers);
    EXPECT_EQ(after.presentation, before.presentation);
    EXPECT_EQ(after.assessment, before.assessment);
    EXPECT_EQ(after.inquiry, before.inquiry);
    EXPECT_EQ(after.asking, before.asking);
    EXPECT_EQ(after.page, before.page);
  }
}

TEST(Interview, TakingTheEmergencyBackGoesOnAsking) {
  const Interview call = press(with(man(), "saddle_anaesthesia", Presence::present), "b");
  EXPECT_EQ(call.page, Page::question);
  EXPECT_EQ(asked(call), "saddle_anaesthesia");
  EXPECT_THAT(call.change, testing::IsEmpty());  // a fall stands in the banner alone
}

TEST(Interview, ABundleIsReadWithItsLeadInAndANumberForEachItem) {
  const Interview call = man();
  ASSERT_EQ(call.bundle.size(), 5U);
  const std::string screen = seen(call);
  EXPECT_THAT(screen, HasSubstr("read all of it in one breath"));
  EXPECT_THAT(screen, HasSubstr("Before anything else"));
  EXPECT_THAT(screen, HasSubstr("1  new confusion, or being hard to wake"));
  EXPECT_THAT(screen, HasSubstr("5  pale, cold and sweaty skin"));
  EXPECT_THAT(screen, HasSubstr("n no to all"));
}

TEST(Interview, ANoToABundleAnswersEachOfItAndIsOneQuestion) {
  const Interview before = man();
  const Interview after = press(before, "n");
  EXPECT_EQ(after.inquiry.safety_answered, before.inquiry.safety_answered + 5);
  EXPECT_EQ(*said(after, "consciousness"), AnswerValue(knowledge::State{0}));
  EXPECT_EQ(*said(after, "chest_pain"), AnswerValue(Presence::absent));
  EXPECT_EQ(std::ranges::count(after.answers, cli::Put::in_same_breath, &cli::GivenAnswer::put), 4);
}

TEST(Interview, BackTakesTheWholeNoToABundleBack) {
  const Interview before = man();
  const Interview back = press(before, "nb");
  EXPECT_EQ(back.answers, before.answers);
  EXPECT_EQ(back.bundle, before.bundle);
  EXPECT_THAT(back.note, HasSubstr("Taken back: the answer to all of these."));
}

TEST(Interview, AYesOrCannotSayToABundleAsksEachOfItByItself) {
  for (const std::string_view key : {"y", "u", "x", "r"}) {
    const Interview before = man();
    Interview call = press(before, key);
    EXPECT_EQ(call.answers, before.answers) << key;
    EXPECT_TRUE(call.bundle.empty()) << key;
    EXPECT_EQ(call.asking, before.bundle[0]) << key;
    EXPECT_THAT(seen(call), HasSubstr("by itself: 1 of 5")) << key;
    call = press(call, "1");
    for (std::size_t i = 1; i < before.bundle.size(); ++i) {
      EXPECT_EQ(call.asking, before.bundle[i]) << key;
      call = press(call, "n");
    }
    EXPECT_THAT(seen(call), Not(HasSubstr("by itself: "))) << key;
  }
}

// Everything denied until it is asked of a pregnancy; then each of that breath by itself.
Interview woman_at_the_pregnancy() {
  Interview call = call_of(28, Sex::female);
  while (asked(call) != "pregnant" && call.page == Page::question) {
    const Interview denied = press(call, "n");
    call = denied.answers == call.answers ? press(call, "x") : denied;
  }
  return call;
}

TEST(Interview, WhoeverIsPregnantIsNotAskedForALatePeriodOrABirth) {
  const Interview breath = woman_at_the_pregnancy();
  ASSERT_THAT(breath.bundle, testing::Contains(finding("missed_period")));
  ASSERT_THAT(breath.bundle, testing::Contains(finding("postpartum")));
  Interview call = press(breath, "yy");
  ASSERT_EQ(*said(call, "pregnant"), AnswerValue(Presence::present));
  while (call.page == Page::question) {
    EXPECT_NE(asked(call), "missed_period");
    EXPECT_NE(asked(call), "postpartum");
    EXPECT_THAT(call.bundle, Not(testing::Contains(finding("missed_period"))));
    const Interview denied = press(call, "n");
    call = denied.answers == call.answers ? press(call, "x") : denied;
  }
}

TEST(Interview, WhoeverIsNotPregnantIsAskedForALatePeriodAndABirth) {
  Interview call = press(woman_at_the_pregnancy(), "yn");
  EXPECT_EQ(asked(call), "postpartum");
  EXPECT_EQ(asked(press(call, "n")), "missed_period");
}

TEST(Interview, BackRightAfterAYesBringsTheBundleAgain) {
  const Interview before = man();
  const Interview back = press(before, "yb");
  EXPECT_EQ(back.bundle, before.bundle);
  EXPECT_EQ(back.answers, before.answers);
}

TEST(Interview, AnEmergencyAmongTheSinglesOfABundleInterruptsAtOnce) {
  const Interview nerve = at_the_nerves();
  ASSERT_EQ(asked(nerve), "saddle_anaesthesia");
  const Interview call = press(nerve, "yy");
  EXPECT_EQ(call.page, Page::interrupt);
  EXPECT_EQ(said(call, "bladder_dysfunction"), nullptr);
}

TEST(Interview, NumbersNameWhatIsPresentAndDenyTheOthers) {
  const Interview nerve = at_the_nerves();
  ASSERT_EQ(nerve.bundle.size(), 5U);
  EXPECT_THAT(seen(press(nerve, "5")), HasSubstr("* 5  weakness of a leg"));
  const Interview call = press(nerve, "5\n");
  EXPECT_EQ(*said(call, "leg_weakness"), AnswerValue(Presence::present));
  EXPECT_EQ(*said(call, "saddle_anaesthesia"), AnswerValue(Presence::absent));
  EXPECT_THAT(call.note, HasSubstr("Yes: Weakness of a leg. No to the others."));
  EXPECT_EQ(press(call, "b").answers, nerve.answers);
}

TEST(Interview, ANumberPressedTwiceIsUnmarked) {
  const Interview nerve = at_the_nerves();
  EXPECT_TRUE(press(nerve, "55").picked.empty());
  EXPECT_TRUE(press(nerve, "5\x1b").picked.empty());
}

TEST(Interview, WhileSomeAreMarkedNIsNotTakenForNoToAll) {
  const Interview nerve = at_the_nerves();
  const Interview call = press(nerve, "5n");
  EXPECT_EQ(call.answers, nerve.answers);
  EXPECT_THAT(call.note, HasSubstr("Enter takes them as yes"));
}

TEST(Interview, ANamedFindingOfSeveralStatesIsAskedByItself) {
  // Not fully awake: how far is still to be said.
  const Interview call = press(man(), "1\n");
  EXPECT_EQ(asked(call), "consciousness");
  EXPECT_TRUE(call.bundle.empty());
  EXPECT_EQ(*said(call, "chest_pain"), AnswerValue(Presence::absent));
  EXPECT_EQ(press(call, "2").page, Page::interrupt);
}

TEST(Interview, AResumedCallGoesOnWithWhatIsLeftOfABundle) {
  const Interview half = press(at_the_nerves(), "ynn");
  const Interview again = the_interviewer().begin(half.start, half.answers);
  EXPECT_EQ(again.presentation, half.presentation);
  ASSERT_FALSE(again.bundle.empty());
  EXPECT_EQ(said(again, "leg_weakness"), nullptr);
}

TEST(Interview, WithNothingToTakeBackSaysSo) {
  const Interview call = press(press(man(), "bb"), "b");
  EXPECT_THAT(call.note, HasSubstr("Nothing was answered yet"));
}

TEST(Interview, ALaterAnswerReplacesTheFirstAndBackRestoresIt) {
  const Interview first = with(man(), "fever", Presence::absent);
  const Interview second = with(first, "fever", Presence::present);
  EXPECT_EQ(*said(second, "fever"), AnswerValue(Presence::present));
  const Interview back = press(second, "b");
  EXPECT_EQ(*said(back, "fever"), AnswerValue(Presence::absent));
  EXPECT_EQ(back.assessment, first.assessment);
}

TEST(Interview, TheOrderOfAnswersDoesNotChangeTheAssessment) {
  const Interview one =
      with(with(man(), "fever", Presence::absent), "leg_weakness", Presence::absent);
  const Interview two =
      with(with(man(), "leg_weakness", Presence::absent), "fever", Presence::absent);
  EXPECT_EQ(one.assessment, two.assessment);
}

TEST(Interview, ANumberIsTypedAndEndsWithEnter) {
  const Interview typing = press(jump(man(), "temp_c"), "38,4");
  EXPECT_EQ(said(typing, "temp_c"), nullptr);
  EXPECT_THAT(seen(typing), HasSubstr("> 38,4_"));
  EXPECT_EQ(*said(press(typing, "\n"), "temp_c"), AnswerValue(Quantity{38.4}));
}

TEST(Interview, ANumberOutsideItsRangeIsNotTaken) {
  const Interview call = press(jump(man(), "temp_c"), "384\n");
  EXPECT_EQ(said(call, "temp_c"), nullptr);
  EXPECT_THAT(call.note, HasSubstr("\"384\" cannot be used, expected a number from 25 to 45"));
}

TEST(Interview, WordsForNoNumberAreNotTaken) {
  for (const std::string words : {"nan", "inf"}) {
    const Interview call = press(jump(man(), "temp_c"), words + "\n");
    EXPECT_EQ(said(call, "temp_c"), nullptr) << words;
  }
}

TEST(Interview, EraseAndEscapeCorrectWhatIsTyped) {
  EXPECT_EQ(press(jump(man(), "temp_c"), "38\x7f").typed, "3");
  EXPECT_EQ(press(jump(man(), "temp_c"), "38\x1b").typed, "");
}

TEST(Interview, AGradedFindingIsChosenByNumber) {
  const Interview call = press(jump(man(), "consciousness"), "1");
  EXPECT_EQ(*said(call, "consciousness"), AnswerValue(knowledge::State{0}));
}

TEST(Interview, UnresponsiveIsNotMistakenForUnknown) {
  const Interview before = jump(man(), "consciousness");
  const Interview u = press(before, "u");
  EXPECT_EQ(u.answers, before.answers);
  EXPECT_THAT(u.note, HasSubstr("press its number, or x for cannot say"));
  EXPECT_THAT(seen(before), HasSubstr("5 U does not wake"));
  EXPECT_EQ(*said(press(before, "x"), "consciousness"), AnswerValue(knowledge::Unknown{}));
  EXPECT_EQ(press(before, "5").page, Page::interrupt);
}

TEST(Interview, ADateIsTyped) {
  const Interview woman = jump(call_of(30, Sex::female), "edd");
  const Interview call = the_interviewer().enter(woman, "2027-02-01");
  EXPECT_EQ(*said(call, "edd"), AnswerValue(knowledge::Day{"2027-02-01"}));
  EXPECT_THAT(the_interviewer().enter(woman, "2027-02-31").note,
              HasSubstr("expected a date YYYY-MM-DD"));
}

TEST(Interview, ADateThatNoPregnancyOfTheDayHasIsNotTaken) {
  const Interview due =
      the_interviewer().enter(jump(call_of(30, Sex::female), "edd"), "2029-01-01");
  EXPECT_EQ(said(due, "edd"), nullptr);
  EXPECT_THAT(due.note, HasSubstr("the due date 2029-01-01 lies over 40 weeks after 2026-11-20"));
  const Interview period =
      the_interviewer().enter(jump(call_of(30, Sex::female), "lmp"), "2027-01-01");
  EXPECT_EQ(said(period, "lmp"), nullptr);
  EXPECT_THAT(period.note, HasSubstr("the last period 2027-01-01 lies after 2026-11-20"));
}

TEST(Interview, SearchesAnyFindingWhileTyping) {
  const Interview call = press(man(), "/numb between");
  EXPECT_EQ(call.page, Page::search);
  ASSERT_FALSE(call.choices.empty());
  EXPECT_EQ(call.choices.front(), finding("saddle_anaesthesia"));
  EXPECT_EQ(asked(press(call, "\n")), "saddle_anaesthesia");
}

TEST(Interview, EscapeLeavesASearchForTheSuggestedQuestion) {
  const Interview before = man();
  const Interview after = press(before, "/fever\x1b");
  EXPECT_EQ(after.page, Page::question);
  EXPECT_EQ(after.asking, before.asking);
}

TEST(Interview, TheListOffersTheNextQuestionsByNumber) {
  const Interview call = press(man(), "l");
  ASSERT_GE(call.choices.size(), 2U);
  EXPECT_EQ(press(call, "2").asking, call.choices[1]);
}

TEST(Interview, ALineOfSeveralLettersIsNeverReadAsSeveralKeys) {
  const Interview before = man();
  const Interview after = the_interviewer().enter(before, "nnyb");
  EXPECT_EQ(after.answers, before.answers);
  EXPECT_THAT(after.note, HasSubstr("nnyb: expected one key"));
}

TEST(Interview, WordsStandForTheirKeys) {
  const Interview call = the_interviewer().enter(man(), "no");
  EXPECT_EQ(call.answers.back().answer.value, AnswerValue(Presence::absent));
}

TEST(Interview, WhatAProxySaysIsMarked) {
  const Interview call = press(at_the_nerves(), "p");
  EXPECT_EQ(press(call, "n").answers.back().answer.by, knowledge::SaidBy::proxy);
  EXPECT_EQ(press(call, "pn").answers.back().answer.by, knowledge::SaidBy::caller);
}

TEST(Interview, UnderSixteenIsHandedOverAndCanBeCorrected) {
  const Interview call = call_of(12, Sex::male);
  EXPECT_EQ(call.page, Page::refused);
  EXPECT_FALSE(call.assessment);
  EXPECT_THAT(seen(call), HasSubstr("16"));
  EXPECT_EQ(press(call, "y").page, Page::refused);
  EXPECT_EQ(asked(press(call, "bb")), "age_years");
}

TEST(Interview, ARefusalNamesTheRedFlagThatFiredBeforeIt) {
  Interview call = with(man(), "saddle_anaesthesia", Presence::present);
  ASSERT_EQ(call.page, Page::interrupt);
  const std::string flag = fired(call).front();

  call = with(with(call, "age_years", Quantity{15}), "fever", Presence::absent);

  EXPECT_EQ(call.page, Page::refused);
  EXPECT_THAT(call.refusal, HasSubstr("a red flag had fired, act on it: "));
  EXPECT_THAT(call.refusal, HasSubstr(flag));
}

TEST(Interview, TheSameAnswersGiveTheSameState) {
  const Interview call = press(man(), "nnu");
  const Interview again = the_interviewer().begin(call.start, call.answers);
  EXPECT_EQ(again.assessment, call.assessment);
  EXPECT_EQ(again.inquiry, call.inquiry);
  EXPECT_EQ(again.asking, call.asking);
}

TEST(Interview, QEndsTheCallAndKeepsItsAnswers) {
  const Interview call = press(jump(man(), "fever"), "nq");
  EXPECT_TRUE(call.ended);
  EXPECT_EQ(call.answers.size(), 3U);
}

}  // namespace
}  // namespace paraspinal::apps_tests
