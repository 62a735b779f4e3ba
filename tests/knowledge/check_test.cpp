#include "knowledge/base/check.h"

#include <ostream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/knowledge/tiny_content.h"

namespace paraspinal::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::vector<std::string> problems_of(const TinyContent& content) {
  const auto database = knowledge::Connection::create(content.database());
  const auto filled = knowledge::fill(*database, content.folder());
  EXPECT_THAT(filled.problems, IsEmpty());
  return knowledge::check(*database, filled.places);
}

TEST(Check, TakesTheTinyContent) {
  EXPECT_THAT(problems_of(TinyContent()), IsEmpty());
}

TEST(Check, ARuleWithAnUnknownFindingNamesFileLineAndPlace) {
  TinyContent content;
  content.replace("red_flag.csv", "fever AND", "fevre AND");

  EXPECT_THAT(problems_of(content),
              ElementsAre("red_flag.csv:3: column rule: 'fevre' is not a finding\n"
                          "  fevre AND consciousness!='A'\n  ^"));
}

TEST(Check, EveryRuleOfTheContentIsRead) {
  TinyContent content;
  content.replace("implication.csv", "temp_c>=38.0", "temp_c>=hot");
  content.replace("safety_question.csv", "back_complaint", "back_complaint AND");
  content.replace("contraindication.csv", "saddle_anaesthesia", "temp_c");

  EXPECT_THAT(
      problems_of(content),
      ElementsAre("implication.csv:2: column when_true: 'hot': expected a number, for 'temp_c' is "
                  "a quantity in Cel\n  temp_c>=hot\n          ^",
                  "safety_question.csv:2: column applies_when: the end of the rule: expected a "
                  "finding, NOT, COUNT or '('\n  back_complaint AND\n                    ^",
                  "contraindication.csv:2: column rule: 'temp_c' is not two-state: expected a "
                  "comparison after it\n  temp_c\n  ^"));
}

TEST(Check, AWordIsHeardOnlyForAFindingOfARedFlag) {
  TinyContent content;
  content.append("phrase.csv", "heavy_lifting,lifted,smith2020,estimate,C,,none");
  content.append("phrase_excuse.csv", "back_complaint,a test,none");

  EXPECT_THAT(
      problems_of(content),
      ElementsAre("phrase.csv:3: column finding: 'heavy_lifting': expected one that stands "
                  "in a red flag",
                  "phrase_excuse.csv:2: column finding: 'back_complaint': expected one that "
                  "stands in a red flag"));
}

// Two questions in one breath, correct.
void add_bundle(TinyContent& content) {
  content.append("question.csv", "urinary_retention,a,b,c,d,5,none\nconsciousness,a,b,c,d,5,none");
  content.append("bundle.csv", "roots,Any of these?,4,smith2020,estimate,C,judgement,none");
  content.append("bundle_item.csv",
                 "saddle_anaesthesia,roots,1,numb,2,,\nurinary_retention,roots,2,no urine,2,,");
}

TEST(Check, TakesABundleOfTwoQuestions) {
  TinyContent content;
  add_bundle(content);

  EXPECT_THAT(problems_of(content), IsEmpty());
}

TEST(Check, ABundleHasTwoToFiveItems) {
  TinyContent content;
  add_bundle(content);
  content.append("bundle.csv", "empty,Any of these?,4,smith2020,estimate,C,judgement,none");

  EXPECT_THAT(problems_of(content),
              ElementsAre("bundle.csv:3: column id: 'empty': 0 rows in bundle_item.csv: expected 2 "
                          "to 5"));
}

TEST(Check, ABundleHoldsOnlyWhatCanBeAskedByItself) {
  TinyContent content;
  add_bundle(content);
  content.append("bundle_item.csv", "fever,roots,3,a fever,2,,");

  EXPECT_THAT(problems_of(content),
              ElementsAre("bundle_item.csv:4: column finding: 'fever': expected a row in "
                          "question.csv, for after a yes it is asked by itself"));
}

TEST(Check, ABundleHoldsNoNumber) {
  TinyContent content;
  add_bundle(content);
  content.append("question.csv", "temp_c,a,b,c,d,5,none");
  content.append("bundle_item.csv", "temp_c,roots,3,the temperature,2,,");

  EXPECT_THAT(problems_of(content),
              ElementsAre("bundle_item.csv:4: column finding: 'temp_c': expected a finding of two "
                          "states or of states in order"));
}

TEST(Check, ANoToAnItemOfStatesInOrderNamesOneOfThem) {
  TinyContent content;
  add_bundle(content);
  content.append("bundle_item.csv", "consciousness,roots,3,drowsy,2,,awake");

  EXPECT_THAT(problems_of(content),
              ElementsAre("bundle_item.csv:4: column no_means: 'awake': expected a state of "
                          "'consciousness'"));
}

TEST(Check, ANoToAnItemOfTwoStatesIsAbsent) {
  TinyContent content;
  add_bundle(content);
  content.replace("bundle_item.csv", "no urine,2,,", "no urine,2,,present");

  EXPECT_THAT(
      problems_of(content),
      ElementsAre("bundle_item.csv:3: column no_means: 'present': expected none, for absent "
                  "is what a no means"));
}

TEST(Check, AnItemsRuleIsRead) {
  TinyContent content;
  add_bundle(content);
  content.replace("bundle_item.csv", "no urine,2,,", "no urine,2,fevre,");

  EXPECT_THAT(problems_of(content),
              ElementsAre("bundle_item.csv:3: column applies_when: 'fevre' is not a finding\n"
                          "  fevre\n  ^"));
}

TEST(Check, ARedFlagDoesNotNegateWhatARedFlagSeeks) {
  TinyContent content;
  content.replace("red_flag.csv", "fever AND", "NOT urinary_retention AND fever AND");

  EXPECT_THAT(problems_of(content),
              ElementsAre("red_flag.csv:3: column rule: NOT urinary_retention: expected no NOT, "
                          "for a red flag seeks this finding"));
}

TEST(Check, ARedFlagMayNegateAFindingThatNoneSeeks) {
  TinyContent content;
  content.replace("red_flag.csv", "fever AND", "NOT heavy_lifting AND fever AND");

  EXPECT_THAT(problems_of(content), IsEmpty());
}

// A change to one file, and what is then wrong.
struct Wrong {
  const char* name;
  const char* file;
  const char* from;
  const char* to;
  std::vector<std::string> problems;
};
std::ostream& operator<<(std::ostream& out, const Wrong& wrong) {
  return out << wrong.name;
}

std::vector<Wrong> wrong_contents() {
  return {{"ImpliedFindingIsNone",
           "implication.csv",
           "fever",
           "fevre",
           {"implication.csv:2: column then_finding: 'fevre': expected a two-state finding, or "
            "NOT and one"}},
          {"ImpliedFindingIsNoTwoState",
           "implication.csv",
           "fever",
           "NOT consciousness",
           {"implication.csv:2: column then_finding: 'NOT consciousness': expected a two-state "
            "finding, or NOT and one"}},
          {"OrdinalHasOneState",
           "finding.csv",
           "A|C|V|P|U",
           "A",
           {"finding.csv:8: column states: expected two or more different states of "
            "'consciousness', with | between them"}},
          {"OrdinalHasTheSameStateTwice",
           "finding.csv",
           "A|C|V|P|U",
           "A|C|A",
           {"finding.csv:8: column states: expected two or more different states of "
            "'consciousness', with | between them"}},
          {"CodeStatesNoStateOfItsFinding",
           "coding.csv",
           "fever,present",
           "fever,high",
           {"coding.csv:2: column state: 'high': expected a state of 'fever'"}},
          {"CodeStatesNoFinding",
           "coding.csv",
           "observation,temp_c",
           "observation,temp",
           {"coding.csv:3: column target: 'temp': expected an id of finding.csv"}},
          {"ExportedCodeIsOfNoCondition",
           "coding.csv",
           "condition,fever",
           "export,fever",
           {"coding.csv:2: column target: 'fever': expected an id of condition.csv"}},
          {"OrderedCodeIsOfNoAction",
           "coding.csv",
           "condition,fever,present",
           "order,fever,",
           {"coding.csv:2: column target: 'fever': expected an id of action.csv"}},
          {"EndOfAPregnancyIsOfNoKnownKind",
           "coding.csv",
           "condition,fever,present",
           "pregnancy_end,abortion,",
           {"coding.csv:2: column target: 'abortion': expected birth, termination, loss or "
            "ectopic"}},
          {"NoneKnownDeniesNoFinding",
           "coding.csv",
           "condition,fever,present",
           "none_known,allergies,absent",
           {"coding.csv:2: column target: 'allergies': expected an id of finding.csv, or "
            "nothing"}},
          {"NoneKnownAffirmsAFinding",
           "coding.csv",
           "condition,fever,present",
           "none_known,fever,present",
           {"coding.csv:2: column state: 'present': expected absent, as the code denies its "
            "target"}},
          {"FindingIdIsNoWord",
           "finding.csv",
           "fever,Fever,symptom,boolean,,,,,caller,used",
           "fever,Fever,symptom,boolean,,,,,caller,used by rules only,none\n"
           "low-back,Low,symptom,boolean,,,,,caller,used",
           {"finding.csv:7: column id: 'low-back': expected letters, digits and _ only"}},
          {"UnitOfNoQuantity",
           "finding.csv",
           "ordinal,,",
           "ordinal,1,",
           {"finding.csv:8: column unit: '1': expected none, for 'consciousness' is no "
            "quantity"}},
          {"WeightlessAlthoughLinked",
           "finding.csv",
           "Retention,symptom,boolean,,,,,caller,",
           "Retention,symptom,boolean,,,,,caller,a reason",
           {"finding.csv:4: column weightless_because: 'a reason': expected none, for a link of "
            "'urinary_retention' is a parameter"}},
          {"NeitherLinkedNorWeightless",
           "finding.csv",
           "carried by fever",
           "",
           {"finding.csv:7: column weightless_because: '': expected a reason, for no link of "
            "'temp_c' is a parameter"}},
          {"AgeBandsLeaveAGap",
           "age_band.csv",
           "50-120,50",
           "50-120,51",
           {"age_band.csv:3: column from_years: '51': expected 50, where the band before it "
            "ends"}},
          {"AgeBandsDoNotBeginAt16",
           "age_band.csv",
           "16-49,16",
           "16-49,18",
           {"age_band.csv:2: column from_years: '18': expected 16, where the band before it "
            "ends"}},
          {"NoOtherCondition",
           "condition.csv",
           "Another cause,other,other",
           "Another cause,other,primary",
           {"condition.csv: 0 conditions have the role 'other': expected one"}},
          {"DrugScopeWithoutADrug",
           "condition.csv",
           "muscle,primary,0,self_care,1,all",
           "muscle,primary,0,self_care,1,takes_drug",
           {"condition.csv:2: columns scope, scope_finding: 'takes_drug', '': expected a "
            "two-state finding for takes_drug, and none for the others"}},
          {"DrugOfAnotherScope",
           "condition.csv",
           "muscle,primary,0,self_care,1,all,",
           "muscle,primary,0,self_care,1,all,fever",
           {"condition.csv:2: columns scope, scope_finding: 'all', 'fever': expected a two-state "
            "finding for takes_drug, and none for the others"}},
          {"NoPriorInASetting",
           "prior.csv",
           "strain,primary_care,0.6,0.5,0.7,smith2020,seen,B,judgement,none\n",
           "",
           {"prior.csv: condition 'strain' has no prior for primary_care: expected one"}},
          {"ModifierOfNoBand",
           "prior_modifier.csv",
           "age,50-120",
           "age,50+",
           {"prior_modifier.csv:2: columns factor, level: 'age', '50+': expected an id of "
            "age_band.csv"}},
          {"ModifierOfNoSex",
           "prior_modifier.csv",
           "age,50-120",
           "sex,women",
           {"prior_modifier.csv:2: columns factor, level: 'sex', 'women': expected female or "
            "male"}},
          {"ModifierOfNoStage",
           "prior_modifier.csv",
           "age,50-120",
           "pregnancy,t1",
           {"prior_modifier.csv:2: columns factor, level: 'pregnancy', 't1': expected a "
            "pregnancy stage"}},
          {"AbsoluteModifierAboveOne",
           "prior_modifier.csv",
           "odds,0.8",
           "absolute,1.5",
           {"prior_modifier.csv:2: column value: '1.5': expected a probability, for the effect "
            "is absolute"}},
          {"ContributorIsPrimary",
           "contribution.csv",
           "stress,strain",
           "cauda_equina,strain",
           {"contribution.csv:2: column contributor: 'cauda_equina': expected a condition of "
            "that role"}},
          {"ContributionToAContributor",
           "contribution.csv",
           "stress,strain",
           "stress,stress",
           {"contribution.csv:2: column condition: 'stress': expected no contributor"}},
          {"MechanismWithoutACause",
           "mechanism_cause.csv",
           "sacral_roots,cauda_equina,0.8,smith2020,estimate,C,judgement,none\n",
           "",
           {"mechanism.csv:2: column id: 'sacral_roots': expected a row in mechanism_cause.csv "
            "and in mechanism_finding.csv"}},
          {"TwoParameterRowsOfOnePair",
           "link.csv",
           "l2,cauda_equina,urinary_retention",
           "l2,cauda_equina,saddle_anaesthesia",
           {"finding.csv:4: column weightless_because: '': expected a reason, for no link of "
            "'urinary_retention' is a parameter",
            "link.csv:3: columns condition, finding, kind: 'cauda_equina', "
            "'saddle_anaesthesia', 'finding': 2 parameter rows; expected one"}},
          {"ParameterOfAQuantity",
           "link.csv",
           "l3,strain,heavy_lifting,risk",
           "l3,strain,temp_c,finding",
           {"finding.csv:7: column weightless_because: 'carried by fever': expected none, for a "
            "link of 'temp_c' is a parameter",
            "finding.csv:5: column weightless_because: '': expected a reason, for no link of "
            "'heavy_lifting' is a parameter",
            "link.csv:4: column finding: 'temp_c': expected a two-state finding, for the row is "
            "a parameter"}},
          {"DrugWithoutPrevalence",
           "condition.csv",
           "muscle,primary,0,self_care,1,all,",
           "muscle,primary,0,self_care,1,takes_drug,saddle_anaesthesia",
           {"condition.csv:2: column scope_finding: 'saddle_anaesthesia': expected a row in "
            "prevalence.csv"}},
          {"RiskFactorWithoutPrevalence",
           "prevalence.csv",
           "heavy_lifting,any,any",
           "heavy_lifting,telephone,any",
           {"link.csv:4: column finding: 'heavy_lifting': no prevalence for "
            "emergency_department, female: expected one, for it is a risk factor",
            "link.csv:4: column finding: 'heavy_lifting': no prevalence for "
            "emergency_department, male: expected one, for it is a risk factor",
            "link.csv:4: column finding: 'heavy_lifting': no prevalence for "
            "primary_care, female: expected one, for it is a risk factor",
            "link.csv:4: column finding: 'heavy_lifting': no prevalence for "
            "primary_care, male: expected one, for it is a risk factor"}},
          {"SharesDoNotSumToOne",
           "demographic.csv",
           "telephone,16-49,0.3",
           "telephone,16-49,0.4",
           {"demographic.csv: the shares of telephone sum to 1.1: expected 1"}},
          {"NoSharesOfABand",
           "demographic.csv",
           "telephone,50-120,0.3,0.2,smith2020,estimate,C,judgement,none\n",
           "",
           {"demographic.csv: the shares of telephone sum to 0.5: expected 1",
            "demographic.csv: no row for telephone, 50-120: expected one"}},
          {"StagesSumToMoreThanOne",
           "pregnancy_prevalence.csv",
           "trimester_1,0.02",
           "trimester_1,0.7,smith2020,estimate,C,judgement,none\n16-49,term,0.5",
           {"pregnancy_prevalence.csv: the stages of 16-49 sum to 1.2: expected at most 1"}},
          {"DispositionOfARedFlagIsNone",
           "red_flag.csv",
           "ambulance,ed",
           "ambulance,ward",
           {"red_flag.csv:3: column disposition: 'ward': expected an id of disposition.csv"}},
          {"SafetyQuestionWithoutWords",
           "safety_question.csv",
           "saddle_anaesthesia",
           "fever",
           {"safety_question.csv:2: column finding: 'fever': expected a row in question.csv"}},
          {"UrgencyWithoutAdvice",
           "urgency_disposition.csv",
           "same_day",
           "some_day",
           {"urgency_disposition.csv: no row for same_day: expected one",
            "urgency_disposition.csv:5: column urgency: 'some_day': expected an urgency"}},
          {"LossOfALevelIsMissing",
           "loss.csv",
           "6,10,judgement,none\n",
           "",
           {"loss.csv: 5 rows: expected one for each of 1 to 6 levels"}},
          {"ConversionFromItsOwnUnit",
           "unit_conversion.csv",
           "[degF]",
           "Cel",
           {"unit_conversion.csv:2: columns finding, unit: 'temp_c', 'Cel': expected a quantity "
            "and another unit than its own"}},
          {"ConversionOfNoQuantity",
           "unit_conversion.csv",
           "temp_c",
           "fever",
           {"unit_conversion.csv:2: columns finding, unit: 'fever', '[degF]': expected a "
            "quantity and another unit than its own"}},
          {"ConversionByZero",
           "unit_conversion.csv",
           "0.5555555555555556",
           "0",
           {"unit_conversion.csv:2: column factor: '0.0': expected a number above 0"}},
          {"VerifiedIsNoneOfTheWords",
           "mechanism.csv",
           "estimate",
           "guessed",
           {"mechanism.csv:2: column verified: 'guessed': expected one of "
            "'seen','seen-qual','seen-part','recalled','estimate'"}},
          {"GradeIsNoneOfTheWords",
           "mechanism.csv",
           "estimate,C",
           "estimate,D",
           {"mechanism.csv:2: column grade: 'D': expected one of 'A','B','B-recalled','C'"}},
          {"PrevalenceOutsideItsBounds",
           "prevalence.csv",
           "0.3,,",
           "0.3,0.4,0.5",
           {"prevalence.csv:2: columns low, point, high: '0.4', '0.3', '0.5': expected them in "
            "increasing order"}},
          {"GradeWithoutASpread",
           "grade_spread.csv",
           "B-recalled,0.45,judgement,smith2020,none\n",
           "",
           {"grade_spread.csv: grade 'B-recalled' has no spread: expected one"}},
          {"FigureOutsideItsInterval",
           "link.csv",
           "0.74,0.6,0.9",
           "0.74,0.6,0.7",
           {"link.csv:2: columns sensitivity_low, sensitivity, sensitivity_high: '0.6', '0.74', "
            "'0.7': expected them in increasing order"}}};
}

class CheckOfContent : public ::testing::TestWithParam<Wrong> {};

TEST_P(CheckOfContent, NamesWhatIsWrong) {
  const Wrong& wrong = GetParam();
  TinyContent content;
  content.replace(wrong.file, wrong.from, wrong.to);

  EXPECT_EQ(problems_of(content), wrong.problems);
}

INSTANTIATE_TEST_SUITE_P(, CheckOfContent, ::testing::ValuesIn(wrong_contents()),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace paraspinal::tests
