#pragma once

// Explicit absence: codes by which a record says that there is nothing of a kind, or that nothing
// is known of it (IPS, absent-unknown-uv-ips; SNOMED CT situations; FHIR R4, list-empty-reason).
//
//   if (const auto none = no_known(codings)) statements = statements_of(*none, model, knowledge);
//
// What such a code denies is judged narrowly. No known allergy denies a reaction to NSAIDs. No
// known medicine denies what only a prescription gives (blood thinners, long-term steroids), but
// not painkillers, which people buy. No known problem or procedure denies nothing: the complaint of
// today is no entry of a problem list.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fhir/resource_reading.h"
#include "fhir/statement.h"

namespace paraspinal::fhir {

enum class NoKnown {
  allergies,
  medications,
  other,    // problems, procedures, foods, latex ...: denies no finding of ours
  nothing,  // "no information": says nothing at all
};

std::optional<NoKnown> no_known(const std::vector<CodedValue>& codings);

// In words: "no known allergies".
std::string_view words(NoKnown none);

// One absent statement for each finding that it denies; empty for `other` and `nothing`. They hold
// for a time (judgement), by the date of `model`, else the date of the document.
std::vector<Statement> statements_of(NoKnown none, const Statement& model,
                                     const RecordContext& context);

// The whole reading of a resource whose code is such a code.
ResourceReading reading_of(NoKnown none, const Statement& model, const RecordContext& context);

}  // namespace paraspinal::fhir
