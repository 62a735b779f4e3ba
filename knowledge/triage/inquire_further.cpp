// Entry point: further_questions, at the end.

#include "knowledge/triage/inquire_further.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "knowledge/triage/inquire_candidates.h"
#include "knowledge/triage/inquire_paths.h"
#include "knowledge/triage/inquire_worth.h"
#include "knowledge/triage/urgency.h"

namespace paraspinal::triage {
namespace {

using knowledge::FindingId;

QuestionPhase phase_of(FindingId finding, const knowledge::KnowledgeBase& knowledge) {
  const auto& rows = knowledge.safety_questions;
  const auto row = std::ranges::find(rows, finding, &knowledge::SafetyQuestion::finding);
  if (row == rows.end()) {
    return QuestionPhase::value;
  }
  return row->life_threat ? QuestionPhase::life_threat : QuestionPhase::mandatory;
}

bool contains(const std::vector<FindingId>& findings, FindingId finding) {
  return std::ranges::find(findings, finding) != findings.end();
}

// What safety still owes, alertness too, and what else can be asked here and a faster rule waits
// for. In the order of the content.
std::vector<FindingId> worth_a_try(const Grounds& grounds, const Known& known) {
  std::vector<FindingId> findings =
      safety_set(known.closed, grounds.presentation.setting, grounds.knowledge).not_asked;
  const std::vector<FindingId> waited = waited_for_by_gates(known, grounds.knowledge);
  for (const FindingId finding : candidates(grounds, known.closed)) {
    if (contains(waited, finding) && !contains(findings, finding)) {
      findings.push_back(finding);
    }
  }
  std::ranges::sort(findings);
  return findings;
}

}  // namespace

std::vector<NextQuestion> further_questions(const Grounds& grounds, Closed closed) {
  auto known = what_is_known(grounds, std::move(closed));
  if (!known || known->on_evidence > known->gate_urgency) {
    return {};
  }
  const auto singles = Weighing(grounds, *known).each(worth_a_try(grounds, *known));
  if (!singles) {
    return {};
  }
  std::vector<FindingId> calling;
  for (const Weighed& single : *singles) {
    if (single.gate_if_present > known->gate_urgency) {
      calling.push_back(single.finding);
    }
  }
  // No baby that moves less before a pregnancy is asked for.
  calling = general_ones(calling, implied_pairs(grounds.knowledge));
  std::vector<NextQuestion> questions;
  for (const Weighed& single : *singles) {
    if (contains(calling, single.finding)) {
      NextQuestion question = single.question;
      question.phase = phase_of(single.finding, grounds.knowledge);
      question.if_present = single.gate_if_present;
      question.rationale = "A yes would make it an ambulance.";
      questions.push_back(std::move(question));
    }
  }
  std::ranges::stable_sort(questions, std::greater{}, &NextQuestion::p_present);
  return questions;
}

}  // namespace paraspinal::triage
