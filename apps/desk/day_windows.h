#pragma once

// Whether a date that a page sends can be one of a pregnancy of today: a last period lies in the
// past, a due date near.
//
//   check_days(said, knowledge, "2026-11-20T18:30:00Z");   // lmp 2030-01-01: an error
//
// Only for what is said now: answers of an event that is read again are taken as they were.

#include <string_view>
#include <vector>

#include "apps/desk/said_answers.h"
#include "engine/result.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::desk {

// A pregnancy beyond 45 weeks is a wrong date; a due date is at most 5 weeks past then (40 weeks).
// source: domain fact, Naegele's rule.
inline constexpr int most_weeks_since_lmp = 45;
inline constexpr int most_weeks_to_edd = 45;
inline constexpr int most_weeks_past_edd = 5;

// Errors: `invalid_argument`, naming the finding, its value and the dates expected.
engine::Result<void> check_days(const std::vector<SaidAnswer>& answers,
                                const knowledge::KnowledgeBase& knowledge, std::string_view now);

}  // namespace paraspinal::desk
