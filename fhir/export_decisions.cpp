// The entry point is with_decisions. FHIR R4, Annotation, ServiceRequest, Provenance.

#include "fhir/export_decisions.h"

#include <utility>

#include "fhir/element.h"
#include "fhir/export_date.h"
#include "fhir/export_disposition.h"
#include "fhir/export_identity.h"
#include "fhir/export_resource.h"
#include "fhir/export_words.h"
#include "knowledge/triage/words.h"

namespace paraspinal::fhir {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

// The resources of the bundle that a decision speaks of.
struct Concluded {
  const Json* impression = nullptr;
  const Json* request = nullptr;  // ServiceRequest or CommunicationRequest
};

Json annotation(const std::string& by, const std::string& at, const std::string& text) {
  Members members;
  add_if_said(members, "authorString", by);
  if (const auto when = date_time(at)) {
    members.emplace_back("time", words(*when));
  }
  members.emplace_back("text", sent_text(text));
  return Json::object(std::move(members));
}

Json displayed(const std::string& who) {
  return Json::object({{"display", sent_text(who)}});
}

std::string reason_words(const ChosenUrgency& chosen) {
  return chosen.reason + (chosen.text.empty() ? "" : ": " + chosen.text);
}

std::string choice_words(const ChosenUrgency& chosen) {
  return "Overridden to " + triage::spoken(chosen.urgency) +
         (chosen.second.empty() ? "" : ", with " + chosen.second + " as second clinician") + ": " +
         reason_words(chosen) + (chosen.ended.empty() ? "" : ". " + chosen.ended);
}

// An object with a member in the place of the one of that name, or at its end.
Json with_member(const Json& object, std::string_view name, Json value) {
  Members members;
  bool is_there = false;
  for (const Json::Member& member : object.members()) {
    is_there = is_there || member.name() == name;
    members.emplace_back(member.name(), member.name() == name ? value : member.value());
  }
  if (!is_there) {
    members.emplace_back(name, std::move(value));
  }
  return Json::object(std::move(members));
}

Json noted(const Json& impression, const Decisions& decisions) {
  const Json* had = impression.member("note");
  std::vector<Json> notes;
  if (had != nullptr) {
    notes.assign(had->items().begin(), had->items().end());
  }
  if (const auto& chosen = decisions.chosen) {
    notes.push_back(annotation(chosen->by, chosen->at, choice_words(*chosen)));
  }
  for (const PersonsNote& note : decisions.notes) {
    notes.push_back(annotation(note.by, note.at, note.text));
  }
  return with_member(impression, "note", Json::array(std::move(notes)));
}

Json reason_concept(const ChosenUrgency& chosen, const std::string& system) {
  return Json::object(
      {{"coding", Json::array({Json::object({{"system", words(system)},
                                             {"code", words(chosen.reason_code)},
                                             {"display", sent_text(chosen.reason)}})})},
       {"text", sent_text(reason_words(chosen))}});
}

// Names the request that was concluded: as what it is based on where R4 lets it.
Json chosen_request(const ChosenUrgency& chosen, const Decisions& decisions,
                    const Concluded& concluded, const std::string& id) {
  const Json rests_on = Json::array({reference_to(full_url(*concluded.request))});
  const bool is_service = text_member(*concluded.request, "resourceType") == "ServiceRequest";
  Members members = {{"resourceType", words("ServiceRequest")}, {"id", words(id)}};
  if (is_service) {
    members.emplace_back("basedOn", rests_on);
  }
  members.emplace_back("status", words(chosen.ended.empty() ? "active" : "revoked"));
  members.emplace_back("intent", words("order"));
  members.emplace_back("priority", words(priority(chosen.urgency)));
  members.emplace_back("code", concept_of(chosen.disposition_name));
  if (const Json* subject = concluded.request->member("subject")) {
    members.emplace_back("subject", *subject);
  }
  if (const auto when = date_time(chosen.at)) {
    members.emplace_back("authoredOn", words(*when));
  }
  members.emplace_back("requester", displayed(chosen.by));
  members.emplace_back("reasonCode",
                       Json::array({reason_concept(chosen, decisions.reason_system)}));
  if (!is_service) {
    members.emplace_back("supportingInfo", rests_on);
  }
  members.emplace_back("note",
                       Json::array({annotation(chosen.by, chosen.at, choice_words(chosen))}));
  return Json::object(std::move(members));
}

Json person_agent(std::string_view code, std::string_view display, const std::string& who) {
  return Json::object(
      {{"type", coded_concept("http://terminology.hl7.org/CodeSystem/provenance-participant-type",
                              code, display)},
       {"who", displayed(who)}});
}

Json provenance_of(const ChosenUrgency& chosen, const Json& request, const std::string& id,
                   const std::string& recorded) {
  std::vector<Json> agents = {person_agent("author", "Author", chosen.by)};
  if (!chosen.second.empty()) {
    agents.push_back(person_agent("verifier", "Verifier", chosen.second));
  }
  return Json::object({{"resourceType", words("Provenance")},
                       {"id", words(id)},
                       {"target", Json::array({reference_to(full_url(request))})},
                       {"recorded", words(recorded)},
                       {"agent", Json::array(std::move(agents))}});
}

Concluded concluded_in(const Json& bundle) {
  Concluded found;
  const Json* entries = bundle.member("entry");
  for (const Json& one : entries == nullptr ? std::span<const Json>() : entries->items()) {
    const Json* resource = one.member("resource");
    const std::string_view type =
        resource == nullptr ? std::string_view() : text_member(*resource, "resourceType");
    if (type == "ClinicalImpression") {
      found.impression = resource;
    } else if (type == "ServiceRequest" || type == "CommunicationRequest") {
      found.request = resource;
    }
  }
  return found;
}

}  // namespace

Result<std::string> with_decisions(std::string bundle, const Decisions& decisions) {
  if (decisions.notes.empty() && !decisions.chosen) {
    return bundle;
  }
  const auto json = parse_json(bundle);
  if (!json) {
    return fail(json.error());
  }
  const Concluded concluded = concluded_in(*json);
  if (concluded.impression == nullptr || concluded.request == nullptr) {
    return fail(ErrorKind::invalid_argument,
                "bundle: expected one of export_bundle, with a ClinicalImpression and a request");
  }
  std::vector<Json> entries;
  for (const Json& one : json->member("entry")->items()) {
    const bool is_impression = one.member("resource") == concluded.impression;
    entries.push_back(is_impression ? bundle_entry(noted(*concluded.impression, decisions)) : one);
  }
  if (const auto& chosen = decisions.chosen) {
    const std::string of = decisions.call + "|chosen|" + chosen->at;
    Json request =
        chosen_request(*chosen, decisions, concluded, name_based_uuid(assessment_namespace, of));
    if (const auto when = instant(chosen->at)) {
      entries.push_back(bundle_entry(provenance_of(
          *chosen, request, name_based_uuid(assessment_namespace, of + "|provenance"), *when)));
    }
    entries.insert(entries.end() - 1, bundle_entry(std::move(request)));
  }
  return write_json(with_member(*json, "entry", Json::array(std::move(entries))));
}

}  // namespace paraspinal::fhir
