#include "knowledge/triage/inquire_supposed.h"

#include <algorithm>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/triage/inquire_denied.h"
#include "knowledge/triage/inquire_known.h"
#include "knowledge/triage/score_findings.h"
#include "tests/support/cases.h"
#include "tests/support/people.h"
#include "tests/support/repeated.h"

namespace paraspinal::tests {
namespace {

using knowledge::FindingId;
using knowledge::Presence;
using knowledge::Sex;
using triage::Answers;
using triage::Closed;
using triage::Presentation;
using triage::Supposed;

FindingId finding(const std::string& id) {
  return embedded_knowledge().findings.find(id).value();
}

// By turns of the seed somebody of scattered answers and of answers that belong together.
Presentation somebody(std::uint64_t seed) {
  return seed % 2 == 0 ? random_person(seed) : drawn_person(seed, 40);
}

// Any answer to each finding that nothing is known of.
std::vector<Answers> possible_answers(const Closed& closed, std::uint64_t seed) {
  Random random(seed);
  std::vector<Answers> all;
  for (std::size_t f = 0; f < embedded_knowledge().findings.size(); ++f) {
    const FindingId id{f};
    if (closed.find(id) == nullptr) {
      all.push_back({{id, drawn_value(embedded_knowledge().findings[id], random)}});
    }
  }
  return all;
}

bool are_equal(const knowledge::Answer* a, const knowledge::Answer* b) {
  return a == nullptr || b == nullptr ? a == b : *a == *b;
}

// The findings that a part says to be answered otherwise than a closing of everything does.
std::vector<std::string> wrong_in(const Supposed::Part& part, const Closed& all) {
  std::vector<std::string> wrong;
  for (std::size_t f = 0; f < embedded_knowledge().findings.size(); ++f) {
    if (!are_equal(part(FindingId{f}), all.find(FindingId{f}))) {
      wrong.push_back(embedded_knowledge().findings[FindingId{f}].id);
    }
  }
  return wrong;
}

std::vector<FindingId> differing(const Closed& a, const Closed& b) {
  std::vector<FindingId> findings;
  for (std::size_t f = 0; f < embedded_knowledge().findings.size(); ++f) {
    if (!are_equal(a.find(FindingId{f}), b.find(FindingId{f}))) {
      findings.push_back(FindingId{f});
    }
  }
  return findings;
}

TEST(Supposed, APartClosesAsItDoesAmongAll) {
  std::size_t parts = 0;
  std::size_t others = 0;
  for (std::uint64_t seed = 1; seed <= repeated(24); ++seed) {
    const Presentation presentation = somebody(seed);
    const Closed closed = triage::scored_and_closed(presentation, embedded_knowledge());
    const Supposed supposed(presentation, closed, embedded_knowledge());
    for (const Answers& answers : possible_answers(closed, seed)) {
      const auto part = supposed.part(answers);
      (part ? parts : others) += 1;
      if (part) {
        const Closed all = triage::scored_and_closed(triage::with_answers(presentation, answers),
                                                     embedded_knowledge());
        const std::string& id = embedded_knowledge().findings[answers.front().first].id;
        ASSERT_THAT(wrong_in(*part, all), testing::IsEmpty()) << id << as_json(presentation);
        ASSERT_THAT(part->changed(), testing::UnorderedElementsAreArray(differing(closed, all)))
            << id << as_json(presentation);
      }
    }
  }
  EXPECT_GT(parts, 4 * others);
}

TEST(Supposed, SeveralAnswersCloseAsTheyDoAmongAll) {
  for (std::uint64_t seed = 1; seed <= repeated(24); ++seed) {
    const Presentation presentation = somebody(seed);
    const Closed closed = triage::scored_and_closed(presentation, embedded_knowledge());
    const Supposed supposed(presentation, closed, embedded_knowledge());
    Answers together;
    for (const Answers& answers : possible_answers(closed, seed)) {
      if (supposed.part(answers) && together.size() < 30) {
        together.push_back(answers.front());
      }
    }
    const auto part = supposed.part(together);
    ASSERT_TRUE(part);
    EXPECT_THAT(
        wrong_in(*part, triage::scored_and_closed(triage::with_answers(presentation, together),
                                                  embedded_knowledge())),
        testing::IsEmpty());
  }
}

TEST(Supposed, WhatImplicationsTieIsChangedToo) {
  const Presentation presentation = person(40, Sex::male);
  const Closed closed = triage::scored_and_closed(presentation, embedded_knowledge());
  const Supposed supposed(presentation, closed, embedded_knowledge());
  const auto part = supposed.part({{finding("foot_drop"), Presence::present}});
  ASSERT_TRUE(part);
  EXPECT_THAT(part->changed(),
              testing::UnorderedElementsAre(finding("foot_drop"), finding("leg_weakness")));
  EXPECT_EQ((*part)(finding("leg_weakness"))->origin, "from foot_drop");
  EXPECT_EQ((*part)(finding("sex_male"))->value, knowledge::AnswerValue(Presence::present));
}

TEST(Supposed, GivesNothingForWhatSaysWhoThePersonIsAndForWhatAScoreLookedAt) {
  const Presentation presentation = person(30, Sex::female);
  const Closed closed = triage::scored_and_closed(presentation, embedded_knowledge());
  const Supposed supposed(presentation, closed, embedded_knowledge());
  EXPECT_FALSE(supposed.part({{finding("pregnant"), Presence::absent}}));
  EXPECT_FALSE(supposed.part({{finding("missed_period"), Presence::present}}));
  EXPECT_FALSE(supposed.part({{finding("dn4_burning"), Presence::present}}));
}

TEST(Supposed, TheFindingsThatAnOriginNamesAreOrigins) {
  const Presentation presentation = person(40, Sex::male, {{"foot_drop", "present"}});
  const Closed closed = triage::scored_and_closed(presentation, embedded_knowledge());
  const Supposed supposed(presentation, closed, embedded_knowledge());
  EXPECT_TRUE(supposed.is_origin(finding("foot_drop")));
  EXPECT_FALSE(supposed.is_origin(finding("fever")));
}

TEST(ScoreFindings, WhatWasNotLookedAtCannotChangeWhatScoresAdd) {
  for (std::uint64_t seed = 1; seed <= repeated(24); ++seed) {
    const Presentation presentation = somebody(seed);
    const triage::Scored before = triage::score_findings(presentation, embedded_knowledge());
    for (const Answers& answers : possible_answers({presentation.findings, {}}, seed)) {
      if (before.read[answers.front().first.index]) {
        continue;
      }
      const Presentation answered = triage::with_answers(presentation, answers);
      ASSERT_EQ(triage::score_findings(answered, embedded_knowledge()).presentation,
                triage::with_answers(before.presentation, answers))
          << embedded_knowledge().findings[answers.front().first].id << as_json(presentation);
    }
  }
}

TEST(IfDenied, QuestionsPutTogetherAreAnsweredAsEachAlone) {
  const engine::Inference inference(embedded_network().network);
  const Presentation presentation = person(30, Sex::female, {{"fever", "present"}});
  const triage::Grounds grounds{presentation, inference, embedded_knowledge(), embedded_network()};
  const auto known =
      triage::what_is_known(grounds, triage::scored_and_closed(presentation, embedded_knowledge()));
  ASSERT_TRUE(known);
  const Supposed supposed(presentation, known->closed, embedded_knowledge());
  const triage::IfDenied denied(grounds, *known, supposed);
  const std::vector<Answers> questions = {
      {{finding("saddle_anaesthesia"), Presence::absent}},
      {{finding("pregnant"), Presence::absent}},  // moves the stage of pregnancy
      {{finding("saddle_anaesthesia"), Presence::absent},
       {finding("flank_pain"), Presence::absent}}};
  const auto together = denied.outlooks(questions);
  ASSERT_TRUE(together);
  for (std::size_t q = 0; q < questions.size(); ++q) {
    const auto alone = denied.outlooks({&questions[q], 1});
    ASSERT_TRUE(alone);
    EXPECT_EQ((*together)[q].p_present, alone->front().p_present);
    EXPECT_EQ((*together)[q].if_absent, alone->front().if_absent);
    EXPECT_EQ((*together)[q].if_present, alone->front().if_present);
  }
}

}  // namespace
}  // namespace paraspinal::tests
