// What is heard in free text. The sentences were written as callers and nurses put it, before and
// beside the phrases of the content; every urgent finding that people name has one.

#include "knowledge/triage/screen_text.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

// "fever" when it is said, "NOT fever" when it is denied, in the order of the text.
std::vector<std::string> heard(const std::string& text) {
  const auto& knowledge = embedded_knowledge();
  std::vector<std::string> findings;
  for (const triage::Heard& one : triage::screen_text(text, knowledge)) {
    findings.push_back((one.denied ? "NOT " : "") + knowledge.findings[one.finding].id);
  }
  return findings;
}

struct Sentence {
  std::string text;
  std::string finding;
};

void PrintTo(const Sentence& sentence, std::ostream* out) {
  *out << sentence.text;
}

class IsHeard : public ::testing::TestWithParam<Sentence> {};

TEST_P(IsHeard, AsTheFindingThatItTellsOf) {
  EXPECT_THAT(heard(GetParam().text), Contains(GetParam().finding)) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    ScreenText, IsHeard,
    ::testing::Values(
        Sentence{"Numb down below since Monday", "saddle_anaesthesia"},
        Sentence{"says she can't feel it when she wipes", "saddle_anaesthesia"},
        Sentence{"my bum has gone numb", "saddle_anaesthesia"},
        Sentence{"reduced sensation in the saddle area", "saddle_anaesthesia"},
        Sentence{"hasn't been able to pee all day", "urinary_retention"},
        Sentence{"Cannot pass urine", "urinary_retention"},
        Sentence{"having trouble passing water", "urinary_retention"},
        Sentence{"wet himself twice last night", "urinary_incontinence_new"},
        Sentence{"loss of bladder control", "urinary_incontinence_new"},
        Sentence{"has lost control of her bowels", "bowel_incontinence"},
        Sentence{"soiled himself this morning", "bowel_incontinence"},
        Sentence{"cannot feel when I'm peeing", "urine_flow_sensation_reduced"},
        Sentence{"shooting pain down both legs", "bilateral_leg_pain"},
        Sentence{"both legs are hurting", "bilateral_leg_pain"},
        Sentence{"my legs keep giving way, weak legs", "leg_weakness"},
        Sentence{"his left knee buckled", "leg_weakness"},
        Sentence{"dragging her right foot; foot drop", "foot_drop"},
        Sentence{"pins and needles in the toes", "leg_numbness"},
        Sentence{"the weakness is getting worse", "progressive_neuro"},
        Sentence{"unsteady on his feet", "gait_disturbance"},
        Sentence{"can't walk", "unable_to_walk"}, Sentence{"running a temperature", "fever"},
        Sentence{"was shivering uncontrollably, ?rigor", "rigors"},
        Sentence{"chest tightness", "chest_pain"}, Sentence{"pains in my chest", "chest_pain"},
        Sentence{"short of breath", "dyspnoea"}, Sentence{"struggling to breathe", "dyspnoea"},
        Sentence{"she passed out in the kitchen", "syncope"},
        Sentence{"collapsed at work", "syncope"},
        Sentence{"looks grey and clammy", "pallor_sweating"},
        Sentence{"he is very confused", "consciousness"},
        Sentence{"hard to wake up", "consciousness"},
        Sentence{"breast cancer ten years ago", "cancer_history"},
        Sentence{"finished chemo in September", "chemotherapy_recent"},
        Sentence{"on methotrexate for her joints", "immunosuppressed"},
        Sentence{"takes prednisolone", "corticosteroid_long"}, Sentence{"injects heroin", "ivdu"},
        Sentence{"abscess drained last week", "infection_recent"},
        Sentence{"has a PICC line", "indwelling_vascular_catheter"},
        Sentence{"metal heart valve", "prosthetic_valve"},
        Sentence{"epidural for the birth", "spinal_procedure_recent"},
        Sentence{"known triple A", "known_aaa"},
        Sentence{"his father died of an aneurysm", "family_aaa"},
        Sentence{"on warfarin", "anticoagulant_use"},
        Sentence{"takes blood thinners", "anticoagulant_use"}, Sentence{"had a DVT", "vte_known"},
        Sentence{"30 weeks pregnant", "pregnant"}, Sentence{"her period is late", "missed_period"},
        Sentence{"gave birth three weeks ago", "postpartum"},
        Sentence{"some spotting", "vaginal_bleeding_any"},
        Sentence{"bleeding heavily", "heavy_vaginal_bleeding"},
        Sentence{"baby's moving less than usual", "fetal_movement_reduced"},
        Sentence{"having contractions", "contractions_regular"},
        Sentence{"her waters have broken", "fluid_leak"},
        Sentence{"worst pain ever", "intense_pain"}, Sentence{"tearing pain", "pain_tearing"},
        Sentence{"it came on suddenly", "pain_onset_sudden"},
        Sentence{"nothing eases it", "pain_constant_unrelenting"},
        Sentence{"wakes me at night", "night_pain"},
        Sentence{"lost two stone, weight loss", "weight_loss_unexplained"},
        Sentence{"has lost a lot of weight; losing weight", "weight_loss_unexplained"},
        Sentence{"fell off a ladder", "trauma_severe"},
        Sentence{"car accident on Friday", "trauma_severe"},
        Sentence{"tripped over the dog", "trauma_minor"},
        Sentence{"blood in his urine", "haematuria"},
        Sentence{"urine the colour of coke: coke coloured urine", "cola_urine"},
        Sentence{"coughing up blood", "haemoptysis"}, Sentence{"stiff neck", "neck_stiffness"},
        Sentence{"purple spots that don't fade", "rash_nonblanching"},
        Sentence{"his jaw is locked", "trismus"}, Sentence{"can't swallow properly", "dysphagia"},
        Sentence{"tummy is rigid", "abdomen_rigid"},
        Sentence{"right leg is cold and white", "legs_cold_pulseless"},
        Sentence{"I want to end it all", "suicidal_thoughts"},
        Sentence{"says he wants to die", "suicidal_thoughts"}));

// The content's own wording of a finding was written without a thought of its phrases.
TEST(ScreenText, EachFindingWithAPhraseIsHeardInItsOwnNameOrQuestion) {
  const auto& knowledge = embedded_knowledge();
  for (const knowledge::Phrase& phrase : knowledge.phrases) {
    const knowledge::Finding& finding = knowledge.findings[phrase.finding];
    std::string all = finding.name;
    if (finding.question) {
      all += ". " + finding.question->yes_means + " " + finding.question->read_aloud + " " +
             finding.question->plainer;
    }
    EXPECT_THAT(heard(all), Contains(finding.id)) << all;
  }
}

TEST(ScreenText, GivesTheWordsAsTypedAndWhereTheyStand) {
  const auto& knowledge = embedded_knowledge();
  const std::string text = "Back ache. She CAN'T  feel when she wipes!";

  const auto all = triage::screen_text(text, knowledge);

  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].finding, *knowledge.findings.find("saddle_anaesthesia"));
  EXPECT_EQ(all[0].words, "CAN'T  feel when she wipes");
  EXPECT_EQ(all[0].at, 15U);
  EXPECT_FALSE(all[0].denied);
}

TEST(ScreenText, ANoBeforeItInTheClauseDenies) {
  EXPECT_THAT(heard("no fever"), ElementsAre("NOT fever"));
  EXPECT_THAT(heard("denies chest pain"), ElementsAre("NOT chest_pain"));
  EXPECT_THAT(heard("has not had any fever"), ElementsAre("NOT fever"));
  EXPECT_THAT(heard("never fainted"), ElementsAre("NOT syncope"));
  EXPECT_THAT(heard("without fever or chest pain"), ElementsAre("NOT fever", "NOT chest_pain"));
  EXPECT_THAT(heard("no trouble passing urine"), ElementsAre("NOT urinary_retention"));
  EXPECT_THAT(heard("hasn't lost control of her bowels"), ElementsAre("NOT bowel_incontinence"));
}

TEST(ScreenText, AnInabilityIsNoDenial) {
  EXPECT_THAT(heard("can't feel her legs"), ElementsAre("leg_numbness"));
  EXPECT_THAT(heard("can not pass urine"), ElementsAre("urinary_retention"));
  EXPECT_THAT(heard("not able to walk"), ElementsAre("unable_to_walk"));
  EXPECT_THAT(heard("unable to swallow"), ElementsAre("dysphagia"));
}

TEST(ScreenText, ANoThatIsPartOfThePhraseIsNoDenial) {
  EXPECT_THAT(heard("not passed urine since yesterday"), Contains("anuria_18h"));
  EXPECT_THAT(heard("no feeling in saddle"), ElementsAre("saddle_anaesthesia"));
  EXPECT_THAT(heard("baby not moving"), Contains("fetal_movement_reduced"));
}

TEST(ScreenText, ADenialEndsWithItsClause) {
  EXPECT_THAT(heard("no fever, numb between the legs"),
              ElementsAre("NOT fever", "saddle_anaesthesia"));
  EXPECT_THAT(heard("no fever but chest pain"), ElementsAre("NOT fever", "chest_pain"));
  EXPECT_THAT(heard("not eating because of chest pain"), ElementsAre("chest_pain"));
}

// In doubt it is said, for then it is asked.
TEST(ScreenText, ANoDoesNotReachBeyondAnAndButADenialOfAListDoes) {
  EXPECT_THAT(heard("no fever and numb bottom"), ElementsAre("NOT fever", "saddle_anaesthesia"));
  EXPECT_THAT(heard("denies fever and chest pain"), ElementsAre("NOT fever", "NOT chest_pain"));
}

TEST(ScreenText, NotSureAndNoBetterDenyNothing) {
  EXPECT_THAT(heard("not sure about chest pain"), ElementsAre("chest_pain"));
  EXPECT_THAT(heard("no relief from tearing pain"), Contains("pain_tearing"));
  EXPECT_THAT(heard("no relief from tearing pain"), Not(Contains("NOT pain_tearing")));
}

TEST(ScreenText, AnAnswerBehindItDenies) {
  EXPECT_THAT(heard("Fever: no. Chest pain - none. Collapse? no"),
              ElementsAre("NOT fever", "NOT chest_pain", "NOT syncope"));
  EXPECT_THAT(heard("chest pain denied"), ElementsAre("NOT chest_pain"));
  EXPECT_THAT(heard("temperature normal"), ElementsAre("NOT fever"));
  EXPECT_THAT(heard("fever no chest pain"), ElementsAre("fever", "NOT chest_pain"));
}

TEST(ScreenText, OneSlipInALongWordIsForgivenAndNoneInAShortOne) {
  EXPECT_THAT(heard("breahtless"), ElementsAre("dyspnoea"));
  EXPECT_THAT(heard("numbnes in the sadle"), IsEmpty());
  EXPECT_THAT(heard("numbnes in the saddle"), ElementsAre("saddle_anaesthesia"));
  EXPECT_THAT(heard("fevr"), IsEmpty());
}

TEST(ScreenText, HearsWholeWordsOnly) {
  EXPECT_THAT(heard("feverfew tea, painted the shed, speed"), IsEmpty());
}

TEST(ScreenText, ALongerPhraseHidesAShorterOneInsideIt) {
  EXPECT_THAT(heard("bleeding heavily"), ElementsAre("heavy_vaginal_bleeding"));
  EXPECT_THAT(heard("pain in both legs"), ElementsAre("bilateral_leg_pain"));
}

TEST(ScreenText, WhatIsSaidAndDeniedIsToldBothWaysOnceEach) {
  EXPECT_THAT(heard("no fever. fever last night. fever now. no fever"),
              ElementsAre("NOT fever", "fever"));
}

TEST(ScreenText, NothingIsHeardInSilenceAndInOrdinaryTalk) {
  EXPECT_THAT(heard(""), IsEmpty());
  EXPECT_THAT(heard(" ... \n"), IsEmpty());
  EXPECT_THAT(heard("Low back ache after gardening on Saturday, easing, paracetamol helps."),
              IsEmpty());
}

TEST(ScreenText, BytesThatAreNoTextDoNoHarm) {
  EXPECT_THAT(heard("\xFF\xC3 fever \xE2\x80"), ElementsAre("fever"));
  EXPECT_THAT(heard("can\xE2\x80\x99t swallow"), ElementsAre("dysphagia"));
}

}  // namespace
}  // namespace paraspinal::tests
