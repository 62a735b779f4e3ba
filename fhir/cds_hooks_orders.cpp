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

// The Medication that a reference names: contained, or another entry of the draft orders.
const Json* medication_named(const Json& order, std::string_view reference, const Json& orders) {
  const Json* const contained = order.member("contained");
  if (reference.starts_with('#') && contained != nullptr) {
    for (const Json& inside : contained->items()) {
      if (text_member(inside, "id") == reference.substr(1)) {
        return &inside;
      }
    }
  }
  if (const Json* const entries = orders.member("entry")) {
    for (const Json& entry : entries->items()) {
      const Json* const resource = entry.member("resource");
      const bool is_medication =
          resource != nullptr && text_member(*resource, "resourceType") == "Medication";
      if (is_medication &&
          (text_member(entry, "fullUrl") == reference ||
           reference.ends_with("Medication/" + std::string(text_member(*resource, "id"))))) {
        return resource;
      }
    }
  }
  return nullptr;
}

// What is ordered, as a CodeableConcept; null when it cannot be found.
const Json* concept_ordered(const Json& order, const Json& orders) {
  if (text_member(order, "resourceType") == "ServiceRequest") {
    return order.member("code");
  }
  if (const Json* const codeable = order.member("medicationCodeableConcept")) {
    return codeable;
  }
  const Json* reference = order.member("medicationReference");
  if (const Json* const either = order.member("medication")) {  // R5: a CodeableReference
    if (const Json* const codeable = either->member("concept")) {
      return codeable;
    }
    reference = either->member("reference");
  }
  const Json* const medication =
      reference == nullptr ? nullptr
                           : medication_named(order, text_member(*reference, "reference"), orders);
  return medication == nullptr ? nullptr : medication->member("code");
}

bool concerns(const Json& order, const CdsRequest& request) {
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
std::string words_of(const Json& codeable, const std::vector<CodedValue>& codings) {
  if (const std::string_view text = text_member(codeable, "text"); !text.empty()) {
    return std::string(text);
  }
  const auto shown =
      std::ranges::find_if(codings, [](const CodedValue& one) { return !one.display.empty(); });
  return shown == codings.end() ? std::string() : std::string(shown->display);
}

}  // namespace

std::vector<Order> orders_of(const CdsRequest& request, const KnowledgeBase& knowledge) {
  std::vector<Order> orders;
  const Json* const entries =
      request.draft_orders == nullptr ? nullptr : request.draft_orders->member("entry");
  if (entries == nullptr) {
    return orders;
  }
  for (const Json& entry : entries->items()) {
    const Json* const order = entry.member("resource");
    const std::string_view type =
        order == nullptr ? std::string_view() : text_member(*order, "resourceType");
    if ((type != "MedicationRequest" && type != "ServiceRequest") || !concerns(*order, request)) {
      continue;
    }
    const std::string_view own_id = text_member(*order, "id");
    const std::string id =
        is_fhir_id(own_id) ? std::string(type) + "/" + std::string(own_id) : std::string();
    const Json* const codeable = concept_ordered(*order, *request.draft_orders);
    if (!is_selected(id, request) || codeable == nullptr || !codeable->is_object()) {
      continue;
    }
    ElementReader reader(*codeable, "order");
    const std::vector<CodedValue> codings = codings_of(reader, codeable);
    const std::string_view status = text_member(*order, "status");
    for (const std::string& action : actions_of(codings, knowledge)) {
      orders.push_back({id, action, words_of(*codeable, codings),
                        !id.empty() && (status.empty() || status == "draft")});
    }
  }
  return orders;
}

}  // namespace paraspinal::fhir
