#pragma once

// What a case observes of the embedded network, as it is told: without its scores.

#include "engine/evidence.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/observe.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {

inline triage::Observation observed(const triage::Presentation& presentation) {
  return triage::observe(presentation, triage::close(presentation, embedded_knowledge()),
                         embedded_knowledge(), embedded_network());
}

inline engine::Evidence evidence_of(const triage::Observation& observation) {
  engine::Evidence evidence = observation.context;
  for (const triage::Observed& item : observation.findings) {
    evidence.observe(item.variable, item.state);
  }
  return evidence;
}

inline engine::Evidence evidence_of(const triage::Presentation& presentation) {
  return evidence_of(observed(presentation));
}

}  // namespace paraspinal::tests
