// What a nurse sees: banner, pages within 80 columns, and the SBAR summary.

#include "apps/cli/interview_screen.h"

#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/interview_summary.h"
#include "apps/cli/interview_words.h"
#include "knowledge/triage/hand_over.h"
#include "tests/apps/interview_call.h"
#include "tests/support/named_findings.h"

namespace paraspinal::apps_tests {
namespace {

using cli::Interview;
using cli::Page;
using cli::Screen;
using knowledge::Presence;
using knowledge::Sex;
using knowledge::Urgency;
using testing::HasSubstr;
using testing::Not;

Interview on(Page page) {
  Interview call = call_of(44, Sex::female);
  call = the_interviewer().answer(call, finding("fever"), Presence::absent);
  call = the_interviewer().answer(call, finding("saddle_anaesthesia"), Presence::present);
  call.page = page;
  return call;
}

constexpr Page every_page[] = {Page::question, Page::interrupt, Page::search,
                               Page::list,     Page::summary,   Page::refused};

TEST(InterviewScreen, TheUrgencyIsOnEveryPage) {
  for (const Page page : every_page) {
    EXPECT_THAT(cli::screen(on(page), base()).banner.front(),
                HasSubstr("EMERGENCY DEPARTMENT - within 1 hour"));
  }
}

TEST(InterviewScreen, NoLineIsWiderThanEightyColumns) {
  for (const Page page : every_page) {
    Interview call = on(page);
    call.explained = call.reasoned = true;
    std::istringstream lines(cli::plain(cli::screen(call, base())));
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(line.size(), 80U) << line;
    }
  }
}

TEST(InterviewScreen, ShowsHowFarTheSafetySetHasCome) {
  Interview call = call_of(44, Sex::female);
  call.inquiry.safety_answered = 7;
  call.inquiry.safety_total = 15;
  EXPECT_THAT(cli::banner(call).back(), HasSubstr("safety #######........ 7 of 15"));
}

TEST(InterviewScreen, AProvisionalAnswerNeverShowsSelfCare) {
  Interview call = call_of(44, Sex::female);
  call.assessment->urgency = Urgency::self_care;
  call.assessment->provisional = true;
  for (const Page page : every_page) {
    call.page = page == Page::interrupt ? Page::question : page;
    const std::string text = seen(call);
    EXPECT_THAT(text, Not(HasSubstr("SELF-CARE")));
    EXPECT_THAT(text, HasSubstr("NOT YET SAFE TO CLOSE"));
  }
}

// Of an answer that stands, but whose questions ended at the cap.
Interview handed_over(Urgency urgency) {
  Interview call = call_of(44, Sex::female);
  call.assessment->urgency = urgency;
  call.assessment->provisional = false;
  const knowledge::UrgencyAdvice& usual = base().urgency_advice.at(urgency);
  call.assessment->disposition = usual.disposition;
  call.assessment->disposition_name = base().dispositions.at(usual.disposition).name;
  call.assessment->what_to_do = usual.what_to_do;
  call.assessment->safety_net = usual.safety_net;
  call.inquiry.state = triage::InquiryState::hand_over;
  call.inquiry.reason = "after 40 questions: a clinician goes on from here";
  call.assessment = triage::handed_over(*call.assessment, call.inquiry.reason, base());
  return call;
}

TEST(InterviewScreen, ACallThatIsHandedOverNeverShowsSelfCare) {
  Interview call = handed_over(Urgency::self_care);
  const std::string usual = base().urgency_advice.at(Urgency::self_care).what_to_do;
  for (const Page page : every_page) {
    call.page = page == Page::interrupt ? Page::question : page;
    const std::string text = seen(call);
    EXPECT_THAT(text, HasSubstr("HAND OVER TO A CLINICIAN - not yet safe to close"));
    EXPECT_THAT(text, Not(HasSubstr("SELF-CARE")));
    EXPECT_THAT(text, Not(HasSubstr("appointment")));
    EXPECT_THAT(text, Not(HasSubstr("ooking after yourself")));
    EXPECT_THAT(text, Not(HasSubstr(usual.substr(0, 20))));
  }
  EXPECT_EQ(cli::screen(call, base()).tone, cli::Tone::soon);
}

TEST(InterviewScreen, ACallThatIsHandedOverShowsTheUrgencySoFarAsTheLeast) {
  EXPECT_THAT(cli::banner(handed_over(Urgency::within_2_weeks)).front(),
              HasSubstr("HAND OVER TO A CLINICIAN - at least WITHIN 2 WEEKS  "));
  EXPECT_THAT(cli::banner(handed_over(Urgency::emergency_department)).front(),
              HasSubstr("at least EMERGENCY DEPARTMENT - within 1 hour"));
}

TEST(InterviewScreen, SelfCareIsNotShownAsSettledWhileQuestionsGoOn) {
  Interview call = call_of(44, Sex::female);
  call.assessment->urgency = Urgency::self_care;
  call.assessment->provisional = false;  // the safety set is complete
  ASSERT_EQ(call.inquiry.state, triage::InquiryState::ask);
  for (const Page page : every_page) {
    call.page = page == Page::interrupt ? Page::question : page;
    const std::string text = seen(call);
    EXPECT_THAT(text, Not(HasSubstr("SELF-CARE")));
    EXPECT_THAT(text, HasSubstr("NOT YET SAFE TO CLOSE"));
  }
  EXPECT_EQ(cli::screen(call, base()).tone, cli::Tone::soon);
  call.inquiry.state = triage::InquiryState::closed;
  EXPECT_THAT(cli::banner(call).front(), HasSubstr("SELF-CARE"));
}

TEST(InterviewScreen, AnUrgencyThatQuestionsMayStillRaiseIsThatSoFar) {
  Interview call = call_of(44, Sex::female);
  call.assessment->urgency = Urgency::within_2_weeks;
  call.assessment->provisional = false;
  EXPECT_THAT(cli::banner(call).front(), testing::EndsWith("so far "));
  call.inquiry.state = triage::InquiryState::closed;
  EXPECT_THAT(cli::banner(call).front(), Not(HasSubstr("so far")));
}

TEST(InterviewScreen, APlainerWordingAndTheMeaningAreShownOnDemand) {
  Interview call =
      the_interviewer().answer(call_of(44, Sex::female), finding("fever"), knowledge::Unknown{});
  call.asking = finding("saddle_anaesthesia");  // put on the screen by hand, in place of the bundle
  call.bundle.clear();
  const auto& question = *base().findings[*call.asking].question;
  EXPECT_THAT(seen(call), Not(HasSubstr(question.plainer)));
  EXPECT_THAT(seen(the_interviewer().press(call, '?')), HasSubstr(question.plainer));
  EXPECT_THAT(seen(the_interviewer().press(call, '?')), HasSubstr(question.meaning));
}

TEST(InterviewScreen, WhyNowIsTheRationaleOfTheInquiry) {
  Interview call = call_of(44, Sex::female);
  call.inquiry.questions.front().rationale = "Because a test says so.";
  EXPECT_THAT(seen(call), Not(HasSubstr("Because a test says so.")));
  EXPECT_THAT(seen(the_interviewer().press(call, 'w')), HasSubstr("Because a test says so."));
}

TEST(InterviewSummary, HasTheFourPartsOfSbar) {
  const std::string text = cli::summary_text(on(Page::summary), base());
  std::size_t from = 0;
  for (const char* part : {"S  Situation", "B  Background", "A  Assessment", "R  Recommend"}) {
    const std::size_t at = text.find(part, from);
    ASSERT_NE(at, std::string::npos) << part;
    from = at;
  }
  EXPECT_THAT(text, HasSubstr("female, 44 years, telephone"));
  EXPECT_THAT(text, HasSubstr("[rf_ces_major]"));
  EXPECT_THAT(text, HasSubstr("Says no to   Fever or feverish"));
  EXPECT_THAT(text, HasSubstr("in 100"));
  EXPECT_THAT(text, HasSubstr("Safety net"));
  EXPECT_THAT(text, HasSubstr("Knowledge " + base().version));
}

TEST(InterviewSummary, HeldBackAdviceStandsWithItsReason) {
  Interview call = on(Page::summary);
  triage::Advice advice;
  advice.words = "Take an anti-inflammatory.";
  advice.state = triage::AdviceState::withheld;
  advice.reasons = {
      {"It may harm the unborn child.", "pregnant", tests::named({"pregnant"}), {}, {}}};
  advice.unchecked = {"potassium"};
  call.assessment->advice = {advice};
  const std::string text = cli::summary_text(call, base());
  EXPECT_THAT(text, HasSubstr("Held back    - Take an anti-inflammatory."));
  EXPECT_THAT(text, HasSubstr("because It may harm the unborn child."));
  EXPECT_THAT(text, HasSubstr("not checked here: Potassium"));
}

TEST(InterviewSummary, AProvisionalAnswerRecommendsWhatIsStillToBeAsked) {
  Interview call = call_of(34, Sex::male);
  ASSERT_TRUE(call.assessment->provisional);
  call.assessment->urgency = Urgency::self_care;
  const std::string text = cli::summary_text(call, base());
  EXPECT_THAT(text, HasSubstr("R  Recommend    ask what is not asked yet"));
  EXPECT_THAT(text, Not(HasSubstr("Advise")));
}

TEST(InterviewSummary, ACallThatIsHandedOverRecommendsTheClinicianFirst) {
  const std::string text = cli::summary_text(handed_over(Urgency::within_2_weeks), base());
  EXPECT_THAT(text, HasSubstr("How soon     HAND OVER TO A CLINICIAN - at least WITHIN 2 WEEKS\n"));
  EXPECT_THAT(text, HasSubstr("R  Recommend    Hand over to a clinician, who goes on from here. "
                              "Until then, at\n                least: Book to be seen"));
  EXPECT_THAT(text, HasSubstr("Safety net   Go to an emergency department at once"));
}

TEST(InterviewSummary, SelfCareThatIsHandedOverHasTheSafetyNetOfOneWhoWaits) {
  const std::string text = cli::summary_text(handed_over(Urgency::self_care), base());
  EXPECT_THAT(text, HasSubstr("R  Recommend    Hand over to a clinician, who goes on from here: it "
                              "is not yet\n                safe to close"));
  EXPECT_THAT(text, HasSubstr("Safety net   Go to an emergency department at once"));
  EXPECT_THAT(text, Not(HasSubstr("if it is no better")));
  EXPECT_THAT(text, Not(HasSubstr("Advise")));
}

// Before the clinician has taken over nothing is advised; what is held back stays.
TEST(InterviewSummary, ACallThatIsHandedOverAdvisesNothingButItsSafetyNet) {
  for (const Urgency urgency : {Urgency::self_care, Urgency::within_2_weeks}) {
    Interview call = handed_over(urgency);
    triage::Advice warm;
    warm.words = "Keep warm.";
    triage::Advice tablet;
    tablet.words = "Take a tablet.";
    tablet.state = triage::AdviceState::withheld;
    call.assessment->advice = {warm, tablet};
    call.assessment = triage::handed_over(*call.assessment, call.inquiry.reason, base());
    const std::string text = cli::summary_text(call, base());
    EXPECT_THAT(text, Not(HasSubstr("Keep warm.")));
    EXPECT_THAT(text, HasSubstr("Held back    - Take a tablet."));
    EXPECT_THAT(text, HasSubstr("Safety net   Go to an emergency department at once"));
  }
}

// A red flag that suspects more than there is room for, and meningitis sixth or last of all.
Interview with_many_suspects(bool is_last) {
  Interview call = call_of(44, Sex::female);
  auto& conditions = call.assessment->conditions;
  const auto danger = std::ranges::find(conditions, "meningitis", &triage::RankedCondition::id);
  triage::RankedCondition meningitis = *danger;
  meningitis.posterior = 0.04;
  conditions.erase(danger);
  static std::vector<std::string> suspects;  // which the gate points to
  suspects.clear();
  for (triage::RankedCondition& condition : conditions) {
    condition.posterior = 0.0001;
    if (condition.must_not_miss && suspects.size() < 10) {
      suspects.emplace_back(condition.id);
    }
  }
  triage::Gate gate;
  gate.state = triage::GateState::fired;
  gate.suspects = suspects;
  for (std::size_t first = 0; first < 5; ++first) {
    conditions[first].posterior = 0.1;
  }
  conditions.insert(is_last ? conditions.end() : conditions.begin() + 5, meningitis);
  call.assessment->gates = {gate};
  return call;
}

// In one line.
std::string not_to_be_missed_in(const Interview& call) {
  const std::string text = cli::summary_text(call, base());
  const std::size_t from = std::min(text.find("Do not miss"), text.size());
  std::istringstream words(text.substr(from, text.find("R  Recommend") - from));
  std::string line;
  for (std::string word; words >> word;) {
    line += word + " ";
  }
  return line;
}

TEST(InterviewSummary, SuspectsTakeNoPlaceOfWhatIsLikelier) {
  EXPECT_THAT(not_to_be_missed_in(with_many_suspects(false)),
              HasSubstr("Meningitis: about 4 in 100"));
}

TEST(InterviewSummary, WhatDrivesTheUrgencyIsNamedHoweverManyOthersAreLikelier) {
  Interview call = with_many_suspects(true);
  EXPECT_THAT(not_to_be_missed_in(call), Not(HasSubstr("Meningitis: ")));
  call.assessment->loss_voice = {Urgency::ambulance, {"Meningitis (4 %) needs ambulance"}};
  EXPECT_THAT(not_to_be_missed_in(call), HasSubstr("Meningitis: about 4 in 100"));
}

TEST(InterviewSummary, WhatACallIsHandedOverForIsNamed) {
  Interview call = with_many_suspects(true);
  call.assessment->handed_over = "Meningitis is not ruled out: a clinician goes on from here";
  EXPECT_THAT(not_to_be_missed_in(call), HasSubstr("Meningitis: about 4 in 100"));
}

TEST(InterviewSummary, WhereNoRedFlagFiredItSaysSo) {
  const std::string text = cli::summary_text(call_of(34, Sex::male), base());
  EXPECT_THAT(text, HasSubstr("- red flags: none fired\n"));
  EXPECT_THAT(text, HasSubstr("- asked in vain: none\n"));
  EXPECT_THAT(text, Not(HasSubstr("self-care")));
}

TEST(InterviewSummary, ACallThatIsHandedOverNeverSaysSelfCare) {
  Interview call = handed_over(Urgency::self_care);
  call.assessment->loss_voice = {Urgency::self_care, {"waiting costs less"}};
  const std::string text = cli::summary_text(call, base());
  EXPECT_THAT(text, HasSubstr("- likely causes: nothing urgent so far\n"));
  EXPECT_THAT(text, Not(HasSubstr("self-care")));
}

TEST(InterviewScreen, ANoThatARedFlagAsksForReadsAsANo) {
  Interview call = on(Page::interrupt);
  triage::Gate gate;
  gate.state = triage::GateState::fired;
  gate.urgency = Urgency::emergency_department;
  gate.because = tests::named({"saddle_anaesthesia", "fever"});
  call.assessment->gates = {gate};
  EXPECT_THAT(seen(call), HasSubstr("BECAUSE  Numb between the legs; not: Fever or feverish\n"));
}

TEST(InterviewWords, NumbersAreSaidAsPeopleCount) {
  const auto said = [](const std::string& id, double value) {
    return cli::said_words(base().findings[finding(id)], knowledge::Quantity{value});
  };
  EXPECT_EQ(said("gestational_age", 30.428571428571427), "30 weeks 3 days");
  EXPECT_EQ(said("gestational_age", 28), "28 weeks");
  EXPECT_EQ(said("gestational_age", 1 + 1.0 / 7), "1 week 1 day");
  EXPECT_EQ(said("time_since_onset", 1), "1 day");
  EXPECT_EQ(said("time_since_onset", 0.5), "0.5 days");
  EXPECT_EQ(said("prolonged_sitting", 1), "1 hour a day");
  EXPECT_EQ(said("temp_c", 38.4), "38.4 degrees C");
}

TEST(InterviewSummary, AlertIsNormalAndNothingThatThePersonHas) {
  Interview call = call_of(34, Sex::male);
  call = the_interviewer().answer(call, finding("consciousness"), knowledge::State{0});
  const std::string text = cli::summary_text(call, base());
  EXPECT_THAT(text, HasSubstr("Normal       Alertness (ACVPU): A alert"));
  EXPECT_THAT(text, Not(HasSubstr("   Has")));
}

TEST(InterviewSummary, WhatAProxySaidIsMarked) {
  Interview call = call_of(34, Sex::male);
  call = the_interviewer().press(call, 'p');
  call = the_interviewer().answer(call, finding("chest_pain"), Presence::absent);
  EXPECT_THAT(cli::summary_text(call, base()), HasSubstr("Chest pain (says proxy)"));
}

}  // namespace
}  // namespace paraspinal::apps_tests
