#include "knowledge/base/load.h"

#include <filesystem>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/base/database.h"
#include "tests/knowledge/tiny_content.h"

namespace paraspinal::tests {
namespace {

using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::Urgency;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// The error of loading the tiny content after its database was changed by `sql`.
engine::Error error_after(const std::string& sql) {
  const TinyContent content;
  content.build();
  const auto editor = knowledge::Connection::create(":memory:");
  const auto changed = editor->execute("ATTACH '" + content.database() + "' AS built; " + sql);
  EXPECT_TRUE(changed) << changed.error().message;
  const auto loaded = knowledge::load_file(content.database());
  return loaded ? engine::Error{} : loaded.error();
}

TEST(Load, FindingsComeWithTheirQuestions) {
  const auto knowledge = tiny_knowledge_base();
  const auto& saddle = knowledge.findings[*knowledge.findings.find("saddle_anaesthesia")];
  const auto& temperature = knowledge.findings[*knowledge.findings.find("temp_c")];
  const auto& consciousness = knowledge.findings[*knowledge.findings.find("consciousness")];

  EXPECT_EQ(saddle.question->read_aloud, "Is it numb where you would sit on a saddle?");
  EXPECT_EQ(saddle.question->seconds, 10);
  EXPECT_EQ(temperature.value_type, knowledge::ValueType::quantity);
  EXPECT_EQ(temperature.unit, "Cel");
  EXPECT_EQ(temperature.lowest, 30);
  EXPECT_EQ(temperature.highest, 45);
  EXPECT_FALSE(temperature.question);
  EXPECT_THAT(consciousness.states, ElementsAre("A", "C", "V", "P", "U"));
  EXPECT_EQ(consciousness.obtainable_by, knowledge::ObtainableBy::examiner);
}

TEST(Load, ConditionsHaveAPriorInEachSettingAndTheirModifiers) {
  const auto knowledge = tiny_knowledge_base();
  const auto& strain = knowledge.conditions[knowledge.condition("strain")->index];
  const auto& cauda = knowledge.conditions[knowledge.condition("cauda_equina")->index];

  ASSERT_THAT(strain.priors, SizeIs(3));
  EXPECT_EQ(strain.priors[1].point, 0.6);
  EXPECT_EQ(strain.priors[1].low, 0.5);
  EXPECT_EQ(strain.priors[1].citation, (knowledge::Citation{"smith2020", "", "seen", "B", "none"}));
  ASSERT_THAT(strain.modifiers, SizeIs(1));
  EXPECT_EQ(strain.modifiers[0].level, "50-120");
  EXPECT_EQ(strain.modifiers[0].value, 0.8);
  EXPECT_FALSE(strain.modifiers[0].absolute);
  EXPECT_TRUE(cauda.must_not_miss);
  EXPECT_EQ(cauda.needs_urgency, Urgency::emergency_department);
  EXPECT_EQ(cauda.harm, 10);
}

TEST(Load, LinksKeepTheirFiguresAndCitation) {
  const auto knowledge = tiny_knowledge_base();
  const auto& link = knowledge.links[0];

  ASSERT_THAT(knowledge.links, SizeIs(3));
  EXPECT_EQ(link.id, "l1");
  EXPECT_EQ(link.condition, knowledge.condition("cauda_equina"));
  EXPECT_EQ(link.finding, knowledge.findings.find("saddle_anaesthesia"));
  EXPECT_EQ(link.sensitivity, (knowledge::Figure{0.74, 0.6, 0.9}));
  EXPECT_EQ(link.specificity, std::nullopt);
  EXPECT_EQ(link.p_given_not, 0.01);
  EXPECT_EQ(link.citation, (knowledge::Citation{"smith2020", "table 2", "seen", "B", "none"}));
  EXPECT_EQ(knowledge.links[2].kind, knowledge::LinkKind::risk);
  EXPECT_EQ(knowledge.links[2].ratio_kind, "OR");
  EXPECT_EQ(knowledge.links[2].ratio, (knowledge::Figure{2, 1.5, 3}));
}

TEST(Load, MechanismsJoinTheirCausesAndFindings) {
  const auto knowledge = tiny_knowledge_base();

  ASSERT_THAT(knowledge.mechanisms, SizeIs(1));
  EXPECT_EQ(knowledge.mechanisms[0].causes[0].condition, knowledge.condition("cauda_equina"));
  EXPECT_EQ(knowledge.mechanisms[0].causes[0].point, 0.8);
  EXPECT_THAT(knowledge.mechanisms[0].findings,
              ElementsAre(*knowledge.findings.find("saddle_anaesthesia"),
                          *knowledge.findings.find("urinary_retention")));
}

TEST(Load, PeopleAreSharesAndNotPregnantIsTheRest) {
  const auto knowledge = tiny_knowledge_base();

  EXPECT_EQ(knowledge.age_bands,
            (std::vector<knowledge::AgeBand>{{"16-49", 16, 50}, {"50-120", 50, 121}}));
  EXPECT_THAT(knowledge.demographics.female[0], ElementsAre(0.3, 0.3));
  EXPECT_THAT(knowledge.demographics.male[2], ElementsAre(0.2, 0.2));
  EXPECT_THAT(knowledge.demographics.pregnancy[0], ElementsAre(0.98, 0.02, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(knowledge.demographics.pregnancy[1], ElementsAre(1, 0, 0, 0, 0, 0, 0, 0));
  ASSERT_THAT(knowledge.prevalences, SizeIs(1));
  EXPECT_EQ(knowledge.prevalences[0].setting, std::nullopt);
  EXPECT_EQ(knowledge.prevalences[0].sex, std::nullopt);
}

TEST(Load, RulesAreReadyToEvaluate) {
  const auto knowledge = tiny_knowledge_base();

  ASSERT_THAT(knowledge.red_flags, SizeIs(2));
  EXPECT_EQ(knowledge.red_flags[0].rule.text(), "saddle_anaesthesia OR urinary_retention");
  EXPECT_THAT(knowledge.red_flags[0].suspects, ElementsAre(*knowledge.condition("cauda_equina")));
  EXPECT_EQ(knowledge.red_flags[1].urgency, Urgency::ambulance);
  EXPECT_EQ(knowledge.implications[0].when_true.text(), "temp_c>=38.0");
  EXPECT_EQ(knowledge.implications[0].then, knowledge.findings.find("fever"));
  EXPECT_TRUE(knowledge.implications[0].defines);
  EXPECT_FALSE(knowledge.implications[0].then_absent);
  EXPECT_EQ(knowledge.safety_questions[0].applies_when->text(), "back_complaint");
  ASSERT_THAT(knowledge.person_safety_nets, SizeIs(1));
  EXPECT_EQ(knowledge.person_safety_nets[0].applies_when.text(), "back_complaint");
  EXPECT_EQ(knowledge.person_safety_nets[0].disposition, "home");
}

TEST(Load, APhraseIsAListOfPlacesWithTheWordsThatMayStandThere) {
  const auto knowledge = tiny_knowledge_base();

  ASSERT_THAT(knowledge.phrases, SizeIs(1));
  EXPECT_EQ(knowledge.phrases[0].finding, knowledge.findings.find("saddle_anaesthesia"));
  EXPECT_THAT(knowledge.phrases[0].words,
              ElementsAre(ElementsAre("numb"), ElementsAre("saddle", "bottom")));
  EXPECT_EQ(knowledge.phrases[0].citation,
            (knowledge::Citation{"smith2020", "", "estimate", "C", "none"}));
}

TEST(Load, AnImplicationMayMeanAbsence) {
  TinyContent content;
  content.append("implication.csv", "heavy_lifting,NOT urinary_retention,implies,a test");
  content.build();
  const auto knowledge = knowledge::load_file(content.database()).value();

  EXPECT_EQ(knowledge.implications[1].then, knowledge.findings.find("urinary_retention"));
  EXPECT_TRUE(knowledge.implications[1].then_absent);
  EXPECT_FALSE(knowledge.implications[1].defines);
}

TEST(Load, SafetyQuestionsComeLifeThreatsFirstThenByPosition) {
  TinyContent content;
  content.append("question.csv", "urinary_retention,a,b,c,d,5,none\nheavy_lifting,a,b,c,d,5,none");
  content.append("safety_question.csv",
                 "urinary_retention,life_threat,,9,smith2020,judgement,none\n"
                 "heavy_lifting,mandatory,,0,smith2020,judgement,none");
  content.build();
  const auto knowledge = knowledge::load_file(content.database()).value();
  std::vector<std::string> order;
  for (const auto& question : knowledge.safety_questions) {
    order.push_back(knowledge.findings[question.finding].id);
  }

  EXPECT_THAT(order, ElementsAre("urinary_retention", "heavy_lifting", "saddle_anaesthesia"));
}

TEST(Load, ABundleHasItsItemsInOrderOfReading) {
  TinyContent content;
  content.append("question.csv", "urinary_retention,a,b,c,d,5,none\nconsciousness,a,b,c,d,5,none");
  content.append("bundle.csv", "roots,Any of these?,4,smith2020,estimate,C,judgement,none");
  content.append("bundle_item.csv",
                 "urinary_retention,roots,2,no urine,2,fever,\n"
                 "saddle_anaesthesia,roots,1,numb,2.5,,\nconsciousness,roots,3,drowsy,2,,A");
  content.build();
  const auto knowledge = knowledge::load_file(content.database()).value();

  ASSERT_EQ(knowledge.bundles.size(), 1U);
  const knowledge::Bundle& bundle = knowledge.bundles[0];
  EXPECT_EQ(bundle.lead_in, "Any of these?");
  EXPECT_EQ(bundle.citation.source, "smith2020");
  ASSERT_EQ(bundle.items.size(), 3U);
  EXPECT_EQ(bundle.items[0].words, "numb");
  EXPECT_EQ(bundle.items[0].seconds, 2.5);
  EXPECT_FALSE(bundle.items[0].applies_when);
  EXPECT_EQ(bundle.items[1].applies_when->text(), "fever");
  EXPECT_EQ(bundle.items[1].no, knowledge::AnswerValue(knowledge::Presence::absent));
  EXPECT_EQ(bundle.items[2].no, knowledge::AnswerValue(knowledge::State{0}));
}

TEST(Load, WordsAndCodesAreThere) {
  const auto knowledge = tiny_knowledge_base();

  EXPECT_EQ(knowledge.loss_multiplier.at(3), 6);
  EXPECT_EQ(knowledge.dispositions.at("ed").contact, "go to the nearest");
  EXPECT_EQ(knowledge.urgency_advice.at(Urgency::same_day).what_to_do, "do this");
  EXPECT_EQ(knowledge.sources.at("smith2020").year, "2020");
  EXPECT_EQ(knowledge.codings[0].code, "386661006");
  EXPECT_EQ(knowledge.codings[0].within_days, 14);
  EXPECT_FALSE(knowledge.codings[0].prefix);
  EXPECT_EQ(knowledge.unit_conversions[0].unit, "[degF]");
  EXPECT_EQ(knowledge.contributions[0].odds_ratio, 1.3);
}

TEST(Load, SolvedNumbersAreOneForEachContext) {
  const auto knowledge = tiny_knowledge_base();

  ASSERT_THAT(knowledge.solved.base, SizeIs(4));
  EXPECT_THAT(knowledge.solved.base[0], SizeIs(3 * 2 * 2 * 8));
  EXPECT_THAT(knowledge.solved.female, SizeIs(3));
  EXPECT_THAT(knowledge.solved.age, SizeIs(3 * 2 * 2));
  EXPECT_THAT(knowledge.solved.pregnancy, SizeIs(3 * 2 * 2 * 8));
  EXPECT_THAT(knowledge.solved.leak, SizeIs(knowledge.findings.size()));
  EXPECT_THAT(knowledge.solved.strength, SizeIs(knowledge.links.size()));
}

TEST(Load, ActionsHaveTheirConditionsAndContraindications) {
  const KnowledgeBase knowledge = tiny_knowledge_base();

  ASSERT_THAT(knowledge.actions, SizeIs(1));
  const knowledge::Action& action = knowledge.actions.front();
  EXPECT_EQ(action.id, "keep_moving");
  EXPECT_EQ(action.kind, knowledge::ActionKind::self_care);
  EXPECT_EQ(action.words, "Keep moving");
  EXPECT_EQ(action.position, "first");
  EXPECT_EQ(action.citation.source, "smith2020");
  EXPECT_THAT(action.conditions, ElementsAre(*knowledge.condition("strain")));
  ASSERT_THAT(action.contraindications, SizeIs(1));
  const knowledge::Contraindication& against = action.contraindications.front();
  EXPECT_EQ(against.rule.text(), "saddle_anaesthesia");
  EXPECT_EQ(against.effect, knowledge::ContraindicationEffect::withhold);
  EXPECT_EQ(against.reason, "needs a surgeon");
  EXPECT_EQ(against.citation.verified, "seen");
}

TEST(Load, GradesHaveTheirSpread) {
  EXPECT_EQ(tiny_knowledge_base().grade_spread,
            (std::map<knowledge::Grade, double>{
                {"A", 0.2}, {"B", 0.3}, {"B-recalled", 0.45}, {"C", 0.6}}));
}

TEST(Load, TheEmbeddedKnowledgeIsWhole) {
  const auto knowledge = knowledge::load_embedded();

  ASSERT_TRUE(knowledge) << knowledge.error().message;
  EXPECT_THAT(knowledge->hash, SizeIs(64));
  EXPECT_GE(knowledge->conditions.size(), 25U);
  EXPECT_GE(knowledge->red_flags.size(), 20U);
}

TEST(LoadError, AFileThatDoesNotExistIsNotFound) {
  const auto loaded = knowledge::load_file("/nowhere/knowledge.sqlite");

  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, engine::ErrorKind::not_found);
  EXPECT_EQ(loaded.error().message,
            "/nowhere/knowledge.sqlite: no such file; expected a knowledge base");
}

TEST(LoadError, AFileThatIsNoDatabaseIsCorrupt) {
  const TinyContent content;
  const auto loaded = knowledge::load_file(content.folder() + "/link.csv");

  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, engine::ErrorKind::corrupt);
  EXPECT_EQ(loaded.error().message, content.folder() + "/link.csv: file is not a database");
}

TEST(LoadError, AFolderIsNoDatabase) {
  const TinyContent content;
  const auto loaded = knowledge::load_file(content.folder());

  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().message, HasSubstr(": not a file; expected a knowledge base"));
}

TEST(LoadError, AnEmptyFileHasNoTables) {
  TinyContent content;
  content.write("empty.sqlite", "");
  const auto loaded = knowledge::load_file(content.folder() + "/empty.sqlite");

  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().message, content.folder() + "/empty.sqlite: no such table: meta");
}

TEST(LoadError, AFileCutShortIsCorrupt) {
  const TinyContent content;
  content.build();
  const auto size = std::filesystem::file_size(content.database());
  std::filesystem::resize_file(content.database(), size / 2);
  const auto loaded = knowledge::load_file(content.database());

  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, engine::ErrorKind::corrupt);
  EXPECT_THAT(loaded.error().message, HasSubstr("malformed"));
}

TEST(LoadError, AnotherSchemaVersionIsNamed) {
  const auto error = error_after("UPDATE built.meta SET value = '1' WHERE key = 'schema_version'");

  EXPECT_EQ(error.kind, engine::ErrorKind::corrupt);
  EXPECT_THAT(error.message, HasSubstr(": schema version '1'; expected '6'"));
}

TEST(LoadError, AMissingTableIsNamed) {
  EXPECT_THAT(error_after("DROP TABLE built.link").message, HasSubstr(": no such table: link"));
}

struct Contradiction {
  const char* name;
  const char* sql;
  const char* words;
};

std::ostream& operator<<(std::ostream& out, const Contradiction& row) {
  return out << row.name;
}

std::vector<Contradiction> contradictions() {
  return {
      {"UnknownCondition", "UPDATE built.link SET condition = 'x' WHERE id = 'l2'",
       ": table link, row 2, column condition: 'x': expected the id of a condition"},
      {"UnknownFinding", "UPDATE built.link SET finding = 'x' WHERE id = 'l2'",
       ": table link, row 2, column finding: 'x': expected the id of a finding"},
      {"UnknownScopeFinding", "UPDATE built.condition SET scope_finding = 'x'",
       ": table condition, row 1, column scope_finding: 'x': expected the id of a "
       "finding"},
      {"UnknownMechanism", "UPDATE built.mechanism_cause SET mechanism = 'x'",
       ": table mechanism_cause, row 1, column mechanism: 'x': expected the id of a "
       "mechanism"},
      {"UnknownRedFlag", "UPDATE built.red_flag_suspect SET red_flag = 'x'",
       ": table red_flag_suspect, row 1, column red_flag: 'x': expected the id of a "
       "red flag"},
      {"UnknownBand", "UPDATE built.demographic SET age_band = 'x' WHERE rowid = 1",
       ": table demographic, row 1, column age_band: 'x': expected the id of an age "
       "band"},
      {"UnknownUrgency", "UPDATE built.urgency_disposition SET urgency = 'x' WHERE rowid = 2",
       ": table urgency_disposition, row 2, column urgency: 'x': expected an "
       "urgency"},
      {"UnreadableRule", "UPDATE built.red_flag SET rule = 'x' WHERE id = 'rf_ces'",
       ": table red_flag, row 1, column rule: 'x': expected a rule: 'x' is not a "
       "finding"},
      {"UnreadableScreeningRule", "UPDATE built.safety_question SET applies_when = 'x'",
       ": table safety_question, row 1, column applies_when: 'x': expected a rule: "
       "'x' is not a finding"},
      {"ImpliedFindingIsNone", "UPDATE built.implication SET then_finding = 'x'",
       ": table implication, row 1, column then_finding: 'x': expected the id of a "
       "two-state finding, or NOT and one"},
      {"PriorMissing", "DELETE FROM built.prior WHERE condition = 'other'",
       "condition 'other' has 0 priors; expected one in each setting"},
      {"PriorMissingInOneSetting",
       "DELETE FROM built.prior WHERE condition = 'other' AND setting = 'telephone'",
       "condition 'other' has no prior in one setting or two in another; expected one "
       "in each"},
      {"SolvedBaseMissing", "DELETE FROM built.solved_base WHERE condition = 'other'",
       "no row for condition 'other'"},
      {"SolvedBaseOfAnother",
       "UPDATE built.solved_base SET condition = 'x' WHERE condition = 'stress'",
       "condition 'x' is not the one at this place in table condition"},
      {"SolvedBaseCutShort", "UPDATE built.solved_base SET base = x'0000'",
       ": table solved_base, row 1: 0 numbers; expected 96, one a context"},
      {"SolvedVariableUnknown",
       "UPDATE built.solved_context SET variable = 'x' WHERE variable = 'age'",
       ": table solved_context, row 2, column variable: 'x': expected female, age "
       "or pregnancy"},
      {"SolvedVariableMissing", "DELETE FROM built.solved_context WHERE variable = 'age'",
       "age has 0 shares; expected 12"},
      {"SolvedLinkOfAnother", "UPDATE built.solved_link SET link = 'x' WHERE rowid = 1",
       "link 'x' is not the one at this place in table link"},
      {"SolvedLinkMissing", "DELETE FROM built.solved_link WHERE rowid = 1",
       "is not the one at this place in table link"},
      {"SolvedLeakMissing", "DELETE FROM built.solved_leak WHERE finding = 'consciousness'",
       "no row for finding 'consciousness'"},
      {"SolvedRouteOfAnother", "UPDATE built.solved_route SET mechanism = 'x'",
       "is not the one at this place in table mechanism_finding"},
      {"SolvedPrevalenceCutShort", "UPDATE built.solved_prevalence SET shares = x'0000'",
       "0 shares; expected 6"},
      {"SolvedSpreadOfAnother", "UPDATE built.solved_spread SET subject = 'x' WHERE rowid = 1",
       ": table solved_spread, row 1: prior 'x' is not the parameter expected at this place"},
      {"SolvedSpreadMissing", "DELETE FROM built.solved_spread WHERE parameter = 'contribution'",
       "no row for contribution 'stress strain'"},
      {"ActionOfNoCondition", "UPDATE built.action_condition SET condition = 'x'",
       ": table action_condition, row 1, column condition: 'x': expected the id of a condition"},
      {"ConditionsOfNoAction", "UPDATE built.action_condition SET action = 'x'",
       ": table action_condition, row 1, column action: 'x': expected the id of an action"},
      {"UnreadableContraindication", "UPDATE built.contraindication SET rule = 'x'",
       ": table contraindication, row 1, column rule: 'x': expected a rule: 'x' is not a "
       "finding"}};
}

class LoadContradictions : public ::testing::TestWithParam<Contradiction> {};

TEST_P(LoadContradictions, NameTableRowAndValue) {
  const auto error = error_after(GetParam().sql);

  EXPECT_EQ(error.kind, engine::ErrorKind::corrupt);
  EXPECT_THAT(error.message, HasSubstr(GetParam().words));
}

INSTANTIATE_TEST_SUITE_P(, LoadContradictions, ::testing::ValuesIn(contradictions()),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace paraspinal::tests
