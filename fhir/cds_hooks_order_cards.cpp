// Entry point: order_cards, declared in cds_hooks_orders.h.

#include <utility>

#include "fhir/cds_hooks_against.h"
#include "fhir/cds_hooks_order_card.h"
#include "fhir/cds_hooks_orders.h"

namespace paraspinal::fhir {

namespace {

// The chart with the other drafts taken.
triage::Presentation presentation_for(const DraftOrder& order, const std::vector<Drafted>& drafts,
                                      const Chart& chart) {
  triage::Presentation presentation = chart.imported.presentation;
  for (const Drafted& draft : drafts) {
    if (draft.entry != order.entry) {
      knowledge::Answer taken;
      taken.value = knowledge::Presence::present;
      taken.origin = draft.origin;
      presentation.findings.insert_or_assign(draft.finding, taken);
    }
  }
  return presentation;
}

}  // namespace

std::vector<Card> order_cards(const std::vector<DraftOrder>& orders, const Chart& chart,
                              const CdsRequest& request, const CardContext& context) {
  const std::vector<Drafted> drafts = drafted(request, context.knowledge);
  std::vector<Card> cards;
  for (const DraftOrder& order : orders) {
    const knowledge::Action* const action = action_named(context.knowledge, order.action);
    if (action == nullptr) {
      continue;
    }
    const Readings readings =
        readings_of(presentation_for(order, drafts, chart), context.knowledge);
    const Against found = against(*action, readings, context.knowledge);
    if (auto card = order_card({order, found, readings, chart, request, context})) {
      cards.push_back(std::move(*card));
    }
  }
  return cards;
}

}  // namespace paraspinal::fhir
