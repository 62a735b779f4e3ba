// `convert`, `info`, `dot` and `bench`, and the noisy-OR form.

#include <cmath>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/network_command.h"
#include "apps/cli/noisy_or_json.h"
#include "tests/apps/network_session.h"

namespace paraspinal::apps_tests {
namespace {

using cli::AnswerFormat;
using cli::Outcome;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view clinic_json = R"({"_semantics": "a remark",
  "risks": [{"name": "smoke", "prior": 0.5}],
  "causes": [{"name": "lung", "leak": 0.01, "parents": ["smoke"], "link": [0.2]},
             {"name": "bronc", "leak": 0.3, "parents": ["smoke"], "link": [0.4]}],
  "findings": [{"name": "cough", "leak": 0.1, "parents": ["lung", "bronc"], "link": [0.5, 0.6]}]})";

class NetworkFiles : public testing::Test {
 protected:
  Said convert(const std::string& from, const std::string& to) const {
    return say([&](cli::Streams streams) { return cli::convert_network({from, to}, streams); });
  }
  std::string path(const std::string& name) const { return (asia_.folder.path() / name).string(); }
  double posterior(const std::string& file, const std::string& evidence,
                   const std::vector<std::string>& way) const {
    const Said said = say([&](cli::Streams streams) {
      return cli::query_network({{file, {evidence}, {}, AnswerFormat::json}}, streams);
    });
    EXPECT_EQ(said.outcome, Outcome::answered) << said.errors;
    return number_at(json_of(said.output), way);
  }

  AsiaFile asia_;
  std::string clinic_ = asia_.folder.write("clinic.noisyor.json", clinic_json);
};

TEST_F(NetworkFiles, ABifBecomesXmlAndBackWithTheSameAnswers) {
  for (const char* name : {"asia.xml", "asia.xmlbif", "again.bif"}) {
    const Said said = convert(asia_.file, path(name));
    ASSERT_EQ(said.outcome, Outcome::answered) << said.errors;
    EXPECT_EQ(said.errors, "");
    EXPECT_NEAR(posterior(path(name), "dysp=yes,asia=yes", {"posterior", "tub", "yes"}),
                0.087750965, 1e-9);
  }
}

TEST_F(NetworkFiles, UaiSaysThatNamesAreLost) {
  const Said said = convert(asia_.file, path("asia.uai"));
  EXPECT_EQ(said.outcome, Outcome::answered);
  EXPECT_EQ(said.errors, "paraspinal: " + path("asia.uai") +
                             ": note: the format has no names: variables become x0, x1, ... and "
                             "states s0, s1, ...\n");
  // asia, tub and dysp are the variables 0, 1 and 7, yes the state 0.
  EXPECT_NEAR(posterior(path("asia.uai"), "x7=s0,x0=s0", {"posterior", "x1", "s0"}), 0.087750965,
              1e-9);
}

TEST_F(NetworkFiles, ANoisyOrIsReadAndAnsweredExactly) {
  // By hand: P(cough absent) summed over smoke, lung, bronc.
  double absent = 0;
  for (const bool smoke : {false, true}) {
    const double lung = smoke ? 1 - 0.99 * 0.8 : 0.01;
    const double bronc = smoke ? 1 - 0.7 * 0.6 : 0.3;
    absent += 0.5 * 0.9 * (1 - lung * 0.5) * (1 - bronc * 0.6);
  }
  EXPECT_NEAR(posterior(clinic_, "cough=absent", {"log_evidence"}), std::log(absent), 1e-12);
}

TEST_F(NetworkFiles, ANoisyOrWrittenAsTablesSaysWhatIsLost) {
  const Said said = convert(clinic_, path("clinic.bif"));
  EXPECT_EQ(said.outcome, Outcome::answered);
  EXPECT_EQ(said.errors, "paraspinal: " + path("clinic.bif") +
                             ": note: 3 noisy-OR distributions are written out as tables; their "
                             "leaks and links are not kept\n");
  EXPECT_NEAR(posterior(path("clinic.bif"), "cough=present", {"posterior", "lung", "present"}),
              posterior(clinic_, "cough=present", {"posterior", "lung", "present"}), 1e-12);
}

TEST_F(NetworkFiles, ANoisyOrFormIsNotWritten) {
  const Said said = convert(asia_.file, path("asia.noisyor.json"));
  EXPECT_EQ(said.outcome, Outcome::unusable_input);
  EXPECT_EQ(said.errors, "paraspinal: " + path("asia.noisyor.json") +
                             ": extension: .noisyor.json is only read: expected .bif, .xml, "
                             ".xmlbif or .uai\n");
}

TEST_F(NetworkFiles, AFileIsNotWrittenOverItself) {
  const Said said = convert(asia_.file, asia_.file);
  EXPECT_EQ(said.outcome, Outcome::unusable_input);
  EXPECT_THAT(said.errors, HasSubstr("file: is the one read: expected another\n"));
  EXPECT_EQ(text_of(asia_.file), asia_bif());
}

TEST_F(NetworkFiles, AnUnwritableFileIsNamed) {
  const Said said = convert(asia_.file, path("no/such/folder.bif"));
  EXPECT_EQ(said.outcome, Outcome::unusable_input);
  EXPECT_THAT(said.errors, HasSubstr("file: cannot be written: expected a writable file\n"));
}

TEST_F(NetworkFiles, InfoCountsTheNetwork) {
  const Said said = say([&](cli::Streams streams) {
    return cli::describe_network({asia_.file, {}, {}, AnswerFormat::json}, streams);
  });
  const fhir::Json json = json_of(said.output);
  // Counted on the file: 2 + 4 + 2 + 4 + 4 + 8 + 4 + 8 entries, half of them free.
  EXPECT_EQ(number_at(json, {"variables"}), 8);
  EXPECT_EQ(number_at(json, {"arcs"}), 8);
  EXPECT_EQ(number_at(json, {"roots"}), 2);
  EXPECT_EQ(number_at(json, {"leaves"}), 2);
  EXPECT_EQ(number_at(json, {"table_entries"}), 36);
  EXPECT_EQ(number_at(json, {"parameters"}), 18);
  EXPECT_EQ(json.member("largest_family")->text(), "either");
  EXPECT_EQ(json.member("trees")->items().size(), 3U);
}

TEST_F(NetworkFiles, InfoNamesTheHeuristics) {
  const Said said =
      say([&](cli::Streams streams) { return cli::describe_network({clinic_}, streams); });
  EXPECT_THAT(said.output,
              AllOf(HasSubstr("variables          4 (1 without parents, 1 without children)\n"),
                    HasSubstr("largest family     cough with 2 parents, table of 8 entries\n"),
                    HasSubstr("distributions      1 tables, 3 noisy-OR\n"),
                    HasSubstr("parameters         8\n"), HasSubstr("\nweighted min-fill "),
                    HasSubstr("\nmin-fill "), HasSubstr("\nmin-weight ")));
}

TEST_F(NetworkFiles, DotHasANodeForEachVariableAndAnArcForEachParent) {
  const Said said =
      say([&](cli::Streams streams) { return cli::draw_network({clinic_}, streams); });
  EXPECT_EQ(said.output,
            "digraph network {\n  node [shape=box];\n"
            "  v0 [label=\"smoke\"];\n  v1 [label=\"lung\"];\n"
            "  v2 [label=\"bronc\"];\n  v3 [label=\"cough\"];\n"
            "  v0 -> v1;\n  v0 -> v2;\n  v1 -> v3;\n  v2 -> v3;\n}\n");
}

TEST_F(NetworkFiles, DotWithEvidenceShowsPosteriorsAndShadesWhatIsObserved) {
  const Said said = say([&](cli::Streams streams) {
    return cli::draw_network({asia_.file, {"asia=yes,dysp=yes"}}, streams);
  });
  EXPECT_THAT(said.output, AllOf(HasSubstr("[label=\"lung\\nyes  10 %\\nno  90 %\"];\n"),
                                 HasSubstr("[label=\"asia\\nyes  100 %\\nno  0 %\", style=filled, "
                                           "fillcolor=lightgrey];\n")));
}

TEST_F(NetworkFiles, BenchGivesMediansOfItsClock) {
  // A clock that goes on by 1000 ns each time it is read.
  std::int64_t time = 0;
  cli::BenchOptions options{asia_.file, {0.25}, 5, 7, [&] { return time += 1000; }};
  options.format = AnswerFormat::json;
  const Said said = say([&](cli::Streams streams) { return cli::bench_network(options, streams); });
  const fhir::Json json = json_of(said.output);
  EXPECT_EQ(number_at(json, {"queries"}), 5);
  EXPECT_EQ(number_at(json, {"medians", "0", "observed"}), 0.25);
  EXPECT_EQ(number_at(json, {"medians", "0", "first_ns"}), 1000);
  EXPECT_EQ(number_at(json, {"medians", "0", "again_ns"}), 1000);
  EXPECT_EQ(time, 15000);
}

TEST_F(NetworkFiles, TheProgramConvertsDescribesDrawsAndBenches) {
  EXPECT_EQ(run({"network", "convert", asia_.file, path("asia.xml")}).status, 0);
  EXPECT_THAT(run({"network", "info", path("asia.xml")}).output, StartsWith("variables  "));
  EXPECT_THAT(run({"network", "dot", asia_.file, "--evidence", "dysp=yes"}).output,
              StartsWith("digraph network {\n"));
  const Ran bench =
      run({"network", "bench", asia_.file, "--observed", "0,1", "--queries", "3", "--seed", "5"});
  EXPECT_EQ(bench.status, 0) << bench.errors;
  EXPECT_THAT(bench.output,
              AllOf(StartsWith("8 variables; medians of 3 queries for all marginals, seed 5\n"),
                    HasSubstr("\n     0 %  "), HasSubstr("\n   100 %  ")));
  EXPECT_EQ(run({"network", "bench", asia_.file, "--observed", "1.5"}).status, 2);
  EXPECT_EQ(run({"network", "bench", asia_.file, "--queries", "0"}).status, 2);
}

struct WrongForm {
  std::string name;
  std::string text;
  std::string says;
};

class NoisyOrForm : public testing::TestWithParam<WrongForm> {};

TEST_P(NoisyOrForm, SaysWhereItIsWrong) {
  const TemporaryFolder folder;
  const std::string file = folder.write("net.noisyor.json", GetParam().text);
  const Said said =
      say([&](cli::Streams streams) { return cli::describe_network({file}, streams); });
  EXPECT_EQ(said.outcome, Outcome::unusable_input);
  EXPECT_THAT(said.errors, StartsWith("paraspinal: " + file + ": " + GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, NoisyOrForm,
    testing::Values(
        WrongForm{"NotJson", "network {", "at byte"},
        WrongForm{"NoObject", "[]", "file: []: expected an object"},
        WrongForm{"NoRisks", R"({"causes": [], "findings": []})",
                  "risks: is missing: expected a list"},
        WrongForm{"UnknownMember", R"({"risks": [], "causes": [], "findings": [], "x": 1})",
                  "file.x: 1: expected only the members risks, causes, findings"},
        WrongForm{"PriorAsText",
                  R"({"risks": [{"name": "a", "prior": "1"}], "causes": [], "findings": []})",
                  "risks[0].prior: \"1\": expected a number"},
        WrongForm{"NoName", R"({"risks": [{"prior": 0.1}], "causes": [], "findings": []})",
                  "risks[0].name: is missing: expected a name"},
        WrongForm{"NoLeak",
                  R"({"risks": [], "causes": [{"name": "a", "parents": [], "link": []}],)"
                  R"( "findings": []})",
                  "causes[0].leak: is missing: expected a number"},
        WrongForm{"LinkAsText",
                  R"({"risks": [], "causes": [], "findings": [{"name": "a", "leak": 0,)"
                  R"( "parents": [], "link": ["x"]}]})",
                  "findings[0].link: \"x\": expected a number"},
        WrongForm{"ParentAsNumber",
                  R"({"risks": [], "causes": [], "findings": [{"name": "a", "leak": 0,)"
                  R"( "parents": [1], "link": [0.5]}]})",
                  "findings[0].parents: 1: expected a name"},
        WrongForm{"UnknownParent",
                  R"({"risks": [], "causes": [], "findings": [{"name": "a", "leak": 0,)"
                  R"( "parents": ["b"], "link": [0.5]}]})",
                  "variable 'a': parent 'b' is unknown; expected one named before"}),
    [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace paraspinal::apps_tests
