// `paraspinal knowledge check` as a command: what it ends with, and what it prints.

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/knowledge_check.h"
#include "fhir/json.h"
#include "tests/knowledge/tiny_content.h"

namespace paraspinal::tests {
namespace {

using cli::CheckFormat;
using cli::CheckOptions;
using cli::Outcome;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

struct Ran {
  Outcome outcome = Outcome::answered;
  std::string output;
  std::string errors;
};

Ran ran(const CheckOptions& options) {
  std::istringstream input;
  std::ostringstream output;
  std::ostringstream errors;
  const Outcome outcome = check_knowledge_command(options, {input, output, errors});
  return {outcome, output.str(), errors.str()};
}

// A content with a row that is outside, deliberately.
std::string outside(TinyContent& content) {
  content.append("link.csv",
                 "l9,cauda_equina,saddle_anaesthesia,finding,check,unselected,0.20,0.15,0.25,,,,,,"
                 ",,,,,,,,,,,,,adults,smith2020,,seen,B,,none");
  EXPECT_TRUE(content.build().problems.empty());
  return content.database();
}

TEST(KnowledgeCheckCommand, FailsOnARowOutsideAndNamesIt) {
  TinyContent content;
  const Ran run = ran({.knowledge = outside(content)});
  EXPECT_EQ(run.outcome, Outcome::failed);
  EXPECT_EQ(static_cast<int>(run.outcome), 1);
  EXPECT_THAT(run.output, HasSubstr("l9: Saddle numbness in Cauda equina syndrome"));
  EXPECT_THAT(run.output, HasSubstr("outside, no excuse"));
  EXPECT_THAT(run.output, HasSubstr("published 0.2"));
}

TEST(KnowledgeCheckCommand, PrintsOnlyWhatIsOutsideWhenAsked) {
  TinyContent content;
  const Ran run = ran({.knowledge = outside(content), .only_outside = true});
  EXPECT_THAT(run.output, HasSubstr("l9: "));
  EXPECT_THAT(run.output, Not(HasSubstr("SAFETY LAWS")));
}

TEST(KnowledgeCheckCommand, PrintsEveryRowAndPriorWhenAsked) {
  TinyContent content;
  const Ran run = ran({.knowledge = outside(content), .all = true});
  EXPECT_THAT(run.output, HasSubstr("l1: "));
  EXPECT_THAT(run.output, HasSubstr("telephone, 16-49, female, trimester_1: cauda_equina"));
}

TEST(KnowledgeCheckCommand, WritesATable) {
  TinyContent content;
  const Ran run = ran({.knowledge = outside(content), .format = CheckFormat::csv});
  EXPECT_THAT(run.output,
              StartsWith("kind,id,condition,finding,grade,applies_to,figure,published"));
  EXPECT_THAT(run.output, HasSubstr("evidence,l9,cauda_equina,saddle_anaesthesia,B,unselected,"
                                    "sensitivity,0.2,0.15,0.25,published,"));
}

TEST(KnowledgeCheckCommand, WritesJsonThatReadsBack) {
  TinyContent content;
  const Ran run = ran({.knowledge = outside(content), .format = CheckFormat::json});
  const auto json = fhir::parse_json(run.output);
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(json->member("outside")->text(), "1");
  EXPECT_FALSE(json->member("failures")->items().empty());
}

TEST(KnowledgeCheckCommand, RefusesAFileThatIsNoKnowledgeBase) {
  const Ran run = ran({.knowledge = "no_such.sqlite"});
  EXPECT_EQ(run.outcome, Outcome::unusable_knowledge);
  EXPECT_THAT(run.errors, HasSubstr("no_such.sqlite"));
}

}  // namespace
}  // namespace paraspinal::tests
