#include "knowledge/base/prior_checks.h"

#include <cmath>
#include <map>
#include <optional>

#include "knowledge/base/groups.h"

namespace paraspinal::knowledge {
namespace {

using engine::fail;
using engine::Result;

// Conditions by the drug that must be taken for them to apply; no drug for the rest.
std::map<std::optional<FindingId>, std::vector<std::size_t>> by_drug(
    const KnowledgeBase& knowledge) {
  std::map<std::optional<FindingId>, std::vector<std::size_t>> groups;
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    groups[knowledge.conditions[c].scope_finding].push_back(c);
  }
  return groups;
}

}  // namespace

Result<std::vector<double>> context_posteriors(const KnowledgeBase& knowledge,
                                               const ClinicalNetwork& network,
                                               const engine::Inference& inference,
                                               const Context& context, bool with_drugs) {
  std::vector<double> posteriors(knowledge.conditions.size());
  for (const auto& [drug, conditions] : by_drug(knowledge)) {
    engine::Evidence evidence = context_evidence(network, context);
    if (drug && !with_drugs) {
      continue;
    }
    if (drug) {
      evidence.observe(*network.findings[drug->index], 1);
    }
    const auto posterior = inference.posterior(evidence, network.conditions);
    if (!posterior) {
      return fail(posterior.error());
    }
    for (const std::size_t c : conditions) {
      posteriors[c] = posterior->present(network.conditions[c]);
    }
  }
  return posteriors;
}

double PriorCheck::residual() const {
  return std::abs(network - target) / target;
}

Result<std::vector<PriorCheck>> check_priors(const KnowledgeBase& knowledge,
                                             const ClinicalNetwork& network) {
  const Targets targets(knowledge);
  const engine::Inference inference(network.network);
  std::vector<PriorCheck> checks;
  for (const Setting setting : all_settings) {
    for (const Group& group : groups_of(knowledge, targets, setting)) {
      const auto posteriors = context_posteriors(knowledge, network, inference, group.context);
      if (!posteriors) {
        return fail(posteriors.error());
      }
      for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
        if (group.targets[c] > 0) {
          const bool is_other = knowledge.conditions[c].role == ConditionRole::other;
          checks.push_back({ConditionId{c}, group.context, group.targets[c], (*posteriors)[c],
                            is_other && group.raised_other > 0});
        }
      }
    }
  }
  return checks;
}

}  // namespace paraspinal::knowledge
