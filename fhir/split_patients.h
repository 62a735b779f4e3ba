#pragma once

// The entries of several patients, parted by whom they are about; never merged.
//
//   const PatientSplit split = split_patients(entries);
//   for (const PatientShare& share : split.shares) ... entries[share.entries[0]] ...
//
// A resource goes to the patient that its subject is. One without a subject (a Medication, a
// Practitioner) goes to each patient whose resources name it, directly or through others; but what
// states findings of a person goes to one patient or to none.

#include <cstddef>
#include <string>
#include <vector>

#include "fhir/bundle_entries.h"
#include "fhir/issue.h"

namespace paraspinal::fhir {

struct PatientShare {
  std::size_t patient = 0;           // position of the Patient among the entries
  std::string refused_because;       // why no case can be made of it; empty when one can
  std::vector<std::size_t> entries;  // positions, the Patient's too, in order
};

struct PatientSplit {
  std::vector<PatientShare> shares;     // in order of the Patients
  std::vector<LedgerEntry> unassigned;  // not used for any patient, with the reason
};

// Two Patients of one type and id, of which nothing says which is newer, are both refused. Takes
// time in the size of the resources.
PatientSplit split_patients(const std::vector<BundleEntry>& entries);

// The entries of one share, in order.
std::vector<BundleEntry> entries_of(const PatientShare& share,
                                    const std::vector<BundleEntry>& entries);

}  // namespace paraspinal::fhir
