// What a no would do, against a query each; and mixtures of contexts against the open context.

#include "knowledge/triage/outlook.h"

#include <cmath>
#include <string_view>

#include <gtest/gtest.h>

#include "knowledge/triage/close.h"
#include "knowledge/triage/context_mixture.h"
#include "knowledge/triage/explain.h"
#include "knowledge/triage/observe.h"
#include "tests/knowledge/triage/observed_evidence.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using engine::Evidence;
using engine::VariableId;
using knowledge::Sex;

// Every finding with a probability of its own that is not observed.
std::vector<VariableId> open_findings(const Evidence& evidence) {
  std::vector<VariableId> open;
  for (const auto& variable : embedded_network().findings) {
    if (variable && !evidence.items().contains(*variable)) {
      open.push_back(*variable);
    }
  }
  return open;
}

void expect_query(const triage::Outlook& view, const std::vector<VariableId>& question,
                  const Evidence& evidence, const engine::Inference& inference) {
  const auto& conditions = embedded_network().conditions;
  const auto now = inference.posterior(evidence, conditions).value();
  Evidence denied = evidence;
  for (const VariableId variable : question) {
    denied.observe(variable, engine::StateIndex{0});
  }
  const auto absent = inference.posterior(denied, conditions).value();
  const double p_absent = std::exp(absent.log_evidence() - now.log_evidence());
  EXPECT_NEAR(view.p_present, 1 - p_absent, 1e-10);
  for (std::size_t c = 0; c < conditions.size(); ++c) {
    EXPECT_NEAR(view.if_absent[c], absent.present(conditions[c]), 1e-10) << "condition " << c;
    EXPECT_NEAR(p_absent * view.if_absent[c] + (1 - p_absent) * view.if_present[c],
                now.present(conditions[c]), 1e-10)
        << "condition " << c;
  }
}

engine::Result<std::vector<triage::Outlook>> outlooks_of(
    std::span<const std::vector<VariableId>> questions, const Evidence& evidence,
    const engine::Inference& inference) {
  return triage::Outlooks(evidence, questions, inference, embedded_network()).of(questions);
}

TEST(Outlook, OfEveryOpenFindingIsThatOfAQueryOfItsOwn) {
  const engine::Inference inference(embedded_network().network);
  const Evidence evidence = evidence_of(
      person(52, Sex::male,
             {{"saddle_anaesthesia", "absent"}, {"fever", "absent"}, {"night_pain", "present"}}));
  std::vector<std::vector<VariableId>> questions;
  for (const VariableId variable : open_findings(evidence)) {
    questions.push_back({variable});
  }

  const auto views = outlooks_of(questions, evidence, inference);

  ASSERT_TRUE(views);
  ASSERT_EQ(views->size(), questions.size());
  for (std::size_t q = 0; q < questions.size(); q += 5) {
    expect_query((*views)[q], questions[q], evidence, inference);
  }
}

TEST(Outlook, OfSeveralFindingsIsThatOfANoToAllOfThem) {
  const engine::Inference inference(embedded_network().network);
  const Evidence evidence = evidence_of(person(70, Sex::female, {{"night_pain", "present"}}));
  const auto open = open_findings(evidence);
  std::vector<std::vector<VariableId>> questions;
  for (std::size_t i = 0; i + 23 < open.size(); i += 23) {
    questions.push_back({open[i], open[i + 1], open[i + 11]});
  }

  const auto views = outlooks_of(questions, evidence, inference).value();

  for (std::size_t q = 0; q < questions.size(); ++q) {
    expect_query(views[q], questions[q], evidence, inference);
  }
}

// Five causes of these stand in no tree of the evidence.
TEST(Outlook, OfFindingsOfManyCausesThatNothingKnownBearsOnIsThatOfAQueryOfItsOwn) {
  const engine::Inference inference(embedded_network().network);
  const Evidence evidence = evidence_of(person(30, Sex::female, {{"fever", "present"}}));
  std::vector<VariableId> question;
  for (const std::string_view id : {"leg_numbness", "progressive_neuro", "sexual_dysfunction_new",
                                    "gait_disturbance", "unable_to_walk"}) {
    question.push_back(
        embedded_network().findings[embedded_knowledge().findings.find(id)->index].value());
  }

  const auto views = outlooks_of({&question, 1}, evidence, inference).value();

  expect_query(views.front(), question, evidence, inference);
}

TEST(Outlook, OfAnUnknownStageOfPregnancyIsThatOfAQueryOfItsOwn) {
  const engine::Inference inference(embedded_network().network);
  const Evidence evidence = evidence_of(person(30, Sex::female, {{"fever", "present"}}));
  ASSERT_FALSE(evidence.items().contains(embedded_network().pregnancy));
  std::vector<std::vector<VariableId>> questions;
  for (const VariableId variable : open_findings(evidence)) {
    questions.push_back({variable});
  }

  const auto views = outlooks_of(questions, evidence, inference).value();

  for (std::size_t q = 0; q < questions.size(); q += 40) {
    expect_query(views[q], questions[q], evidence, inference);
  }
}

TEST(CompleteContexts, OfAKnownPersonAreThatPersonAlone) {
  const Evidence evidence = evidence_of(person(52, Sex::male, {}));
  EXPECT_EQ(triage::complete_contexts(evidence, embedded_network()), std::vector{evidence});
}

TEST(CompleteContexts, AddUpToTheEvidence) {
  auto unknown = person(52, Sex::male, {{"fever", "present"}});
  unknown.sex.reset();
  unknown.age_years.reset();
  const Evidence evidence = evidence_of(unknown);
  const engine::Inference inference(embedded_network().network);
  double sum = 0;
  for (const Evidence& context : triage::complete_contexts(evidence, embedded_network())) {
    sum += std::exp(
        inference.posterior(context, embedded_network().conditions).value().log_evidence());
  }
  const double all =
      inference.posterior(evidence, std::vector<VariableId>{}).value().log_evidence();
  EXPECT_NEAR(std::log(sum), all, 1e-10);
}

TEST(Explain, OfAPersonWithoutSexGivesThePosteriorOfTheOpenContext) {
  auto unknown = person(30, Sex::male, {{"fever", "present"}, {"night_pain", "absent"}});
  unknown.sex.reset();
  const auto closed = triage::close(unknown, embedded_knowledge());
  const auto observation =
      triage::observe(unknown, closed, embedded_knowledge(), embedded_network());
  const engine::Inference inference(embedded_network().network);

  const auto explanation =
      triage::explain(observation, inference, embedded_knowledge(), embedded_network()).value();

  const auto& conditions = embedded_network().conditions;
  const auto before = inference.posterior(observation.context, conditions).value();
  const auto after = inference.posterior(evidence_of(unknown), conditions).value();
  EXPECT_NEAR(explanation.posterior.log_evidence(), after.log_evidence(), 1e-10);
  for (const VariableId condition : conditions) {
    EXPECT_NEAR(explanation.pretest.present(condition), before.present(condition), 1e-11);
    EXPECT_NEAR(explanation.posterior.present(condition), after.present(condition), 1e-11);
  }
}

}  // namespace
}  // namespace paraspinal::tests
