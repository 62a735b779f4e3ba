// Entry points: read_cds_request and read_prefetched.

#include "fhir/cds_hooks_request.h"

#include <algorithm>
#include <utility>

#include "fhir/bundle_entries.h"
#include "fhir/element.h"

namespace paraspinal::fhir {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// RFC 4122 form, in lower case, with or without "urn:uuid:"; nothing for other text.
std::optional<std::string> uuid_from(std::string_view text) {
  constexpr std::string_view urn = "urn:uuid:";
  std::string uuid(text.starts_with(urn) ? text.substr(urn.size()) : text);
  std::ranges::transform(uuid, uuid.begin(), lower);
  constexpr std::string_view form = "00000000-0000-0000-0000-000000000000";
  if (uuid.size() != form.size()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < form.size(); ++i) {
    const char c = uuid[i];
    const bool hexadecimal = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (form[i] == '-' ? c != '-' : !hexadecimal) {
      return std::nullopt;
    }
  }
  return uuid;
}

// Reads members of the request; the first fault stands.
class RequestReader {
 public:
  explicit RequestReader(const Json& body) : element_(body, "request") {}

  std::string_view text(const Json& object, std::string_view name) {
    return element_.text(object, name);
  }
  const Json* object(const Json& object, std::string_view name) {
    return element_.object(object, name);
  }

  std::string_view required_text(const Json& object, const std::string& place,
                                 std::string_view name) {
    const std::string_view text = element_.text(object, name);
    if (text.empty()) {
      complain(place + std::string(name) + ": missing, expected a string");
    }
    return text;
  }

  const Json* required_object(const Json& object, const std::string& place, std::string_view name) {
    const Json* const member = element_.object(object, name);
    if (member == nullptr) {
      complain(place + std::string(name) + ": missing, expected an object");
    }
    return member;
  }

  // A bare id; "Type/id" is taken for it.
  std::string id(const Json& context, std::string_view name, std::string_view type, bool required) {
    std::string_view text = element_.text(context, name);
    if (text.empty()) {
      if (required) {
        complain("request.context." + std::string(name) + ": missing, expected the id of a " +
                 std::string(type));
      }
      return {};
    }
    const std::string start = std::string(type) + "/";
    if (text.starts_with(start)) {
      text.remove_prefix(start.size());
    }
    if (!is_fhir_id(text)) {
      complain("request.context." + std::string(name) + ": " + shown(*context.member(name)) +
               ", expected the bare id of a " + std::string(type));
    }
    return std::string(text);
  }

  // A Bundle, with or without a type; its entries are objects.
  const Json* bundle(const Json& context, std::string_view name) {
    const Json* const found = required_object(context, "request.context.", name);
    if (found == nullptr) {
      return nullptr;
    }
    if (element_.text(*found, "resourceType") != "Bundle") {
      complain("request.context." + std::string(name) +
               ".resourceType: is another, expected \"Bundle\"");
    }
    for (const Json& entry : element_.objects(*found, "entry")) {
      element_.object(entry, "resource");
    }
    return found;
  }

  std::vector<std::string> texts(const Json& context, std::string_view name) {
    const Json* const list = context.member(name);
    std::vector<std::string> found;
    if (list == nullptr || !list->is_array()) {
      complain("request.context." + std::string(name) + ": " +
               (list == nullptr ? "missing" : "is " + shown(*list)) + ", expected an array");
      return found;
    }
    for (const Json& item : list->items()) {
      if (!item.is_string()) {
        element_.note(item, "a string");
      }
      found.emplace_back(item.text());
    }
    return found;
  }

  void complain(std::string words) {
    if (!complaint_ && !element_.fault()) {
      complaint_ = std::move(words);
    }
  }

  std::optional<std::string> fault() const {
    if (const auto& issue = element_.fault()) {
      return issue->expression + ": " + issue->diagnostics;
    }
    return complaint_;
  }

 private:
  ElementReader element_;
  std::optional<std::string> complaint_;
};

void read_head(RequestReader& reader, const Json& body, Hook hook, CdsRequest& request) {
  const std::string_view sent = reader.required_text(body, "request.", "hook");
  if (!sent.empty() && sent != name(hook)) {
    reader.complain("request.hook: " + shown(*body.member("hook")) + ", expected \"" +
                    std::string(name(hook)) + "\", the hook of this service");
  }
  request.hook = hook;
  const std::string_view instance = reader.required_text(body, "request.", "hookInstance");
  if (!instance.empty()) {
    const std::optional<std::string> uuid = uuid_from(instance);
    if (!uuid) {
      reader.complain("request.hookInstance: " + shown(*body.member("hookInstance")) +
                      ", expected a UUID");
    }
    request.instance = uuid.value_or("");
  }
}

// RFC 6750, section 2.1: anything else would end its header and begin another.
bool is_bearer_token(std::string_view token) {
  return std::ranges::all_of(token, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~+/=").find(c) != std::string_view::npos;
  });
}

// The token counts only as a bearer token for a server that is named.
void read_access(RequestReader& reader, const Json& body, CdsRequest& request) {
  std::string_view server = reader.text(body, "fhirServer");
  while (server.ends_with('/')) {
    server.remove_suffix(1);
  }
  request.fhir_server = server;
  const Json* const access = reader.object(body, "fhirAuthorization");
  if (access == nullptr) {
    return;
  }
  const std::string_view token = reader.text(*access, "access_token");
  if (!is_bearer_token(token)) {
    reader.complain(
        "request.fhirAuthorization.access_token: expected letters, digits and -._~+/= only");
    return;
  }
  std::string type(reader.text(*access, "token_type"));
  std::ranges::transform(type, type.begin(), lower);
  if (!request.fhir_server.empty() && type == "bearer") {
    request.access_token = token;
  }
}

// A user of the specification may be the patient: who that is stands in no plain record.
std::string professional(std::string_view user) {
  const std::size_t slash = user.find('/');
  const std::string_view type = user.substr(0, slash);
  const bool is_one = slash != std::string_view::npos && is_fhir_id(user.substr(slash + 1)) &&
                      (type == "Practitioner" || type == "PractitionerRole");
  return is_one ? std::string(user) : std::string();
}

void read_context(RequestReader& reader, const Json& context, CdsRequest& request) {
  request.user = professional(reader.text(context, "userId"));
  request.patient = reader.id(context, "patientId", "Patient", true);
  request.encounter =
      reader.id(context, "encounterId", "Encounter", request.hook == Hook::encounter_start);
  switch (request.hook) {
    case Hook::patient_view:
    case Hook::encounter_start:
      return;
    case Hook::order_select:
      request.selections = reader.texts(context, "selections");
      request.draft_orders = reader.bundle(context, "draftOrders");
      return;
    case Hook::order_sign:
      request.draft_orders = reader.bundle(context, "draftOrders");
      return;
    case Hook::appointment_book:
      request.appointments = reader.bundle(context, "appointments");
      return;
  }
}

// What a searchset says: entries that are outcomes are failures, not data.
Prefetched read_bundle(const Json& bundle, const Json* entries) {
  bool any = false;
  bool failed = false;
  if (entries != nullptr) {
    for (const Json& entry : entries->items()) {
      const Json* const search = entry.member("search");
      const Json* const resource = entry.member("resource");
      const bool outcome =
          (search != nullptr && text_member(*search, "mode") == "outcome") ||
          (resource != nullptr && text_member(*resource, "resourceType") == "OperationOutcome");
      failed = failed || outcome;
      any = any || !outcome;
    }
  }
  const bool more = has_next_page(bundle);
  if (!any && !more) {
    return {failed ? Fetched::failed : Fetched::empty, nullptr};
  }
  return {failed || more ? Fetched::partial : Fetched::whole, &bundle};
}

}  // namespace

bool is_fhir_id(std::string_view text) {
  constexpr std::size_t longest = 64;
  return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
  });
}

std::string_view name(Hook hook) {
  switch (hook) {
    case Hook::patient_view:
      return "patient-view";
    case Hook::encounter_start:
      return "encounter-start";
    case Hook::order_select:
      return "order-select";
    case Hook::order_sign:
      return "order-sign";
    case Hook::appointment_book:
      return "appointment-book";
  }
  return {};
}

Result<Prefetched> read_prefetched(const Json& value, const std::string& where) {
  if (value.kind() == Json::Kind::null) {
    return Prefetched{Fetched::empty, nullptr};
  }
  if (!value.is_object()) {
    return fail(ErrorKind::invalid_argument,
                where + ": is " + shown(value) + ", expected a resource or null");
  }
  const Json* const type = value.member("resourceType");
  if (type == nullptr) {
    const Json* const wrapped = value.member("resource");
    const Json* const response = value.member("response");
    if (response != nullptr && !text_member(*response, "status").starts_with('2')) {
      return Prefetched{Fetched::failed, nullptr};
    }
    if (wrapped != nullptr && wrapped->member("resourceType") != nullptr) {
      return read_prefetched(*wrapped, where + ".resource");
    }
  }
  if (type == nullptr || !type->is_string() || type->text().empty()) {
    return fail(ErrorKind::invalid_argument,
                where + ".resourceType: missing, expected the name of a resource");
  }
  if (type->text() == "OperationOutcome") {
    return Prefetched{Fetched::failed, nullptr};
  }
  if (type->text() != "Bundle") {
    return Prefetched{Fetched::whole, &value};
  }
  const Json* const entries = value.member("entry");
  if (entries != nullptr && !entries->is_array()) {
    return fail(ErrorKind::invalid_argument,
                where + ".entry: is " + shown(*entries) + ", expected an array");
  }
  return read_bundle(value, entries);
}

Result<CdsRequest> read_cds_request(const Json& body, Hook hook) {
  if (!body.is_object()) {
    return fail(ErrorKind::invalid_argument, "request: is " + shown(body) + ", expected an object");
  }
  RequestReader reader(body);
  CdsRequest request;
  read_head(reader, body, hook, request);
  read_access(reader, body, request);
  if (const Json* const context = reader.required_object(body, "request.", "context")) {
    read_context(reader, *context, request);
  }
  const Json* const prefetch = reader.object(body, "prefetch");
  if (const auto fault = reader.fault()) {
    return fail(ErrorKind::invalid_argument, *fault);
  }
  if (prefetch != nullptr) {
    for (const auto& [key, value] : prefetch->members()) {
      const Result<Prefetched> read =
          read_prefetched(value, "request.prefetch." + std::string(key));
      if (!read) {
        return fail(read.error());
      }
      request.prefetch.emplace(key, *read);
    }
  }
  return request;
}

}  // namespace paraspinal::fhir
