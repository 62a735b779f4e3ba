// What is told of a call that a clinician goes on with.

#include "knowledge/triage/hand_over.h"

#include <gtest/gtest.h>

#include "knowledge/triage/words.h"

namespace paraspinal::triage {
namespace {

using knowledge::Urgency;

knowledge::KnowledgeBase content() {
  knowledge::Finding numb;
  numb.id = "numb";
  numb.name = "Numb where one sits";
  knowledge::KnowledgeBase base;
  base.findings = knowledge::FindingTable({numb});
  base.urgency_advice[Urgency::within_2_weeks].safety_net = "Ring at once if it grows.";
  return base;
}

// One that stands, with advice of each state.
Assessment assessed(Urgency urgency) {
  Assessment assessment;
  assessment.urgency = urgency;
  assessment.disposition = "place";
  assessment.disposition_name = "A place";
  assessment.what_to_do = "Go there.";
  assessment.safety_net = "Ring if it is no better in six weeks.";
  for (const AdviceState state :
       {AdviceState::given, AdviceState::cautioned, AdviceState::withheld}) {
    Advice advice;
    advice.state = state;
    assessment.advice.push_back(advice);
  }
  return assessment;
}

TEST(HandOver, NothingIsAdvisedBeforeTheClinicianHasTakenOver) {
  for (const Urgency urgency : knowledge::all_urgencies) {
    const Assessment told = handed_over(assessed(urgency), "after 40 questions", content());
    ASSERT_EQ(told.advice.size(), 1U);
    EXPECT_EQ(told.advice.front().state, AdviceState::withheld);
    EXPECT_TRUE(told.provisional);
    EXPECT_EQ(told.urgency, urgency);
  }
}

TEST(HandOver, WhereNothingUrgentWasFoundThereIsNoPlaceAndTheSafetyNetIsOfOneWhoWaits) {
  const auto base = content();
  const Assessment told = handed_over(assessed(Urgency::self_care), "after 40 questions", base);
  EXPECT_TRUE(is_left_open(told));
  EXPECT_EQ(told.disposition, "");
  EXPECT_EQ(told.disposition_name, "");
  EXPECT_EQ(told.what_to_do, "Hand over to a clinician, who goes on from here");
  EXPECT_EQ(told.safety_net, "Ring at once if it grows.");
  EXPECT_EQ(hand_over(told, base).how_soon, "not yet safe to close");
  EXPECT_EQ(hand_over(told, base).least, std::nullopt);
}

TEST(HandOver, WhatThisPersonMustWatchForIsToldFirst) {
  Assessment assessment = assessed(Urgency::self_care);
  assessment.own_safety_net = "Ring for bleeding.";
  EXPECT_EQ(handed_over(assessment, "after 40 questions", content()).safety_net,
            "Ring for bleeding. Ring at once if it grows.");
}

TEST(HandOver, AnUrgencyThatWasFoundIsTheLeastWithItsPlaceAndSafetyNet) {
  const auto base = content();
  const Assessment told = handed_over(assessed(Urgency::same_day), "after 40 questions", base);
  EXPECT_FALSE(is_left_open(told));
  EXPECT_EQ(told.disposition_name, "A place");
  EXPECT_EQ(told.safety_net, "Ring if it is no better in six weeks.");
  EXPECT_EQ(hand_over(told, base).least, Urgency::same_day);
  EXPECT_EQ(hand_over(told, base).how_soon, "at least same day, within 24 hours");
}

TEST(HandOver, WhatWasNotAskedAndTheLimitsAreTold) {
  const auto base = content();
  Assessment assessment = assessed(Urgency::self_care);
  assessment.ask_first = {"numb"};
  const HandOver told = hand_over(handed_over(assessment, "after 40 questions", base), base);
  EXPECT_EQ(told.why, "after 40 questions");
  EXPECT_EQ(told.not_asked, std::vector<std::string>{"Numb where one sits"});
  EXPECT_EQ(told.limits, limits_of_use);
}

TEST(HandOver, WithoutAReasonNothingChanges) {
  EXPECT_EQ(handed_over(assessed(Urgency::self_care), "", content()), assessed(Urgency::self_care));
}

}  // namespace
}  // namespace paraspinal::triage
