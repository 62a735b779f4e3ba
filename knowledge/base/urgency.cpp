#include "knowledge/base/urgency.h"

#include <algorithm>

namespace paraspinal::knowledge {

std::string_view name(Urgency urgency) {
  switch (urgency) {
    case Urgency::self_care:
      return "self_care";
    case Urgency::within_2_weeks:
      return "within_2_weeks";
    case Urgency::within_3_days:
      return "within_3_days";
    case Urgency::same_day:
      return "same_day";
    case Urgency::urgent_care:
      return "urgent_care";
    case Urgency::emergency_department:
      return "emergency_department";
    case Urgency::ambulance:
      return "ambulance";
  }
  return {};
}

std::optional<Urgency> urgency_from(std::string_view text) {
  const auto found = std::find_if(all_urgencies.begin(), all_urgencies.end(),
                                  [text](Urgency urgency) { return name(urgency) == text; });
  return found == all_urgencies.end() ? std::nullopt : std::optional(*found);
}

std::string_view contact_within(Urgency urgency) {
  switch (urgency) {
    case Urgency::self_care:
      return "no appointment needed";
    case Urgency::within_2_weeks:
      return "within 2 weeks";
    case Urgency::within_3_days:
      return "within 3 days";
    case Urgency::same_day:
      return "within 24 hours";
    case Urgency::urgent_care:
      return "within 4 hours";
    case Urgency::emergency_department:
      return "within 1 hour";
    case Urgency::ambulance:
      return "now";
  }
  return {};
}

}  // namespace paraspinal::knowledge
