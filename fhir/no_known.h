#pragma once

// Explicit absence: codes by which a record says that there is nothing of a kind, or that nothing
// is known of it (IPS, absent-unknown-uv-ips; SNOMED CT situations; FHIR R4, list-empty-reason).
//
//   if (const auto none = no_known(codings, codes)) reading = reading_of(*none, model, context);
//
// Which codes say so and what they deny is content (coding.csv, `none_known` and `empty_section`),
// judged narrowly. No known allergy denies a reaction to NSAIDs. No known medicine denies what only
// a prescription gives (blood thinners, long-term steroids), but not painkillers, which people buy.
// No known problem or procedure denies nothing: the complaint of today is no entry of a problem
// list.

#include <optional>
#include <string>
#include <vector>

#include "fhir/coding.h"
#include "fhir/resource_reading.h"
#include "fhir/statement.h"

namespace paraspinal::fhir {

struct NoKnown {
  std::string words;  // "No known allergies": the content's, not the sender's
  std::vector<Meaning>
      meanings;  // the findings that it denies; none when it denies nothing of ours
};

// Of the first coding that says so; nothing when none does.
std::optional<NoKnown> no_known(const std::vector<CodedValue>& codings, const CodeIndex& codes);

// The same of the code of a section that is empty because nothing is known of its kind.
NoKnown none_in_section(const std::vector<CodedValue>& section, const CodeIndex& codes);

// The whole reading of a resource whose code is such a code. One absent statement for each finding
// that it denies: they hold for the days of their row, by the date of `model`, else the date of the
// document.
ResourceReading reading_of(const NoKnown& none, const Statement& model,
                           const RecordContext& context);

}  // namespace paraspinal::fhir
