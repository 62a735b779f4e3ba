#pragma once

// A call of a CDS service, read strictly (CDS Hooks 2.0, "Calling a CDS Service"): what is wrong is
// an error that names the member, what is unknown is ignored, and what was prefetched keeps apart
// "not sent", "nothing there", "could not be fetched" and "only the first page".
//
//   const Result<CdsRequest> request = read_cds_request(body, Hook::patient_view);
//   if (!request) return fail(request.error());
//   request->prefetch.at("conditions").state == Fetched::empty;
//
// The JSON must outlive the request. The access token is for calls to the FHIR server within this
// request; nothing here stores or shows it.

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "fhir/json.h"

namespace paraspinal::fhir {

// CDS Hooks Library, July 2025.
enum class Hook { patient_view, encounter_start, order_select, order_sign, appointment_book };
inline constexpr std::array<Hook, 5> all_hooks = {Hook::patient_view, Hook::encounter_start,
                                                  Hook::order_select, Hook::order_sign,
                                                  Hook::appointment_book};

// "patient-view", as it is sent.
std::string_view name(Hook hook);

enum class Fetched {
  missing,  // not sent: nobody asked
  failed,   // an OperationOutcome came instead: not known
  empty,    // asked, and there is nothing
  partial,  // the first page, or a part could not be fetched: what is there counts
  whole,
};

struct Prefetched {
  Fetched state = Fetched::missing;
  const Json* resource = nullptr;  // for `partial` and `whole`
};

struct CdsRequest {
  Hook hook = Hook::patient_view;
  std::string instance;      // hookInstance, a UUID in lower case
  std::string user;          // "Practitioner/1" or a PractitionerRole; empty for any other
  std::string patient;       // a bare id
  std::string encounter;     // a bare id; may be empty
  std::string fhir_server;   // without a last slash; may be empty
  std::string access_token;  // may be empty
  const Json* draft_orders = nullptr;
  std::vector<std::string> selections;  // "MedicationRequest/1"
  const Json* appointments = nullptr;
  std::map<std::string, Prefetched, std::less<>> prefetch;  // by key
};

// A reference "Patient/1" where a bare id belongs is taken for it when the type is right, because
// clients send that. Errors (`invalid_argument`): a body that is no object; hook, hookInstance,
// context or a required member of the context missing or of the wrong kind; another hook than
// `hook`; a prefetch value that is neither null nor a resource.
engine::Result<CdsRequest> read_cds_request(const Json& body, Hook hook);

// What one value holds: of a prefetch, or the answer of a FHIR server to the same query. Also the
// wrapper {"resource": ..., "response": ...} of drafts before 1.0. `where` begins error messages.
engine::Result<Prefetched> read_prefetched(const Json& value, const std::string& where);

// True of 1 to 64 letters, digits, '-', '.' and (some servers) '_'.
bool is_fhir_id(std::string_view text);

}  // namespace paraspinal::fhir
