#pragma once

// The answer as a clinician's note would hold it: summary, what it rests on, and why. Not for other
// folders: see export.h.

#include "fhir/export_resource.h"

namespace paraspinal::fhir {

// A ClinicalImpression; in progress while a mandatory safety question is not asked. Its `summary`
// tells urgency, red flags, dangers held open and what is most likely; its `finding` the three
// likeliest conditions and those that a red flag suspects, with what speaks for and against each,
// and the present findings that moved them or fired a gate. What is absent stands in words only: a
// reader of `finding` must not take it for found.
Json clinical_impression(const Answered& answered);

}  // namespace paraspinal::fhir
