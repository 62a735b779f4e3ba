#include "fhir/cds_hooks_complaint.h"

#include <algorithm>
#include <array>
#include <set>

#include "fhir/cds_hooks_drugs.h"
#include "fhir/coding.h"
#include "fhir/element.h"
#include "fhir/primitives.h"

namespace paraspinal::fhir {

using knowledge::KnowledgeBase;
using knowledge::Presence;

namespace {

class Complaint {
 public:
  explicit Complaint(const ComplaintPlace& place) : place_(place) {
    const auto complaint = place.knowledge.findings.find("back_complaint");
    if (!complaint) {
      return;
    }
    findings_ = {"back_complaint", "leg_pain_dermatomal"};  // the second is what sciatica states
    for (const knowledge::Implication& implication : place.knowledge.implications) {
      if (implication.then == *complaint && !implication.then_absent &&
          implication.when_true.mentions().size() == 1) {
        findings_.insert(place.knowledge.findings[implication.when_true.mentions().front()].id);
      }
    }
  }

  std::string stated_by() const {
    if (const std::string origin = finding(); !origin.empty()) {
      return origin;
    }
    if (encounter_is_current() && any_concept(*place_.encounter, "reasonCode")) {
      return "the reason for the encounter";
    }
    for (const Json* const resource : place_.resources) {
      if (text_member(*resource, "resourceType") == "Condition" && is_of_encounter(*resource) &&
          is_active(*resource) && is_back(resource->member("code"))) {
        return "Condition/" + std::string(text_member(*resource, "id"));
      }
    }
    return appointment_reason() ? "the reason for the appointment" : std::string();
  }

 private:
  bool is_recent(const knowledge::Answer& answer) const {
    if (answer.by != knowledge::SaidBy::record) {
      return true;  // an answer to our questions; import knows how long it holds
    }
    const auto then = answer.at ? moment_from(*answer.at) : std::nullopt;
    const auto now = moment_from(place_.now);
    return then && now && days_between(*then, *now) <= complaint_active_days;
  }

  // What import has read, with its rules on status and date.
  std::string finding() const {
    for (const auto& [id, answer] : place_.presentation.findings) {
      const auto* const presence = std::get_if<Presence>(&answer.value);
      if (presence != nullptr && *presence == Presence::present &&
          findings_.contains(place_.knowledge.findings[id].id) && is_recent(answer)) {
        return answer.origin;
      }
    }
    return {};
  }

  bool is_back(const Json* codeable) const {
    if (codeable == nullptr || !codeable->is_object()) {
      return false;
    }
    ElementReader reader(*codeable, "code");
    const auto codings = codings_of(reader, codeable);
    return std::ranges::any_of(codings, [this](const CodedValue& coding) {
      return std::ranges::any_of(place_.knowledge.codings, [&](const knowledge::Coding& row) {
        return (row.resource == knowledge::CodedResource::complaint ||
                row.resource == knowledge::CodedResource::condition) &&
               row.state.empty() && findings_.contains(row.target) && names(row, coding);
      });
    });
  }

  bool any_concept(const Json& resource, std::string_view name) const {
    const Json* const concepts = resource.member(name);
    return concepts != nullptr && std::ranges::any_of(concepts->items(), [this](const Json& one) {
             return is_back(&one);
           });
  }

  bool encounter_is_current() const {
    return place_.encounter != nullptr && is_current(*place_.encounter);
  }

  // True of a Condition recorded in the encounter at hand, or named as its reason.
  bool is_of_encounter(const Json& condition) const {
    if (place_.request.encounter.empty()) {
      return false;
    }
    const std::string encounter = "Encounter/" + place_.request.encounter;
    const Json* const at = condition.member("encounter");
    if (at != nullptr && text_member(*at, "reference").ends_with(encounter)) {
      return true;
    }
    const Json* const reasons =
        encounter_is_current() ? place_.encounter->member("reasonReference") : nullptr;
    const std::string self = "Condition/" + std::string(text_member(condition, "id"));
    return reasons != nullptr && std::ranges::any_of(reasons->items(), [&](const Json& reason) {
             return text_member(reason, "reference").ends_with(self);
           });
  }

  static std::string_view code_of(const Json& resource, std::string_view name) {
    const Json* const status = resource.member(name);
    const Json* const codings = status == nullptr ? nullptr : status->member("coding");
    return codings == nullptr || codings->items().empty()
               ? std::string_view()
               : text_member(codings->items()[0], "code");
  }

  // FHIR R4, condition-clinical and condition-ver-status.
  static bool is_active(const Json& condition) {
    constexpr std::array<std::string_view, 4> clinical = {"", "active", "recurrence", "relapse"};
    constexpr std::array<std::string_view, 2> sure = {"", "confirmed"};
    return std::ranges::find(clinical, code_of(condition, "clinicalStatus")) != clinical.end() &&
           std::ranges::find(sure, code_of(condition, "verificationStatus")) != sure.end() &&
           condition.member("abatementDateTime") == nullptr;
  }

  // Of the patient, as far as it says whose it is.
  bool is_of_the_patient(const Json& appointment) const {
    const Json* const participants = appointment.member("participant");
    bool of_another = false;
    for (const Json& participant :
         participants == nullptr ? std::span<const Json>() : participants->items()) {
      const Json* const actor = participant.member("actor");
      const std::string_view reference =
          actor == nullptr ? std::string_view() : text_member(*actor, "reference");
      if (reference.ends_with("Patient/" + place_.request.patient)) {
        return true;
      }
      of_another = of_another || reference.find("Patient/") != std::string_view::npos;
    }
    return !of_another;
  }

  bool appointment_reason() const {
    const Json* const entries = place_.request.appointments == nullptr
                                    ? nullptr
                                    : place_.request.appointments->member("entry");
    return entries != nullptr && std::ranges::any_of(entries->items(), [this](const Json& entry) {
             const Json* const appointment = entry.member("resource");
             return appointment != nullptr && is_of_the_patient(*appointment) &&
                    any_concept(*appointment, "reasonCode");
           });
  }

  const ComplaintPlace& place_;
  std::set<std::string> findings_;
};

}  // namespace

bool is_current(const Json& encounter) {
  constexpr std::array<std::string_view, 5> over = {"finished", "cancelled", "entered-in-error",
                                                    "completed", "discontinued"};
  return std::ranges::find(over, text_member(encounter, "status")) == over.end();
}

std::string active_complaint(const ComplaintPlace& place) {
  return Complaint(place).stated_by();
}

}  // namespace paraspinal::fhir
