// Entry point: further_questions, at the end.

#include "knowledge/triage/inquire_further.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "knowledge/triage/inquire_candidates.h"
#include "knowledge/triage/inquire_paths.h"
#include "knowledge/triage/inquire_worth.h"
#include "knowledge/triage/words.h"

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

// Those that can be asked here and that a faster rule waits for.
std::vector<FindingId> waited_for(const Grounds& grounds, const Known& known) {
  const std::vector<FindingId> waited = waited_for_by_gates(known, grounds.knowledge);
  std::vector<FindingId> findings = candidates(grounds, known.closed);
  std::erase_if(findings, [&waited](FindingId finding) {
    return std::ranges::find(waited, finding) == waited.end();
  });
  return findings;
}

}  // namespace

std::vector<NextQuestion> further_questions(const Grounds& grounds, Closed closed) {
  auto known = what_is_known(grounds, std::move(closed));
  if (!known || known->on_evidence > known->gate_urgency) {
    return {};
  }
  const auto singles = Weighing(grounds, *known).each(waited_for(grounds, *known));
  std::vector<NextQuestion> questions;
  for (const Weighed& single : singles ? *singles : std::vector<Weighed>()) {
    if (single.gate_if_present > known->gate_urgency) {
      NextQuestion question = single.question;
      question.phase = phase_of(single.finding, grounds.knowledge);
      question.if_present = single.gate_if_present;
      question.rationale = "A yes would make it " + spoken(single.gate_if_present) + ".";
      questions.push_back(std::move(question));
    }
  }
  std::ranges::stable_sort(questions, std::greater{}, &NextQuestion::p_present);
  return questions;
}

}  // namespace paraspinal::triage
