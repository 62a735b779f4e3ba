#pragma once

// The words of the card on one draft order. Which orders have one is decided in
// cds_hooks_order_cards.cpp.
//
//   if (const auto card = order_card({order, against(...), readings, chart, request, context}))
//
// Not for the triage of a complaint: see cds_hooks_triage_card.h.

#include <optional>

#include "fhir/cds_hooks_against.h"
#include "fhir/cds_hooks_card.h"
#include "fhir/cds_hooks_orders.h"

namespace paraspinal::fhir {

// All must outlive the call.
struct JudgedOrder {
  const DraftOrder& order;
  const Against& found;
  const Readings& readings;
  const Chart& chart;
  const CdsRequest& request;
  const CardContext& context;
};

// The card that order_cards (cds_hooks_orders.h) describes; nothing when it has none.
std::optional<Card> order_card(const JudgedOrder& judged);

}  // namespace paraspinal::fhir
