#pragma once

// The dangerous diagnoses that a chart already holds: a card on a back complaint must never say "no
// red flag in the chart" over a recorded cauda equina syndrome.
//
//   for (const RecordedDanger& one : recorded_dangers(resources, knowledge, now))
//     one.name;                                        // "Cauda equina syndrome"
//
// By the codes under which the content exports its conditions; which of them must not be missed,
// and how soon each needs someone, the content says.

#include <string>
#include <vector>

#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// How long a recorded diagnosis counts as news. source: expert judgement
inline constexpr double danger_recent_days = 30;

struct RecordedDanger {
  const knowledge::Condition* condition = nullptr;
  std::string name;        // what the code says, which may be less than the condition
  std::string origin;      // "Condition/7"
  bool suspected = false;  // provisional, differential or unconfirmed
};

// Active or suspected, with a date of the last 30 days or with none; each condition once, the one
// that needs the fastest help first. The knowledge base must outlive what is given.
std::vector<RecordedDanger> recorded_dangers(const std::vector<const Json*>& resources,
                                             const knowledge::KnowledgeBase& knowledge,
                                             const std::string& now);

}  // namespace paraspinal::fhir
