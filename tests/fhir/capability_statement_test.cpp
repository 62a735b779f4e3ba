#include "fhir/capability_statement.h"

#include <set>
#include <stdexcept>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/fhir/support/kept_answers.h"

namespace paraspinal::fhir {
namespace {

using nlohmann::json;

json our_statement() {
  const std::string text =
      write_json(capability_statement({.base = "https://clinic.example.org/fhir",
                                       .version = "0.3.0",
                                       .date = "2026-01-31T10:00:00Z"}));
  keep_answer(text);
  return json::parse(text);
}

TEST(CapabilityStatement, SaysVersionFormatAndAddress) {
  const json made = our_statement();
  EXPECT_EQ(made.at("fhirVersion"), "4.0.1");
  EXPECT_EQ(made.at("format"), json::parse(R"(["application/fhir+json", "json"])"));
  EXPECT_EQ(made.at("implementation").at("url"), "https://clinic.example.org/fhir");
  EXPECT_EQ(made.at("software").at("version"), "0.3.0");
}

TEST(CapabilityStatement, NamesBothOperations) {
  const json made = our_statement();
  const json& rest = made.at("rest").at(0);
  EXPECT_EQ(rest.at("operation").at(0).at("name"), "assess");
  const json& questionnaire = rest.at("resource").at(0);
  EXPECT_EQ(questionnaire.at("operation").at(0).at("definition"),
            "http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire-next-question");
}

TEST(CapabilityStatement, NeedsADate) {
  EXPECT_THROW(capability_statement({}), std::logic_error);
}

TEST(CapabilityStatement, TheDefinitionNamesEveryParameter) {
  const std::string text = write_json(assess_definition("0.3.0"));
  keep_answer(text);
  const json definition = json::parse(text);
  std::set<std::string> names;
  for (const json& parameter : definition.at("parameter")) {
    names.insert(parameter.at("name"));
  }
  EXPECT_EQ(names,
            (std::set<std::string>{"bundle", "setting", "as-of", "draws", "seed", "return"}));
}

}  // namespace
}  // namespace paraspinal::fhir
