#include "tests/engine/agreement.h"

#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/evidence_variations.h"
#include "engine/inference.h"
#include "tests/support/enumerate.h"
#include "tests/support/variable_elimination.h"

namespace paraspinal::tests {
namespace {

constexpr double tolerance = 1e-10;

void expect_same(const engine::Posterior& posterior, const Enumeration& reference,
                 engine::VariableId id) {
  const auto marginal = posterior.marginal(id);
  const auto& expected = reference.marginals[id.index];
  ASSERT_EQ(marginal.size(), expected.size());
  for (std::size_t s = 0; s < expected.size(); ++s) {
    EXPECT_NEAR(marginal[s], expected[s], tolerance) << "variable " << id.index << " state " << s;
  }
}

void expect_same(const engine::Result<engine::Posterior>& posterior, const Enumeration& reference,
                 const std::string& method) {
  SCOPED_TRACE(method);
  if (reference.evidence == 0) {
    ASSERT_FALSE(posterior) << "impossible evidence was given a posterior";
    EXPECT_EQ(posterior.error().kind, engine::ErrorKind::impossible);
    return;
  }
  ASSERT_TRUE(posterior) << posterior.error().message;
  EXPECT_NEAR(posterior->log_evidence(), std::log(reference.evidence), tolerance);
  for (std::size_t i = 0; i < reference.marginals.size(); ++i) {
    expect_same(*posterior, reference, engine::VariableId{i});
  }
}

// With every piece of the evidence one that may change, after a question without the first of them.
engine::Result<engine::Posterior> by_variation(const engine::Network& network,
                                               const engine::Evidence& evidence) {
  std::vector<engine::VariableId> all;
  for (std::size_t i = 0; i < network.size(); ++i) {
    all.push_back(engine::VariableId{i});
  }
  const engine::EvidenceVariations variations(engine::Inference(network), evidence, all, all);
  if (!evidence.empty()) {
    engine::Evidence fewer = evidence;
    fewer.forget(evidence.items().begin()->first);
    EXPECT_EQ(variations.posterior(fewer).has_value(), variations.log_evidence(fewer).has_value());
  }
  return variations.posterior(evidence);
}

}  // namespace

void expect_agreement_with_elimination(const engine::Network& network,
                                       const engine::Evidence& evidence) {
  const auto posterior = engine::Inference(network).posterior(evidence);
  for (std::size_t i = 0; i < network.size(); ++i) {
    const engine::VariableId id{i};
    const std::vector<double> joint = eliminate_all_but(network, evidence, id);
    const double sum = std::accumulate(joint.begin(), joint.end(), 0.0);
    ASSERT_EQ(posterior.has_value(), sum > 0);
    if (sum == 0) {
      return;
    }
    EXPECT_NEAR(posterior->log_evidence(), std::log(sum), tolerance);
    for (std::size_t s = 0; s < joint.size(); ++s) {
      EXPECT_NEAR(posterior->marginal(id)[s], joint[s] / sum, tolerance)
          << "variable " << i << " state " << s;
    }
  }
}

void expect_agreement(const engine::Network& network, const engine::Evidence& evidence) {
  const Enumeration reference = enumerate(network, evidence);
  expect_same(engine::Inference(network).posterior(evidence), reference, "a plan for each query");
  expect_same(by_variation(network, evidence), reference, "messages kept between queries");
}

}  // namespace paraspinal::tests
