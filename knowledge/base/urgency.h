#pragma once

// How soon a person should be seen. Where and by whom is a disposition, kept apart: the two are
// never one enum (the content's `disposition` table names them).

#include <array>
#include <optional>
#include <string_view>

namespace paraspinal::knowledge {

// From slowest to fastest; comparing compares speed.
enum class Urgency {
  self_care,             // no contact time; safety net
  within_2_weeks,        // 14 days
  within_3_days,         // 72 hours
  same_day,              // 24 hours
  urgent_care,           // 4 hours
  emergency_department,  // 1 hour
  ambulance,             // now
};

inline constexpr std::array<Urgency, 7> all_urgencies = {
    Urgency::self_care,   Urgency::within_2_weeks,       Urgency::within_3_days, Urgency::same_day,
    Urgency::urgent_care, Urgency::emergency_department, Urgency::ambulance};

// The enumerator's own name, as stored and sent.
std::string_view name(Urgency urgency);
std::optional<Urgency> urgency_from(std::string_view text);

// "now", "within 1 hour", ... ; "no appointment needed" for self-care.
std::string_view contact_within(Urgency urgency);

}  // namespace paraspinal::knowledge
