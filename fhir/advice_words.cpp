#include "fhir/advice_words.h"

namespace paraspinal::fhir {

std::string_view name(triage::AdviceState state) {
  switch (state) {
    case triage::AdviceState::given:
      return "given";
    case triage::AdviceState::cautioned:
      return "cautioned";
    case triage::AdviceState::withheld:
      return "withheld";
  }
  return "";
}

std::string_view name(knowledge::ActionKind kind) {
  switch (kind) {
    case knowledge::ActionKind::self_care:
      return "self_care";
    case knowledge::ActionKind::treatment:
      return "treatment";
    case knowledge::ActionKind::referral:
      return "referral";
    case knowledge::ActionKind::prevention:
      return "prevention";
  }
  return "";
}

}  // namespace paraspinal::fhir
