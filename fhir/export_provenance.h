#pragma once

// Who made an answer and from what: the program as a Device, and the Provenance of all resources of
// the bundle. Not for other folders: see export.h.

#include <optional>
#include <string>
#include <vector>

#include "fhir/export_resource.h"

namespace paraspinal::fhir {

// The program with the version of the software, and the version and hash of its knowledge. Its id
// follows from these three, so that it is the same device in every answer they give.
Json device(const Answered& answered);
std::string device_url(const Answered& answered);

// When the answer was given, as far as it is known: the instant the caller names, else the one at
// which the case was judged.
std::optional<std::string> recorded(const Answered& answered);

// Of the resources with these full urls: made by the device from the input and the knowledge base.
// Without any instant, R4's required `recorded` says by HL7's extension that it is unknown.
Json provenance(const Answered& answered, const std::vector<std::string>& targets);

}  // namespace paraspinal::fhir
