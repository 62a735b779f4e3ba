#include "knowledge/triage/inquire.h"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/triage/close.h"
#include "knowledge/triage/observe.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::Sex;
using triage::Inquiry;
using triage::InquiryState;
using triage::NextQuestion;
using triage::QuestionPhase;

const engine::Inference& inference() {
  static const engine::Inference shared(embedded_network().network);
  return shared;
}

Inquiry inquiry_of(const triage::Presentation& presentation, triage::InquiryLimits limits = {}) {
  auto inquiry =
      triage::inquire(presentation, inference(), embedded_knowledge(), embedded_network(), limits);
  if (!inquiry) {
    throw std::logic_error(inquiry.error().message);
  }
  return *inquiry;
}

// Everything of the safety set answered "no", as often as new questions open.
triage::Presentation with_safety_set_absent(triage::Presentation presentation) {
  for (int round = 0; round < 60; ++round) {
    const Inquiry inquiry = inquiry_of(presentation);
    if (inquiry.questions.empty() || inquiry.questions.front().phase == QuestionPhase::value) {
      break;
    }
    const std::string& finding = inquiry.questions.front().finding;
    const bool graded = finding == "consciousness";
    set(presentation, finding, graded ? "A" : "absent");
  }
  return presentation;
}

TEST(Inquire, AsksWhoThePersonIsFirst) {
  triage::Presentation nobody;
  nobody.setting = knowledge::Setting::telephone;

  const Inquiry inquiry = inquiry_of(nobody);

  ASSERT_EQ(inquiry.state, InquiryState::ask);
  EXPECT_EQ(inquiry.questions[0].finding, "age_years");
  EXPECT_EQ(inquiry.questions[1].finding, "sex_female");
}

TEST(Inquire, PutsTheLifeThreatBundleBeforeTheMandatorySetAndThatBeforeAllElse) {
  const Inquiry inquiry = inquiry_of(person(40, Sex::male));

  EXPECT_EQ(inquiry.questions.front().phase, QuestionPhase::life_threat);
  EXPECT_TRUE(std::ranges::is_sorted(inquiry.questions, {}, &NextQuestion::phase));
}

TEST(Inquire, AFiredEmergencyGateEndsTheQuestions) {
  const Inquiry inquiry = inquiry_of(person(40, Sex::male, {{"saddle_anaesthesia", "present"}}));

  EXPECT_EQ(inquiry.state, InquiryState::emergency);
  EXPECT_TRUE(inquiry.questions.empty());
}

TEST(Inquire, SeesAnEmergencyThatOnlyAScoreShows) {
  // NEWS2: 24 breaths 2, 93 % 2, air 0, 130 beats 2, 105 mmHg 1, alert 0, 38.5 Cel 1: 8 in all, and
  // rf_sepsis fires from 7. No single one of these values fires it.
  const auto presentation = person(40, Sex::male,
                                   {{"resp_rate", "24"},
                                    {"spo2", "93"},
                                    {"oxygen_added", "absent"},
                                    {"heart_rate", "130"},
                                    {"sbp", "105"},
                                    {"consciousness", "A"},
                                    {"temp_c", "38.5"}},
                                   knowledge::Setting::emergency_department);

  ASSERT_GE(assessed(presentation).gate_voice.urgency, knowledge::Urgency::emergency_department);
  EXPECT_EQ(inquiry_of(presentation).state, InquiryState::emergency);
}

TEST(Inquire, NeverAsksWhatIsAnsweredOrWasAskedInVain) {
  const Inquiry inquiry =
      inquiry_of(person(40, Sex::male, {{"fever", "absent"}, {"saddle_anaesthesia", "unknown"}}));

  for (const NextQuestion& question : inquiry.questions) {
    EXPECT_NE(question.finding, "fever");
    EXPECT_NE(question.finding, "saddle_anaesthesia");
  }
}

TEST(Inquire, NeverAsksAManAboutPregnancy) {
  for (const NextQuestion& question : inquiry_of(person(40, Sex::male)).questions) {
    EXPECT_NE(question.finding, "pregnant");
    EXPECT_NE(question.finding, "fetal_movement_reduced");
  }
}

TEST(Inquire, DoesNotCloseWhileTheSafetySetIsOpen) {
  EXPECT_EQ(inquiry_of(person(40, Sex::male)).state, InquiryState::ask);
}

TEST(Inquire, HandsOverAtTheCap) {
  const Inquiry inquiry = inquiry_of(person(40, Sex::male), {.asked = 40});

  EXPECT_EQ(inquiry.state, InquiryState::hand_over);
  EXPECT_THAT(inquiry.reason, testing::HasSubstr("a clinician goes on"));
}

TEST(Inquire, GivesTheSameQuestionsForTheSameCase) {
  const auto presentation = person(52, Sex::female, {{"pain_mechanical", "present"}});

  EXPECT_EQ(inquiry_of(presentation), inquiry_of(presentation));
}

TEST(Inquire, PosteriorUnderBothAnswersAveragesToTheOneBefore) {
  // Total probability, on the reported P(present) and the network asked directly.
  const auto presentation = with_safety_set_absent(person(40, Sex::male));
  const auto& knowledge = embedded_knowledge();
  const auto& network = embedded_network();
  const auto closed = triage::close(presentation, knowledge);
  const auto observation = triage::observe(presentation, closed, knowledge, network);
  engine::Evidence evidence = observation.context;
  for (const auto& item : observation.findings) {
    evidence.observe(item.variable, item.state);
  }
  const double before = inference().posterior(evidence, network.conditions)->log_evidence();

  const Inquiry inquiry = inquiry_of(presentation);

  std::size_t compared = 0;
  for (const NextQuestion& question : inquiry.questions) {
    const auto variable = network.findings[knowledge.findings.find(question.finding)->index];
    if (!variable || compared == 20) {
      continue;
    }
    ++compared;
    engine::Evidence present = evidence;
    present.observe(*variable, engine::StateIndex{1});
    const auto posterior = inference().posterior(present, network.conditions);
    ASSERT_TRUE(posterior) << question.finding;
    EXPECT_NEAR(question.p_present, std::exp(posterior->log_evidence() - before), 1e-9)
        << question.finding;
  }
  EXPECT_EQ(compared, 20U);
}

TEST(Inquire, ANoThatFiresAGateIsForeseen) {
  // rf_fever_back: fever with back pain that is not widespread needs seeing the same day.
  const Inquiry inquiry = inquiry_of(person(44, Sex::male, {{"temp_c", "39.1"}}));

  const auto question =
      std::ranges::find(inquiry.questions, "widespread_pain", &NextQuestion::finding);
  ASSERT_NE(question, inquiry.questions.end());
  EXPECT_EQ(question->if_absent, knowledge::Urgency::same_day);
}

TEST(Inquire, EachQuestionSaysWhyItIsAsked) {
  for (const NextQuestion& question : inquiry_of(person(40, Sex::female)).questions) {
    EXPECT_FALSE(question.rationale.empty()) << question.finding;
    EXPECT_EQ(question.rationale.back(), '.') << question.finding;
  }
}

}  // namespace
}  // namespace paraspinal::tests
