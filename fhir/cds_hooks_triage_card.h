#pragma once

// The card on a back complaint: how soon and where, why, what must not be missed, what to ask, and
// what of the chart was not seen. One card, for one glance.
//
//   const Card card = triage_card(assessment, chart, {knowledge, base_url, questionnaire_url});
//
// An answer on a chart alone is provisional: it never says "self-care", it says that nothing urgent
// stands in the chart and how many safety questions are open.

#include <optional>
#include <string>

#include "fhir/cds_hooks_card.h"
#include "fhir/cds_hooks_chart.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::fhir {

struct CardContext {
  const knowledge::KnowledgeBase& knowledge;
  std::string base_url;           // of the service, absolute
  std::string questionnaire_url;  // where the open questions can be answered; may be empty
};

// How soon: what the assessment says, or what a diagnosis that the chart records needs, whichever
// is faster.
knowledge::Urgency urgency_of(const triage::Assessment& assessment, const Chart& chart);

// Critical when a red flag fired or a diagnosis is recorded that asks for an emergency department
// or an ambulance; warning from same day on and for every recorded danger; else information.
Card triage_card(const triage::Assessment& assessment, const Chart& chart,
                 const CardContext& context);

// For an appointment: a card when the earliest slot for this patient begins later than the urgency
// allows, counted from `now`; from same day on also when no slot has a time, and from urgent care
// on whatever the slot, because the place is wrong.
std::optional<Card> slot_card(const triage::Assessment& assessment, const Chart& chart,
                              const CdsRequest& request, const std::string& now,
                              const CardContext& context);

}  // namespace paraspinal::fhir
