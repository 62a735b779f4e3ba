#include "apps/desk/override_reasons.h"

#include <algorithm>
#include <array>

namespace paraspinal::desk {
namespace {

constexpr std::array<OverrideReason, 11> all_reasons = {
    {{"more_unwell", "Sounds or looks more unwell than the answers say"},
     {"no_better", "Has called or been seen before for this and is no better"},
     {"alone_or_frail", "Is alone, frail, or cannot keep watch over themselves"},
     {"answers_unreliable", "The answers cannot be relied on: language, distress or a third party"},
     {"already_in_care", "Is being seen for this already, or has an earlier appointment"},
     {"known_condition", "A known condition with a care plan that covers this"},
     {"care_plan", "An advance or end-of-life care plan says otherwise"},
     {"advised_by_clinician", "A clinician who knows the person has advised otherwise"},
     {"not_accepted", "The caller does not accept the disposition"},
     {"service_not_reachable", "The service cannot be reached in time and another is arranged"},
     {"other", "Another reason, told in words"}}};

}  // namespace

std::span<const OverrideReason> override_reasons() {
  return all_reasons;
}

std::string and_text(const std::string& words, const std::string& text) {
  return text.empty() ? words : words + ": " + text;
}

std::string_view reason_name(std::string_view code) {
  const auto* const found = std::ranges::find(all_reasons, code, &OverrideReason::code);
  return found == all_reasons.end() ? std::string_view() : found->name;
}

}  // namespace paraspinal::desk
