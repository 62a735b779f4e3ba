#include "knowledge/triage/urgency.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/inference.h"
#include "knowledge/triage/gates.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::Setting;
using knowledge::Sex;
using knowledge::Urgency;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

triage::SafetySet safety_of(const triage::Presentation& presentation) {
  const auto& knowledge = embedded_knowledge();
  const triage::Closed closed = triage::close(presentation, knowledge);
  return triage::safety_set(triage::AnswerTable(closed, knowledge), presentation.setting,
                            knowledge);
}

triage::Voice floor_of(const triage::Presentation& presentation) {
  const auto& knowledge = embedded_knowledge();
  const triage::Closed closed = triage::close(presentation, knowledge);
  const triage::AnswerTable answers(closed, knowledge);
  const auto safety = triage::safety_set(answers, presentation.setting, knowledge);
  return triage::floor_voice(safety, answers, triage::read_gates(answers, knowledge),
                             presentation.setting, knowledge);
}

std::vector<std::string> ids(const std::vector<knowledge::FindingId>& findings) {
  std::vector<std::string> names;
  for (const auto finding : findings) {
    names.push_back(embedded_knowledge().findings[finding].id);
  }
  return names;
}

triage::Gate make_gate(triage::GateState state, Urgency urgency) {
  triage::Gate gate;
  gate.state = state;
  gate.urgency = urgency;
  return gate;
}

TEST(GateVoice, IsTheFastestFiredGate) {
  const auto slow = make_gate(triage::GateState::fired, Urgency::same_day);
  const auto fast = make_gate(triage::GateState::fired, Urgency::ambulance);
  const auto waiting = make_gate(triage::GateState::undecided, Urgency::ambulance);
  EXPECT_EQ(triage::gate_voice({slow, fast, waiting}).urgency, Urgency::ambulance);
  EXPECT_EQ(triage::gate_voice({slow, waiting}).urgency, Urgency::same_day);
  EXPECT_EQ(triage::gate_voice({waiting}).urgency, Urgency::self_care);
}

TEST(ExpectedLoss, IsTheSumOverConditionsOfProbabilityTimesLoss) {
  // Worked by hand from the law: one a level too fast; harm times the multiplier of the levels too
  // slow; summed over every condition with its posterior.
  const auto& knowledge = embedded_knowledge();
  const auto& network = embedded_network();
  const engine::Inference inference(network.network);
  engine::Evidence evidence;
  evidence.observe(network.complaint, 1);
  const auto posterior = inference.posterior(evidence, network.conditions);
  ASSERT_TRUE(posterior.has_value());
  const auto losses = triage::expected_losses(*posterior, triage::LossTable(knowledge), network);
  ASSERT_EQ(losses.size(), 7U);
  for (const auto& loss : losses) {
    double sum = 0;
    for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
      const auto& condition = knowledge.conditions[c];
      const int levels = static_cast<int>(loss.urgency) - static_cast<int>(condition.needs_urgency);
      const double multipliers[] = {0, 1, 3, 6, 8, 10, 10};
      sum += posterior->present(network.conditions[c]) *
             (levels >= 0 ? levels : condition.harm * multipliers[-levels]);
    }
    EXPECT_NEAR(loss.loss, sum, 1e-12);
  }
}

TEST(SafetySet, AsksAWomanOfThirtyWhetherSheIsPregnantAndAManNot) {
  EXPECT_THAT(ids(safety_of(person(30, Sex::female)).not_asked), Contains("pregnant"));
  EXPECT_THAT(ids(safety_of(person(30, Sex::male)).not_asked), Not(Contains("pregnant")));
}

// Also of who does not know of a pregnancy, or denies one (NICE NG126).
TEST(SafetySet, AsksAWomanWhoMayBePregnantAboutBleedingWhateverSheSaysOfIt) {
  for (const char* pregnant : {"present", "absent", "unknown"}) {
    EXPECT_THAT(ids(safety_of(person(30, Sex::female, {{"pregnant", pregnant}})).not_asked),
                Contains("vaginal_bleeding_any"));
  }
  for (const auto& [age, sex] : {std::pair{60, Sex::female}, std::pair{30, Sex::male}}) {
    EXPECT_THAT(ids(safety_of(person(age, sex)).not_asked),
                Not(Contains(HasSubstr("vaginal_bleeding"))));
  }
}

TEST(SafetySet, AnAnsweredQuestionIsNotAskedAgain) {
  EXPECT_THAT(ids(safety_of(person(30, Sex::male, {{"saddle_anaesthesia", "absent"}})).not_asked),
              Not(Contains("saddle_anaesthesia")));
}

TEST(FloorVoice, IsSameDayWhenASafetyQuestionWasAskedInVain) {
  const auto voice = floor_of(person(30, Sex::male, {{"saddle_anaesthesia", "refused"}}));
  EXPECT_EQ(voice.urgency, Urgency::same_day);
  EXPECT_EQ(voice.reasons.size(), 1U);
}

// What calls an ambulance when it is there, on what else this person says.
TEST(FloorVoice, IsSameDayWhenAFasterRedFlagHangsOnAnythingAskedInVain) {
  const auto voice = floor_of(person(58, Sex::male,
                                     {{"thoracic_pain", "present"},
                                      {"vomiting", "present"},
                                      {"hypertension_known", "present"},
                                      {"time_since_onset", "0.2"},
                                      {"pain_onset_sudden", "present"},
                                      {"intense_pain", "unknown"}}));
  EXPECT_EQ(voice.urgency, Urgency::same_day);
  EXPECT_THAT(voice.reasons, Contains(HasSubstr("on it hangs a red flag")));
}

TEST(FloorVoice, IsSameDayWhenARedFlagHangsOnDaysThatNobodyKnows) {
  const auto voice = floor_of(person(69, Sex::female,
                                     {{"anticoagulant_use", "present"},
                                      {"leg_weakness", "present"},
                                      {"time_since_onset", "unknown"},
                                      {"ces_symptom_onset_days", "unknown"}}));
  EXPECT_EQ(voice.urgency, Urgency::same_day);
}

TEST(FloorVoice, HasNoFloorWhereWhatWasAskedInVainDecidesNothingByItself) {
  // A finding that some rule for the emergency department names, and alone fires none.
  const auto voice = floor_of(person(30, Sex::male, {{"nausea_vomiting", "unknown"}}));
  EXPECT_EQ(voice.urgency, Urgency::self_care);
}

TEST(FloorVoice, HasNoFloorForWhatWasNotAsked) {
  EXPECT_EQ(floor_of(person(30, Sex::male)).urgency, Urgency::self_care);
}

}  // namespace
}  // namespace paraspinal::tests
