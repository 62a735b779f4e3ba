#include "fhir/questionnaire.h"

#include <algorithm>
#include <functional>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "fhir/import.h"
#include "fhir/questionnaire_item.h"
#include "tests/fhir/support/adaptive_client.h"
#include "tests/fhir/support/kept_answers.h"
#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using knowledge::AnswerValue;
using knowledge::Finding;
using knowledge::ValueType;
using nlohmann::json;
using testing::ElementsAre;

json as_json(const Json& value) {
  return json::parse(write_json(value));
}

json small_item(const std::string& finding) {
  const auto& knowledge = small_knowledge();
  return as_json(
      question_item(knowledge.findings[*knowledge.findings.find(finding)], knowledge, {}));
}

std::vector<std::string> codes(const json& item) {
  std::vector<std::string> result;
  for (const json& option : item.at("answerOption")) {
    result.push_back(option.at("valueCoding").at("code"));
  }
  return result;
}

std::vector<std::string> units(const json& item) {
  std::vector<std::string> result;
  for (const json& extension : item.at("extension")) {
    if (extension.at("url") == "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption") {
      result.push_back(extension.at("valueCoding").at("code"));
    }
  }
  return result;
}

const json& complete() {
  static const json made = as_json(complete_questionnaire(real_clinic().knowledge()));
  return made;
}

// Every item that asks something.
std::vector<json> questions(const json& holder) {
  std::vector<json> result;
  for (const json& item : holder.value("item", json::array())) {
    if (item.at("type") != "group" && item.at("type") != "display") {
      result.push_back(item);
    }
    for (json& below : questions(item)) {
      result.push_back(std::move(below));
    }
  }
  return result;
}

// Every item.
void visit(const json& holder, const std::function<void(const json&)>& see) {
  for (const json& item : holder.value("item", json::array())) {
    see(item);
    visit(item, see);
  }
}

TEST(Questionnaire, YesNoAndCannotSayAreAChoice) {
  const json item = small_item("fever");
  EXPECT_EQ(item.at("type"), "choice");
  EXPECT_THAT(codes(item), ElementsAre("present", "absent", "unknown"));
  EXPECT_EQ(item.at("linkId"), "fever");
}

TEST(Questionnaire, OrderedStatesAreAChoice) {
  EXPECT_THAT(codes(small_item("urine_protein")),
              ElementsAre("negative", "trace", "1+", "2+", "unknown"));
}

TEST(Questionnaire, ANumberMayBeGivenInEveryUnitThatIsConverted) {
  const json item = small_item("temp_c");
  EXPECT_EQ(item.at("type"), "quantity");
  EXPECT_THAT(units(item), ElementsAre("Cel", "[degF]"));
}

TEST(Questionnaire, ANumberWithoutAUnitIsADecimalWithItsBounds) {
  const json item = small_item("pain_nrs");
  EXPECT_EQ(item.at("type"), "decimal");
  EXPECT_EQ(item.at("extension"),
            json::parse(R"([{"url": "http://hl7.org/fhir/StructureDefinition/minValue",
                             "valueDecimal": 0},
                            {"url": "http://hl7.org/fhir/StructureDefinition/maxValue",
                             "valueDecimal": 10}])"));
}

TEST(Questionnaire, ADayIsADate) {
  EXPECT_EQ(small_item("edd").at("type"), "date");
}

TEST(Questionnaire, AnItemHasTheLoincCodeOfItsFindingAlone) {
  EXPECT_EQ(small_item("temp_c").at("code"),
            json::parse(R"([{"system": "http://loinc.org", "code": "8310-5"}])"));
  // 72166-2 (tobacco) says something of smoker_current and of ex_smoker.
  EXPECT_FALSE(small_item("smoker_current").contains("code"));
}

TEST(Questionnaire, TheAdaptiveOneHasNoItemsAndNamesWhereToAsk) {
  const json made =
      as_json(adaptive_questionnaire(real_clinic().knowledge(), "https://clinic.example.org/fhir"));
  keep_answer(made.dump());
  EXPECT_FALSE(made.contains("item"));
  EXPECT_EQ(made.at("version"), real_clinic().knowledge().version);
  EXPECT_EQ(
      made.at("extension"),
      json::parse(
          R"([{"url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-questionnaireAdaptive",
               "valueUrl": "https://clinic.example.org/fhir"}])"));
}

TEST(Questionnaire, WithoutAnAddressTheAdaptiveOneSaysOnlyThatItIsAdaptive) {
  const json made = as_json(adaptive_questionnaire(small_knowledge(), ""));
  EXPECT_EQ(made.at("extension").at(0).at("valueBoolean"), true);
}

TEST(Questionnaire, EveryLinkIdStandsOnceAndEveryItemHasAText) {
  keep_answer(complete().dump());
  std::set<std::string> seen;
  visit(complete(), [&](const json& item) {
    EXPECT_TRUE(seen.insert(item.at("linkId")).second) << item.at("linkId");
    EXPECT_FALSE(item.at("text").get<std::string>().empty()) << item.at("linkId");
  });
}

TEST(Questionnaire, EveryFindingThatIsNotReckonedIsAskedOnce) {
  std::set<std::string> asked;
  for (const json& item : questions(complete())) {
    asked.insert(item.at("linkId"));
  }
  for (const Finding& finding : real_clinic().knowledge().findings.all()) {
    EXPECT_EQ(asked.contains(finding.id), finding.obtainable_by != knowledge::ObtainableBy::derived)
        << finding.id;
  }
}

TEST(Questionnaire, ThePersonComesFirstThenTheSafetySetInItsOwnOrder) {
  std::vector<std::string> expected = {"age_years", "sex_female"};
  for (const bool life_threat : {true, false}) {
    for (const auto& row : real_clinic().knowledge().safety_questions) {
      if (row.life_threat == life_threat) {
        expected.push_back(real_clinic().knowledge().findings[row.finding].id);
      }
    }
  }
  std::vector<std::string> first;
  for (const json& item : questions(complete())) {
    if (first.size() < expected.size()) {
      first.push_back(item.at("linkId"));
    }
  }
  EXPECT_EQ(first, expected);
}

// How each answer to a question is written, and what it means.
struct Given {
  json answer;
  AnswerValue means;
};

std::vector<Given> every_answer(const json& item, const Finding& finding) {
  std::vector<Given> all;
  const double middle = (finding.lowest + finding.highest) / 2;
  switch (finding.value_type) {
    case ValueType::boolean:
    case ValueType::ordinal:
      for (const json& option : item.at("answerOption")) {
        const std::string code = option.at("valueCoding").at("code");
        const auto state = std::find(finding.states.begin(), finding.states.end(), code);
        AnswerValue means = knowledge::Unknown{};
        if (code == "present" || code == "absent") {
          means = code == "present" ? knowledge::Presence::present : knowledge::Presence::absent;
        } else if (state != finding.states.end()) {
          means = knowledge::State{static_cast<std::size_t>(state - finding.states.begin())};
        }
        all.push_back({{{"valueCoding", option.at("valueCoding")}}, means});
      }
      break;
    case ValueType::quantity:
      if (item.at("type") == "decimal") {
        all.push_back({{{"valueDecimal", middle}}, knowledge::Quantity{middle}});
      } else {
        all.push_back({{{"valueQuantity", {{"value", middle}, {"code", finding.unit}}}},
                       knowledge::Quantity{middle}});
      }
      break;
    case ValueType::date:
      all.push_back({{{"valueDate", "2026-01-02"}}, knowledge::Day{"2026-01-02"}});
      break;
  }
  return all;
}

std::string bundle_with(const std::string& link, const json& answer) {
  return json({{"resourceType", "Bundle"},
               {"type", "collection"},
               {"entry",
                {{{"resource",
                   {{"resourceType", "Patient"},
                    {"id", "1"},
                    {"gender", "female"},
                    {"birthDate", "1990-06-15"}}}},
                 {{"resource",
                   {{"resourceType", "QuestionnaireResponse"},
                    {"status", "completed"},
                    {"questionnaire", questionnaire_canonical(complete_id)},
                    {"authored", "2026-01-31T10:00:00Z"},
                    {"item", {{{"linkId", link}, {"answer", {answer}}}}}}}}}}})
      .dump();
}

TEST(Questionnaire, EveryAnswerToEveryQuestionIsImportedAsThatAnswer) {
  const knowledge::KnowledgeBase& knowledge = real_clinic().knowledge();
  int answers = 0;
  for (const json& item : questions(complete())) {
    const std::string link = item.at("linkId");
    const auto id = *knowledge.findings.find(link);
    for (const Given& given : every_answer(item, knowledge.findings[id])) {
      const auto imported = import_case(bundle_with(link, given.answer), knowledge,
                                        {.as_of = "2026-01-31T10:00:00Z", .setting = {}});
      ASSERT_TRUE(imported.has_value()) << link << ": " << imported.error().message;
      const auto found = imported->presentation.findings.find(id);
      ASSERT_NE(found, imported->presentation.findings.end()) << link << given.answer;
      EXPECT_EQ(found->second.value, given.means) << link << given.answer;
      ++answers;
    }
  }
  EXPECT_GT(answers, 1000);
}

}  // namespace
}  // namespace paraspinal::fhir
