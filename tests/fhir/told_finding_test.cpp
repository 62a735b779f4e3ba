#include "fhir/told_finding.h"

#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

triage::Assessment with(std::string_view finding, const std::string& state) {
  triage::Assessment assessment;
  assessment.used.push_back({finding, state, "Observation/1"});
  return assessment;
}

std::string told_as(const std::string& finding, const std::string& state) {
  return told_finding(with(finding, state), small_knowledge(), finding);
}

// The small knowledge base has no names but ids.
TEST(ToldFinding, AValueIsToldAndPresenceIsNot) {
  knowledge::KnowledgeBase named;
  knowledge::Finding temperature;
  temperature.id = "temp_c";
  temperature.name = "Temperature";
  named.findings = knowledge::FindingTable({temperature});

  EXPECT_EQ(told_finding(with("temp_c", "39.1 Cel"), named, "temp_c"), "Temperature 39.1 Cel");
  EXPECT_EQ(told_finding(with("temp_c", "present"), named, "temp_c"), "Temperature");
  EXPECT_EQ(told_finding(with("temp_c", "absent"), named, "temp_c"), "not: Temperature");
  EXPECT_EQ(told_finding({}, named, "temp_c"), "Temperature");
}

TEST(ToldFinding, AFindingThatTheContentDoesNotHaveIsItsId) {
  EXPECT_EQ(told_as("none_such", "present"), "none_such");
}

TEST(ToldFinding, SeveralHaveASemicolonBetweenThem) {
  triage::Assessment assessment = with("temp_c", "39.1 Cel");
  knowledge::KnowledgeBase none;
  EXPECT_EQ(told_findings(assessment, none, {"fever", "temp_c"}), "fever; temp_c 39.1 Cel");
}

TEST(ToldFinding, ALongNumberHasOneDecimal) {
  EXPECT_EQ(rounded("30.857142857142858 wk"), "30.9 wk");
  EXPECT_EQ(rounded("36.85 Cel"), "36.85 Cel");
  EXPECT_EQ(rounded("leg only"), "leg only");
}

}  // namespace
}  // namespace paraspinal::fhir
