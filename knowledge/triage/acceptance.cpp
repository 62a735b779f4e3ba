#include "knowledge/triage/acceptance.h"

#include <string>

#include "knowledge/triage/words.h"

namespace paraspinal::triage {

using engine::ErrorKind;

namespace {

constexpr double youngest = 16;
constexpr double oldest = 120;

}  // namespace

std::optional<engine::Error> refusal(const Presentation& presentation) {
  if (!presentation.age_years) {
    return std::nullopt;
  }
  const double age = *presentation.age_years;
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

}  // namespace paraspinal::triage
