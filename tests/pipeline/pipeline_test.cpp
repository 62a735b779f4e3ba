// Whole cases: each folder of cases/ is imported and assessed, and expected.json is compared.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/import.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/load.h"
#include "knowledge/triage/assess.h"
#include "tests/pipeline/expectation.h"

namespace paraspinal::pipeline {
namespace {

constexpr std::string_view default_time = "2026-11-20T18:30:00Z";

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& folder : std::filesystem::directory_iterator(PARASPINAL_CASES)) {
    names.push_back(folder.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class WholeCase : public testing::TestWithParam<std::string> {
 protected:
  static const knowledge::KnowledgeBase& knowledge_base() {
    static const auto loaded = knowledge::load_embedded();
    return loaded.value();
  }

  static const triage::Assessor& assessor() {
    static const auto network = knowledge::compile(knowledge_base());
    static const triage::Assessor built(knowledge_base(), network.value());
    return built;
  }

  std::filesystem::path folder() const {
    return std::filesystem::path(PARASPINAL_CASES) / GetParam();
  }

  std::string input() const {
    const auto bundle = folder() / "bundle.json";
    return text_of(std::filesystem::exists(bundle) ? bundle : folder() / "presentation.json");
  }
};

TEST_P(WholeCase, IsAssessedAsExpected) {
  const auto expected = fhir::parse_json(text_of(folder() / "expected.json"));
  ASSERT_TRUE(expected) << expected.error().message;
  const fhir::Json* as_of = expected->member("as_of");
  const auto imported = fhir::import_case(
      input(), knowledge_base(),
      {.as_of = as_of == nullptr ? std::string(default_time) : std::string(as_of->text()),
       .setting = {}});
  ASSERT_TRUE(imported) << imported.error().message;

  const auto assessment = assessor().assess(imported->presentation);

  ASSERT_TRUE(assessment) << assessment.error().message;
  EXPECT_THAT(faults(*expected, *assessment), testing::IsEmpty());
}

TEST_P(WholeCase, IsDescribedForAReader) {
  EXPECT_THAT(text_of(folder() / "description.md"), testing::StartsWith("# "));
}

INSTANTIATE_TEST_SUITE_P(Cases, WholeCase, testing::ValuesIn(case_names()),
                         [](const auto& each) { return each.param; });

TEST(Expectation, AMisspeltMemberIsAFault) {
  const auto expected = fhir::parse_json(R"({"urgency_oneof": ["ambulance"]})");
  EXPECT_THAT(faults(*expected, {}), testing::ElementsAre("urgency_oneof: no such expectation"));
}

TEST(Expectation, AnUrgencyBelowTheLeastIsAFault) {
  const auto expected = fhir::parse_json(R"({"urgency_at_least": "same_day"})");
  triage::Assessment assessment;
  assessment.urgency = knowledge::Urgency::within_3_days;
  EXPECT_THAT(faults(*expected, assessment),
              testing::ElementsAre("urgency_at_least: is within_3_days"));
}

TEST(Expectation, AConditionOutsideTheFirstThreeIsAFault) {
  const auto expected = fhir::parse_json(R"({"top_3_contains": ["d"]})");
  triage::Assessment assessment;
  for (const char* id : {"a", "b", "c", "d"}) {
    assessment.conditions.emplace_back().id = id;
  }
  EXPECT_THAT(faults(*expected, assessment),
              testing::ElementsAre("top_3_contains: d is at place 4"));
}

}  // namespace
}  // namespace paraspinal::pipeline
