#pragma once

// From answers to evidence on the clinical network, with what could not be used and why.

#include <string>
#include <vector>

#include "engine/evidence.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/triage/assessment.h"
#include "knowledge/triage/close.h"

namespace paraspinal::triage {

// One finding as evidence.
struct Observed {
  knowledge::FindingId finding;
  engine::VariableId variable;
  engine::StateIndex state = 0;
  std::size_t used = 0;  // its position among the closed answers, and in Assessment::used

  bool operator==(const Observed&) const = default;
};

struct Observation {
  engine::Evidence context;        // setting, age band, sex, pregnancy, and the complaint
  std::vector<Observed> findings;  // in the order of the content, whatever the order of answering
  std::vector<NotUsed> not_used;
};

// Age, sex or pregnancy that are not known are left unobserved: a mixture by their shares, never a
// default. Pregnant of unknown stage is a likelihood over the stages.
Observation observe(const Presentation& presentation, const Closed& closed,
                    const knowledge::KnowledgeBase& knowledge,
                    const knowledge::ClinicalNetwork& network);

}  // namespace paraspinal::triage
