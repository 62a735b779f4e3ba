#pragma once

// How soon and where, as a request that a clinician can accept or drop: a ServiceRequest, or a
// CommunicationRequest where nobody is to be seen. Not for other folders: see export.h.

#include <string_view>

#include "fhir/export_resource.h"

namespace paraspinal::fhir {

// FHIR's request-priority: stat for an ambulance and the emergency department (within the hour),
// asap within four hours, urgent within three days, else routine.
std::string_view priority(knowledge::Urgency urgency);

// A ServiceRequest (draft, proposal) to the disposition, wanted before the urgency's own time has
// passed since the case was judged. Of a call that is handed over it asks for the clinician who
// goes on, never as routine, with the place as the least. For self-care a CommunicationRequest
// (draft) of the advice that stands unreserved, with what needs care as notes; for what is not yet
// an answer a CommunicationRequest of the safety questions, urgent, and no advice.
Json disposition_request(const Answered& answered);

}  // namespace paraspinal::fhir
