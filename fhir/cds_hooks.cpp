// Entry point: answer_hook.

#include "fhir/cds_hooks.h"

#include <utility>

#include "fhir/cds_hooks_card.h"
#include "fhir/cds_hooks_orders.h"
#include "fhir/cds_hooks_slot.h"
#include "fhir/cds_hooks_triage_card.h"
#include "knowledge/triage/acceptance.h"
#include "knowledge/triage/words.h"

namespace paraspinal::fhir {

using engine::fail;
using engine::Result;

namespace {

bool is_about_orders(Hook hook) {
  return hook == Hook::order_select || hook == Hook::order_sign;
}

std::vector<std::string> keys_of(const std::vector<const PrefetchTemplate*>& queries) {
  std::vector<std::string> keys;
  for (const PrefetchTemplate* const query : queries) {
    keys.push_back(query->key);
  }
  return keys;
}

std::vector<std::string> findings_used(const triage::Assessment& assessment) {
  std::vector<std::string> used;
  for (const triage::UsedAnswer& answer : assessment.used) {
    used.push_back(std::string(answer.finding) + " " + answer.state + " (" + answer.origin + ")");
  }
  return used;
}

std::vector<std::string> findings_of(const triage::Presentation& presentation,
                                     const knowledge::KnowledgeBase& knowledge) {
  std::vector<std::string> held;
  for (const auto& [finding, answer] : presentation.findings) {
    const knowledge::Finding& row = knowledge.findings[finding];
    held.push_back(row.id + " " + triage::state_words(row, answer.value) + " (" + answer.origin +
                   ")");
  }
  return held;
}

class Answering {
 public:
  Answering(const CdsRequest& request, const CdsService& service, const triage::Clinic& clinic,
            const CdsPlace& place)
      : request_(request),
        service_(service),
        clinic_(clinic),
        place_(place),
        context_{clinic.knowledge(), place.base_url, place.questionnaire_url} {}

  Result<CdsAnswer> result() {
    answer_.person = "Patient/" + request_.patient;
    if (needs_no_chart(request_, clinic_.knowledge())) {
      return finished({});
    }
    const auto unseen = unseen_needs(request_, service_);
    if (!unseen.empty() && unseen.front()->type == "Patient") {
      answer_.lacks = keys_of(unseen);
      return std::move(answer_);
    }
    const Result<Chart> chart =
        read_chart(request_, service_, {clinic_.knowledge(), place_.now, place_.importer});
    if (!chart) {
      return fail(chart.error());
    }
    if (chart->deceased || triage::refusal(chart->imported.presentation, clinic_.knowledge())) {
      return finished({});
    }
    auto cards = is_about_orders(request_.hook) ? for_orders(*chart) : for_complaint(*chart);
    if (!cards) {
      return fail(cards.error());
    }
    if (cards->empty()) {
      answer_.lacks = keys_of(that_could_bring_a_card(*chart));
      if (!answer_.lacks.empty()) {
        return std::move(answer_);
      }
    }
    return finished(std::move(*cards));
  }

 private:
  Result<CdsAnswer> finished(const std::vector<Card>& cards) {
    answer_.cards = cards_answer(cards, {request_.instance, service_.id});
    return std::move(answer_);
  }

  // Of what was not seen. Without a complaint only what can state one matters.
  std::vector<const PrefetchTemplate*> that_could_bring_a_card(const Chart& chart) const {
    std::vector<const PrefetchTemplate*> queries = unseen(request_, service_);
    if (request_.hook == Hook::appointment_book && !is_booked(request_)) {
      return {};
    }
    std::erase_if(queries, [&](const PrefetchTemplate* query) {
      const bool states_complaint =
          query->key == "conditions" || query->key == "encounter" || query->key == "responses";
      return !is_about_orders(request_.hook) && chart.complaint.empty() && !states_complaint;
    });
    return queries;
  }

  Result<std::vector<Card>> for_orders(const Chart& chart) {
    answer_.used = findings_of(chart.imported.presentation, clinic_.knowledge());
    return order_cards(orders_of(request_, clinic_.knowledge()), chart, request_, context_);
  }

  Result<std::vector<Card>> for_complaint(const Chart& chart) {
    if (chart.complaint.empty()) {
      return std::vector<Card>{};
    }
    const triage::AssessOptions options{.weights = false};
    auto made = clinic_.assessor().assess(chart.imported.presentation, options);
    if (!made) {
      return fail(made.error());
    }
    answer_.assessed = HookAssessment{chart.imported.presentation, options, std::move(*made)};
    const triage::Assessment& assessment = answer_.assessed->assessment;
    answer_.urgency = name(urgency_of(assessment, chart));
    answer_.used = findings_used(assessment);
    if (request_.hook != Hook::appointment_book) {
      return std::vector<Card>{triage_card(assessment, chart, context_)};
    }
    std::vector<Card> cards;
    if (auto card = slot_card(assessment, chart, request_, place_.now, context_)) {
      cards.push_back(std::move(*card));
    }
    return cards;
  }

  const CdsRequest& request_;
  const CdsService& service_;
  const triage::Clinic& clinic_;
  const CdsPlace& place_;
  CardContext context_;
  CdsAnswer answer_;
};

}  // namespace

bool needs_no_chart(const CdsRequest& request, const knowledge::KnowledgeBase& knowledge) {
  return is_about_orders(request.hook) && orders_of(request, knowledge).empty();
}

Result<CdsAnswer> answer_hook(const CdsRequest& request, const CdsService& service,
                              const triage::Clinic& clinic, const CdsPlace& place) {
  return Answering(request, service, clinic, place).result();
}

}  // namespace paraspinal::fhir
