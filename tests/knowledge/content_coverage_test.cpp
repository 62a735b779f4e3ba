// Whether the content is complete in itself: questions, codes, units, actions, and the articles
// that the project began with.

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/base/check.h"
#include "knowledge/base/csv.h"
#include "knowledge/base/fill.h"
#include "tests/knowledge/tiny_content.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Row = std::map<std::string, std::string>;

std::vector<Row> content_rows(const std::string& table) {
  const auto csv =
      knowledge::read_csv(PARASPINAL_SOURCE_DIR "/knowledge/content/" + table + ".csv").value();
  std::vector<Row> rows;
  for (const auto& row : csv.rows) {
    Row named;
    for (std::size_t i = 0; i < csv.header.size(); ++i) {
      named[csv.header[i]] = row.fields[i];
    }
    rows.push_back(named);
  }
  return rows;
}

std::vector<std::string> parts_of(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

TEST(ContentCoverage, WhatACallerCanTellHasAQuestionAndNothingElseHas) {
  for (const auto& finding : embedded_knowledge().findings.all()) {
    EXPECT_EQ(finding.question.has_value(),
              finding.obtainable_by == knowledge::ObtainableBy::caller)
        << finding.id;
  }
}

TEST(ContentCoverage, AQuestionIsAskedInTwoWaysAndEndsAsOne) {
  for (const auto& finding : embedded_knowledge().findings.all()) {
    if (finding.question) {
      EXPECT_EQ(finding.question->read_aloud.back(), '?') << finding.id;
      EXPECT_EQ(finding.question->plainer.back(), '?') << finding.id;
      EXPECT_NE(finding.question->read_aloud, finding.question->plainer) << finding.id;
      EXPECT_LE(finding.question->seconds, 60) << finding.id;
    }
  }
}

std::string read_aloud(const std::string& finding) {
  const auto& findings = embedded_knowledge().findings;
  return findings[*findings.find(finding)].question->read_aloud;
}

// Asked after a no to any cancer, too: such drugs are given for other illnesses.
TEST(ContentCoverage, NoQuestionAboutCancerDrugsTakesACancerForGranted) {
  EXPECT_THAT(read_aloud("cancer_drug_use"), ::testing::HasSubstr("whatever the illness"));
  EXPECT_THAT(read_aloud("chemotherapy_recent"), ::testing::HasSubstr("another illness"));
}

// source: samaritans_ask, norman_bjgplife: direct, led in, and not as if a no were wanted.
TEST(ContentCoverage, ThoughtsOfSuicideAreAskedDirectlyAfterALeadIn) {
  const std::string words = read_aloud("suicidal_thoughts");
  EXPECT_LT(words.find(". "), words.find('?'));
  EXPECT_THAT(words, ::testing::HasSubstr("Have you been thinking about ending your life"));
}

// Of each finding that a red flag of the same day or faster asks for, the first such flag.
std::map<std::string, std::string> urgently_sought() {
  const auto& knowledge = embedded_knowledge();
  std::map<std::string, std::string> sought;
  for (const auto& flag : knowledge.red_flags) {
    if (flag.urgency >= knowledge::Urgency::same_day) {
      for (const knowledge::FindingId finding : flag.rule.mentions()) {
        sought.emplace(knowledge.findings[finding].id, flag.id);
      }
    }
  }
  return sought;
}

// Numbers and dates are typed as such: no phrase stands for them.
TEST(ContentCoverage, WhatAnUrgentGateSeeksAndPeopleCanSayHasAPhraseOrAnExcuse) {
  std::set<std::string> said;
  for (const auto& phrase : embedded_knowledge().phrases) {
    said.insert(embedded_knowledge().findings[phrase.finding].id);
  }
  std::set<std::string> excused;
  for (const Row& row : content_rows("phrase_excuse")) {
    excused.insert(row.at("finding"));
  }
  for (const auto& [id, flag] : urgently_sought()) {
    const auto& finding = embedded_knowledge().findings[*embedded_knowledge().findings.find(id)];
    const bool can_be_said = finding.obtainable_by == knowledge::ObtainableBy::caller &&
                             (finding.value_type == knowledge::ValueType::boolean ||
                              finding.value_type == knowledge::ValueType::ordinal);
    EXPECT_FALSE(said.contains(id) && excused.contains(id)) << id;
    EXPECT_TRUE(!can_be_said || said.contains(id) || excused.contains(id))
        << id << ", of " << flag << ", has neither a phrase nor an excuse";
  }
}

// "Severe: seven or more" is a yes, and no number: a rule that reads the number alone never hears
// it.
TEST(ContentCoverage, ARuleThatReadsANumberReadsTheYesThatTheNumberDefinesToo) {
  const auto& knowledge = embedded_knowledge();
  for (const knowledge::Implication& row : knowledge.implications) {
    if (!row.defines || row.then_absent || !knowledge.findings[row.then].question) {
      continue;
    }
    for (const knowledge::RedFlag& flag : knowledge.red_flags) {
      const auto& mentions = flag.rule.mentions();
      const bool reads_number = flag.rule.text().find(row.when_true.text()) != std::string::npos;
      EXPECT_TRUE(!reads_number || std::ranges::count(mentions, row.then) == 1)
          << flag.id << " reads " << row.when_true.text() << " and not "
          << knowledge.findings[row.then].id;
    }
  }
}

TEST(ContentCoverage, APhraseThatIsNotWordsStopsTheBuild) {
  for (const std::string wrong :
       {"Numb", "numb  bottom", "numb| bottom", "can't", "|numb", " numb"}) {
    TinyContent content;
    content.replace("phrase.csv", "numb saddle|bottom", wrong);
    const auto database = knowledge::Connection::create(content.database());

    EXPECT_THAT(knowledge::fill(*database, content.folder()).problems,
                ElementsAre(::testing::HasSubstr(
                    "expected phrase is words of a to z with one space between them, and | between "
                    "those that may stand in one place")))
        << wrong;
  }
}

// Whether a code of this system is sent for the condition.
bool is_sent(const std::string& condition, knowledge::CodeSystem system) {
  const auto& codings = embedded_knowledge().codings;
  return std::any_of(codings.begin(), codings.end(), [&](const knowledge::Coding& coding) {
    return coding.resource == knowledge::CodedResource::exported && coding.target == condition &&
           coding.system == system;
  });
}

TEST(ContentCoverage, EveryConditionIsSentWithACode) {
  for (const auto& condition : embedded_knowledge().conditions) {
    EXPECT_TRUE(is_sent(condition.id, knowledge::CodeSystem::icd10cm)) << condition.id;
  }
}

TEST(ContentCoverage, EveryActionIsForAConditionAndEveryConditionHasAnAction) {
  std::set<std::size_t> helped;
  EXPECT_GE(embedded_knowledge().actions.size(), 71U);
  for (const auto& action : embedded_knowledge().actions) {
    EXPECT_FALSE(action.conditions.empty()) << action.id;
    for (const auto condition : action.conditions) {
      helped.insert(condition.index);
    }
  }
  EXPECT_EQ(helped.size(), embedded_knowledge().conditions.size());
}

// Asked of the caller, read from a record by a code, examined or measured, or derived from such.
TEST(ContentCoverage, WhatStandsAgainstAnActionCanBeKnown) {
  std::set<std::string> coded;
  for (const auto& coding : embedded_knowledge().codings) {
    coded.insert(coding.target);
  }
  std::set<std::size_t> derived;
  for (const auto& implication : embedded_knowledge().implications) {
    derived.insert(implication.then.index);
  }
  for (const auto& action : embedded_knowledge().actions) {
    for (const auto& against : action.contraindications) {
      for (const auto id : against.rule.mentions()) {
        const auto& finding = embedded_knowledge().findings[id];
        EXPECT_TRUE(finding.question || coded.contains(finding.id) || derived.contains(id.index))
            << action.id << ": " << finding.id;
      }
    }
  }
}

TEST(ContentCoverage, EveryArticleIsCoveredAndWhatLosesSaysWhy) {
  std::map<std::string, int> statements;
  for (const Row& row : content_rows("article_statement")) {
    ++statements[row.at("article")];
    EXPECT_EQ(row.at("outcome") == "evidence_wins", !row.at("reason").empty()) << row.at("id");
  }

  EXPECT_THAT(statements, ElementsAre(std::pair("seed000", 32), std::pair("seed001", 23),
                                      std::pair("seed002", 17), std::pair("seed003", 21),
                                      std::pair("seed004", 19)));
}

TEST(ContentCoverage, WhatCoversAStatementExists) {
  std::set<std::string> known;
  for (const std::string table : {"condition", "finding", "link", "action"}) {
    for (const Row& row : content_rows(table)) {
      known.insert(row.at("id"));
    }
  }
  for (const Row& row : content_rows("article_statement")) {
    for (const std::string& id : parts_of(row.at("covered_by"), '|')) {
      EXPECT_TRUE(known.contains(id)) << row.at("id") << ": '" << id << "'";
    }
  }
}

TEST(ContentCoverage, AStatementCoveredByNothingStopsTheBuild) {
  TinyContent content;
  content.replace("article_statement.csv", "keep_moving|strain|l3", "keep_moving|stain|l3");
  const auto database = knowledge::Connection::create(content.database());
  const auto filled = knowledge::fill(*database, content.folder());

  EXPECT_THAT(knowledge::check(*database, filled.places),
              ElementsAre("article_statement.csv:2: column covered_by: 'stain': expected an id of "
                          "condition.csv, finding.csv, link.csv or action.csv"));
}

TEST(ContentCoverage, EvidenceThatWinsWithoutAReasonStopsTheBuild) {
  TinyContent content;
  content.replace("article_statement.csv", "evidence_wins,moving is better", "evidence_wins,");
  const auto database = knowledge::Connection::create(content.database());

  EXPECT_THAT(knowledge::fill(*database, content.folder()).problems,
              ElementsAre(::testing::HasSubstr("evidence_wins has a reason, agreed has none")));
}

TEST(ContentCoverage, EveryQuantityCanBeReadInAnotherUnit) {
  const std::set<std::string> only_one = {
      "spo2", "esr", "oswestry"};  // always sent in % and mm/h, for a fraction is no percentage
  std::set<std::string> converted;
  for (const auto& conversion : embedded_knowledge().unit_conversions) {
    converted.insert(embedded_knowledge().findings[conversion.finding].id);
  }
  for (const auto& finding : embedded_knowledge().findings.all()) {
    if (finding.value_type == knowledge::ValueType::quantity && !only_one.contains(finding.id)) {
      EXPECT_TRUE(converted.contains(finding.id)) << finding.id;
    }
  }
}

double converted(const std::string& finding, const std::string& unit, double value) {
  for (const auto& conversion : embedded_knowledge().unit_conversions) {
    if (embedded_knowledge().findings[conversion.finding].id == finding &&
        conversion.unit == unit) {
      return conversion.factor * value + conversion.add_after;
    }
  }
  return std::nan("");
}

// By molar mass: Mg 24.305, P 30.974, N2 28.014, glucose 180.156, creatinine 113.12, Ca 40.078,
// K 39.098, Na 22.990, lactic acid 90.08, 25-hydroxyvitamin D3 400.64 g/mol.
TEST(ContentCoverage, MassesBecomeAmountsByMolarMass) {
  EXPECT_NEAR(converted("magnesium", "mg/dL", 2.4305), 1.0, 0.001);
  EXPECT_NEAR(converted("phosphate", "mg/dL", 3.0974), 1.0, 0.001);
  EXPECT_NEAR(converted("urea", "mg/dL", 2.8014), 1.0, 0.001);
  EXPECT_NEAR(converted("glucose", "mg/dL", 18.0156), 1.0, 0.001);
  EXPECT_NEAR(converted("creatinine", "mg/dL", 1.1312), 100.0, 0.1);
  EXPECT_NEAR(converted("calcium_total", "mg/dL", 4.0078), 1.0, 0.001);
  EXPECT_NEAR(converted("potassium", "mg/dL", 3.9098), 1.0, 0.001);
  EXPECT_NEAR(converted("sodium", "mg/dL", 2.2990), 1.0, 0.001);
  EXPECT_NEAR(converted("lactate", "mg/dL", 9.008), 1.0, 0.001);
  EXPECT_NEAR(converted("vitamin_d", "ng/mL", 0.40064), 1.0, 0.001);
}

TEST(ContentCoverage, CustomaryUnitsBecomeMetric) {
  EXPECT_NEAR(converted("temp_c", "[degF]", 98.6), 37.0, 1e-9);
  EXPECT_NEAR(converted("body_weight", "[lb_av]", 100), 45.359237, 1e-9);
  EXPECT_NEAR(converted("bmi", "[lb_av]/[in_i]2", 0.035557), 25.0, 0.001);
  EXPECT_NEAR(converted("d_dimer", "mg{FEU}/L", 0.5), 500, 1e-9);
  EXPECT_NEAR(converted("troponin", "ng/mL", 0.014), 14, 1e-9);
  EXPECT_NEAR(converted("pth", "pg/mL", 9.43), 1.0, 0.001);
}

}  // namespace
}  // namespace paraspinal::tests
