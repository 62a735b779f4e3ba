#pragma once

// What a bound ("< 5 mg/L") or a range says: no number of its own, but it decides what lies wholly
// on one side of a threshold.
//
//   decided_within({0, 5, true, false}, crp, knowledge);     // crp_gt10 and crp_ge50 are absent
//   decided_within({0, 15, true, false}, egfr, knowledge);   // egfr 14.9: below every threshold
//
// Decided are the findings that an implication of the content draws from the number alone, and the
// number itself that a red flag or a contraindication compares, when every comparison of the
// content reads the whole of the bound alike: then one number of it stands for all. Else a rule on
// the number stays undecided.

#include <optional>
#include <string_view>
#include <vector>

#include "fhir/reading.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// In the finding's unit, with or without its ends.
struct Interval {
  double lowest = 0;
  double highest = 0;
  bool with_lowest = true;
  bool with_highest = true;
};

// FHIR R4, quantity-comparator: "<", "<=", ">", ">=" of a value. Nothing for others ("ad"), and
// when no possible value of the finding is left.
std::optional<Interval> interval_of(std::string_view comparator, double value,
                                    const knowledge::Finding& finding);

// Whether every comparison of the content with the finding has one truth for all of the interval,
// and no formula reckons with the number itself. O(rules).
bool is_read_alike(const Interval& interval, knowledge::FindingId finding,
                   const knowledge::KnowledgeBase& knowledge);

// What every number of the interval means alike. O(rules).
std::vector<Decided> decided_within(const Interval& interval, knowledge::FindingId finding,
                                    const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::fhir
