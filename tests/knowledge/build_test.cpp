#include "knowledge/base/build.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/base/load.h"
#include "tests/knowledge/tiny_content.h"
#include "tests/support/networks_reference.h"

namespace paraspinal::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(Build, MakesAKnowledgeBaseThatLoads) {
  const TinyContent content;

  EXPECT_THAT(content.build().problems, IsEmpty());
  const auto knowledge = knowledge::load_file(content.database());

  ASSERT_TRUE(knowledge) << knowledge.error().message;
  EXPECT_EQ(knowledge->version, "1.2.3");
  EXPECT_EQ(knowledge->hash, "3f9c");
  EXPECT_THAT(knowledge->conditions, SizeIs(4));
}

TEST(Build, TheSameContentGivesTheSameBytes) {
  const TinyContent content;
  content.build();
  const std::string first = text_of(content.database());
  content.build();

  EXPECT_FALSE(first.empty());
  EXPECT_TRUE(first == text_of(content.database()));
}

TEST(Build, AProblemLeavesNoFile) {
  TinyContent content;
  content.replace("link.csv", "0.74", "1.2");

  EXPECT_THAT(content.build().problems, SizeIs(1));
  EXPECT_FALSE(std::filesystem::exists(content.database()));
  EXPECT_FALSE(std::filesystem::exists(content.database() + ".tmp"));
}

TEST(Build, AProblemLeavesTheFileThatWasThere) {
  TinyContent content;
  content.build();
  const std::string before = text_of(content.database());
  content.replace("link.csv", "0.74", "1.2");
  content.build();

  EXPECT_TRUE(before == text_of(content.database()));
}

TEST(Build, EveryWrongRowIsListed) {
  TinyContent content;
  content.replace("link.csv", "0.74", "1.2");
  content.replace("mechanism.csv", "0.001", "-1");

  EXPECT_THAT(content.build().problems,
              ElementsAre("mechanism.csv:2: column leak: '-1': expected leak is a probability",
                          "link.csv:2: column sensitivity: '1.2': expected sensitivity is a "
                          "probability"));
}

TEST(Build, AnEvidenceRowThatGivesNoProbabilityIsNamedByCalibration) {
  TinyContent content;
  content.replace("link.csv", "0.74,0.6,0.9", ",,");

  const auto problems = content.build().problems;

  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_THAT(problems.front(),
              ::testing::StartsWith("calibration: link l1 (cauda_equina, saddle_anaesthesia)"));
}

TEST(Build, AnOutputThatCannotBeWrittenIsAProblem) {
  const TinyContent content;
  const auto report = knowledge::build_knowledge({.content = content.folder(),
                                                  .version = "1",
                                                  .hash = "0",
                                                  .output = content.folder() + "/no/such/place"});

  EXPECT_THAT(report.problems,
              ElementsAre(content.folder() + "/no/such/place.tmp: unable to open database file"));
}

}  // namespace
}  // namespace paraspinal::tests
