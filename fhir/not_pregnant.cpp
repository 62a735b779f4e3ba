#include "fhir/not_pregnant.h"

#include <algorithm>
#include <string>
#include <variant>

#include "fhir/admission.h"

namespace paraspinal::fhir {

namespace {

bool denies_pregnancy(const Statement& statement, const knowledge::KnowledgeBase& knowledge) {
  const std::string& id = knowledge.findings[statement.finding].id;
  const auto* const value = std::get_if<knowledge::AnswerValue>(&statement.reading);
  return (id == "pregnant" || id == "hcg_urine") && value != nullptr &&
         *value == knowledge::AnswerValue(knowledge::Presence::absent);
}

}  // namespace

void expire_not_pregnant(Statement& statement, const std::optional<Clock>& clock,
                         const knowledge::KnowledgeBase& knowledge) {
  if (!clock || !denies_pregnancy(statement, knowledge)) {
    return;
  }
  const double age = statement.when ? days_between(*statement.when, clock->moment) : 0;
  if (age > not_pregnant_days && age <= longest_pregnancy_days) {
    statement.reading = Unusable{"\"not pregnant\" of " + statement.at + " is believed for " +
                                 std::to_string(static_cast<int>(not_pregnant_days)) + " days"};
    statement.within_days.reset();
    return;
  }
  statement.within_days =
      std::min(statement.within_days.value_or(not_pregnant_days), not_pregnant_days);
}

}  // namespace paraspinal::fhir
