#include "validation/call.h"

#include <gtest/gtest.h>

#include "tests/validation/tiny_model.h"

namespace paraspinal::tests {
namespace {

using knowledge::Answer;
using knowledge::Presence;
using knowledge::Urgency;
using triage::InquiryState;
using validation::Call;
using validation::conduct;
using validation::Person;
using validation::Policy;

// A caller of 40 of whom the tiny content's one question (10 seconds) has this true answer.
Person caller(const TinyModel& tiny, Presence saddle) {
  Person person;
  person.truth.age_years = 40;
  person.truth.sex = knowledge::Sex::female;
  person.truth.findings[*tiny.knowledge.findings.find("saddle_anaesthesia")] =
      Answer{saddle, knowledge::SaidBy::caller, std::nullopt, "true"};
  return person;
}

TEST(Call, YesToTheRedFlagEndsItAtOnce) {
  const TinyModel tiny;
  const validation::Model model = tiny.model();
  const Call call =
      conduct(caller(tiny, Presence::present), {}, 1, {model, tiny.value_alone}).value();

  EXPECT_EQ(call.questions, 1U);
  EXPECT_EQ(call.seconds, 10);
  EXPECT_EQ(call.state, InquiryState::emergency);
  EXPECT_EQ(call.urgency, Urgency::emergency_department);
  EXPECT_EQ(call.on_all_evidence, Urgency::emergency_department);
}

TEST(Call, NoToTheOnlyQuestionAgreesWithAllEvidence) {
  const TinyModel tiny;
  const validation::Model model = tiny.model();
  const Call call =
      conduct(caller(tiny, Presence::absent), {}, 1, {model, tiny.value_alone}).value();

  EXPECT_EQ(call.questions, 1U);
  EXPECT_LT(call.urgency, Urgency::emergency_department);
  EXPECT_EQ(call.urgency, call.on_all_evidence);
  EXPECT_TRUE(call.differs_by.empty());
}

TEST(Call, FlippedAnswerMissesWhatAllEvidenceSees) {
  const TinyModel tiny;
  const validation::Model model = tiny.model();
  const Call call =
      conduct(caller(tiny, Presence::present), {Policy::ours, {1, 0}}, 1, {model, tiny.value_alone})
          .value();

  EXPECT_LT(call.urgency, Urgency::emergency_department);
  EXPECT_EQ(call.on_all_evidence, Urgency::emergency_department);
  EXPECT_EQ(call.differs_by, std::vector<std::string>{"rf_ces"});
}

TEST(Call, UnknownAnswerHoldsTheFloor) {
  const TinyModel tiny;
  const validation::Model model = tiny.model();
  const Call call =
      conduct(caller(tiny, Presence::absent), {Policy::ours, {0, 1}}, 1, {model, tiny.value_alone})
          .value();

  EXPECT_EQ(call.urgency, Urgency::same_day);  // model.md section 5, voice 3
  EXPECT_EQ(call.differs_by, std::vector<std::string>{"a safety question answered in vain"});
  EXPECT_EQ(call.questions, 1U);
}

TEST(Call, NeedIsThatOfTheFastestCondition) {
  const TinyModel tiny;
  const validation::Model model = tiny.model();
  Person person = caller(tiny, Presence::present);
  person.conditions = {*tiny.knowledge.condition("strain"),
                       *tiny.knowledge.condition("cauda_equina")};

  EXPECT_EQ(conduct(person, {}, 1, {model, tiny.value_alone})->needed,
            Urgency::emergency_department);
}

// A man of 30 of whom nothing is true.
Person with_nothing(const knowledge::KnowledgeBase& knowledge) {
  Person person;
  person.truth.age_years = 30;
  person.truth.sex = knowledge::Sex::male;
  const auto set = [&person](knowledge::FindingId finding, const knowledge::AnswerValue& value) {
    person.truth.findings[finding] = Answer{value, knowledge::SaidBy::caller, std::nullopt, "true"};
  };
  for (std::size_t f = 0; f < knowledge.findings.size(); ++f) {
    const knowledge::FindingId finding{f};
    if (knowledge.findings[finding].value_type == knowledge::ValueType::boolean) {
      set(finding, Presence::absent);
    }
  }
  for (const knowledge::Bundle& bundle : knowledge.bundles) {
    for (const knowledge::BundleItem& item : bundle.items) {
      set(item.finding, item.no);
    }
  }
  return person;
}

// One breath denies several: a call of someone with nothing asks fewer questions than it answers.
TEST(Call, BundleDeniedIsOneQuestion) {
  const validation::Model& model = embedded_model();
  const auto value_alone = validation::by_value_alone(model.knowledge);
  ASSERT_FALSE(model.knowledge.bundles.empty());

  const Call call = conduct(with_nothing(model.knowledge), {}, 1, {model, value_alone}).value();

  EXPECT_LT(call.questions, call.at_end.findings.size());
}

TEST(Call, WithTooFewQuestionsIsHandedOver) {
  const validation::Model& model = embedded_model();
  const auto value_alone = validation::by_value_alone(model.knowledge);

  const Call call =
      conduct(with_nothing(model.knowledge), {.most_asked = 4}, 1, {model, value_alone}).value();

  EXPECT_EQ(call.questions, 4U);
  EXPECT_EQ(call.state, InquiryState::hand_over);
}

TEST(Call, AnEmergencyAskedWhatWouldMakeItAnAmbulanceEndsAsAllEvidenceSays) {
  const validation::Model& model = embedded_model();
  const auto value_alone = validation::by_value_alone(model.knowledge);
  Person person = with_nothing(model.knowledge);
  for (const char* present : {"saddle_anaesthesia", "legs_cold_pulseless"}) {
    person.truth.findings[*model.knowledge.findings.find(present)].value = Presence::present;
  }
  const auto conducted = [&](bool asks_further) {
    return conduct(person, {.asks_further = asks_further}, 1, {model, value_alone}).value();
  };

  const Call stopped = conducted(false);
  const Call asked = conducted(true);

  EXPECT_EQ(stopped.urgency, Urgency::emergency_department);
  EXPECT_EQ(asked.state, InquiryState::emergency);
  EXPECT_EQ(asked.urgency, Urgency::ambulance);
  EXPECT_EQ(asked.on_all_evidence, Urgency::ambulance);
  EXPECT_GT(asked.questions, stopped.questions);
}

TEST(Call, AYesToABundleIsFollowedByWhichAndByNoMore) {
  const validation::Model& model = embedded_model();
  const auto value_alone = validation::by_value_alone(model.knowledge);
  Person person = with_nothing(model.knowledge);
  const auto flank_pain = *model.knowledge.findings.find("flank_pain");
  person.truth.findings[flank_pain].value = Presence::present;
  const auto conducted = [&](validation::Breath breath) {
    return conduct(person, {validation::Policy::ours, {}, breath}, 1, {model, value_alone}).value();
  };

  const Call which = conducted(validation::Breath::which);
  const Call again = conducted(validation::Breath::each_again);

  ASSERT_TRUE(which.at_end.findings.contains(flank_pain));
  EXPECT_EQ(which.at_end, again.at_end);
  // Read with at least two others, each asked again, in place of one "which?".
  EXPECT_GE(again.questions, which.questions + 2);
  EXPECT_GT(again.seconds, which.seconds);
}

}  // namespace
}  // namespace paraspinal::tests
