// Entry point: orders_of. The cards are in cds_hooks_order_cards.cpp.

#include "fhir/cds_hooks_orders.h"

#include <algorithm>
#include <array>

#include "fhir/cds_hooks_drugs.h"
#include "fhir/coding.h"
#include "fhir/element.h"

namespace paraspinal::fhir {

using knowledge::KnowledgeBase;

namespace {

const Json* contained_in(const Json& order, std::string_view reference) {
  const Json* const contained = order.member("contained");
  if (reference.starts_with('#') && contained != nullptr) {
    for (const Json& inside : contained->items()) {
      if (text_member(inside, "id") == reference.substr(1)) {
        return &inside;
      }
    }
  }
  return nullptr;
}

// Whether a resource, in an entry with this full URL, is the Medication that a reference names.
bool is_named(const Json& resource, std::string_view full_url, std::string_view reference) {
  const std::string_view id = text_member(resource, "id");
  return text_member(resource, "resourceType") == "Medication" &&
         ((!full_url.empty() && full_url == reference) ||
          (!id.empty() && reference.ends_with("Medication/" + std::string(id))));
}

const Json* entry_named(const Json& bundle, std::string_view reference) {
  if (const Json* const entries = bundle.member("entry")) {
    for (const Json& entry : entries->items()) {
      const Json* const resource = entry.member("resource");
      if (resource != nullptr && is_named(*resource, text_member(entry, "fullUrl"), reference)) {
        return resource;
      }
    }
  }
  return nullptr;
}

// The Medication that a reference names: contained, another entry of the draft orders, or in any of
// what was prefetched.
const Json* medication_named(const Json& order, std::string_view reference,
                             const CdsRequest& request) {
  if (const Json* const inside = contained_in(order, reference)) {
    return inside;
  }
  reference = reference.substr(0, reference.find("/_history/"));
  if (const Json* const beside = entry_named(*request.draft_orders, reference)) {
    return beside;
  }
  for (const auto& [key, value] : request.prefetch) {
    if (value.resource == nullptr) {
      continue;
    }
    if (is_named(*value.resource, {}, reference)) {
      return value.resource;
    }
    if (const Json* const fetched = entry_named(*value.resource, reference)) {
      return fetched;
    }
  }
  return nullptr;
}

// What is ordered: how it is called, and all codes that say it.
struct Ordered {
  const Json* named = nullptr;  // a CodeableConcept; may be null
  std::vector<CodedValue> codings;
};

void add_codings(const Json* codeable, std::vector<CodedValue>& to) {
  if (codeable != nullptr && codeable->is_object()) {
    ElementReader reader(*codeable, "order");
    const std::vector<CodedValue> codings = codings_of(reader, codeable);
    to.insert(to.end(), codings.begin(), codings.end());
  }
}

Ordered ordered_as(const Json* codeable) {
  Ordered ordered;
  if (codeable != nullptr && codeable->is_object()) {
    ordered.named = codeable;
    add_codings(codeable, ordered.codings);
  }
  return ordered;
}

// A Medication by its own code and by its ingredients'.
Ordered ordered_medication(const Json& medication) {
  Ordered ordered = ordered_as(medication.member("code"));
  if (const Json* const ingredients = medication.member("ingredient")) {
    for (const Json& ingredient : ingredients->items()) {
      const Json* item = ingredient.member("itemCodeableConcept");
      if (item == nullptr && ingredient.member("item") != nullptr) {
        item = ingredient.member("item")->member("concept");  // R5
      }
      add_codings(item, ordered.codings);
      ordered.named = ordered.named == nullptr ? item : ordered.named;
    }
  }
  return ordered;
}

// Empty when it cannot be found.
Ordered what_is_ordered(const Json& order, const CdsRequest& request) {
  if (text_member(order, "resourceType") == "ServiceRequest") {
    return ordered_as(order.member("code"));
  }
  if (const Json* const codeable = order.member("medicationCodeableConcept")) {
    return ordered_as(codeable);
  }
  const Json* reference = order.member("medicationReference");
  if (const Json* const either = order.member("medication")) {  // R5: a CodeableReference
    if (const Json* const codeable = either->member("concept")) {
      return ordered_as(codeable);
    }
    reference = either->member("reference");
  }
  const Json* const medication =
      reference == nullptr ? nullptr
                           : medication_named(order, text_member(*reference, "reference"), request);
  return medication == nullptr ? Ordered{} : ordered_medication(*medication);
}

bool is_order_for(const Json& order, const CdsRequest& request) {
  const Json* const subject = order.member("subject");
  const std::string_view reference =
      subject == nullptr ? std::string_view() : text_member(*subject, "reference");
  const bool of_another = reference.find("Patient/") != std::string_view::npos &&
                          !reference.ends_with("Patient/" + request.patient);
  constexpr std::array<std::string_view, 6> over = {"stopped",          "cancelled", "completed",
                                                    "entered-in-error", "revoked",   "ended"};
  const Json* const not_to = order.member("doNotPerform");
  return !of_another && std::ranges::find(over, text_member(order, "status")) == over.end() &&
         (not_to == nullptr || !not_to->truth());
}

bool is_selected(const std::string& id, const CdsRequest& request) {
  return request.hook != Hook::order_select ||
         std::ranges::find(request.selections, id) != request.selections.end();
}

// How the order calls it: its text, else the first display.
std::string words_of(const Ordered& ordered) {
  const std::string_view text =
      ordered.named == nullptr ? std::string_view() : text_member(*ordered.named, "text");
  if (!text.empty()) {
    return one_line(text);
  }
  const auto shown = std::ranges::find_if(
      ordered.codings, [](const CodedValue& one) { return !one.display.empty(); });
  return shown == ordered.codings.end() ? std::string() : one_line(shown->display);
}

// A draft that is this patient's and stands.
struct Standing {
  std::size_t entry = 0;
  const Json* order = nullptr;
  std::string id;  // "MedicationRequest/1"; empty when it has none
};

std::vector<Standing> standing_orders(const CdsRequest& request) {
  std::vector<Standing> standing;
  const Json* const entries =
      request.draft_orders == nullptr ? nullptr : request.draft_orders->member("entry");
  for (std::size_t i = 0; entries != nullptr && i < entries->items().size(); ++i) {
    const Json* const order = entries->items()[i].member("resource");
    const std::string_view type =
        order == nullptr ? std::string_view() : text_member(*order, "resourceType");
    if ((type == "MedicationRequest" || type == "ServiceRequest") &&
        is_order_for(*order, request)) {
      const std::string_view id = text_member(*order, "id");
      standing.push_back(
          {i, order, is_fhir_id(id) ? std::string(type) + "/" + std::string(id) : std::string()});
    }
  }
  return standing;
}

}  // namespace

std::vector<DraftOrder> orders_of(const CdsRequest& request, const KnowledgeBase& knowledge) {
  std::vector<DraftOrder> orders;
  for (const Standing& one : standing_orders(request)) {
    if (!is_selected(one.id, request)) {
      continue;
    }
    const Ordered ordered = what_is_ordered(*one.order, request);
    const std::string_view status = text_member(*one.order, "status");
    for (const std::string& action : actions_of(ordered.codings, knowledge)) {
      orders.push_back({one.id, action, words_of(ordered),
                        !one.id.empty() && (status.empty() || status == "draft"), one.entry});
    }
  }
  return orders;
}

std::vector<Drafted> drafted(const CdsRequest& request, const KnowledgeBase& knowledge) {
  std::vector<Drafted> found;
  for (const Standing& one : standing_orders(request)) {
    const Ordered ordered = what_is_ordered(*one.order, request);
    for (const CodedValue& coding : ordered.codings) {
      for (const knowledge::Coding& row : knowledge.codings) {
        const auto finding = knowledge.findings.find(row.target);
        if (row.resource == knowledge::CodedResource::medication && row.state.empty() && finding &&
            knowledge.findings[*finding].value_type == knowledge::ValueType::boolean &&
            names(row, coding)) {
          found.push_back({one.entry, *finding, one.id.empty() ? "another draft" : one.id});
        }
      }
    }
  }
  return found;
}

}  // namespace paraspinal::fhir
