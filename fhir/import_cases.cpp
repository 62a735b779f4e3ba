#include "fhir/import_cases.h"

#include <algorithm>
#include <utility>

#include "fhir/import_bundle.h"
#include "fhir/json.h"
#include "fhir/split_patients.h"

namespace paraspinal::fhir {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

bool is_usable_patient(const BundleEntry& entry) {
  return entry.type == "Patient" && entry.skipped_because.empty();
}

// "Patient/1: ..." unless the words name the patient already.
Result<Imported> naming_patient(Result<Imported> imported, const std::string& patient) {
  if (imported || imported.error().message.find(patient) != std::string::npos) {
    return imported;
  }
  return fail(imported.error().kind, patient + ": " + imported.error().message);
}

Result<Imported> case_of(const PatientShare& share, const std::vector<BundleEntry>& entries,
                         const CodeIndex& codes, CaseFrame frame) {
  const BundleEntry& patient = entries[share.patient];
  if (!share.refused_because.empty()) {
    return fail(ErrorKind::invalid_argument, share.refused_because);
  }
  const std::string::size_type slash = patient.name.find('/');
  frame.id = slash == std::string::npos ? patient.name : patient.name.substr(slash + 1);
  return naming_patient(import_entries(entries_of(share, entries), patient, codes, frame),
                        patient.name);
}

Result<Cases> cases_of_bundle(const Json& bundle, const knowledge::KnowledgeBase& knowledge,
                              const ImportOptions& options) {
  const Result<std::vector<BundleEntry>> entries = bundle_entries(bundle);
  if (!entries) {
    return fail(entries.error());
  }
  if (std::count_if(entries->begin(), entries->end(), is_usable_patient) > 1) {
    return frame_of(bundle, options).map([&](const CaseFrame& frame) {
      return cases_of(*entries, knowledge, frame);
    });
  }
  Result<Imported> imported = import_bundle(bundle, knowledge, options);
  if (!imported) {
    return fail(imported.error());
  }
  return Cases{{std::move(imported)}, {}};
}

}  // namespace

Cases cases_of(const std::vector<BundleEntry>& entries, const knowledge::KnowledgeBase& knowledge,
               const CaseFrame& frame) {
  const CodeIndex codes(knowledge);
  PatientSplit split = split_patients(entries);
  Cases cases;
  for (const PatientShare& share : split.shares) {
    cases.patients.push_back(case_of(share, entries, codes, frame));
  }
  cases.unassigned = std::move(split.unassigned);
  return cases;
}

Result<Cases> import_cases(std::string_view text, const knowledge::KnowledgeBase& knowledge,
                           const ImportOptions& options) {
  const auto json = parse_json(text);
  if (!json) {
    return fail(json.error());
  }
  const Json* const type = json->member("resourceType");
  if (type != nullptr && type->is_string() && type->text() == "Bundle") {
    return cases_of_bundle(*json, knowledge, options);
  }
  Result<Imported> imported = import_case(text, knowledge, options);
  if (!imported) {
    return fail(imported.error());
  }
  return Cases{{std::move(imported)}, {}};
}

}  // namespace paraspinal::fhir
