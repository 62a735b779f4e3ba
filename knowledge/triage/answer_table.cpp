#include "knowledge/triage/answer_table.h"

#include <cmath>
#include <limits>
#include <variant>

#include "engine/require.h"

namespace paraspinal::triage {
namespace {

bool fits(const knowledge::AnswerValue& value, knowledge::ValueType type) {
  switch (type) {
    case knowledge::ValueType::boolean:
      return std::holds_alternative<knowledge::Presence>(value);
    case knowledge::ValueType::quantity:
      return std::holds_alternative<knowledge::Quantity>(value);
    case knowledge::ValueType::ordinal:
      return std::holds_alternative<knowledge::State>(value);
    case knowledge::ValueType::date:
      return false;  // a date is no number
  }
  return false;
}

}  // namespace

bool asked_in_vain(const knowledge::Answer* answer) {
  return answer != nullptr && (std::holds_alternative<knowledge::Unknown>(answer->value) ||
                               std::holds_alternative<knowledge::Refused>(answer->value));
}

AnswerTable::AnswerTable(const Closed& closed, const knowledge::KnowledgeBase& knowledge)
    : answers_(knowledge.findings.size(), nullptr),
      numbers_(answers_.size(), std::numeric_limits<double>::quiet_NaN()) {
  for (const auto& [finding, answer] : closed.answers) {
    answers_[finding.index] = &answer;
    numbers_[finding.index] = number_of(answer.value, knowledge.findings.value_type(finding));
    any_in_vain_ = any_in_vain_ || asked_in_vain(&answer);
  }
}

double number_of(const knowledge::AnswerValue& value, knowledge::ValueType type) {
  const double number = knowledge::as_number(value);
  engine::require(std::isnan(number) || fits(value, type), "a finding is answered by its own type");
  return number;
}

std::vector<std::string_view> ids_of(const std::vector<knowledge::FindingId>& findings,
                                     const knowledge::KnowledgeBase& knowledge) {
  std::vector<std::string_view> ids;
  ids.reserve(findings.size());
  for (const knowledge::FindingId finding : findings) {
    ids.push_back(knowledge.findings[finding].id);
  }
  return ids;
}

}  // namespace paraspinal::triage
