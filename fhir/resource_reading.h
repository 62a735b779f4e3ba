#pragma once

// What the reading of one clinical resource gives: statements on findings, or the reason why there
// are none. Each import_*.h reads one resource type to this.

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fhir/bundle_entries.h"
#include "fhir/clock.h"
#include "fhir/coding.h"
#include "fhir/element.h"
#include "fhir/issue.h"
#include "fhir/pregnancy_end.h"
#include "fhir/reference.h"
#include "fhir/statement.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// How the questions of a form of ours ended.
struct FormEnd {
  std::optional<Moment> when;
  std::string handed_over;  // why a clinician goes on (knowledge/triage/hand_over.h); else empty

  // Of two forms the newer one counts; one without a date only beside none that has one.
  bool is_newer_than(const std::optional<FormEnd>& other) const {
    return !other || !other->when || (when && other->when->first <= when->first);
  }
};

// Where the person is, by a contact that goes on now.
struct SettingNow {
  knowledge::Setting setting;
  Moment began;
  std::string where;  // "Bundle.entry[3].resource.class"
};

struct ResourceReading {
  std::vector<Statement> statements;
  std::string ignored_because;      // the reason when there are no statements
  Cause cause = Cause::none;        // the same, to act on
  std::optional<Issue> unreadable;  // a wrong shape; then there are no statements
  bool in_part = false;             // a part of a wrong shape was left out, which `issues` tell
  std::vector<Issue> issues;
  std::vector<std::string> unmapped_codes;
  std::vector<std::string> unmapped_units;
  std::vector<PregnancyEnd> pregnancy_ends;
  std::optional<FormEnd> form_end;
  std::optional<SettingNow> setting;
};

// A date as written, as a view into the JSON, and what it can mean.
struct Dated {
  std::string_view text;
  std::optional<Moment> moment;
};

struct RecordContext {
  const knowledge::KnowledgeBase& knowledge;
  const CodeIndex& codes;
  const References& references;
  const std::optional<Clock>& clock;
  const Dated& written;  // the document they stand in; empty when they stand in none
};

// The resource of one entry, which is not null, with its place in the ledger.
struct ResourcePlace {
  const BundleEntry& entry;
  std::size_t position = 0;
};

ResourceReading ignored(std::string why);

// What is wrong in a part of a resource takes no other part with it: it is told.
void leave_out(const ElementReader& part, ResourceReading& reading);

// The same reading, unless the reader noted a wrong shape: then only that. A reading that tells
// nothing but what is wrong in its parts is unreadable too.
ResourceReading checked(ResourceReading reading, const ElementReader& reader);

// Anything that is no FHIR date is noted in the reader.
Dated dated(ElementReader& reader, const Json& object, std::string_view name);
// The first of them that is given.
Dated first_dated(ElementReader& reader, const Json& object,
                  std::initializer_list<std::string_view> names);
// Of a Period: its end, else its start. An end that is still to come, or that is the year 9999 by
// which systems say "open", is no end.
Dated dated_period(ElementReader& reader, const Json* period, const std::optional<Clock>& clock);

// Whether this end came before the time of the case: not without either.
bool is_over(const Dated& end, const std::optional<Clock>& clock);

// The code of a status, which R4 sends as a CodeableConcept and STU3 as a plain code; the coding of
// FHIR's own system, whose URL ends in `system`, before any other; where there is none the text, if
// it is such a code. In small letters.
std::string status_code(ElementReader& reader, const Json& resource, std::string_view name,
                        std::string_view system);

// A name in quotes, in any script: at most 40 letters; controls, ends of lines and what turns the
// direction of writing as `?`.
std::string quoted_name(std::string_view name);

// How the record calls what a concept means, for a reader: its text, else the first display of its
// codings, with a code or without, as `: "Warfarin 3 mg"`; empty when it has neither.
std::string as_called(ElementReader& reader, const Json* codeable);

// reported[x] of R4 and R5: someone else's word, not what the author saw or did.
bool is_reported(ElementReader& reader, const Json& resource);

// What a code says of its finding, when the code alone says it (a condition, a medication): its
// row's state, else present; with `denied`, that it is not so. Of a finding
// that other codes state too (a row by its beginning, a second row of one system) the denial of one
// code says nothing: that is Silent.
Reading reading_of_meaning(const Meaning& meaning, bool denied,
                           const knowledge::KnowledgeBase& knowledge);

// One statement for each meaning of a coded concept; the fields not about the code are those of
// `model`. A contradiction among the codings gives Unusable.
std::vector<Statement> statements_of(const ConceptMatch& match, bool denied, const Statement& model,
                                     const knowledge::KnowledgeBase& knowledge);

// Where a statement of this resource comes from: its origin, place and ledger position.
Statement statement_of(const ResourcePlace& place);

}  // namespace paraspinal::fhir
