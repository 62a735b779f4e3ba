// What is printed and sent never says less than what was decided: no self-care in the large print
// of a provisional answer, no probability called certain, no code slower than the urgency.

#include <algorithm>
#include <array>
#include <map>
#include <regex>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "apps/cli/text_report.h"
#include "fhir/export.h"
#include "tests/support/cases.h"
#include "tests/support/law.h"
#include "tests/support/people.h"

namespace paraspinal::tests {
namespace {

using knowledge::Urgency;
using triage::Presentation;

constexpr LawTrial a_few{.people = 400, .most_answers = 30};

std::string report_of(const triage::Assessment& answer) {
  return cli::text_report({answer, {}, embedded_knowledge()});
}

// What stands between the two double rules at the top.
std::string large_print(const std::string& report) {
  const auto begin = report.find('\n') + 1;
  return report.substr(begin, report.find("====", begin) - begin);
}

TEST(ReportLaws, AProvisionalAnswerNeverSaysSelfCareInTheLargePrint) {
  expect_law(a_few, [](const Presentation& person, std::uint64_t) -> std::string {
    const auto answer = embedded_assessor().assess(person);
    if (!answer) {
      return answer.error().message;
    }
    const std::string large = large_print(report_of(*answer));
    const bool warns = large.find("NOT YET SAFE TO CLOSE") != std::string::npos;
    const bool self_care = large.find("SELF") != std::string::npos;
    return answer->provisional == warns && !(warns && self_care) ? "" : large;
  });
}

// A posterior is a model's probability: neither 0 nor 100 %, and no word that says so.
TEST(ReportLaws, NoProbabilityIsCalledCertain) {
  const std::regex certain(
      "\\b(certain|certainly|certainty|definitely|proves|guaranteed)\\b|\\b100 "
      "%|about 100 in 100 |\\b0 in [0-9,]+ people");
  expect_law(a_few, [&](const Presentation& person, std::uint64_t) -> std::string {
    const auto answer = embedded_assessor().assess(person);
    if (!answer) {
      return answer.error().message;
    }
    const std::string report = report_of(*answer);
    std::smatch found;
    return std::regex_search(report, found, certain)
               ? "\"" +
                     std::string(found.prefix())
                         .substr(static_cast<std::size_t>(
                             std::max<std::ptrdiff_t>(0, found.position() - 60))) +
                     std::string(found[0]) + "\""
               : "";
  });
}

// FHIR R4 detectedissue-severity, by how soon: what CDS Hooks calls critical, warning and info.
TEST(ReportLaws, NoUrgencyIsSentWithASlowerCodeThanASlowerUrgency) {
  const std::map<std::string, int> speed{{"low", 0}, {"moderate", 1}, {"high", 2}};
  const std::array<int, knowledge::all_urgencies.size()> at_least{0, 0, 0, 1, 2, 2, 2};
  for (const Urgency urgency : knowledge::all_urgencies) {
    triage::Assessment answer = assessed(person(40, knowledge::Sex::male));
    triage::Gate gate = answer.gates.front();
    gate.state = triage::GateState::fired;
    gate.urgency = urgency;
    answer.gates = {gate};

    const auto bundle =
        nlohmann::json::parse(fhir::export_bundle(answer, {}, embedded_knowledge()));

    bool seen = false;
    for (const auto& entry : bundle.at("entry")) {
      const auto& resource = entry.at("resource");
      if (resource.at("resourceType") == "DetectedIssue") {
        seen = true;
        EXPECT_GE(speed.at(resource.at("severity")), at_least[static_cast<std::size_t>(urgency)])
            << name(urgency);
      }
    }
    EXPECT_TRUE(seen);
  }
}

}  // namespace
}  // namespace paraspinal::tests
