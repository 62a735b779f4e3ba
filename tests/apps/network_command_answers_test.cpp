// `mpe`, `voi`, `sensitivity` and `dseparation` of the chest clinic and of hand-worked networks.

#include <cmath>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/network_command.h"
#include "tests/apps/network_session.h"

namespace paraspinal::apps_tests {
namespace {

using cli::AnswerFormat;
using cli::NetworkQuestion;
using cli::Outcome;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

// A disease of prevalence 0.1 and a test of sensitivity 0.8 and specificity 0.95.
constexpr std::string_view test_bif = R"(network test { }
variable disease { type discrete [ 2 ] { yes, no }; }
variable test { type discrete [ 2 ] { positive, negative }; }
probability ( disease ) { table 0.1, 0.9; }
probability ( test | disease ) {
  (yes) 0.8, 0.2;
  (no) 0.05, 0.95;
}
)";

class NetworkAnswers : public testing::Test {
 protected:
  Said mpe(const NetworkQuestion& question) const {
    return say([&](cli::Streams streams) { return cli::explain_network(question, streams); });
  }
  Said voi(const cli::RankingOptions& options) const {
    return say([&](cli::Streams streams) { return cli::rank_information(options, streams); });
  }
  Said sensitivity(const cli::SensitivityOptions& options) const {
    return say([&](cli::Streams streams) { return cli::rank_sensitivity(options, streams); });
  }
  Said separation(const cli::SeparationOptions& options) const {
    return say([&](cli::Streams streams) { return cli::separate_variables(options, streams); });
  }

  AsiaFile asia_;
  std::string test_ = asia_.folder.write("test.bif", test_bif);
};

TEST_F(NetworkAnswers, ADyspnoeicPatientMostProbablySmokesAndHasBronchitis) {
  const Said said = mpe({asia_.file, {"dysp=yes"}, {}, AnswerFormat::json});
  ASSERT_EQ(said.outcome, Outcome::answered) << said.errors;
  EXPECT_THAT(said.output,
              HasSubstr(R"("states":{"asia":"no","tub":"no","smoke":"yes","lung":"no",)"
                        R"("bronc":"yes","either":"no","xray":"no","dysp":"yes"})"));
  // By hand: no asia, no tub, smoke, no lung, bronc, no xray, dysp.
  const double probability = 0.99 * 0.99 * 0.5 * 0.9 * 0.6 * 0.95 * 0.8;
  const fhir::Json json = json_of(said.output);
  EXPECT_NEAR(number_at(json, {"log_probability"}), std::log(probability), 1e-12);
  EXPECT_NEAR(number_at(json, {"log_evidence"}), std::log(0.4359706), 1e-12);
}

TEST_F(NetworkAnswers, TheMostProbableStatesInTextMarkWhatIsObserved) {
  const Said said = mpe({test_, {"test=positive"}});
  // 0.08 against 0.045.
  EXPECT_EQ(said.output,
            "given  test=positive\n"
            "ln P(evidence)  -2.07944   P(evidence)  0.125\n"
            "P(these states | evidence)  0.64\n"
            "\n"
            "variable  state\n"
            "disease   yes\n"
            "test      positive  observed\n");
}

TEST_F(NetworkAnswers, ObservationsAreRankedByTheirBits) {
  // By summing the joint of 2^8 states.
  const Said said = voi({{asia_.file, {"dysp=yes"}, {}, AnswerFormat::json}, "lung"});
  ASSERT_EQ(said.outcome, Outcome::answered) << said.errors;
  const fhir::Json json = json_of(said.output);
  EXPECT_NEAR(number_at(json, {"entropy_bits"}), 0.4776815943, 1e-9);
  const std::vector<std::pair<std::string, double>> expected{
      {"either", 0.4049385041}, {"xray", 0.3017461636}, {"smoke", 0.0342769492},
      {"bronc", 0.0198902187},  {"tub", 0.0003730657},  {"asia", 8.616866e-7}};
  const auto values = json.member("information")->items();
  ASSERT_EQ(values.size(), expected.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    EXPECT_EQ(values[i].member("variable")->text(), expected[i].first);
    EXPECT_NEAR(number_at(values[i], {"bits"}), expected[i].second, 1e-9);
  }
}

TEST_F(NetworkAnswers, TheTopObservationsAloneAreShown) {
  const Said said = voi({{asia_.file, {"dysp=yes"}}, "lung", 2});
  EXPECT_EQ(said.output,
            "given  dysp=yes\n"
            "entropy  of lung: 0.477682 bits, of which observing one more variable takes away\n"
            "         on average\n"
            "\n"
            "variable      bits                        share\n"
            "either    0.404939  #################...   85 %\n"
            "xray      0.301746  #############.......   63 %\n");
}

TEST_F(NetworkAnswers, AnObservedTargetHasNoValueOfInformation) {
  EXPECT_THAT(voi({{asia_.file, {"lung=yes"}}, "lung"}).errors,
              HasSubstr("'lung': is the target and observed; expected one or the other"));
}

TEST_F(NetworkAnswers, SensitivityFollowsBayesTheorem) {
  const Said said =
      sensitivity({{test_, {"test=positive"}, {}, AnswerFormat::json}, "disease=yes"});
  ASSERT_EQ(said.outcome, Outcome::answered) << said.errors;
  const fhir::Json json = json_of(said.output);
  // P(disease | +) = p s / (p s + (1 - p) f), its derivatives by hand over 0.125 squared.
  EXPECT_NEAR(number_at(json, {"posterior"}), 0.64, 1e-12);
  const auto& parameters = json.member("parameters")->items();
  ASSERT_EQ(parameters.size(), 3U);
  EXPECT_EQ(parameters[0].member("parameter")->text(), "P(test=positive | disease=no)");
  EXPECT_NEAR(number_at(parameters[0], {"derivative"}), -0.08 * 0.9 / 0.015625, 1e-9);
  EXPECT_NEAR(number_at(parameters[0], {"at_0"}), 1, 1e-12);
  EXPECT_NEAR(number_at(parameters[0], {"at_1"}), 0.08 / 0.98, 1e-12);
  EXPECT_EQ(parameters[1].member("parameter")->text(), "P(disease=yes)");
  EXPECT_NEAR(number_at(parameters[1], {"derivative"}), 0.8 * 0.05 / 0.015625, 1e-9);
  EXPECT_EQ(parameters[2].member("parameter")->text(), "P(test=positive | disease=yes)");
  EXPECT_NEAR(number_at(parameters[2], {"derivative"}), 0.1 * 0.045 / 0.015625, 1e-9);
  EXPECT_NEAR(number_at(parameters[2], {"value"}), 0.8, 1e-12);
}

TEST_F(NetworkAnswers, SensitivityByRangeRanksByHowFarThePosteriorGoes) {
  const Said said = sensitivity({{test_, {"test=positive"}, {}, AnswerFormat::json},
                                 "disease=yes",
                                 cli::SensitivityOrder::range,
                                 1});
  const fhir::Json json = json_of(said.output);
  ASSERT_EQ(json.member("parameters")->items().size(), 1U);
  EXPECT_EQ(json.member("parameters")->items()[0].member("parameter")->text(), "P(disease=yes)");
}

TEST_F(NetworkAnswers, SensitivityLeavesOutWhatCannotMatter) {
  // xray lies below no evidence and not above the target.
  const Said said = sensitivity({{asia_.file, {"smoke=yes"}}, "lung=yes"});
  EXPECT_EQ(said.output,
            "given  smoke=yes\n"
            "P(lung=yes | evidence) 0.100000\n"
            "\n"
            "Each number as it is, the posterior's derivative by it, and the posterior were\n"
            "it 0 or 1:\n"
            "\n"
            "now       derivative  at 0      at 1      number of the network\n"
            "0.100000   +1.000000  0         1         P(lung=yes | smoke=yes)\n"
            "0.010000   +0.000000  0.100000  0.100000  P(lung=yes | smoke=no)\n");
}

TEST_F(NetworkAnswers, SensitivityOfANoisyOrNamesItsLeakAndLinks) {
  const std::string file = asia_.folder.write("cough.noisyor.json", R"({
    "risks": [{"name": "smoke", "prior": 0.5}],
    "causes": [{"name": "cough", "leak": 0.1, "parents": ["smoke"], "link": [0.4]}],
    "findings": []})");
  const Said said =
      sensitivity({{file, {"smoke=present"}, {}, AnswerFormat::json}, "cough=present"});
  const fhir::Json json = json_of(said.output);
  // P(cough | smoke) = 1 - 0.9 * 0.6; by the link 0.9, by the leak 0.6.
  EXPECT_NEAR(number_at(json, {"posterior"}), 0.46, 1e-12);
  EXPECT_EQ(json.member("parameters")->items()[0].member("parameter")->text(),
            "link smoke -> cough");
  EXPECT_NEAR(number_at(json, {"parameters", "0", "derivative"}), 0.9, 1e-9);
  EXPECT_EQ(json.member("parameters")->items()[1].member("parameter")->text(), "leak of cough");
  EXPECT_NEAR(number_at(json, {"parameters", "1", "derivative"}), 0.6, 1e-9);
}

TEST_F(NetworkAnswers, SeparationIsSaidPlainly) {
  EXPECT_EQ(separation({asia_.file, "asia", "smoke"}).output,
            "yes  asia and smoke: d-separated, independent whatever the numbers\n");
}

TEST_F(NetworkAnswers, AnActivePathIsShownWithWhatOpensIt) {
  EXPECT_EQ(separation({asia_.file, "asia", "smoke", {"dysp"}}).output,
            "no   asia and smoke, given dysp: not d-separated\n"
            "     active path: asia -> tub -> either <- lung <- smoke\n"
            "     open at either, as dysp below it is given (either -> dysp)\n");
  EXPECT_THAT(separation({asia_.file, "tub", "lung", {"either"}}).output,
              HasSubstr("open at either, which is given\n"));
}

TEST_F(NetworkAnswers, SeparationInJsonHasThePath) {
  EXPECT_EQ(separation({asia_.file, "lung", "bronc", {}, AnswerFormat::json}).output,
            "{\"separated\":false,\"active_path\":[\"lung\",\"smoke\",\"bronc\"]}\n");
  EXPECT_EQ(separation({asia_.file, "lung", "bronc", {"smoke,asia"}, AnswerFormat::json}).output,
            "{\"separated\":true,\"active_path\":[]}\n");
}

TEST_F(NetworkAnswers, OneVariableIsNotSeparatedFromItself) {
  EXPECT_THAT(separation({asia_.file, "lung", "lung"}).errors,
              HasSubstr("'lung': is both variables; expected two different ones"));
}

TEST_F(NetworkAnswers, TheProgramKnowsEachOfThem) {
  EXPECT_THAT(run({"network", "mpe", asia_.file, "--evidence", "dysp=yes"}).output,
              HasSubstr("bronc     yes\n"));
  EXPECT_THAT(run({"network", "voi", asia_.file, "--target", "lung", "--top", "1"}).output,
              HasSubstr("either"));
  EXPECT_THAT(run({"network", "sensitivity", test_, "--target", "disease=yes", "--evidence",
                   "test=positive", "--by", "range", "--top", "1"})
                  .output,
              AllOf(StartsWith("given  test=positive\n"), HasSubstr("  P(disease=yes)\n")));
  EXPECT_THAT(
      run({"network", "dseparation", asia_.file, "asia", "smoke", "--given", "dysp"}).output,
      StartsWith("no   asia and smoke, given dysp"));
}

}  // namespace
}  // namespace paraspinal::apps_tests
