#include "knowledge/triage/answer_table.h"

#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "knowledge/triage/close.h"
#include "tests/support/cases.h"

namespace paraspinal::triage {
namespace {

using tests::embedded_knowledge;

std::vector<const knowledge::Rule*> all_rules(const knowledge::KnowledgeBase& knowledge) {
  std::vector<const knowledge::Rule*> rules;
  for (const auto& flag : knowledge.red_flags) {
    rules.push_back(&flag.rule);
  }
  for (const auto& implication : knowledge.implications) {
    rules.push_back(&implication.when_true);
  }
  for (const auto& question : knowledge.safety_questions) {
    if (question.applies_when) {
      rules.push_back(&*question.applies_when);
    }
  }
  for (const auto& action : knowledge.actions) {
    for (const auto& against : action.contraindications) {
      rules.push_back(&against.rule);
    }
  }
  return rules;
}

TEST(AnswerTable, EveryRuleReadsTheSameOfNumbersAsOfAnswers) {
  const auto rules = all_rules(embedded_knowledge());
  for (std::uint64_t seed = 1; seed <= PARASPINAL_LAW_PEOPLE; ++seed) {
    const Closed closed = close(tests::random_person(seed), embedded_knowledge());
    const AnswerTable answers(closed, embedded_knowledge());
    const auto lookup = [&closed](knowledge::FindingId finding) { return closed.find(finding); };
    for (const knowledge::Rule* rule : rules) {
      ASSERT_EQ(rule->evaluate(answers.numbers()), rule->evaluate(lookup)) << rule->text();
      ASSERT_EQ(rule->undecided_by(answers.numbers()), rule->undecided_by(lookup)) << rule->text();
      const auto [truth, findings] = rule->reasoned(answers.numbers());
      ASSERT_EQ(truth, rule->evaluate(lookup)) << rule->text();
      ASSERT_EQ(findings, truth == knowledge::Truth::yes ? rule->true_because(lookup)
                                                         : rule->undecided_by(lookup))
          << rule->text();
    }
  }
}

TEST(AnswerTable, AnAnswerOfAnotherTypeIsRefused) {
  Closed closed;
  const auto temperature = embedded_knowledge().findings.find("temp_c");
  closed.answers[*temperature].value = knowledge::Presence::present;
  EXPECT_THROW(AnswerTable(closed, embedded_knowledge()), std::logic_error);
}

}  // namespace
}  // namespace paraspinal::triage
