// The same facts give the same answer, to the byte: in whatever order they came, after an answer
// was taken back, and from another copy of the same knowledge (model.md section 5).

#include <algorithm>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "fhir/export.h"
#include "knowledge/base/load.h"
#include "tests/support/cases.h"
#include "tests/support/law.h"
#include "tests/support/people.h"

namespace paraspinal::tests {
namespace {

using knowledge::FindingId;
using triage::Presentation;

constexpr LawTrial a_few{.people = 200, .most_answers = 30};

// What is sent, or why nothing is.
std::string bytes_of(const triage::Assessor& assessor, const Presentation& person) {
  const auto answer = assessor.assess(person);
  return answer ? fhir::export_assessment(*answer, {}) : answer.error().message;
}

std::string bytes_of(const Presentation& person) {
  return bytes_of(embedded_assessor(), person);
}

TEST(RepeatabilityLaws, TheOrderOfTheAnswersDoesNotMatter) {
  expect_law(a_few, [](const Presentation& person, std::uint64_t seed) -> std::string {
    const std::string at_once = bytes_of(person);
    std::vector<std::pair<FindingId, knowledge::Answer>> answers(person.findings.begin(),
                                                                 person.findings.end());
    Random chance(seed + 1'000'000'007);
    for (std::size_t i = answers.size(); i > 1; --i) {
      std::swap(answers[i - 1], answers[chance.below(i)]);
    }
    Presentation one_by_one = person;
    one_by_one.findings.clear();
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (i == answers.size() / 2) {
        bytes_of(one_by_one);  // assessed on the way, as a call is
      }
      one_by_one.findings.insert(answers[i]);
    }
    return bytes_of(one_by_one) == at_once ? "" : "another order gives another answer";
  });
}

TEST(RepeatabilityLaws, TakingAnAnswerBackGivesTheStateBeforeIt) {
  expect_law(a_few, [](const Presentation& person, std::uint64_t seed) -> std::string {
    Random chance(seed + 1'000'000'007);
    const FindingId finding{chance.below(embedded_knowledge().findings.size())};
    if (person.findings.contains(finding)) {
      return "";
    }
    const std::string before = bytes_of(person);
    Presentation told = person;
    told.findings[finding] = answered(drawn_value(embedded_knowledge().findings[finding], chance));
    bytes_of(told);
    told.findings.erase(finding);
    return bytes_of(told) == before
               ? ""
               : embedded_knowledge().findings[finding].id + " taken back leaves something behind";
  });
}

TEST(RepeatabilityLaws, AnotherCopyOfTheSameKnowledgeGivesTheSameBytes) {
  const auto knowledge = knowledge::load_embedded().value();
  const auto network = knowledge::compile(knowledge).value();
  const triage::Assessor another(knowledge, network);
  expect_law(a_few, [&](const Presentation& person, std::uint64_t) -> std::string {
    return bytes_of(another, person) == bytes_of(person) ? "" : "the bytes differ";
  });
}

}  // namespace
}  // namespace paraspinal::tests
