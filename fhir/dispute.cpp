#include "fhir/dispute.h"

#include <string>

namespace paraspinal::fhir {

using knowledge::AnswerValue;
using knowledge::SaidBy;

namespace {

bool are_comparable(const AnswerValue& value, const AnswerValue& other) {
  return value.index() == other.index() && !std::holds_alternative<knowledge::Quantity>(value);
}

bool are_of_two_sides(const Statement& a, const Statement& b) {
  const bool record_and_person = (a.by == SaidBy::record) != (b.by == SaidBy::record);
  const bool of_medicines = a.basis != Basis::fact && b.basis != Basis::fact;
  return record_and_person || of_medicines;
}

std::string why_used(const Statement& used, const Statement& other) {
  if (used.when && other.when && order(*used.when, *other.when) == Order::after) {
    return ", which is newer and is used";
  }
  return used.basis == Basis::use && other.basis == Basis::supply
             ? ", a statement of use, which is used"
             : ", which is used";
}

}  // namespace

std::optional<Issue> dispute(const std::vector<const Statement*>& telling, const Statement& used,
                             const AnswerValue& value, const knowledge::KnowledgeBase& knowledge) {
  const knowledge::Finding& finding = knowledge.findings[used.finding];
  for (const Statement* const statement : telling) {
    const auto* const other = std::get_if<AnswerValue>(&statement->reading);
    if (other != nullptr && *other != value && are_comparable(value, *other) &&
        are_of_two_sides(*statement, used)) {
      return Issue{Severity::warning, statement->where,
                   finding.id + " is " + describe(*other, finding) + " in " + statement->origin +
                       " and " + describe(value, finding) + " in " + used.origin +
                       why_used(used, *statement)};
    }
  }
  return std::nullopt;
}

}  // namespace paraspinal::fhir
