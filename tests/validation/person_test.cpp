#include "validation/person.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/cases.h"
#include "tests/validation/tiny_model.h"

namespace paraspinal::tests {
namespace {

using knowledge::AnswerValue;
using knowledge::Presence;
using knowledge::Quantity;
using knowledge::Setting;
using validation::People;
using validation::Person;
using validation::seed_of;

bool is(const Person& person, const std::string& finding, Presence presence,
        const validation::Model& model) {
  const auto place = person.truth.findings.find(*model.knowledge.findings.find(finding));
  return place != person.truth.findings.end() && place->second.value == AnswerValue(presence);
}

Person caller(std::uint64_t index) {
  return People(embedded_model())
      .as_they_come(Setting::telephone, seed_of(1, "person_test", index))
      .value();
}

TEST(Person, SameSeedGivesTheSamePerson) {
  EXPECT_EQ(caller(3), caller(3));
  EXPECT_NE(caller(3), caller(4));
}

TEST(Person, ConditionGivenIsTheirs) {
  const auto condition = *embedded_knowledge().condition("ectopic_pregnancy");
  const Person person = People(embedded_model()).given(condition, Setting::telephone, 5).value();

  EXPECT_THAT(person.conditions, ::testing::Contains(condition));
  EXPECT_EQ(person.truth.sex, knowledge::Sex::female);
  EXPECT_TRUE(is(person, "pregnant", Presence::present, embedded_model()));
}

TEST(Person, TemperatureFitsTheFever) {
  const auto temperature = *embedded_knowledge().findings.find("temp_c");
  for (std::uint64_t i = 0; i < 60; ++i) {
    const Person person = caller(i);
    const auto told = person.truth.findings.find(temperature);
    ASSERT_NE(told, person.truth.findings.end());
    EXPECT_EQ(std::get<Quantity>(told->second.value).value >= 38.0,
              is(person, "fever", Presence::present, embedded_model()));
  }
}

TEST(Person, NobodyRetainsUrineWithoutABladderComplaint) {
  for (std::uint64_t i = 0; i < 60; ++i) {
    const Person person = caller(i);
    EXPECT_FALSE(is(person, "urinary_retention", Presence::present, embedded_model()) &&
                 is(person, "bladder_dysfunction", Presence::absent, embedded_model()));
  }
}

TEST(Person, NoManIsPregnant) {
  for (std::uint64_t i = 0; i < 60; ++i) {
    const Person person = caller(i);
    EXPECT_FALSE(person.truth.sex == knowledge::Sex::male &&
                 is(person, "pregnant", Presence::present, embedded_model()));
  }
}

TEST(Person, AgeIsAWholeYearOfAnAdult) {
  for (std::uint64_t i = 0; i < 60; ++i) {
    const double age = *caller(i).truth.age_years;
    EXPECT_GE(age, 16);
    EXPECT_LE(age, 95);
    EXPECT_EQ(age, std::floor(age));
  }
}

TEST(Person, FindingsAreAsFrequentAsTheNetworkSays) {
  const TinyModel tiny;
  engine::Evidence complaint;
  complaint.observe(tiny.network.setting, 0);
  complaint.observe(tiny.network.complaint, 1);
  const auto saddle = *tiny.knowledge.findings.find("saddle_anaesthesia");
  const double expected =
      tiny.inference.posterior(complaint)->present(*tiny.network.findings[saddle.index]);
  constexpr int people = 3000;
  int present = 0;
  for (std::uint64_t i = 0; i < people; ++i) {
    const auto person = People(tiny.model()).as_they_come(Setting::telephone, seed_of(2, "", i));
    present += is(*person, "saddle_anaesthesia", Presence::present, tiny.model()) ? 1 : 0;
  }

  const double deviation = std::sqrt(people * expected * (1 - expected));
  EXPECT_NEAR(present, people * expected, 4 * deviation);
}

TEST(Person, FactsOfACaseAreTrue) {
  triage::Presentation stated = person(44, knowledge::Sex::female,
                                       {{"saddle_anaesthesia", "present"},
                                        {"fever", "absent"},
                                        {"pain_nrs", "8"},
                                        {"chest_pain", "unknown"}});
  const Person drawn = People(embedded_model()).of_case(stated, 9).value();
  const auto score = *embedded_knowledge().findings.find("pain_nrs");

  EXPECT_EQ(drawn.truth.age_years, 44);
  EXPECT_TRUE(is(drawn, "saddle_anaesthesia", Presence::present, embedded_model()));
  EXPECT_TRUE(is(drawn, "fever", Presence::absent, embedded_model()));
  EXPECT_EQ(drawn.truth.findings.at(score).value, AnswerValue(Quantity{8}));
  EXPECT_TRUE(is(drawn, "chest_pain", Presence::present, embedded_model()) ||
              is(drawn, "chest_pain", Presence::absent, embedded_model()));
}

TEST(Person, ImpossibleConditionIsAnError) {
  const TinyModel tiny;
  knowledge::KnowledgeBase without = tiny.knowledge;
  for (double& base : without.solved.base[tiny.knowledge.condition("cauda_equina")->index]) {
    base = -std::numeric_limits<double>::infinity();
  }
  const auto network = knowledge::compile(without).value();
  const engine::Inference inference(network.network);
  const auto person = People({without, network, inference})
                          .given(*without.condition("cauda_equina"), Setting::telephone, 1);

  ASSERT_FALSE(person);
  EXPECT_EQ(person.error().kind, engine::ErrorKind::impossible);
}

}  // namespace
}  // namespace paraspinal::tests
