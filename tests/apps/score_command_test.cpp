// `paraspinal score` from outside: what it prints, what it refuses, and its help.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/apps/program.h"

namespace paraspinal::apps_tests {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(ScoreCommand, PrintsScoreBandActionAndSource) {
  const Ran ran = run({"score", "phq2", "--little-interest", "2", "--down", "1"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.errors, IsEmpty());
  EXPECT_THAT(ran.output, AllOf(HasSubstr("score       3\n"),
                                HasSubstr("band        positive: assess for depression\n"),
                                HasSubstr("Kroenke"), HasSubstr("[phq4, recalled]"),
                                Not(HasSubstr("missing"))));
}

TEST(ScoreCommand, PrintsBoundsAndWhatIsMissing) {
  const Ran ran = run({"score", "rula", "--upper-arm", "3", "--lower-arm", "2", "--wrist", "2",
                       "--wrist-twist", "1"});
  EXPECT_EQ(ran.status, 0) << ran.errors;
  EXPECT_THAT(ran.output, AllOf(HasSubstr("score       3 to 7\n"), HasSubstr("may be"),
                                HasSubstr("action level 4"), HasSubstr("table a"),
                                HasSubstr("missing     muscle_arm, force_arm, neck, trunk")));
}

TEST(ScoreCommand, PrintsWhatItAssumed) {
  const Ran ran = run({"score", "gestation", "--last-period", "2026-01-01", "--as-of",
                       "2026-05-01T23:00:00-05:00"});
  EXPECT_THAT(ran.output, AllOf(HasSubstr("score       17.1429 wk\n"),
                                HasSubstr("assumed     cycle_days 28: the usual cycle")));
}

TEST(ScoreCommand, RefusesAValueOutOfRange) {
  const Ran ran = run({"score", "rula", "--neck", "7"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.output, IsEmpty());
  EXPECT_EQ(ran.errors, "paraspinal: usage: rula: neck: 7: expected a whole number from 1 to 6\n");
}

TEST(ScoreCommand, RefusesWordsForNoNumber) {
  for (const char* words : {"nan", "inf"}) {
    const Ran ran = run({"score", "phq2", "--little-interest", words, "--down", "1"});
    EXPECT_EQ(ran.status, 2) << words;
    EXPECT_THAT(ran.errors, HasSubstr("expected")) << words;
  }
}

TEST(ScoreCommand, RefusesAnOptionThatTheScoreDoesNotHave) {
  const Ran ran = run({"score", "phq2", "--anger", "1"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.errors, HasSubstr("--anger"));
}

TEST(ScoreCommand, RefusesAScoreThatIsNotThere) {
  EXPECT_EQ(run({"score", "apgar"}).status, 2);
  EXPECT_EQ(run({"score"}).status, 2);
}

TEST(ScoreCommand, HelpListsInputsWithTheirRangesAndTheBands) {
  const Ran ran = run({"score", "qsofa", "--help"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.output, AllOf(HasSubstr("--respiratory-rate"),
                                HasSubstr("= a whole number from 0 to 120 /min"),
                                HasSubstr("= one of alert, confused, voice, pain, unresponsive"),
                                HasSubstr("from 2     high risk")));
}

TEST(ScoreCommand, HelpOfAllListsTheScores) {
  const Ran ran = run({"score", "--help"});
  EXPECT_THAT(ran.output, AllOf(HasSubstr("niosh_lifting"), HasSubstr("egfr")));
}

TEST(ScoreCommand, NoLineIsWiderThanEightyColumns) {
  for (const char* score : {"rula", "fibromyalgia", "gestation"}) {
    const std::string help = run({"score", score, "--help"}).output;
    std::size_t from = 0;
    for (std::size_t end; (end = help.find('\n', from)) != std::string::npos; from = end + 1) {
      EXPECT_LE(end - from, 80U) << help.substr(from, end - from);
    }
  }
}

}  // namespace
}  // namespace paraspinal::apps_tests
