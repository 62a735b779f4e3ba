// Entry point: read_chart. Every resource must be of the context's patient; then they are one
// bundle, which import reads.

#include "fhir/cds_hooks_chart.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/require.h"
#include "fhir/cds_hooks_complaint.h"
#include "fhir/element.h"
#include "fhir/reading.h"

namespace paraspinal::fhir {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::Setting;

namespace {

// What a chart may consist of; other resources of a result (a search's includes) are left aside.
constexpr std::array<std::string_view, 10> of_a_chart = {
    "Condition",           "Observation",        "MedicationRequest",  "MedicationStatement",
    "Medication",          "MedicationDispense", "AllergyIntolerance", "QuestionnaireResponse",
    "FamilyMemberHistory", "Procedure"};

bool is_dead(const Json& patient) {
  const Json* const deceased = patient.member("deceasedBoolean");
  return (deceased != nullptr && deceased->truth()) ||
         patient.member("deceasedDateTime") != nullptr;
}

// The patient that a resource is about, "1" of "https://here/fhir/Patient/1"; empty when it does
// not say so by type and id.
std::string_view patient_of(const Json& resource) {
  for (const std::string_view name : {"subject", "patient"}) {
    const Json* const reference = resource.member(name);
    const std::string_view text =
        reference == nullptr ? std::string_view() : text_member(*reference, "reference");
    constexpr std::string_view type = "Patient/";
    const std::size_t at = text.rfind(type);
    if (at != std::string_view::npos && (at == 0 || text[at - 1] == '/')) {
      const std::string_view id = text.substr(at + type.size());
      return id.substr(0, id.find('/'));
    }
  }
  return {};
}

class ChartReader {
 public:
  ChartReader(const CdsRequest& request, const CdsService& service, const ChartContext& context)
      : request_(request), service_(service), context_(context) {}

  Result<Chart> result() {
    for (const PrefetchTemplate& query : service_.prefetch) {
      if (const auto wrong = take(query)) {
        return fail(ErrorKind::invalid_argument, *wrong);
      }
    }
    engine::require(patient_ != nullptr, "the chart's Patient was fetched");
    if (is_dead(*patient_)) {
      chart_.deceased = true;
      return std::move(chart_);
    }
    const ImportOptions options{.as_of = context_.now, .setting = setting()};
    Result<Imported> imported = context_.importer == nullptr
                                    ? import_case(bundle(), context_.knowledge, options)
                                    : context_.importer->import_case(bundle(), options);
    if (!imported) {
      return fail(imported.error());
    }
    chart_.imported = std::move(*imported);
    chart_.dangers = recorded_dangers(own_resources(), context_.knowledge, context_.now);
    chart_.unread = unread_resources(chart_.imported, resources_);
    chart_.bounds = unread_values(chart_.imported, resources_, context_.knowledge, context_.now);
    chart_.complaint =
        active_complaint({request_, encounter_, resources_, chart_.imported.presentation,
                          context_.knowledge, context_.now});
    return std::move(chart_);
  }

 private:
  std::string place(const PrefetchTemplate& query) const { return "request.prefetch." + query.key; }

  // What is wrong with a query's result; nothing when it was taken.
  std::optional<std::string> take(const PrefetchTemplate& query) {
    const Fetched state = state_of(request_, query.key);
    note_state(query, state);
    if (state != Fetched::whole && state != Fetched::partial) {
      return std::nullopt;
    }
    const Json& resource = *request_.prefetch.find(query.key)->second.resource;
    const std::string_view type = text_member(resource, "resourceType");
    if (type != query.type) {
      return place(query) + ".resourceType: what was sent is " + in_quotes(type) + ", expected " +
             in_quotes(query.type);
    }
    if (query.type == "Patient") {
      patient_ = &resource;
      return other_id(query, resource, request_.patient);
    }
    if (query.type == "Encounter") {
      encounter_ = &resource;
      if (is_current(resource)) {
        resources_.push_back(&resource);  // its reason is a finding
      }
      const auto wrong = other_id(query, resource, request_.encounter);
      return wrong ? wrong : other_patient(place(query), resource);
    }
    return take_entries(query, resource);
  }

  void note_state(const PrefetchTemplate& query, Fetched state) {
    switch (state) {
      case Fetched::missing:
        if (filled(query, request_)) {
          chart_.not_seen.push_back(query.words + " (not sent)");
        }
        return;
      case Fetched::failed:
        chart_.not_seen.push_back(query.words + " (could not be fetched)");
        return;
      case Fetched::partial:
        chart_.not_seen.push_back(query.words + " beyond the first page");
        return;
      case Fetched::empty:
      case Fetched::whole:
        return;
    }
  }

  std::optional<std::string> other_id(const PrefetchTemplate& query, const Json& resource,
                                      const std::string& expected) const {
    const std::string_view id = text_member(resource, "id");
    if (id == expected) {
      return std::nullopt;
    }
    return place(query) + ".id: the " + query.type + " is another, " + in_quotes(id) +
           ", expected " + in_quotes(expected) + ", the context's";
  }

  std::optional<std::string> other_patient(const std::string& where, const Json& resource) const {
    const std::string_view id = patient_of(resource);
    if (id.empty() || id == request_.patient) {
      return std::nullopt;
    }
    return where + ".subject: the chart holds another person's record, of " +
           in_quotes("Patient/" + std::string(id)) + ", expected " +
           in_quotes("Patient/" + request_.patient) + ", the context's";
  }

  std::optional<std::string> take_entries(const PrefetchTemplate& query, const Json& bundle) {
    const Json* const entries = bundle.member("entry");
    if (entries == nullptr) {
      return std::nullopt;
    }
    std::size_t position = 0;
    for (const Json& entry : entries->items()) {
      const std::string where = place(query) + ".entry[" + std::to_string(position++) + "]";
      const Json* const resource = entry.member("resource");
      if (!entry.is_object() || (resource != nullptr && !resource->is_object())) {
        return where + ": an entry is " + shown(resource == nullptr ? entry : *resource) +
               ", expected an object";
      }
      if (resource == nullptr ||
          std::ranges::find(of_a_chart, text_member(*resource, "resourceType")) ==
              of_a_chart.end()) {
        continue;
      }
      if (const auto wrong = other_patient(where + ".resource", *resource)) {
        return wrong;
      }
      if (!is_ordered_now(*resource)) {
        resources_.push_back(resource);
      }
    }
    return std::nullopt;
  }

  // An order that is about to be signed again is not a medicine that is taken besides.
  bool is_ordered_now(const Json& resource) const {
    const Json* const orders =
        request_.draft_orders == nullptr ? nullptr : request_.draft_orders->member("entry");
    const std::string_view id = text_member(resource, "id");
    if (orders == nullptr || id.empty()) {
      return false;
    }
    return std::ranges::any_of(orders->items(), [&](const Json& entry) {
      const Json* const order = entry.member("resource");
      return order != nullptr && text_member(*order, "id") == id &&
             text_member(*order, "resourceType") == text_member(resource, "resourceType");
    });
  }

  // HL7 ActCode: where the encounter takes place; a general practice when nothing says so.
  Setting setting() const {
    const Json* place = encounter_ == nullptr ? nullptr : encounter_->member("class");
    if (place != nullptr && place->is_array() && !place->items().empty()) {
      place = place->items().data();  // R5 sends a list of CodeableConcept
    }
    const Json* const codings = place == nullptr ? nullptr : place->member("coding");
    if (codings != nullptr && !codings->items().empty()) {
      place = codings->items().data();
    }
    const std::string_view code =
        place == nullptr ? std::string_view() : text_member(*place, "code");
    constexpr std::array<std::string_view, 6> hospital = {"EMER",  "IMP",    "ACUTE",
                                                          "NONAC", "OBSENC", "SS"};
    if (std::ranges::find(hospital, code) != hospital.end()) {
      return Setting::emergency_department;
    }
    return code == "VR" ? Setting::telephone : Setting::primary_care;
  }

  // Those that do not name an unknown person as theirs ("urn:uuid:...").
  std::vector<const Json*> own_resources() const {
    std::vector<const Json*> own;
    for (const Json* const resource : resources_) {
      const Json* const subject = resource->member("subject");
      if (subject == nullptr || text_member(*subject, "reference").empty() ||
          patient_of(*resource) == request_.patient) {
        own.push_back(resource);
      }
    }
    return own;
  }

  // Where the chart's own references say that the patient stands; empty when they are relative.
  std::string_view address_of_patient() const {
    for (const Json* const resource : resources_) {
      for (const std::string_view name : {"subject", "patient"}) {
        const Json* const member = resource->member(name);
        const std::string_view text =
            member == nullptr ? std::string_view() : text_member(*member, "reference");
        if (text.starts_with("http") && patient_of(*resource) == request_.patient) {
          return text.substr(0, text.find("/_history/"));
        }
      }
    }
    return {};
  }

  std::string bundle() const {
    std::string text = R"({"resourceType":"Bundle","type":"collection","entry":[{)";
    if (const std::string_view address = address_of_patient(); !address.empty()) {
      text += R"("fullUrl":)" + write_json(Json::string(address)) + ",";
    }
    text += R"("resource":)" + write_json(*patient_) + "}";
    for (const Json* const resource : resources_) {
      text += R"(,{"resource":)" + write_json(*resource) + "}";
    }
    return text + "]}";
  }

  const CdsRequest& request_;
  const CdsService& service_;
  const ChartContext& context_;
  Chart chart_;
  const Json* patient_ = nullptr;
  const Json* encounter_ = nullptr;
  std::vector<const Json*> resources_;
};

}  // namespace

Fetched state_of(const CdsRequest& request, std::string_view key) {
  const auto found = request.prefetch.find(key);
  return found == request.prefetch.end() ? Fetched::missing : found->second.state;
}

std::vector<const PrefetchTemplate*> unseen(const CdsRequest& request, const CdsService& service) {
  std::vector<const PrefetchTemplate*> unseen;
  for (const PrefetchTemplate& query : service.prefetch) {
    const Fetched state = state_of(request, query.key);
    if (state == Fetched::failed || state == Fetched::partial ||
        (state == Fetched::missing && filled(query, request))) {
      unseen.push_back(&query);
    }
  }
  return unseen;
}

std::vector<const PrefetchTemplate*> unseen_needs(const CdsRequest& request,
                                                  const CdsService& service) {
  std::vector<const PrefetchTemplate*> unseen;
  for (const PrefetchTemplate& query : service.prefetch) {
    const Fetched state = state_of(request, query.key);
    const bool no_person = query.type == "Patient" && state == Fetched::empty;
    if (query.needed && (state == Fetched::missing || state == Fetched::failed || no_person)) {
      unseen.push_back(&query);
    }
  }
  return unseen;
}

std::vector<std::string> all_not_seen(const Chart& chart) {
  constexpr std::size_t most = 4;
  std::vector<std::string> parts = chart.not_seen;
  for (std::size_t i = 0; i < chart.unread.size() && i < most; ++i) {
    parts.push_back(chart.unread[i]);
  }
  if (chart.unread.size() > most) {
    parts.push_back(std::to_string(chart.unread.size() - most) + " more that could not be read");
  }
  return parts;
}

Result<Chart> read_chart(const CdsRequest& request, const CdsService& service,
                         const ChartContext& context) {
  return ChartReader(request, service, context).result();
}

}  // namespace paraspinal::fhir
