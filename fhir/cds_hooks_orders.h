#pragma once

// Which of the draft orders are actions of the content, and what in this person's chart stands
// against them.
//
//   const std::vector<DraftOrder> orders = orders_of(request, knowledge);
//   if (orders.empty()) ...                          // nothing of ours: no card, no chart
//   const std::vector<Card> cards = order_cards(orders, chart, request, context);
//
// A card is shown only when what is known stands against the order. What is not known is told on
// such a card and never makes one: "pregnancy unknown" on every woman's ibuprofen would teach
// everyone to click it away.

#include <cstddef>
#include <string>
#include <vector>

#include "fhir/cds_hooks_card.h"
#include "fhir/cds_hooks_chart.h"
#include "fhir/cds_hooks_request.h"
#include "fhir/cds_hooks_triage_card.h"

namespace paraspinal::fhir {

struct DraftOrder {
  std::string id;          // "MedicationRequest/1"; empty when it has none
  std::string action;      // of the content
  std::string words;       // how the order calls it; may be empty
  bool removable = false;  // a draft, which a suggestion may take out
  std::size_t entry = 0;   // its place in the draft orders
};

// What another draft order of this call will make true: "takes a blood thinner".
struct Drafted {
  std::size_t entry = 0;
  knowledge::FindingId finding;
  std::string origin;  // "MedicationRequest/2"
};

// For order-select those that are selected, else all. Orders of another patient, ones that say not
// to do it, and ones that are over or entered in error are none.
std::vector<DraftOrder> orders_of(const CdsRequest& request,
                                  const knowledge::KnowledgeBase& knowledge);

// What the content reads from all medicines in the draft orders, selected or not.
std::vector<Drafted> drafted(const CdsRequest& request, const knowledge::KnowledgeBase& knowledge);

// One card for an order against which a contraindication of the content holds: critical at signing
// and warning at selection when it says to withhold; information when it says to take care, warning
// at signing from two such reasons on, and warning when only a measure is wanting to withhold it
// (pregnant, the weeks not known) or is in the chart as a bound ("<15"). An anti-inflammatory that
// is signed over a chart of which something could not be read has a card of information that names
// it. The other draft orders count as taken. The back complaint need not be in the chart.
std::vector<Card> order_cards(const std::vector<DraftOrder>& orders, const Chart& chart,
                              const CdsRequest& request, const CardContext& context);

}  // namespace paraspinal::fhir
