#include "knowledge/triage/acceptance.h"

#include <string>

#include "knowledge/triage/words.h"

namespace paraspinal::triage {

using engine::ErrorKind;

namespace {

constexpr double youngest = 16;
constexpr double oldest = 120;

std::optional<engine::Error> refusal_at(double age) {
  if (!(age >= 0 && age <= oldest)) {
    return engine::Error{ErrorKind::invalid_argument,
                         "age_years: " + number_words(age) + ": expected 0 to 120"};
  }
  if (age < youngest) {
    return engine::Error{ErrorKind::invalid_argument,
                         "age_years: " + number_words(age) +
                             ": expected 16 or over; hand this call over to a paediatric "
                             "clinician now, it is not assessed here"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<engine::Error> refusal(const Presentation& presentation,
                                     const knowledge::KnowledgeBase& knowledge) {
  if (presentation.age_years) {
    if (auto error = refusal_at(*presentation.age_years)) {
      return error;
    }
  }
  const auto finding = knowledge.findings.find("age_years");
  const auto answer = finding ? presentation.findings.find(*finding) : presentation.findings.end();
  const auto* stated = answer == presentation.findings.end()
                           ? nullptr
                           : std::get_if<knowledge::Quantity>(&answer->second.value);
  return stated == nullptr ? std::nullopt : refusal_at(stated->value);
}

}  // namespace paraspinal::triage
