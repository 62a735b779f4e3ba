// Feedback: CDS Hooks 2.0, "Feedback"; the good bodies are those of the specification's examples.

#include "fhir/cds_hooks_feedback.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paraspinal::fhir {
namespace {

std::string feedback_with(const std::string& rest) {
  return R"({"feedback":[{"card":"4e0a3a1e-3283-4575-ab82-028d55fe2719",)"
         R"("outcomeTimestamp":"2026-11-20T10:05:31Z",)" +
         rest + "}]}";
}

engine::Result<std::vector<CardFeedback>> read(const std::string& text) {
  const auto body = parse_json(text);
  return read_feedback(*body);
}

std::string error_of_feedback(const std::string& text) {
  const auto feedback = read(text);
  return feedback ? std::string() : feedback.error().message;
}

TEST(CdsFeedback, AnAcceptedCardKeepsItsSuggestions) {
  const auto feedback =
      read(feedback_with(R"("outcome":"accepted","acceptedSuggestions":[{"id":"e56e"}])"));
  ASSERT_TRUE(feedback);
  ASSERT_EQ(feedback->size(), 1U);
  EXPECT_TRUE(feedback->front().accepted);
  EXPECT_EQ(feedback->front().card, "4e0a3a1e-3283-4575-ab82-028d55fe2719");
  EXPECT_EQ(feedback->front().at, "2026-11-20T10:05:31Z");
  EXPECT_EQ(feedback->front().detail, R"([{"id":"e56e"}])");
}

TEST(CdsFeedback, AnOverriddenCardMayHaveAReasonACommentOrNeither) {
  EXPECT_EQ(error_of_feedback(feedback_with(R"("outcome":"overridden")")), "");
  EXPECT_EQ(error_of_feedback(
                feedback_with(R"("outcome":"overridden","overrideReason":{"userComment":"no"})")),
            "");
  EXPECT_EQ(error_of_feedback(feedback_with(
                R"("outcome":"overridden","overrideReason":{"reason":{"code":"a","system":"b"}})")),
            "");
}

TEST(CdsFeedback, SeveralAndRepeatedCardsStayInOrder) {
  const auto feedback =
      read(R"({"feedback":[{"card":"a","outcome":"accepted","acceptedSuggestions":[{"id":"s"}],)"
           R"("outcomeTimestamp":"2026-11-20T10:05:31Z"},{"card":"a","outcome":"overridden",)"
           R"("outcomeTimestamp":"2026-11-20T10:06:00+01:00"}]})");
  ASSERT_TRUE(feedback);
  ASSERT_EQ(feedback->size(), 2U);
  EXPECT_TRUE(feedback->front().accepted);
  EXPECT_FALSE(feedback->back().accepted);
}

TEST(CdsFeedback, WhatIsWrongIsNamed) {
  EXPECT_EQ(error_of_feedback("{}"), "request.feedback: missing, expected an array");
  EXPECT_EQ(error_of_feedback(R"({"feedback":[7]})"),
            "request.feedback[0]: is 7, expected an object");
  EXPECT_EQ(error_of_feedback(R"({"feedback":[{}]})"),
            "request.feedback[0].card: missing, expected the uuid of a card");
  EXPECT_EQ(error_of_feedback(R"({"feedback":[{"card":"a","outcomeTimestamp":"2026-11-20"}]})"),
            "request.feedback[0].outcomeTimestamp: is \"2026-11-20\", expected a time as "
            "2026-01-31T10:00:00Z");
  EXPECT_EQ(error_of_feedback(feedback_with(R"("outcome":"ignored")")),
            "request.feedback[0].outcome: is \"ignored\", expected \"accepted\" or \"overridden\"");
  EXPECT_EQ(error_of_feedback(feedback_with(R"("outcome":"accepted")")),
            "request.feedback[0].acceptedSuggestions: missing, expected an array of objects with "
            "an id");
  EXPECT_EQ(error_of_feedback(feedback_with(R"("outcome":"overridden","overrideReason":{})")),
            "request.feedback[0].overrideReason: is an object, expected a reason with code and "
            "system, or a userComment");
}

}  // namespace
}  // namespace paraspinal::fhir
