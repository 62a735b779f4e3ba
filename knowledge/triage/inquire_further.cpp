// Entry point: further_questions, at the end.

#include "knowledge/triage/inquire_further.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "knowledge/triage/inquire_candidates.h"
#include "knowledge/triage/inquire_gates.h"
#include "knowledge/triage/inquire_paths.h"
#include "knowledge/triage/inquire_supposed.h"
#include "knowledge/triage/inquire_worth.h"
#include "knowledge/triage/urgency.h"

namespace paraspinal::triage {
namespace {

using knowledge::AnswerValue;
using knowledge::FindingId;

QuestionPhase phase_of(FindingId finding, const knowledge::KnowledgeBase& knowledge) {
  const auto& rows = knowledge.safety_questions;
  const auto row = std::ranges::find(rows, finding, &knowledge::SafetyQuestion::finding);
  if (row == rows.end()) {
    return QuestionPhase::value;
  }
  return row->life_threat ? QuestionPhase::life_threat : QuestionPhase::mandatory;
}

// What safety still owes, alertness too, and what else can be asked here and a faster rule waits
// for. In the order of the content.
std::vector<FindingId> worth_a_try(const Grounds& grounds, const Known& known) {
  std::vector<FindingId> findings = safety_set(AnswerTable(known.closed, grounds.knowledge),
                                               grounds.presentation.setting, grounds.knowledge)
                                        .not_asked;
  const std::vector<FindingId> waited = waited_for_by_gates(known, grounds.knowledge);
  for (const FindingId finding : candidates(grounds, known.closed)) {
    if (contains(waited, finding) && !contains(findings, finding)) {
      findings.push_back(finding);
    }
  }
  std::ranges::sort(findings);
  return findings;
}

// Every answer that is no no: present, or each other state; none of a number.
std::vector<AnswerValue> yes_to(FindingId finding, const knowledge::KnowledgeBase& knowledge) {
  const knowledge::Finding& row = knowledge.findings[finding];
  if (row.value_type == knowledge::ValueType::boolean) {
    return {knowledge::Presence::present};
  }
  const knowledge::BundleItem* item = item_of(finding, knowledge);
  std::vector<AnswerValue> values;
  for (std::size_t state = 0; item != nullptr && state < row.states.size(); ++state) {
    if (const AnswerValue value = knowledge::State{state}; value != item->no) {
      values.push_back(value);
    }
  }
  return values;
}

// By the gates alone, before anything is weighed: most of what could be asked calls nobody.
std::vector<FindingId> calling_an_ambulance(const Grounds& grounds, const Known& known) {
  const Supposed supposed(grounds.presentation, known.closed, grounds.knowledge);
  const GateForecast gates(grounds, known, supposed);
  std::vector<FindingId> findings = worth_a_try(grounds, known);
  std::erase_if(findings, [&](FindingId finding) {
    return std::ranges::none_of(yes_to(finding, grounds.knowledge), [&](const AnswerValue& yes) {
      return gates.if_answered({{finding, yes}}) > known.gate_urgency;
    });
  });
  // No baby that moves less before a pregnancy is asked for.
  return general_ones(findings, implied_pairs(grounds.knowledge));
}

}  // namespace

std::vector<NextQuestion> further_questions(const Grounds& grounds, Closed closed) {
  auto known = what_is_known(grounds, std::move(closed));
  if (!known || known->on_evidence > known->gate_urgency) {
    return {};
  }
  const auto singles = Weighing(grounds, *known).each(calling_an_ambulance(grounds, *known));
  if (!singles) {
    return {};
  }
  std::vector<NextQuestion> questions;
  for (const Weighed& single : *singles) {
    NextQuestion question = single.question;
    question.phase = phase_of(single.finding, grounds.knowledge);
    question.if_present = single.gate_if_present;
    question.rationale = "A yes would make it an ambulance.";
    questions.push_back(std::move(question));
  }
  std::ranges::stable_sort(questions, std::greater{}, &NextQuestion::p_present);
  return questions;
}

}  // namespace paraspinal::triage
