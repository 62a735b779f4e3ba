// The program from outside: exit codes, streams and formats.

#include "tests/apps/program.h"

#include <cstdlib>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/json.h"

namespace paraspinal::apps_tests {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const std::string the_sample = "bilateral_sciatica_saddle_numbness.json";

TEST(Program, AssessesTheSampleInText) {
  const Ran ran = run({"assess", sample(the_sample), "--as-of", "2026-11-20T18:30:00Z"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.errors, IsEmpty());
  EXPECT_THAT(ran.output, AllOf(HasSubstr("\nEMERGENCY DEPARTMENT - within 1 hour\n"),
                                HasSubstr("rf_ces_major"), HasSubstr("Cauda equina syndrome")));
}

TEST(Program, NoLineOfTheReportIsWiderThanEightyColumns) {
  const Ran ran = run({"assess", sample(the_sample)});
  std::size_t from = 0;
  for (std::size_t end; (end = ran.output.find('\n', from)) != std::string::npos; from = end + 1) {
    EXPECT_LE(end - from, 80U) << ran.output.substr(from, end - from);
  }
}

TEST(Program, EveryCommandOnACaseRefusesWhatIsNoTimeOrSettingInTheSameWords) {
  const std::vector<std::vector<std::string>> commands = {
      {"assess", sample(the_sample)}, {"batch"}, {"interview"}};
  for (std::vector<std::string> command : commands) {
    command.insert(command.end(), {"--as-of", "today"});
    const Ran late = run(command);
    EXPECT_EQ(late.status, 2) << command.front();
    EXPECT_THAT(late.errors, HasSubstr("today: expected a date 2026-01-31 or a time with zone "
                                       "2026-01-31T10:00:00Z"));
    command.resize(command.size() - 2);
    command.insert(command.end(), {"--setting", "home"});
    const Ran where = run(command);
    EXPECT_EQ(where.status, 2) << command.front();
    EXPECT_THAT(where.errors, HasSubstr("emergency_department"));
  }
}

TEST(Program, ReadsTheStandardInput) {
  const Ran ran = run({"assess", "-"}, text_of(sample("lifting_strain.json")));
  EXPECT_EQ(ran.status, 0) << ran.errors;
  EXPECT_THAT(ran.output, HasSubstr("case lifting_strain"));
}

TEST(Program, WritesTheWholeAssessmentAsJson) {
  const Ran ran = run({"assess", sample(the_sample), "--format", "json"});
  const auto json = fhir::parse_json(ran.output);
  ASSERT_TRUE(json) << json.error().message;
  for (const char* member :
       {"id", "as_of", "person", "urgency", "urgency_on_evidence", "provisional", "disposition",
        "voices", "losses", "gates", "conditions", "contributors", "ask_first", "not_assessed",
        "used", "not_used", "conflicts", "import", "knowledge"}) {
    EXPECT_NE(json->member(member), nullptr) << member;
  }
}

TEST(Program, TheSameCaseGivesTheSameBytes) {
  for (const char* format : {"text", "json", "fhir"}) {
    const std::vector<std::string> arguments = {
        "assess", sample(the_sample), "--as-of", "2026-11-20T18:30:00Z", "--format", format};
    EXPECT_EQ(run(arguments).output, run(arguments).output);
  }
}

// A Provenance is recorded at an instant, which a day alone does not give.
TEST(Program, AFhirAnswerOfADayIsRecordedByTheClock) {
  const std::string output =
      run({"assess", sample(the_sample), "--as-of", "2026-11-20", "--format", "fhir"}).output;
  EXPECT_THAT(output, HasSubstr(R"("occurredDateTime":"2026-11-20","recorded":"20)"));
}

TEST(Program, IntervalsHangOnTheSeedAndWithoutDrawsThereAreNone) {
  const auto with = [](const std::string& option, const std::string& value) {
    return run({"assess", sample("lifting_strain.json"), "--format", "json", option, value}).output;
  };
  EXPECT_EQ(with("--seed", "1"), with("--draws", "400"));  // what they are when not given
  EXPECT_NE(with("--seed", "1"), with("--seed", "2"));
  EXPECT_THAT(with("--draws", "0"),
              AllOf(HasSubstr(R"("uncertainty":null)"), Not(HasSubstr(R"("interval":{)"))));
  EXPECT_THAT(with("--draws", "20"), HasSubstr(R"("uncertainty":{"draws":20,"seed":1,)"));
}

TEST(Program, DrawsThatAreNoNumberAreWrongUsage) {
  const Ran ran = run({"assess", sample("lifting_strain.json"), "--draws", "-1"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.errors, HasSubstr("--draws"));
}

TEST(Program, GivesOneJsonLineForEachInputInOrder) {
  const Ran ran = run({"assess", sample("man_70_sudden_back_abdominal_pain_faint.json"),
                       sample("lifting_strain.json"), "--format", "json"});
  ASSERT_EQ(lines(ran.output), 2U) << ran.errors;
  EXPECT_THAT(ran.output, StartsWith(R"({"id":"man_70_sudden_back_abdominal_pain_faint")"));
  EXPECT_THAT(ran.output.substr(ran.output.find('\n') + 1),
              StartsWith(R"({"id":"lifting_strain")"));
}

TEST(Program, AssessesTheOthersWhenOneInputIsUnusable) {
  const Ran ran =
      run({"assess", "no-such-file.json", sample("lifting_strain.json"), "--format", "json"});
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(ran.errors,
            "paraspinal: no-such-file.json: file: does not exist: expected a readable file, or - "
            "for standard input\n");
  EXPECT_EQ(lines(ran.output), 1U);
}

TEST(Program, TheSettingOfTheCommandOverridesTheInput) {
  const Ran ran = run(
      {"assess", sample("lifting_strain.json"), "--setting", "primary_care", "--format", "json"});
  EXPECT_THAT(ran.output, HasSubstr(R"("setting":"primary_care")"));
}

TEST(Program, ACaseIsJudgedAtItsOwnTimeUnlessTheCommandSaysAnother) {
  const std::string file = sample("lifting_strain.json");
  EXPECT_THAT(run({"assess", file, "--format", "json"}).output,
              HasSubstr(R"("as_of":"2026-11-20T10:00:00Z")"));
  EXPECT_THAT(run({"assess", file, "--format", "json", "--as-of", "2026-12-01"}).output,
              HasSubstr(R"("as_of":"2026-12-01")"));
}

TEST(Program, PrintsItsVersion) {
  const Ran ran = run({"--version"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.output, StartsWith("paraspinal 0."));
}

TEST(Program, WrongUsageIsTwoAndOneLine) {
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"assess"},
      {"diagnose"},
      {"assess", "x.json", "--format", "xml"},
      {"assess", "x.json", "--setting", "beach"},
      {"assess", "x.json", "--as-of", "yesterday"},
      {"assess", "x.json", "--as-of", "2026-02-30"},
      {"assess", "x.json", "--no-such-option"}};
  for (const auto& arguments : wrong) {
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.status, 2) << testing::PrintToString(arguments);
    EXPECT_THAT(ran.errors, StartsWith("paraspinal: usage: "));
    EXPECT_EQ(lines(ran.errors), 1U) << ran.errors;
    EXPECT_THAT(ran.output, IsEmpty());
  }
}

TEST(Program, UnusableKnowledgeIsFourAndOneLine) {
  const TemporaryFolder folder;
  const std::string broken = folder.write("knowledge.sqlite", "this is no database");
  for (const std::string& knowledge : {broken, std::string("no-such-knowledge.sqlite")}) {
    const Ran ran = run({"assess", sample(the_sample), "--knowledge", knowledge});
    EXPECT_EQ(ran.status, 4);
    EXPECT_THAT(ran.errors, StartsWith("paraspinal: " + knowledge + ": "));
    EXPECT_EQ(lines(ran.errors), 1U) << ran.errors;
    EXPECT_THAT(ran.output, IsEmpty());
  }
}

TEST(Program, APersonUnderSixteenIsHandedOver) {
  const Ran ran = run({"assess", "-"}, R"({"age_years": 12, "findings": {}})");
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.errors, AllOf(HasSubstr("12"), HasSubstr("16")));
}

TEST(Program, AnOutputThatCannotBeWrittenIsSaid) {
  const TemporaryFolder folder;
  const std::string command = std::string("'") + PARASPINAL_PROGRAM + "' assess '" +
                              sample(the_sample) + "' > /dev/full 2> '" +
                              (folder.path() / "errors").string() + "'";
  EXPECT_NE(std::system(command.c_str()), 0);
  EXPECT_EQ(text_of(folder.path() / "errors"),
            "paraspinal: failed: the output cannot be written\n");
}

}  // namespace
}  // namespace paraspinal::apps_tests
