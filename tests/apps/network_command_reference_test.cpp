// Every query of every public network, asked as evidence lines, against posteriors that three other
// engines agree on.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "apps/cli/network_command.h"
#include "tests/apps/network_session.h"

namespace paraspinal::apps_tests {
namespace {

std::filesystem::path networks() {
  return std::filesystem::path(PARASPINAL_SOURCE_DIR) / ".." / "shared" / "networks";
}

std::string file_of(const std::string& name) {
  for (const char* extension : {".noisyor.json", ".bif", ".uai"}) {
    if (std::filesystem::exists(networks() / (name + extension))) {
      return (networks() / (name + extension)).string();
    }
  }
  return {};
}

// One evidence line a query of the reference.
std::string lines_of(const fhir::Json& reference) {
  std::string lines;
  for (const fhir::Json& query : reference.member("queries")->items()) {
    lines += write_json(*query.member("evidence")) + '\n';
  }
  return lines;
}

void expect_agreement(const fhir::Json& reference, const fhir::Json& query,
                      const fhir::Json& answer) {
  const std::string_view label = query.member("label")->text();
  const double log_evidence = number_at(query, {"log_pe"});
  EXPECT_NEAR(number_at(answer, {"log_evidence"}), log_evidence,
              1e-9 * std::max(1.0, std::abs(log_evidence)))
      << label;
  const auto variables = reference.member("variables")->items();
  for (std::size_t v = 0; v < variables.size(); ++v) {
    const fhir::Json* marginal = answer.member("posterior")->member(variables[v].text());
    ASSERT_NE(marginal, nullptr) << variables[v].text();
    const auto expected = query.member("posterior")->items()[v].items();
    ASSERT_EQ(marginal->members().size(), expected.size());
    for (std::size_t s = 0; s < expected.size(); ++s) {
      ASSERT_NEAR(marginal->members()[s].value().as_double().value(),
                  expected[s].as_double().value(), 1e-9)
          << label << " " << variables[v].text();
    }
  }
}

class NetworkReference : public testing::TestWithParam<const char*> {};

TEST_P(NetworkReference, EvidenceLinesAgreeWithin1e9) {
  if (!std::filesystem::exists(networks())) {
    GTEST_SKIP() << GetParam() << ": the folder shared/networks is absent";
  }
  const fhir::Json reference =
      json_of(text_of(networks() / (std::string(GetParam()) + ".reference.json")));
  const Said said = say(
      [&](cli::Streams streams) {
        return cli::query_network_in_batch({file_of(GetParam()), "-"}, streams);
      },
      lines_of(reference));
  ASSERT_EQ(said.outcome, cli::Outcome::answered) << said.errors;
  std::istringstream answers(said.output);
  for (const fhir::Json& query : reference.member("queries")->items()) {
    std::string line;
    ASSERT_TRUE(std::getline(answers, line));
    expect_agreement(reference, query, json_of(line));
  }
}

INSTANTIATE_TEST_SUITE_P(Networks, NetworkReference,
                         testing::Values("alarm", "andes", "asia", "barley", "bn3o_a", "cancer",
                                         "child", "cpcs179", "cpcs54", "earthquake", "hailfinder",
                                         "hepar2", "insurance", "sachs", "survey", "win95pts"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace paraspinal::apps_tests
