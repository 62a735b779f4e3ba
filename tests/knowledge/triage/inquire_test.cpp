#include "knowledge/triage/inquire.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/base/believed_leak.h"
#include "knowledge/triage/close.h"
#include "tests/knowledge/triage/observed_evidence.h"
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

// What a question asks about: its bundle, or its one finding.
std::vector<std::string> findings_of(const NextQuestion& question) {
  return question.bundle.empty() ? std::vector{question.finding} : question.bundle;
}

// No answer to a number is a no: the pain began three days ago.
void deny(triage::Presentation& presentation, const NextQuestion& question) {
  for (const std::string& finding : findings_of(question)) {
    set(presentation, finding,
        finding == "consciousness"      ? "A"
        : finding == "time_since_onset" ? "3"
                                        : "absent");
  }
}

// Everything of the safety set answered "no", as often as new questions open.
triage::Presentation with_safety_set_absent(triage::Presentation presentation) {
  for (int round = 0; round < 60; ++round) {
    const Inquiry inquiry = inquiry_of(presentation);
    if (inquiry.questions.empty() || inquiry.questions.front().phase == QuestionPhase::value) {
      break;
    }
    deny(presentation, inquiry.questions.front());
  }
  return presentation;
}

// A no to everything until the questions end; gives them back as well.
std::pair<Inquiry, std::size_t> denied_to_the_end(triage::Presentation presentation) {
  for (std::size_t asked = 0;; ++asked) {
    const Inquiry inquiry = inquiry_of(presentation);
    if (inquiry.state != InquiryState::ask) {
      return {inquiry, asked};
    }
    deny(presentation, inquiry.questions.front());
  }
}

// ln P(evidence) where findings happen without a cause as seldom as their rows say: the same
// network but for its leaks, compiled anew. With nothing present the conditions are as likely in
// both.
double log_evidence_as_heard(const engine::Evidence& evidence) {
  static const knowledge::ClinicalNetwork network = [] {
    knowledge::KnowledgeBase world = embedded_knowledge();
    world.solved.leak = knowledge::believed_leaks(world);
    return knowledge::compile(world).value();
  }();
  static const engine::Inference world(network.network);
  return world.posterior(evidence, network.conditions)->log_evidence();
}

// Its leak is spread over a variable of its own, which conditions lower.
bool is_lowered(const std::string& finding) {
  return embedded_network()
      .backgrounds[embedded_knowledge().findings.find(finding)->index]
      .has_value();
}

std::optional<engine::VariableId> variable(const std::string& finding) {
  return embedded_network().findings[embedded_knowledge().findings.find(finding)->index];
}

const NextQuestion* with_finding(const Inquiry& inquiry, const std::string& finding) {
  for (const NextQuestion& question : inquiry.questions) {
    if (std::ranges::count(findings_of(question), finding) > 0) {
      return &question;
    }
  }
  return nullptr;
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

  EXPECT_EQ(with_finding(inquiry, "fever"), nullptr);
  EXPECT_EQ(with_finding(inquiry, "saddle_anaesthesia"), nullptr);
}

TEST(Inquire, NeverAsksAManAboutPregnancyOrPeriods) {
  const auto man = person(40, Sex::male);
  for (const Inquiry& inquiry : {inquiry_of(man), inquiry_of(with_safety_set_absent(man))}) {
    for (const char* finding : {"pregnant", "postpartum", "missed_period", "vaginal_bleeding_any",
                                "vaginal_discharge", "fetal_movement_reduced"}) {
      EXPECT_EQ(with_finding(inquiry, finding), nullptr) << finding;
    }
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
  // Total probability, on the reported P(present) and a network asked directly.
  const auto presentation = with_safety_set_absent(person(40, Sex::male));
  const engine::Evidence evidence = evidence_of(presentation);
  const double before = log_evidence_as_heard(evidence);

  std::size_t compared = 0;
  for (const NextQuestion& question : inquiry_of(presentation).questions) {
    if (!question.bundle.empty() || !variable(question.finding) || is_lowered(question.finding) ||
        compared == 20) {
      continue;
    }
    ++compared;
    engine::Evidence present = evidence;
    present.observe(*variable(question.finding), engine::StateIndex{1});
    EXPECT_NEAR(question.p_present, std::exp(log_evidence_as_heard(present) - before), 1e-9)
        << question.finding;
  }
  EXPECT_EQ(compared, 20U);
}

TEST(Inquire, ABundleIsPresentWithTheProbabilityOfTheFirstYesAmongItsFindings) {
  // By the chain rule: P(first) + P(second, not first) + ..., each term a query of its own.
  const auto presentation = person(34, Sex::male);
  const Inquiry inquiry = inquiry_of(presentation);
  const NextQuestion* nerve = with_finding(inquiry, "saddle_anaesthesia");
  ASSERT_NE(nerve, nullptr);
  ASSERT_EQ(nerve->bundle.size(), 5U);

  engine::Evidence evidence = evidence_of(presentation);
  const double before = log_evidence_as_heard(evidence);
  double any = 0;
  for (const std::string& finding : nerve->bundle) {
    evidence.observe(*variable(finding), engine::StateIndex{1});
    any += std::exp(log_evidence_as_heard(evidence) - before);
    evidence.observe(*variable(finding), engine::StateIndex{0});
  }
  EXPECT_NEAR(nerve->p_present, any, 1e-9);
}

TEST(Inquire, ABundleHoldsOnlyWhatAppliesToThisPerson) {
  const Inquiry of_man = inquiry_of(person(34, Sex::male));
  const Inquiry of_woman = inquiry_of(person(34, Sex::female));

  EXPECT_THAT(
      with_finding(of_man, "fever")->bundle,
      testing::ElementsAre("fever", "rigors", "immunosuppressed", "urine_dark", "diabetes_known"));
  EXPECT_EQ(with_finding(of_man, "pregnant"), nullptr);
  EXPECT_THAT(with_finding(of_woman, "pregnant")->bundle,
              testing::IsSupersetOf({"pregnant", "postpartum"}));
}

TEST(Inquire, WhatARuleWaitsForIsReadBesideTheSafetyQuestionsOfItsBundle) {
  // A recent infection sends nobody in by itself (rf_sea_risk_no_fever wants a kind of pain, too).
  const Inquiry inquiry = inquiry_of(person(34, Sex::male));
  const NextQuestion* question = with_finding(inquiry, "ivdu");

  ASSERT_NE(question, nullptr);
  EXPECT_THAT(question->bundle,
              testing::ElementsAre("ivdu", "infection_recent", "spinal_procedure_recent",
                                   "indwelling_vascular_catheter", "prosthetic_valve"));
}

TEST(Inquire, ASpecialQuestionFollowsTheYesToTheGeneralOneThatItsNoDenies) {
  // Urine like cola is dark urine, and may be muscle breakdown (rf_rhabdo); dark urine alone is
  // not.
  const Inquiry before = inquiry_of(person(34, Sex::male));
  const Inquiry after = inquiry_of(person(34, Sex::male, {{"urine_dark", "present"}}));

  ASSERT_NE(with_finding(before, "urine_dark"), nullptr);
  EXPECT_EQ(with_finding(before, "cola_urine"), nullptr);
  ASSERT_NE(with_finding(after, "cola_urine"), nullptr);
  EXPECT_EQ(with_finding(after, "cola_urine")->phase, QuestionPhase::mandatory);
}

// A weak leg is seen within hours where it is new (rf_motor_deficit_severe), pain in both legs the
// same day (rf_ces_bilateral_alone): no call may end without its days.
TEST(Inquire, HowLongNerveSignsHaveBeenThereIsAskedBeforeTheCallEnds) {
  for (const char* sign : {"leg_weakness", "bilateral_leg_pain"}) {
    const Inquiry inquiry = inquiry_of(person(57, Sex::female, {{sign, "present"}}));
    ASSERT_NE(with_finding(inquiry, "time_since_onset"), nullptr) << sign;
    EXPECT_EQ(with_finding(inquiry, "time_since_onset")->phase, QuestionPhase::mandatory) << sign;
    EXPECT_THAT(with_finding(inquiry, "time_since_onset")->rationale,
                testing::HasSubstr("a rule waits for the number and may raise it to"))
        << sign;
  }
}

TEST(Inquire, ANumberThatARuleWaitsForKeepsTheCallOpen) {
  // Worry about a pain of eight or more of ten is answered the same day (rf_carer_worry).
  const auto severe = with_safety_set_absent(
      person(34, Sex::male, {{"intense_pain", "present"}, {"self_concern", "present"}}));
  const auto mild = with_safety_set_absent(
      person(34, Sex::male, {{"intense_pain", "absent"}, {"self_concern", "present"}}));
  const Inquiry inquiry = inquiry_of(severe);
  const NextQuestion* question = with_finding(inquiry, "pain_nrs");

  ASSERT_NE(question, nullptr);
  EXPECT_EQ(question->phase, QuestionPhase::value);
  EXPECT_EQ(question->if_present, knowledge::Urgency::same_day);
  EXPECT_EQ(question->p_present, 0);
  EXPECT_THAT(question->rationale,
              testing::HasSubstr("a rule waits for the number and may raise it to"));
  EXPECT_EQ(with_finding(inquiry_of(mild), "pain_nrs"), nullptr);
}

TEST(Inquire, ANumberThatWouldContradictAnAnswerIsNotAskedFor) {
  // No fever: no temperature of 38; pregnancy unknown: no weeks of it.
  const Inquiry inquiry = inquiry_of(with_safety_set_absent(person(30, Sex::female)));
  const Inquiry old = inquiry_of(with_safety_set_absent(person(60, Sex::female)));

  EXPECT_EQ(with_finding(inquiry, "temp_c"), nullptr);
  EXPECT_EQ(with_finding(inquiry, "gestational_age"), nullptr);
  EXPECT_EQ(with_finding(old, "gestational_age"), nullptr);
}

TEST(Inquire, ABundleOfWhichOneFindingIsLeftIsAPlainQuestion) {
  const auto presentation = person(34, Sex::male,
                                   {{"immunosuppressed", "absent"},
                                    {"rigors", "absent"},
                                    {"urine_dark", "absent"},
                                    {"diabetes_known", "absent"}});

  const Inquiry inquiry = inquiry_of(presentation);

  ASSERT_NE(with_finding(inquiry, "fever"), nullptr);
  EXPECT_TRUE(with_finding(inquiry, "fever")->bundle.empty());
}

TEST(Inquire, AYesToABundleMayLeadWhereTheWorstOfItsFindingsLeads) {
  // rf_ces_major sends saddle numbness to the emergency department.
  const Inquiry inquiry = inquiry_of(person(34, Sex::male));

  EXPECT_EQ(with_finding(inquiry, "saddle_anaesthesia")->if_present,
            knowledge::Urgency::emergency_department);
}

TEST(Inquire, NoBundleHasMoreThanFiveFindingsAndNoFindingIsAskedTwice) {
  for (const auto& who :
       {person(34, Sex::male), person(74, Sex::female),
        person(29, Sex::female, {{"pregnant", "present"}, {"gestational_age", "31"}})}) {
    for (const Inquiry& inquiry : {inquiry_of(who), inquiry_of(with_safety_set_absent(who))}) {
      std::vector<std::string> asked;
      for (const NextQuestion& question : inquiry.questions) {
        EXPECT_LE(question.bundle.size(), 5U);
        EXPECT_NE(question.bundle.size(), 1U);
        std::ranges::copy(findings_of(question), std::back_inserter(asked));
      }
      std::ranges::sort(asked);
      EXPECT_EQ(std::ranges::adjacent_find(asked), asked.end());
    }
  }
}

TEST(Inquire, TheWeeksOfAPregnancyAreAskedBeforeWhatHangsOnThem) {
  triage::Presentation presentation = person(29, Sex::female, {{"pregnant", "present"}});
  deny(presentation, inquiry_of(presentation).questions.front());  // danger to life

  EXPECT_EQ(inquiry_of(presentation).questions.front().finding, "gestational_age");
}

TEST(Inquire, TheGeneralQuestionComesBeforeTheSpecialOneThatItsNoDenies) {
  // A pain that comes in waves in the side is a pain in the side.
  const Inquiry inquiry = inquiry_of(with_safety_set_absent(person(34, Sex::male)));

  EXPECT_NE(with_finding(inquiry, "flank_pain"), nullptr);
  EXPECT_EQ(with_finding(inquiry, "flank_colicky"), nullptr);
}

TEST(Inquire, AManWhoDeniesEverythingIsAskedAtMostTwentyTwoQuestionsAfterAgeAndSex) {
  const auto [inquiry, asked] = denied_to_the_end(person(34, Sex::male));

  EXPECT_EQ(inquiry.state, InquiryState::closed);
  EXPECT_EQ(inquiry.safety_answered, inquiry.safety_total);
  EXPECT_LE(asked, 22U);
}

TEST(Inquire, DoesNotCloseWhileWhatIsLeftMayTogetherRaiseTheUrgency) {
  // Held against the limit: the same person closes once a higher risk is accepted.
  const auto presentation = with_safety_set_absent(person(34, Sex::male));

  EXPECT_EQ(inquiry_of(presentation).state, InquiryState::ask);
  EXPECT_THAT(inquiry_of(presentation).reason, testing::HasSubstr("may still"));
  // By its name: no reader knows the id.
  EXPECT_THAT(inquiry_of(presentation).reason, testing::Not(testing::HasSubstr("_")));
  EXPECT_EQ(inquiry_of(presentation, {.p_raises = 1}).state, InquiryState::closed);
}

TEST(Inquire, HandsOverAtOnceWhereNoQuestionLeftWouldRuleADangerOut) {
  // A man of 72 with a known aneurysm, and pain neither low down nor of the abdomen: only a scan
  // tells whether it leaks.
  const auto [inquiry, asked] =
      denied_to_the_end(person(72, Sex::male, {{"known_aaa", "present"}}));

  EXPECT_EQ(inquiry.state, InquiryState::hand_over);
  EXPECT_EQ(inquiry.reason,
            "Abdominal aortic aneurysm, leaking or ruptured is not ruled out, and no question left "
            "would settle it: a clinician goes on from here");
  EXPECT_LT(asked, triage::InquiryLimits{}.most_asked);
}

TEST(Inquire, DoesNotCloseWhileTwoAnswersTogetherMayCallAnAmbulance) {
  // A stiff jaw and back spasm: neither sends anybody alone (rf_tetanus).
  auto presentation = with_safety_set_absent(person(34, Sex::male));
  const auto held = [](const Inquiry& inquiry) {
    return inquiry.reason.starts_with("further answers together may still fire");
  };
  bool ever = false;
  for (int asked = 0; asked < 40; ++asked) {
    const Inquiry inquiry = inquiry_of(presentation);
    ever = ever || held(inquiry);
    if (inquiry.state != InquiryState::ask) {
      break;
    }
    deny(presentation, inquiry.questions.front());
  }
  EXPECT_TRUE(ever);
  EXPECT_NE(inquiry_of(presentation).state, InquiryState::ask);
}

TEST(Inquire, AnAnswerThatKeepsTheCallOpenIsAskedBeforeOneThatDoesNot) {
  const Inquiry inquiry = inquiry_of(with_safety_set_absent(person(34, Sex::male)));
  const auto keeps_open = [](const NextQuestion& question) {
    return question.rationale.starts_with("Its answer may well raise the urgency");
  };
  EXPECT_TRUE(keeps_open(inquiry.questions.front()));
  EXPECT_TRUE(std::ranges::is_partitioned(inquiry.questions, keeps_open));
}

TEST(Inquire, WithDrawsADangerIsHeldAgainstItsUpperBoundWhichNeverClosesEarlier) {
  for (const auto& who : {person(34, Sex::male), person(70, Sex::male)}) {
    const auto presentation = with_safety_set_absent(who);
    const Inquiry plain = inquiry_of(presentation, {.p_raises = 1});
    const Inquiry drawn = inquiry_of(presentation, {.p_raises = 1, .draws = 50});

    EXPECT_EQ(plain.state, InquiryState::closed);
    EXPECT_TRUE(drawn.state == InquiryState::closed ||
                drawn.reason.ends_with("is not ruled out beyond doubt"))
        << drawn.reason;
    EXPECT_EQ(inquiry_of(presentation, {.p_raises = 1, .draws = 50}), drawn);
  }
}

TEST(Inquire, DoesNotCloseWhileAnAnswerMayWellLowerTheUrgencyIfSoAsked) {
  const auto presentation = with_safety_set_absent(person(34, Sex::male));

  const Inquiry inquiry = inquiry_of(presentation, {.p_raises = 1, .p_lowers = 0.1});

  EXPECT_EQ(inquiry.state, InquiryState::ask);
  EXPECT_THAT(inquiry.reason, testing::HasSubstr("may well lower the urgency"));
}

TEST(Inquire, ANoThatFiresAGateIsForeseen) {
  // rf_fever_back: fever with back pain that is not widespread needs seeing the same day.
  const Inquiry inquiry =
      inquiry_of(with_safety_set_absent(person(44, Sex::male, {{"temp_c", "39.1"}})));

  const NextQuestion* question = with_finding(inquiry, "widespread_pain");
  ASSERT_NE(question, nullptr);
  EXPECT_EQ(question->if_absent, knowledge::Urgency::same_day);
}

// The call of somebody of whom only these are true, to its end.
std::pair<Inquiry, triage::Presentation> call_of(triage::Presentation caller,
                                                 const std::vector<std::string>& present) {
  for (int asked = 0; asked < 60; ++asked) {
    const Inquiry inquiry = inquiry_of(caller);
    if (inquiry.state != InquiryState::ask) {
      return {inquiry, caller};
    }
    deny(caller, inquiry.questions.front());
    for (const std::string& finding : findings_of(inquiry.questions.front())) {
      if (std::ranges::count(present, finding) > 0) {
        set(caller, finding, "present");
      }
    }
  }
  return {inquiry_of(caller), caller};
}

TEST(Inquire, ACallerWithRareSignsOnlyIsAskedForAllThatAGateNeeds) {
  struct Caller {
    double age;
    Sex sex;
    std::vector<std::string> present;
  };
  const std::vector<Caller> callers = {
      {35, Sex::male, {"progressive_neuro", "sexual_dysfunction_new"}},    // rf_ces_bilateral
      {22, Sex::female, {"progressive_neuro", "gait_disturbance"}},        // rf_axial_neuro...
      {55, Sex::female, {"progressive_neuro", "gait_disturbance"}},        //
      {40, Sex::male, {"fever", "chemotherapy_recent"}},                   // rf_neutropenic
      {65, Sex::female, {"rigors", "chemotherapy_recent"}},                //
      {40, Sex::male, {"rigors", "anuria_18h"}},                           // rf_sepsis
      {65, Sex::female, {"rigors", "anuria_18h"}},                         //
      {70, Sex::male, {"ankylosing_spondylitis_known", "trauma_minor"}}};  // rf_ankylosed_trauma
  for (const Caller& caller : callers) {
    EXPECT_EQ(call_of(person(caller.age, caller.sex), caller.present).first.state,
              InquiryState::emergency)
        << caller.age << ' ' << caller.present.back();
  }
}

TEST(Inquire, CoughingUpBloodIsAskedAbout) {
  const auto call = call_of(person(50, Sex::male), {"haemoptysis"});

  EXPECT_TRUE(call.second.findings.contains(*embedded_knowledge().findings.find("haemoptysis")));
}

TEST(Bundles, NoLineOfABreathFollowsFromAnother) {
  // Or marking the one alone would deny the other. What a person's sex denies stands before.
  const triage::Closed before = triage::close(person(30, Sex::female), embedded_knowledge());
  for (const knowledge::Bundle& bundle : embedded_knowledge().bundles) {
    for (const knowledge::BundleItem& item : bundle.items) {
      triage::Presentation caller = person(30, Sex::female);
      set(caller, embedded_knowledge().findings[item.finding].id,
          item.finding == embedded_knowledge().findings.find("consciousness") ? "V" : "present");
      const triage::Closed closed = triage::close(caller, embedded_knowledge());
      for (const knowledge::BundleItem& other : bundle.items) {
        EXPECT_TRUE(item.finding == other.finding || closed.find(other.finding) == nullptr ||
                    before.find(other.finding) != nullptr)
            << bundle.id << ": " << item.words << "; " << other.words;
      }
    }
  }
}

TEST(Bundles, AreShortEnoughToReadAloud) {
  constexpr std::ptrdiff_t most_words = 42;
  for (const knowledge::Bundle& bundle : embedded_knowledge().bundles) {
    std::string text = bundle.lead_in;
    for (const knowledge::BundleItem& item : bundle.items) {
      text += " " + item.words;
    }
    EXPECT_LE(std::ranges::count(text, ' ') + 1, most_words) << bundle.id;
    EXPECT_EQ(bundle.lead_in.back(), '?') << bundle.id;
  }
}

TEST(Inquire, EachQuestionSaysWhyItIsAsked) {
  for (const NextQuestion& question :
       inquiry_of(with_safety_set_absent(person(40, Sex::female))).questions) {
    EXPECT_FALSE(question.rationale.empty()) << question.finding;
    EXPECT_EQ(question.rationale.back(), '.') << question.finding;
  }
}

// Which findings could come next at any moment of a call that answers no to everything.
std::vector<std::string> ever_in_question(triage::Presentation caller) {
  std::vector<std::string> ever;
  for (int asked = 0; asked < 60; ++asked) {
    const Inquiry inquiry = inquiry_of(caller);
    for (const NextQuestion& question : inquiry.questions) {
      std::ranges::copy(findings_of(question), std::back_inserter(ever));
    }
    if (inquiry.state != InquiryState::ask) {
      break;
    }
    deny(caller, inquiry.questions.front());
  }
  return ever;
}

TEST(Inquire, AWomanOfSixtyIsNeverAskedAboutAPregnancyALatePeriodOrABirth) {
  using Findings = std::vector<std::pair<std::string, std::string>>;
  for (const Findings& told :
       {Findings{}, {{"abdominal_pain", "present"}}, {{"fever", "present"}}}) {
    const auto ever = ever_in_question(person(60, Sex::female, told));
    for (const char* finding :
         {"pregnant", "postpartum", "missed_period", "gestational_age", "fetal_movement_reduced"}) {
      EXPECT_EQ(std::ranges::count(ever, finding), 0) << finding;
    }
  }
}

TEST(Inquire, AManIsNeverAskedAboutPelvicPainOfWomen) {
  for (const double age : {34.0, 60.0}) {
    const auto ever = ever_in_question(person(age, Sex::male));
    EXPECT_EQ(std::ranges::count(ever, "unilateral_pelvic_pain"), 0) << age;
  }
}

TEST(Inquire, AWomanOfFortyIsAskedAboutThem) {
  const auto ever = ever_in_question(person(40, Sex::female));
  for (const char* finding :
       {"pregnant", "postpartum", "missed_period", "unilateral_pelvic_pain"}) {
    EXPECT_GT(std::ranges::count(ever, finding), 0) << finding;
  }
}

TEST(Inquire, WhatIsOnlyReadOutInAPregnancyMayBeAskedWithoutOne) {
  // A severe headache of somebody over 50: inflamed arteries.
  for (const Sex sex : {Sex::male, Sex::female}) {
    const auto ever = ever_in_question(person(60, sex));
    EXPECT_GT(std::ranges::count(ever, "headache_severe"), 0);
  }
}

}  // namespace
}  // namespace paraspinal::tests
