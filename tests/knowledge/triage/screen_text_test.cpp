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
using ::testing::UnorderedElementsAre;

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
        Sentence{"says he wants to die", "suicidal_thoughts"},
        Sentence{"painkillers aren't touching it", "analgesic_response"},
        Sentence{"the co-codamol isn't working any more", "analgesic_response"},
        Sentence{"ibuprofen made no difference", "analgesic_response"},
        Sentence{"tablets do not help at all", "analgesic_response"},
        Sentence{"no relief from paracetamol", "analgesic_response"},
        Sentence{"ten out of ten despite strong painkillers", "analgesic_response"},
        Sentence{"nothing I have taken helps", "analgesic_response"},
        Sentence{"stuck bent over since this morning", "pain_movement_limited"},
        Sentence{"she can barely move", "pain_movement_limited"},
        Sentence{"hardly able to get out of a chair", "pain_movement_limited"},
        Sentence{"couldn't straighten up", "pain_movement_limited"},
        Sentence{"on hormone injections for his prostate", "cancer_drug_use"},
        Sentence{"takes letrozole", "cancer_drug_use"},
        Sentence{"having treatment for lymphoma", "cancer_drug_use"},
        Sentence{"last immunotherapy in May", "cancer_drug_use"}));

class IsNotDenied : public ::testing::TestWithParam<Sentence> {};

// In doubt it is said, for what is said is asked.
TEST_P(IsNotDenied, ForItIsSaidOrInDoubt) {
  const auto all = heard(GetParam().text);
  EXPECT_THAT(all, Contains(GetParam().finding)) << GetParam().text;
  EXPECT_THAT(all, Not(Contains("NOT " + GetParam().finding))) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    ScreenText, IsNotDenied,
    ::testing::ValuesIn(std::vector<Sentence>{
        Sentence{"denies fever and has saddle numbness", "saddle_anaesthesia"},
        Sentence{"denies fever and has numbness between the legs", "saddle_anaesthesia"},
        Sentence{"denies fever, but has saddle numbness", "saddle_anaesthesia"},
        Sentence{"denies trauma has weak legs", "leg_weakness"},
        Sentence{"denies fever and is numb between the legs", "saddle_anaesthesia"},
        Sentence{"denies fever and cannot walk", "unable_to_walk"},
        Sentence{"denies fever and wet himself", "urinary_incontinence_new"},
        Sentence{"denies fever or cannot walk", "unable_to_walk"},
        Sentence{"not just back pain my bottom is numb", "saddle_anaesthesia"},
        Sentence{"not just pain now saddle numbness too", "saddle_anaesthesia"},
        Sentence{"not only back pain but numb between the legs", "saddle_anaesthesia"},
        Sentence{"not only is her bottom numb she wet herself", "saddle_anaesthesia"},
        Sentence{"not only fever", "fever"},
        Sentence{"no only numb bottom", "saddle_anaesthesia"},
        Sentence{"it isn't just pain my legs are weak", "leg_weakness"},
        Sentence{"without warning lost control of bladder", "urinary_incontinence_new"},
        Sentence{"without any warning he wet himself", "urinary_incontinence_new"},
        Sentence{"never had such severe chest pain", "chest_pain"},
        Sentence{"never felt such weakness in both legs", "leg_weakness"},
        Sentence{"no one believes my legs are weak", "leg_weakness"},
        Sentence{"no painkillers help the numbness between the legs", "saddle_anaesthesia"},
        Sentence{"no medication touches the chest pain", "chest_pain"},
        Sentence{"none of this helps the chest pain", "chest_pain"},
        Sentence{"no relief from chest pain", "chest_pain"},
        Sentence{"no improvement in leg weakness", "leg_weakness"},
        Sentence{"no difference saddle numbness still there", "saddle_anaesthesia"},
        Sentence{"no question of saddle numbness", "saddle_anaesthesia"},
        Sentence{"no response when asked about numb bottom", "saddle_anaesthesia"},
        Sentence{"no idea if bottom is numb", "saddle_anaesthesia"},
        Sentence{"doesn't deny saddle numbness", "saddle_anaesthesia"},
        Sentence{"does not deny fever", "fever"},
        Sentence{"never without chest pain", "chest_pain"},
        Sentence{"not without saddle numbness", "saddle_anaesthesia"},
        Sentence{"has never not had a fever", "fever"},
        Sentence{"can't say there is no numbness between the legs", "saddle_anaesthesia"},
        Sentence{"denies no numbness between the legs", "saddle_anaesthesia"},
        Sentence{"has not noticed that bottom is numb", "saddle_anaesthesia"},
        Sentence{"not sure whether bottom is numb", "saddle_anaesthesia"},
        Sentence{"not certain about saddle numbness", "saddle_anaesthesia"},
        Sentence{"I'm not sure if pregnant", "pregnant"},
        Sentence{"not aware of being pregnant", "pregnant"},
        Sentence{"does not remember fainting", "syncope"},
        Sentence{"never mind saddle numbness started today", "saddle_anaesthesia"},
        Sentence{"fever: no chest pain: yes", "chest_pain"},
        Sentence{"fever: no chest pain: yes", "fever"},
        Sentence{"fever no chest pain yes", "chest_pain"},
        Sentence{"fever no chest pain yes", "fever"},
        Sentence{"fever no chest pain", "chest_pain"},
        Sentence{"numbness between the legs: no, worse today", "saddle_anaesthesia"},
        Sentence{"saddle numbness? not sure", "saddle_anaesthesia"},
        Sentence{"saddle numbness - no. leg weakness - yes", "leg_weakness"},
        Sentence{"saddle numbness no pain relief", "saddle_anaesthesia"},
        Sentence{"saddle numbness has never been worse", "saddle_anaesthesia"},
        Sentence{"numb bottom not normal", "saddle_anaesthesia"},
        Sentence{"no saddle numbness until yesterday", "saddle_anaesthesia"},
        Sentence{"no saddle numbness, until yesterday", "saddle_anaesthesia"},
        Sentence{"no saddle numbness but has it now", "saddle_anaesthesia"},
        Sentence{"no numbness before today now numb between the legs", "saddle_anaesthesia"},
        Sentence{"denied saddle numbness yesterday but today has it", "saddle_anaesthesia"},
        Sentence{"no numb bottom he says but partner disagrees", "saddle_anaesthesia"},
        Sentence{"no fever then yesterday fever", "fever"},
        Sentence{"no fever or chest pain until yesterday", "fever"},
        Sentence{"no fever or chest pain until yesterday", "chest_pain"},
        Sentence{"was fine until numb between legs", "saddle_anaesthesia"},
        Sentence{"no bottom is numb", "saddle_anaesthesia"},
        Sentence{"no, bottom is numb", "saddle_anaesthesia"},
        Sentence{"no: bottom is numb", "saddle_anaesthesia"},
        Sentence{"no - bottom is numb", "saddle_anaesthesia"},
        Sentence{"no legs weak", "leg_weakness"},
        Sentence{"no can't feel when I wipe", "saddle_anaesthesia"},
        Sentence{"no wet himself", "urinary_incontinence_new"},
        Sentence{"no more than mild fever", "fever"},
        Sentence{"not much fever", "fever"},
        Sentence{"not a little short of breath", "dyspnoea"},
        Sentence{"not completely numb between the legs", "saddle_anaesthesia"},
        Sentence{"not getting any better bottom is numb", "saddle_anaesthesia"},
        Sentence{"nothing helps, numb bottom", "saddle_anaesthesia"},
        Sentence{"not walking legs weak", "leg_weakness"},
        Sentence{"not sleeping because legs are weak", "leg_weakness"},
        Sentence{"not as strong in the legs legs weak", "leg_weakness"},
        Sentence{"isn't eating and legs weak", "leg_weakness"},
        Sentence{"neither leg has strength weak legs", "leg_weakness"},
        Sentence{"doesn't know why but wets herself", "urinary_incontinence_new"},
        Sentence{"no weakness apart from left leg weakness", "leg_weakness"},
        Sentence{"no bladder trouble except wet himself twice", "urinary_incontinence_new"},
        Sentence{"no trauma no fever weight loss", "weight_loss_unexplained"},
        Sentence{"cannot stop vomiting chest pain", "chest_pain"},
        Sentence{"no warfarin taken today forgot it", "anticoagulant_use"},
        Sentence{"stopped taking warfarin", "anticoagulant_use"},
        Sentence{"no chest pain on exertion", "chest_pain"},
        Sentence{"at rest no chest pain", "chest_pain"},
        Sentence{"usually no chest pain", "chest_pain"},
        Sentence{"no longer able to pass urine", "urinary_retention"},
        Sentence{"can no longer pass urine", "urinary_retention"},
        Sentence{"no longer can feel between the legs", "saddle_anaesthesia"},
        Sentence{"can no longer walk", "unable_to_walk"},
        Sentence{"no feeling between my legs", "saddle_anaesthesia"},
        Sentence{"no sensation between legs", "saddle_anaesthesia"},
        Sentence{"nil sensation perineum", "saddle_anaesthesia"},
        Sentence{"couldn't feel toilet paper", "saddle_anaesthesia"},
        Sentence{"still no feeling saddle numbness", "saddle_anaesthesia"},
        Sentence{"hasn't peed", "urinary_retention"},
        Sentence{"couldn't pee this morning", "urinary_retention"},
        Sentence{"hasn't been able to pee", "urinary_retention"},
        Sentence{"not passed urine since morning", "urinary_retention"},
        Sentence{"hasn't passed urine today", "anuria_18h"},
        Sentence{"no pee for 12 hours", "anuria_18h"},
        Sentence{"nil urine output", "anuria_18h"},
        Sentence{"without control of bowels", "bowel_incontinence"},
        Sentence{"without bladder control", "urinary_incontinence_new"},
        Sentence{"no control of bladder", "urinary_incontinence_new"},
        Sentence{"can't control bladder", "urinary_incontinence_new"},
        Sentence{"can't hold urine", "urinary_incontinence_new"},
        Sentence{"no pulse in leg", "legs_cold_pulseless"},
        Sentence{"no medication touches the pain", "analgesic_response"},
        Sentence{"the tablets have not helped", "analgesic_response"},
        Sentence{"no longer able to straighten up", "pain_movement_limited"},
        Sentence{"no cancer treatment since 2019", "cancer_history"},
        Sentence{"no hormone treatment yet", "cancer_drug_use"},
        Sentence{"not weak but numb between legs", "saddle_anaesthesia"}}));

class IsDenied : public ::testing::TestWithParam<Sentence> {};

TEST_P(IsDenied, WhenThatIsCertain) {
  const auto all = heard(GetParam().text);
  EXPECT_THAT(all, Contains("NOT " + GetParam().finding)) << GetParam().text;
  EXPECT_THAT(all, Not(Contains(GetParam().finding))) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(ScreenText, IsDenied,
                         ::testing::ValuesIn(std::vector<Sentence>{
                             Sentence{"non pregnant", "pregnant"},
                             Sentence{"not pregnant", "pregnant"},
                             Sentence{"didn't have a fever", "fever"},
                             Sentence{"hasn't got any chest pain", "chest_pain"},
                             Sentence{"not complaining of chest pain", "chest_pain"},
                             Sentence{"no history of warfarin", "anticoagulant_use"},
                             Sentence{"no signs of fever", "fever"},
                             Sentence{"negative for fever", "fever"},
                             Sentence{"denies having had any chest pain", "chest_pain"},
                             Sentence{"neither fever nor chest pain", "fever"},
                             Sentence{"neither fever nor chest pain", "chest_pain"},
                             Sentence{"denies fever and saddle numbness", "saddle_anaesthesia"},
                             Sentence{"denies trauma has weak legs", "trauma_minor"},
                             Sentence{"has saddle numbness and denies fever", "fever"},
                             Sentence{"denied falls; now cannot walk", "trauma_minor"},
                             Sentence{"no fever, bottom is numb", "fever"},
                             Sentence{"no fever now", "fever"},
                             Sentence{"no fever at all", "fever"},
                             Sentence{"no fever no chest pain", "chest_pain"},
                             Sentence{"no fever but chest pain", "fever"},
                             Sentence{"reports no saddle numbness", "saddle_anaesthesia"},
                             Sentence{"has not been incontinent", "urinary_incontinence_new"},
                             Sentence{"saddle numbness - no. leg weakness - yes",
                                      "saddle_anaesthesia"},
                             Sentence{"is her bottom numb? no", "saddle_anaesthesia"},
                             Sentence{"fever: no, chest pain: no", "fever"},
                             Sentence{"saddle numbness never", "saddle_anaesthesia"},
                             Sentence{"fever is absent", "fever"}}));

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

TEST(ScreenText, WordsOfOneFindingDoNotHideAnother) {
  EXPECT_THAT(heard("can't stand up straight"), Contains("unable_to_walk"));
  EXPECT_THAT(heard("can hardly move her legs"), Contains("leg_weakness"));
  EXPECT_THAT(heard("can't move his leg"), ElementsAre("leg_weakness"));
  EXPECT_THAT(heard("nothing touches the pain"),
              UnorderedElementsAre("analgesic_response", "pain_constant_unrelenting"));
  EXPECT_THAT(heard("having treatment for breast cancer"),
              ElementsAre("cancer_drug_use", "cancer_history"));
  EXPECT_THAT(heard("having chemo"), ElementsAre("chemotherapy_recent"));
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
  EXPECT_THAT(heard("Back pain, sore on moving and bending, takes ibuprofen, painkillers help."),
              IsEmpty());
}

TEST(ScreenText, BytesThatAreNoTextDoNoHarm) {
  EXPECT_THAT(heard("\xFF\xC3 fever \xE2\x80"), ElementsAre("fever"));
  EXPECT_THAT(heard("can\xE2\x80\x99t swallow"), ElementsAre("dysphagia"));
}

}  // namespace
}  // namespace paraspinal::tests
