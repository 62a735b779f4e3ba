#include "knowledge/triage/inquire_known.h"

#include <algorithm>
#include <utility>

#include "knowledge/triage/gates.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/score_findings.h"
#include "knowledge/triage/urgency.h"

namespace paraspinal::triage {

using engine::Result;

Closed scored_and_closed(const Presentation& presentation,
                         const knowledge::KnowledgeBase& knowledge) {
  return close(score_findings(presentation, knowledge).presentation, knowledge);
}

engine::Evidence evidence_of(const Presentation& presentation, const Closed& closed,
                             const Grounds& grounds) {
  const Observation observation = observe(presentation, closed, grounds.knowledge, grounds.network);
  engine::Evidence evidence = observation.context;
  for (const Observed& item : observation.findings) {
    evidence.observe(item.variable, item.state);
  }
  return evidence;
}

std::vector<double> condition_posteriors(const engine::Posterior& posterior,
                                         const knowledge::ClinicalNetwork& network) {
  std::vector<double> values;
  values.reserve(network.conditions.size());
  for (const engine::VariableId condition : network.conditions) {
    values.push_back(posterior.present(condition));
  }
  return values;
}

Result<Known> what_is_known(const Grounds& grounds, Closed closed) {
  Known known;
  known.closed = std::move(closed);
  known.evidence = evidence_of(grounds.presentation, known.closed, grounds);
  const auto posterior = grounds.inference.posterior(known.evidence, grounds.network.conditions);
  if (!posterior) {
    return engine::fail(posterior.error());
  }
  known.conditions = condition_posteriors(*posterior, grounds.network);
  known.log_evidence = posterior->log_evidence();
  const LeastLoss least = least_loss(known.conditions, grounds.knowledge);
  known.least_loss = least.loss;
  known.gate_urgency = fired_urgency(known.closed, grounds.knowledge);
  known.on_evidence = std::max(known.gate_urgency, least.urgency);
  return known;
}

}  // namespace paraspinal::triage
