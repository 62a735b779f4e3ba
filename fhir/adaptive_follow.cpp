#include "fhir/adaptive_follow.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "fhir/reading.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/inquire_candidates.h"

namespace paraspinal::fhir {

using knowledge::Finding;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using triage::Closed;
using triage::Presentation;
using triage::QuestionPhase;

namespace {

bool rule_holds(const std::optional<knowledge::Rule>& rule, const Closed& closed) {
  return !rule || rule->evaluate([&closed](FindingId finding) { return closed.find(finding); }) ==
                      knowledge::Truth::yes;
}

// Whether safety or a bundle has this question put to such a person: the safety set's own rule
// before that of the bundle. A finding of neither is asked for its worth alone.
bool applies(FindingId finding, const std::vector<FindingId>& together, const Closed& closed,
             const KnowledgeBase& knowledge) {
  const auto& rows = knowledge.safety_questions;
  const auto row = std::ranges::find(rows, finding, &knowledge::SafetyQuestion::finding);
  if (row != rows.end() && rule_holds(row->applies_when, closed)) {
    return true;
  }
  for (const knowledge::Bundle& bundle : knowledge.bundles) {
    const auto item = std::ranges::find(bundle.items, finding, &knowledge::BundleItem::finding);
    if (item != bundle.items.end() && (row == rows.end() || item->applies_when)) {
      return triage::applies_among(*item, bundle, together, closed);
    }
  }
  return row == rows.end();
}

// Whether the question still follows from the answers before it.
bool follows(FindingId finding, const AskedStep& step, const Closed& before,
             const KnowledgeBase& knowledge) {
  return before.find(finding) == nullptr &&
         (step.phase == QuestionPhase::value || applies(finding, step.findings, before, knowledge));
}

// Age and sex are the person's own, unless they are not known.
void state_answer(Presentation& presentation, FindingId finding,
                  const knowledge::AnswerValue& value, const KnowledgeBase& knowledge) {
  const std::string& id = knowledge.findings[finding].id;
  const auto* years = std::get_if<knowledge::Quantity>(&value);
  const auto* presence = std::get_if<knowledge::Presence>(&value);
  if (id == "age_years" && years != nullptr) {
    presentation.age_years = years->value;
  } else if (id == "sex_female" && presence != nullptr) {
    presentation.sex =
        *presence == knowledge::Presence::present ? knowledge::Sex::female : knowledge::Sex::male;
  } else {
    presentation.findings.insert_or_assign(
        finding, knowledge::Answer{value, knowledge::SaidBy::caller, std::nullopt, "answers"});
  }
}

}  // namespace

void take_step(const AskedStep& step, const AdaptiveRequest& request,
               const KnowledgeBase& knowledge, Followed& result) {
  for (const FindingId finding : step.findings) {
    const auto answer = request.answers.find(finding);
    const Finding& row = knowledge.findings[finding];
    if (answer != request.answers.end()) {
      state_answer(result.presentation, finding, answer->second.value, knowledge);
    } else if (must_be_answered(row)) {
      result.unanswered += (result.unanswered.empty() ? "" : ", ") + in_quotes(row.id);
    } else {
      state_answer(result.presentation, finding, knowledge::Unknown{}, knowledge);
    }
  }
  result.steps.push_back(step);
}

Followed followed(const AdaptiveRequest& request, Presentation start,
                  const KnowledgeBase& knowledge) {
  Followed result{std::move(start), {}, {}};
  for (const AskedStep& step : request.steps) {
    const Closed before = triage::close(result.presentation, knowledge);
    AskedStep kept{step.phase, {}};
    std::ranges::copy_if(step.findings, std::back_inserter(kept.findings), [&](FindingId finding) {
      return follows(finding, step, before, knowledge);
    });
    if (!kept.findings.empty()) {
      take_step(kept, request, knowledge, result);
    }
  }
  return result;
}

}  // namespace paraspinal::fhir
