#pragma once

// All the cases that one input of `assess` holds: a presentation or a bundle of one patient, a
// bundle of several, or a bulk export as a folder or a file of NDJSON. One assessment a patient.
//
//   outcome = answer_input("export/", clinic, {.format = Format::json}, streams);

#include <string>

#include "apps/cli/answer_case.h"
#include "apps/cli/command.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::cli {

// Writes each assessment to the output, in order of the patients (of an export by id), and a line
// of errors for each patient, line or file that cannot be used; the others are still assessed.
// Gives answered or unusable_input.
Outcome answer_input(const std::string& input, const triage::Clinic& clinic,
                     const CaseOptions& options, Streams streams);

}  // namespace paraspinal::cli
