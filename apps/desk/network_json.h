#pragma once

// The part of the network that is active for one person, as a picture shows it: what was observed,
// the conditions that are likely or that a finding made likelier, and the risk factors and
// mechanisms on the way between them.
//
//   network_json(interview, clinic);   // {"nodes": [...], "arcs": [...]}; at most 60 nodes
//
// Arcs point from cause to effect, each with the sources of its evidence rows. A mechanism has its
// posterior where age and sex are known; the others' is null.

#include "apps/cli/interview.h"
#include "engine/result.h"
#include "fhir/json.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::desk {

inline constexpr std::size_t most_nodes = 60;
inline constexpr double likely_posterior = 0.05;  // a condition's, to be shown ...
inline constexpr double least_posterior = 0.01;   // ... or this, where a finding that is there ...
inline constexpr double raised_decibans = 3;      // ... has doubled its odds

// Errors: `invalid_argument` where the call has no assessment; those of the inference.
engine::Result<fhir::Json> network_json(const cli::Interview& call, const triage::Clinic& clinic);

}  // namespace paraspinal::desk
