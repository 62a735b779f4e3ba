// import_bundle: its entries, its one patient, its frame.

#include "fhir/import_bundle.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fhir/bundle_entries.h"
#include "fhir/clock.h"

namespace paraspinal::fhir {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

using Entries = std::vector<BundleEntry>;

// The one patient of the bundle.
Result<const BundleEntry*> patient_entry(const Entries& entries) {
  std::vector<const BundleEntry*> patients;
  std::string names;
  for (const BundleEntry& entry : entries) {
    if (entry.type == "Patient" && entry.skipped_because.empty()) {
      names += (patients.empty() ? "" : ", ") + (patients.size() < 5 ? entry.name : "...");
      patients.push_back(&entry);
    }
  }
  if (patients.empty()) {
    return fail(ErrorKind::invalid_argument, "Bundle.entry: no Patient, expected exactly one");
  }
  if (patients.size() > 1) {
    return fail(ErrorKind::invalid_argument, "Bundle.entry: " + std::to_string(patients.size()) +
                                                 " patients (" + names.substr(0, 200) +
                                                 "), expected exactly one");
  }
  return patients.front();
}

Result<std::optional<Clock>> clock_of(const Json& bundle, const ImportOptions& options) {
  const std::string& given = options.as_of.empty() ? options.now : options.as_of;
  if (given.empty()) {
    return latest_in(bundle);
  }
  const Result<Clock> clock = clock_from(given);
  if (!clock) {
    return fail(clock.error());
  }
  return std::optional<Clock>(*clock);
}

Issue issue_of_missing_clock(const std::optional<Clock>& clock) {
  if (!clock) {
    return {Severity::warning, "Bundle",
            "no time was given at which to judge the case, and the bundle has no date"};
  }
  return {Severity::information, "Bundle",
          "no time was given at which to judge the case: the latest date in the bundle, " +
              clock->text + ", is taken"};
}

}  // namespace

Result<CaseFrame> frame_of(const Json& bundle, const ImportOptions& options) {
  const Result<std::optional<Clock>> clock = clock_of(bundle, options);
  if (!clock) {
    return fail(clock.error());
  }
  CaseFrame frame{*clock, options.setting, "", {}};
  if (const Json* const id = bundle.member("id"); id != nullptr && id->is_string()) {
    frame.id = std::string(id->text());
  }
  if (options.as_of.empty() && options.now.empty()) {
    frame.issues.push_back(issue_of_missing_clock(*clock));
  }
  if (has_next_page(bundle)) {
    frame.issues.push_back(
        {Severity::warning, "Bundle.link", "names a next page: what stands there was not read"});
  }
  return frame;
}

Result<Imported> import_bundle(const Json& bundle, const CodeIndex& codes,
                               const ImportOptions& options) {
  Result<Entries> entries = bundle_entries(bundle);
  if (!entries) {
    return fail(entries.error());
  }
  const Result<const BundleEntry*> patient = patient_entry(*entries);
  if (!patient) {
    return fail(patient.error());
  }
  const Result<CaseFrame> frame = frame_of(bundle, options);
  if (!frame) {
    return fail(frame.error());
  }
  return import_entries(*std::move(entries), **patient, codes, *frame);
}

Result<Imported> import_bundle(const Json& bundle, const knowledge::KnowledgeBase& knowledge,
                               const ImportOptions& options) {
  return import_bundle(bundle, CodeIndex(knowledge), options);
}

}  // namespace paraspinal::fhir
