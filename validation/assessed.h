#pragma once

// Every case through the same walk as `paraspinal assess`: import, assess, export.
//
//   const auto assessed = assess_all(cases, model, assessor, threads);
//   assessed[3].assessment->urgency;
//   signature(assessed);            // SHA-256 of all answers

#include <optional>
#include <string>
#include <vector>

#include "knowledge/triage/assess.h"
#include "validation/case_file.h"
#include "validation/verdict.h"

namespace paraspinal::validation {

struct Assessed {
  ValidationCase item;
  std::optional<triage::Presentation> presentation;  // as imported
  std::optional<triage::Assessment> assessment;
  std::string json;   // the answer as `paraspinal assess --format json` gives it
  std::string error;  // why there is none: refused, or unusable
  // Of the same case sent as a FHIR bundle: whether the answer is the same in all but where an
  // answer came from.
  bool bundle_agrees = true;
};

// In the order of the cases.
std::vector<Assessed> assess_all(const std::vector<ValidationCase>& cases,
                                 const knowledge::KnowledgeBase& knowledge,
                                 const triage::Assessor& assessor, std::size_t threads);

// SHA-256 over all answers, or errors, in order; every number of an answer rounded to 1e-6 and the
// name of the knowledge left out, so that it moves only when an answer does.
std::string signature(const std::vector<Assessed>& assessed);

}  // namespace paraspinal::validation
