// `paraspinal network query`: posteriors of the chest clinic, one question or many.

#include <cmath>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/network_command.h"
#include "engine/bif.h"
#include "engine/inference.h"
#include "tests/apps/network_session.h"

namespace paraspinal::apps_tests {
namespace {

using cli::AnswerFormat;
using cli::Outcome;
using cli::QueryOptions;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class NetworkQuery : public testing::Test {
 protected:
  Said query(const QueryOptions& options) const {
    return say([&](cli::Streams streams) { return cli::query_network(options, streams); });
  }

  fhir::Json json(std::vector<std::string> evidence, std::vector<std::string> likelihood = {},
                  std::vector<std::string> targets = {}) const {
    const Said said = query(
        {{asia_.file, std::move(evidence), std::move(likelihood), AnswerFormat::json}, targets});
    EXPECT_EQ(said.outcome, Outcome::answered) << said.errors;
    return json_of(said.output);
  }

  Said batch(std::string_view lines, std::vector<std::string> targets = {}) const {
    return say(
        [&](cli::Streams streams) {
          return cli::query_network_in_batch({asia_.file, "-", targets}, streams);
        },
        lines);
  }

  AsiaFile asia_;
};

TEST_F(NetworkQuery, PriorsAreThePublishedOnes) {
  // Lauritzen & Spiegelhalter 1988, figure 2 and table 8.
  const fhir::Json answer = json({});
  EXPECT_NEAR(number_at(answer, {"posterior", "tub", "yes"}), 0.0104, 1e-12);
  EXPECT_NEAR(number_at(answer, {"posterior", "lung", "yes"}), 0.055, 1e-12);
  EXPECT_NEAR(number_at(answer, {"posterior", "bronc", "yes"}), 0.45, 1e-12);
  EXPECT_NEAR(number_at(answer, {"posterior", "either", "yes"}), 0.064828, 1e-12);
  EXPECT_NEAR(number_at(answer, {"posterior", "xray", "yes"}), 0.11029004, 1e-12);
  EXPECT_NEAR(number_at(answer, {"posterior", "dysp", "yes"}), 0.4359706, 1e-12);
  EXPECT_EQ(number_at(answer, {"log_evidence"}), 0);
}

TEST_F(NetworkQuery, ADyspnoeicPatientBackFromAsiaHasThePublishedPosteriors) {
  // Lauritzen & Spiegelhalter 1988: tuberculosis 8.8 %, lung cancer 10 %, bronchitis 81 %; the
  // further digits by summing the joint of 2^8 states.
  const fhir::Json answer = json({"asia=yes,dysp=yes"});
  EXPECT_NEAR(number_at(answer, {"posterior", "tub", "yes"}), 0.087750965, 1e-9);
  EXPECT_NEAR(number_at(answer, {"posterior", "lung", "yes"}), 0.0995251451, 1e-9);
  EXPECT_NEAR(number_at(answer, {"posterior", "bronc", "yes"}), 0.8114020716, 1e-9);
  EXPECT_NEAR(number_at(answer, {"log_evidence"}), std::log(0.004501375), 1e-12);
}

TEST_F(NetworkQuery, ANegativeXrayExplainsCancerAway) {
  const fhir::Json answer = json({"asia=yes,dysp=yes", "xray=no"});
  EXPECT_NEAR(number_at(answer, {"posterior", "lung", "yes"}), 0.002550419, 1e-9);
  EXPECT_NEAR(number_at(answer, {"posterior", "bronc", "yes"}), 0.862760773, 1e-9);
}

TEST_F(NetworkQuery, ALikelihoodCountsInProportion) {
  const fhir::Json answer = json({"dysp=yes"}, {"xray=0.9:0.3"});
  EXPECT_NEAR(number_at(answer, {"posterior", "lung", "yes"}), 0.2296994929, 1e-9);
  EXPECT_NEAR(number_at(answer, {"posterior", "xray", "yes"}), 0.3672377339, 1e-9);
  EXPECT_NEAR(number_at(answer, {"log_evidence"}), std::log(0.17319324264), 1e-12);
}

TEST_F(NetworkQuery, OnlyTheTargetsAreGivenInTheirOrder) {
  const fhir::Json answer = json({"dysp=yes"}, {}, {"lung,tub"});
  const auto members = answer.member("posterior")->members();
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0].name(), "lung");
  EXPECT_EQ(members[1].name(), "tub");
}

TEST_F(NetworkQuery, JsonNumbersReadBackAsTheSameDoubles) {
  const auto network = engine::read_bif(asia_bif(), "asia.bif").value().network;
  engine::Evidence evidence;
  evidence.observe(network.find("dysp").value(), 0);
  const auto posterior = engine::Inference(network).posterior(evidence).value();
  const fhir::Json answer = json({"dysp=yes"});
  EXPECT_EQ(number_at(answer, {"log_evidence"}), posterior.log_evidence());
  for (std::size_t i = 0; i < network.size(); ++i) {
    const auto& name = network.variable(engine::VariableId{i}).name;
    EXPECT_EQ(number_at(answer, {"posterior", name, "no"}),
              posterior.present(engine::VariableId{i}))
        << name;
  }
}

TEST_F(NetworkQuery, TextSaysWhatIsGivenAndAlignsItsColumns) {
  const Said said = query({{asia_.file, {"dysp=yes"}, {"xray=0.9:0.3"}}, {"lung", "xray,dysp"}});
  EXPECT_EQ(said.output,
            "given  xray=0.9:0.3, dysp=yes\n"
            "ln P(evidence)  -1.75335   P(evidence)  0.1732\n"
            "\n"
            "variable  state  probability\n"
            "lung      yes    0.229699     #####...............\n"
            "          no     0.770301     ###############.....\n"
            "xray      yes    0.367238     #######.............  likelihood\n"
            "          no     0.632762     #############.......\n"
            "dysp      yes    1            ####################  observed\n"
            "          no     0            ....................\n");
}

TEST_F(NetworkQuery, TextWithoutEvidenceSaysNothingIsGiven) {
  EXPECT_THAT(query({{asia_.file}}).output, HasSubstr("given  nothing\n"));
}

TEST_F(NetworkQuery, AnEqualsSignInANameIsFound) {
  const std::string file = asia_.folder.write("odd.bif", R"(network odd { }
variable "a=b" { type discrete [ 2 ] { "x=1", "x=2" }; }
probability ( "a=b" ) { table 0.25, 0.75; }
)");
  const Said said = query({{file, {"a=b=x=2"}, {}, AnswerFormat::json}});
  EXPECT_EQ(said.output,
            "{\"log_evidence\":-0.2876820724517809,"
            "\"posterior\":{\"a=b\":{\"x=1\":0,\"x=2\":1}}}\n");
}

TEST_F(NetworkQuery, ABatchAnswersEachLineWithItsNumber) {
  const Said said =
      batch("{\"dysp\": \"yes\"}\n\n{\"xray\": [0.9, 0.3], \"dysp\": \"yes\"}\n", {"lung"});
  EXPECT_EQ(said.outcome, Outcome::answered) << said.errors;
  const auto second = said.output.find('\n') + 1;
  const fhir::Json first = json_of(said.output.substr(0, second));
  EXPECT_EQ(number_at(first, {"line"}), 1);
  EXPECT_NEAR(number_at(first, {"log_evidence"}), std::log(0.4359706), 1e-12);
  const fhir::Json third = json_of(said.output.substr(second));
  EXPECT_EQ(number_at(third, {"line"}), 3);
  EXPECT_NEAR(number_at(third, {"posterior", "lung", "yes"}), 0.2296994929, 1e-9);
}

TEST_F(NetworkQuery, ABadLineIsAnErrorWithItsNumberAndTheOthersAreAnswered) {
  const Said said =
      batch("{\"dysp\": \"maybe\"}\n{bad\n{\"either\":\"no\",\"lung\":\"yes\"}\n{}\n");
  EXPECT_EQ(said.outcome, Outcome::unusable_input);
  EXPECT_THAT(said.output, testing::StartsWith("{\"line\":4,"));
  EXPECT_THAT(
      said.errors,
      AllOf(HasSubstr("paraspinal: standard input:1: 'dysp=maybe': 'dysp' has no state 'maybe'; "
                      "expected one of 'yes', 'no'\n"),
            HasSubstr("paraspinal: standard input:2: "),
            HasSubstr("paraspinal: standard input:3: 'lung=yes, either=no': the evidence has "
                      "probability 0; expected what can occur together\n"),
            Not(HasSubstr("input:4"))));
}

TEST_F(NetworkQuery, TheProgramReadsAllOptions) {
  const std::string lines = asia_.folder.write("lines.jsonl", "{\"dysp\":\"yes\"}\n");
  const Ran one = run({"network", "query", "--evidence", "dysp=yes", asia_.file, "--likelihood",
                       "xray=0.9:0.3", "--targets", "lung", "--format", "json"});
  EXPECT_EQ(one.status, 0) << one.errors;
  EXPECT_NEAR(number_at(json_of(one.output), {"posterior", "lung", "yes"}), 0.2296994929, 1e-9);
  const Ran many = run({"network", "query", asia_.file, "--evidence-file", lines});
  EXPECT_EQ(many.status, 0) << many.errors;
  EXPECT_THAT(many.output, testing::StartsWith("{\"line\":1,\"log_evidence\":-0.83018"));
}

TEST_F(NetworkQuery, WrongUsageIsTwo) {
  EXPECT_EQ(run({"network"}).status, 2);
  EXPECT_EQ(run({"network", "query"}).status, 2);
  EXPECT_EQ(run({"network", "query", asia_.file, "--format", "xml"}).status, 2);
  EXPECT_EQ(run({"network", "query", asia_.file, "--evidence-file", "-", "--evidence", "dysp=yes"})
                .status,
            2);
}

}  // namespace
}  // namespace paraspinal::apps_tests
