#pragma once

// FHIR R4 Patient: who the case is about.
//
//   const Result<Subject> subject = import_patient(patient, "Bundle.entry[0].resource", clock);
//   if (!subject) return fail(subject.error());        // deceased; a birth date to come

#include <optional>
#include <string>
#include <vector>

#include "engine/result.h"
#include "fhir/clock.h"
#include "fhir/issue.h"
#include "fhir/json.h"
#include "knowledge/base/context.h"

namespace paraspinal::fhir {

struct Subject {
  const Json* resource = nullptr;     // the Patient; outlives the subject
  std::string reference;              // "Patient/1"
  std::optional<double> age_years;    // completed; one that may be when the birth date is partial
  std::optional<int> lowest_age;      // the same, or less when the birth date is partial
  std::optional<int> highest_age;     // the same, or more when the birth date is partial
  std::optional<knowledge::Sex> sex;  // birth sex when stated, else administrative gender
  std::optional<Moment> born;
  std::vector<Issue> issues;
};

inline constexpr int oldest_years = 120;  // nobody is older

// Errors (`invalid_argument`): a deceased patient, a birth date after the clock or over 120 years
// before it, an extension that changes the meaning of the resource. A missing or unreadable birth
// date or gender is an issue, and the age or sex is not known.
//
// Of the ages that a partial birth date leaves, the one at which rules ask for more is taken: the
// highest, as red flags ask for an age "or more"; but the lowest where it is under 16, which is
// handed over, of who is not male under 56, whose red flags of a pregnancy end there, and of who is
// not female under 25, whose testicle is looked at at once.
engine::Result<Subject> import_patient(const Json& patient, const std::string& where,
                                       const std::optional<Clock>& clock);

}  // namespace paraspinal::fhir
