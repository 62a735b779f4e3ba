// Who made an answer, when, and from what.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/example_assessment.h"

namespace paraspinal::fhir {
namespace {

using fhir_tests::at;
using fhir_tests::ExampleAssessment;
using fhir_tests::exported;
using fhir_tests::resources_of;

Json exported_provenance(const ExampleAssessment& example, const ExportOptions& options = {}) {
  return resources_of(exported(example, options), "Provenance").at(0);
}

TEST(ExportProvenance, ItIsOfEveryStatementOfTheBundle) {
  const Json bundle = exported({});
  const Json targets = at(exported_provenance({}), {"target"});
  ASSERT_EQ(targets.items().size(), at(bundle, {"entry"}).items().size() - 2);
  for (std::size_t i = 0; i < targets.items().size(); ++i) {
    const std::string place = std::to_string(i);
    EXPECT_EQ(at(targets, {place, "reference"}).text(),
              at(bundle, {"entry", place, "fullUrl"}).text());
  }
}

TEST(ExportProvenance, TheAgentIsTheDeviceWithSoftwareAndKnowledge) {
  const Json device = resources_of(exported({}), "Device").at(0);
  EXPECT_EQ(at(exported_provenance({}), {"agent", "0", "who", "reference"}).text(),
            "urn:uuid:" + std::string(at(device, {"id"}).text()));
  EXPECT_EQ(at(device, {"version", "0", "type", "text"}).text(), "software");
  EXPECT_THAT(std::string(at(device, {"version", "0", "value"}).text()),
              testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
  EXPECT_EQ(at(device, {"version", "1", "value"}).text(), "2026.11.0");
  EXPECT_EQ(at(device, {"version", "2", "value"}).text(), "3f9c");
}

TEST(ExportProvenance, AnotherAnswerOfTheSameProgramIsOfTheSameDevice) {
  ExampleAssessment other;
  other.assessment.conditions[0].posterior = 0.36;
  const auto id = [](const ExampleAssessment& example) {
    return std::string(at(resources_of(exported(example), "Device").at(0), {"id"}).text());
  };
  EXPECT_EQ(id({}), id(other));
  other.assessment.knowledge_hash = "4a00";
  EXPECT_NE(id({}), id(other));
}

TEST(ExportProvenance, ItIsRecordedWhenTheCallerSaysAndElseWhenTheCaseWasJudged) {
  EXPECT_EQ(at(exported_provenance({}), {"recorded"}).text(), "2026-11-20T18:30:00Z");
  const Json told = exported_provenance({}, {.recorded = "2026-11-26T05:00:00Z"});
  EXPECT_EQ(at(told, {"recorded"}).text(), "2026-11-26T05:00:00Z");
  EXPECT_EQ(at(told, {"occurredDateTime"}).text(), "2026-11-20T18:30:00Z");
}

TEST(ExportProvenance, WithoutAnyInstantItSaysThatItIsUnknown) {
  ExampleAssessment example;
  example.assessment.as_of = "2026-11-20";
  const Json unknown = exported_provenance(example);
  EXPECT_EQ(at(unknown, {"recorded"}), Json());
  EXPECT_EQ(at(unknown, {"_recorded", "extension", "0", "valueCode"}).text(), "unknown");
  EXPECT_EQ(at(unknown, {"occurredDateTime"}).text(), "2026-11-20");
}

// FIPS 180-2, appendix B.1: the SHA-256 of "abc".
TEST(ExportProvenance, TheInputIsNamedByItsHash) {
  const Json entity = at(exported_provenance({}, {.input = "abc"}), {"entity", "0", "what"});
  EXPECT_EQ(at(entity, {"identifier", "value"}).text(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(at(entity, {"display"}).text(), "The input");
  EXPECT_EQ(at(exported_provenance({}), {"entity", "0", "what", "identifier"}), Json());
}

TEST(ExportProvenance, TheKnowledgeIsNamedByVersionAndHash) {
  const Json entity = at(exported_provenance({}), {"entity", "1", "what"});
  EXPECT_EQ(at(entity, {"identifier", "value"}).text(), "3f9c");
  EXPECT_EQ(at(entity, {"display"}).text(), "Paraspinal knowledge 2026.11.0");
}

}  // namespace
}  // namespace paraspinal::fhir
