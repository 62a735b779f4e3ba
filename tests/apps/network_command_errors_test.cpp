// What a person asks wrongly of a network: one line that names the thing, its value and what was
// expected, and exit 3.

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/network_command.h"
#include "tests/apps/network_session.h"

namespace paraspinal::apps_tests {
namespace {

using cli::Outcome;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

struct WrongQuestion {
  std::string name;
  std::vector<std::string> evidence;
  std::vector<std::string> likelihood;
  std::vector<std::string> targets;
  std::string says;
};

std::vector<WrongQuestion> wrong_questions() {
  const std::string variables =
      "expected one of 'asia', 'tub', 'smoke', 'lung', 'bronc', 'either', 'xray', 'dysp'";
  return {
      {"UnknownVariable",
       {"lungg=yes"},
       {},
       {},
       "'lungg': unknown variable; " + variables + "; perhaps 'lung'"},
      {"UnknownVariableFarFromAll",
       {"zebrafish=yes"},
       {},
       {},
       "'zebrafish': unknown variable; " + variables},
      {"UnknownState",
       {"lung=ja"},
       {},
       {},
       "'lung=ja': 'lung' has no state 'ja'; expected one of 'yes', 'no'"},
      {"NoEqualsSign", {"lung"}, {}, {}, "'lung': expected VARIABLE=STATE"},
      {"EmptyEvidence", {""}, {}, {}, "'': expected VARIABLE=STATE"},
      {"TwoStatesOfOneVariable",
       {"lung=yes,lung=no"},
       {},
       {},
       "'lung': is observed twice; expected once"},
      {"StateAndLikelihoodOfOneVariable",
       {"lung=yes"},
       {"lung=1:2"},
       {},
       "'lung': is observed twice; expected once"},
      {"LikelihoodTooLong",
       {},
       {"lung=1:2:3"},
       {},
       "'lung=1:2:3': 3 numbers; expected 2, one for each of 'yes', 'no'"},
      {"LikelihoodOfNoNumber",
       {},
       {"lung=1:a"},
       {},
       "'lung=1:a': 'a' is not a number; expected NUMBER:NUMBER:..."},
      {"LikelihoodWithoutEqualsSign",
       {},
       {"lung"},
       {},
       "'lung': expected VARIABLE=NUMBER:NUMBER:..., one number a state"},
      {"LikelihoodBelowZero",
       {},
       {"lung=-1:2"},
       {},
       "'lung=-1:2': expected finite numbers, 0 or more"},
      {"LikelihoodNotANumber",
       {},
       {"lung=nan:2"},
       {},
       "'lung=nan:2': expected finite numbers, 0 or more"},
      {"LikelihoodAllZero",
       {},
       {"lung=0:0"},
       {},
       "'lung=0:0': is all zero; expected a number above 0"},
      {"ImpossibleEvidence",
       {"lung=yes,either=no"},
       {},
       {},
       "'lung=yes, either=no': the evidence has probability 0; expected what can occur together"},
      {"UnknownTarget",
       {},
       {},
       {"lung,tab"},
       "'tab': unknown variable; " + variables + "; perhaps 'tub'"},
      {"TargetNamedTwice", {}, {}, {"lung,lung"}, "'lung': is named twice; expected once"},
  };
}

class WrongNetworkQuestion : public testing::TestWithParam<WrongQuestion> {};

TEST_P(WrongNetworkQuestion, IsOneLineThatNamesTheFileAndTheFault) {
  const AsiaFile asia;
  const Said said = say([&](cli::Streams streams) {
    return cli::query_network(
        {{asia.file, GetParam().evidence, GetParam().likelihood}, GetParam().targets}, streams);
  });
  EXPECT_EQ(said.outcome, Outcome::unusable_input);
  EXPECT_EQ(said.output, "");
  EXPECT_EQ(said.errors, "paraspinal: " + asia.file + ": " + GetParam().says + "\n");
}

INSTANTIATE_TEST_SUITE_P(Kinds, WrongNetworkQuestion, testing::ValuesIn(wrong_questions()),
                         [](const auto& each) { return each.param.name; });

struct WrongLine {
  std::string name;
  std::string line;
  std::string says;
};

class WrongEvidenceLine : public testing::TestWithParam<WrongLine> {};

TEST_P(WrongEvidenceLine, NamesItsNumberAndTheFault) {
  const AsiaFile asia;
  const Said said = say(
      [&](cli::Streams streams) {
        return cli::query_network_in_batch({asia.file, "-"}, streams);
      },
      "\n" + GetParam().line + "\n");
  EXPECT_EQ(said.outcome, Outcome::unusable_input);
  EXPECT_THAT(said.errors, AllOf(StartsWith("paraspinal: standard input:2: "),
                                 EndsWith(GetParam().says + "\n")));
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, WrongEvidenceLine,
    testing::Values(
        WrongLine{"NoObject", "[1, 2]", "[1,2]: expected an object {\"VARIABLE\": ...}"},
        WrongLine{"NotJson", "dysp=yes", "found `dysp=yes`, expected a JSON value"},
        WrongLine{"StateOfAnotherKind", R"({"lung": true})",
                  "'lung': true: expected a state or a list of numbers, one a state"},
        WrongLine{"NumberThatIsNoState", R"({"lung": 1})",
                  "'lung=1': 'lung' has no state '1'; expected one of 'yes', 'no'"},
        WrongLine{"ListTooShort", R"({"lung": [1]})",
                  "'lung': [1]: 1 numbers; expected 2, one for each of 'yes', 'no'"},
        WrongLine{"ListOfText", R"({"lung": ["1", "2"]})", "'lung': \"1\" is not a number"},
        WrongLine{"UnknownVariable", R"({"lunge": "yes"})", "perhaps 'lung'"}),
    [](const auto& each) { return each.param.name; });

std::string complaint_about(const std::string& file) {
  const Said said =
      say([&](cli::Streams streams) { return cli::describe_network({file}, streams); });
  EXPECT_EQ(said.outcome, Outcome::unusable_input);
  EXPECT_EQ(said.output, "");
  return said.errors;
}

TEST(NetworkFileErrors, AFaultyFileIsShownWithLineAndCaret) {
  const TemporaryFolder folder;
  const std::string file =
      folder.write("bad.bif",
                   "network x { }\nvariable a { type discrete [ 2 ] { yes, no }; }\n"
                   "probability ( a ) { table 0.2 0,8; }\n");
  EXPECT_EQ(complaint_about(file), "paraspinal: " + file +
                                       ":3: expected ';', found ','\n"
                                       "  probability ( a ) { table 0.2 0,8; }\n"
                                       "                                 ^\n");
}

TEST(NetworkFileErrors, AFaultyTableNamesFileAndVariable) {
  const TemporaryFolder folder;
  const std::string file =
      folder.write("off.bif",
                   "network x { }\nvariable a { type discrete [ 2 ] { yes, no }; }\n"
                   "probability ( a ) { table 0.2, 0.7; }\n");
  EXPECT_THAT(complaint_about(file),
              StartsWith("paraspinal: " + file + ": variable 'a': a row is off 1 by 0.1"));
}

TEST(NetworkFileErrors, AnAbsentFileIsNamed) {
  EXPECT_EQ(complaint_about("none/such.bif"),
            "paraspinal: none/such.bif: file: does not exist: expected a network file\n");
}

TEST(NetworkFileErrors, AnUnknownExtensionIsNamedWithTheKnownOnes) {
  EXPECT_EQ(complaint_about("net.dne"),
            "paraspinal: net.dne: extension: unknown: expected .bif, .xml, .xmlbif, .uai or, to "
            "read, .noisyor.json\n");
}

TEST(NetworkFileErrors, AnErrorCannotSteerTheTerminal) {
  const TemporaryFolder folder;
  const std::string file = folder.write("bad.bif", "network x { }\n\x1b[2Jvariable\n");
  EXPECT_EQ(complaint_about(file).find('\x1b'), std::string::npos);
}

TEST(NetworkFileErrors, AnAbsentEvidenceFileIsNamed) {
  const AsiaFile asia;
  const Said said = say([&](cli::Streams streams) {
    return cli::query_network_in_batch({asia.file, "none.jsonl"}, streams);
  });
  EXPECT_EQ(said.outcome, Outcome::unusable_input);
  EXPECT_EQ(said.errors,
            "paraspinal: none.jsonl: file: cannot be read: expected a file of JSON "
            "lines\n");
}

TEST(NetworkFileErrors, TheProgramEndsWithThree) {
  const AsiaFile asia;
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"network", "query", asia.file, "--evidence", "lungg=yes"},
           {"network", "mpe", asia.file, "--evidence", "lung=yes,either=no"},
           {"network", "voi", asia.file, "--target", "lungs"},
           {"network", "sensitivity", asia.file, "--target", "lung"},
           {"network", "dseparation", asia.file, "asia", "smok"},
           {"network", "dot", asia.file, "--evidence", "asia=maybe"},
           {"network", "bench", "none.bif"},
           {"network", "info", "none.bif"},
           {"network", "convert", asia.file, "asia.dne"}}) {
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.status, 3) << arguments[1];
    EXPECT_EQ(ran.output, "") << arguments[1];
    EXPECT_EQ(std::ranges::count(ran.errors, '\n'), 1) << ran.errors;
    EXPECT_THAT(ran.errors, HasSubstr("expected"));
  }
}

}  // namespace
}  // namespace paraspinal::apps_tests
