#pragma once

// How soon: the highest of three voices, each kept with its reasons (model.md section 5).

#include <span>
#include <string>
#include <vector>

#include "engine/posterior.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/answer_table.h"
#include "knowledge/triage/assessment.h"
#include "knowledge/triage/hanging_gates.h"
#include "knowledge/triage/loss_table.h"

namespace paraspinal::triage {

// Voice 1: the fastest fired gate. It grows with every present red flag.
Voice gate_voice(const std::vector<Gate>& gates);

// Sum over conditions of P(condition | evidence) * loss(urgency, what the condition needs): one for
// each level too fast; harm times the content's multiplier for levels too slow. Slowest urgency
// first.
std::vector<ExpectedLoss> expected_losses(const engine::Posterior& posterior,
                                          const LossTable& table,
                                          const knowledge::ClinicalNetwork& network);

// Voice 2: the urgency of least expected loss (the slower of equals).
Voice loss_voice(const std::vector<ExpectedLoss>& losses, const engine::Posterior& posterior,
                 const LossTable& table, const knowledge::KnowledgeBase& knowledge,
                 const knowledge::ClinicalNetwork& network);

// What safety demands to be asked of this person, and how far that has come.
struct SafetySet {
  std::vector<knowledge::FindingId> not_asked;       // obtainable here; in order of asking
  std::vector<knowledge::FindingId> in_vain;         // asked; unknown or refused
  std::vector<knowledge::FindingId> not_obtainable;  // in this setting
  std::size_t answered = 0;
};
SafetySet safety_set(const AnswerTable& answers, knowledge::Setting setting,
                     const knowledge::KnowledgeBase& knowledge);

// Whether a setting can obtain a finding: a device and an examiner where the person is present, a
// laboratory in the emergency department.
bool obtainable(knowledge::ObtainableBy by, knowledge::Setting setting);

// Whether a reason given for the urgency, or for handing over, names this condition: whoever reads
// that reason must find the condition in the list of what it may be.
bool is_a_reason(const RankedCondition& condition, const Assessment& assessment);

// A safety net after what this person must watch for wherever they are sent.
std::string with_own(const Assessment& assessment, const std::string& safety_net);

// Voice 3: `same_day` when a mandatory safety question was asked in vain, or anything else on which
// a faster red flag hangs; else no floor. `safety` and `read` (read_gates) are of these answers.
Voice floor_voice(const SafetySet& safety, const AnswerTable& answers,
                  std::span<const knowledge::Reasoned> read, knowledge::Setting setting,
                  const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
