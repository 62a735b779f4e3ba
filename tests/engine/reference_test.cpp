// Every query of every public network against posteriors that three other engines agree on.

#include <algorithm>
#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "engine/inference.h"
#include "tests/support/networks_reference.h"

namespace paraspinal::engine {
namespace {

class ReferenceNetworks : public testing::TestWithParam<const char*> {};

TEST_P(ReferenceNetworks, PosteriorsAndLogEvidenceAgreeWithin1e9) {
  if (!tests::reference_folder()) {
    GTEST_SKIP() << GetParam() << ": the folder shared/networks is absent";
  }
  const tests::ReferenceNetwork reference = tests::reference(GetParam());
  const Inference inference(reference.network);
  for (const tests::ReferenceQuery& query : reference.queries) {
    const auto posterior = inference.posterior(query.evidence, query.variables);
    ASSERT_TRUE(posterior) << query.label << ": " << posterior.error().message;
    EXPECT_NEAR(posterior->log_evidence(), query.log_evidence,
                1e-9 * std::max(1.0, std::abs(query.log_evidence)));
    for (std::size_t i = 0; i < query.variables.size(); ++i) {
      for (std::size_t s = 0; s < query.posterior[i].size(); ++s) {
        ASSERT_NEAR(posterior->marginal(query.variables[i])[s], query.posterior[i][s], 1e-9)
            << query.label << " variable " << i;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Networks, ReferenceNetworks,
                         testing::Values("alarm", "andes", "asia", "barley", "bn3o_a", "cancer",
                                         "child", "cpcs179", "cpcs54", "earthquake", "hailfinder",
                                         "hepar2", "insurance", "sachs", "survey", "win95pts"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace paraspinal::engine
