#pragma once

// Which answers could be others: open ones, and stated ones thought of the other way about.
//
//   const auto open = open_findings(closed, presentation.setting, knowledge, network);
//
// A part of what_would_change.h.

#include <vector>

#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::triage {

// Two-state findings that this setting can obtain, that are not known (not asked, unknown or
// refused), and that could move something: they have weight, a gate reads them, or they imply what
// does. In the order of the content.
std::vector<knowledge::FindingId> open_findings(const Closed& closed, knowledge::Setting setting,
                                                const knowledge::KnowledgeBase& knowledge,
                                                const knowledge::ClinicalNetwork& network);

// Stated two-state findings but the complaint and who the person is.
std::vector<knowledge::FindingId> stated_findings(const Presentation& presentation,
                                                  const knowledge::KnowledgeBase& knowledge,
                                                  const knowledge::ClinicalNetwork& network);

}  // namespace paraspinal::triage
