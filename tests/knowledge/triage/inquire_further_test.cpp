// What is worth asking after a stop for the emergency department, against the gates themselves:
// each finding supposed present, one after the other.

#include "knowledge/triage/inquire_further.h"

#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::Sex;
using knowledge::Urgency;
using triage::Inquiry;
using triage::NextQuestion;
using triage::Presentation;

Inquiry further_inquiry(const Presentation& presentation) {
  const auto inquiry = triage::inquire(presentation, embedded_assessor().inference(),
                                       embedded_knowledge(), embedded_network(), {});
  EXPECT_TRUE(inquiry) << (inquiry ? "" : inquiry.error().message);
  return inquiry.value_or(Inquiry{});
}

// By a yes, or by any of its states.
bool calls_an_ambulance(const Presentation& presentation, const std::string& finding) {
  const knowledge::Finding& row =
      embedded_knowledge().findings[*embedded_knowledge().findings.find(finding)];
  const bool is_ordinal = row.value_type == knowledge::ValueType::ordinal;
  const std::vector<std::string> yes =
      is_ordinal ? row.states : std::vector<std::string>{"present"};
  return std::ranges::any_of(yes, [&](const std::string& state) {
    Presentation answered = presentation;
    set(answered, finding, state);
    return assessed(answered).gate_voice.urgency == Urgency::ambulance;
  });
}

std::vector<Presentation> stopped_people() {
  return {person(28, Sex::female, {{"syncope", "present"}}),
          person(35, Sex::male, {{"pallor_sweating", "present"}}),
          person(44, Sex::female, {{"saddle_anaesthesia", "present"}}),
          person(32, Sex::female,
                 {{"pregnant", "present"}, {"gestational_age", "31"}, {"fluid_leak", "present"}})};
}

TEST(InquireFurther, EachYesAloneCallsAnAmbulanceTheLikeliestFirst) {
  for (const Presentation& stopped : stopped_people()) {
    ASSERT_EQ(assessed(stopped).gate_voice.urgency, Urgency::emergency_department);
    const Inquiry inquiry = further_inquiry(stopped);
    ASSERT_EQ(inquiry.state, triage::InquiryState::emergency);
    EXPECT_TRUE(inquiry.questions.empty());
    for (const NextQuestion& question : inquiry.further) {
      EXPECT_TRUE(calls_an_ambulance(stopped, question.finding)) << question.finding;
      EXPECT_EQ(question.rationale, "A yes would make it an ambulance.");
    }
    EXPECT_TRUE(std::ranges::is_sorted(inquiry.further, std::greater{}, &NextQuestion::p_present));
  }
}

TEST(InquireFurther, NoSafetyQuestionWhoseYesWouldCallAnAmbulanceIsLeftOut) {
  std::size_t found = 0;
  for (const Presentation& stopped : stopped_people()) {
    const Inquiry inquiry = further_inquiry(stopped);
    for (const auto& id : assessed(stopped).ask_first) {
      const std::string finding(id);
      const auto row = embedded_knowledge().findings.find(finding);
      if (embedded_knowledge().findings[*row].value_type != knowledge::ValueType::quantity &&
          calls_an_ambulance(stopped, finding)) {
        ++found;
        EXPECT_EQ(std::ranges::count(inquiry.further, finding, &NextQuestion::finding), 1)
            << finding;
      }
    }
  }
  EXPECT_GT(found, 3U);
}

TEST(InquireFurther, NobodyIsAskedOfTheBabyBeforeAPregnancyIsAskedFor) {
  const Inquiry inquiry = further_inquiry(person(28, Sex::female, {{"syncope", "present"}}));
  EXPECT_EQ(std::ranges::count(inquiry.further, "pregnant", &NextQuestion::finding), 1);
  EXPECT_EQ(std::ranges::count(inquiry.further, "fetal_movement_reduced", &NextQuestion::finding),
            0);
}

TEST(InquireFurther, IsEmptyBeforeAStopAndForAnAmbulance) {
  EXPECT_TRUE(further_inquiry(person(40, Sex::male)).further.empty());
  const auto called = person(70, Sex::male, {{"syncope", "present"}});
  ASSERT_EQ(assessed(called).gate_voice.urgency, Urgency::ambulance);
  EXPECT_TRUE(further_inquiry(called).further.empty());
}

}  // namespace
}  // namespace paraspinal::tests
