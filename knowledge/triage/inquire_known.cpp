#include "knowledge/triage/inquire_known.h"

#include <algorithm>
#include <utility>

#include "knowledge/triage/context_mixture.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/loss_table.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/score_findings.h"

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

Result<Known> what_is_known(const Grounds& grounds, Closed closed) {
  Known known;
  known.closed = std::move(closed);
  known.evidence = evidence_of(grounds.presentation, known.closed, grounds);
  const auto posterior = mixed_posterior(known.evidence, grounds.inference, grounds.network);
  if (!posterior) {
    return engine::fail(posterior.error());
  }
  known.conditions.assign(posterior->present(0).begin(), posterior->present(0).end());
  known.log_evidence = posterior->log_evidence(0);
  const LeastLoss least = LossTable(grounds.knowledge).least(known.conditions);
  known.least_loss = least.loss;
  known.gate_urgency =
      fired_urgency(AnswerTable(known.closed, grounds.knowledge), grounds.knowledge);
  known.on_evidence = std::max(known.gate_urgency, least.urgency);
  return known;
}

}  // namespace paraspinal::triage
