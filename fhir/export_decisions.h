#pragma once

// What people decided beside an answer, added to its bundle: an urgency that somebody chose instead
// of the one that was concluded, and the notes that were taken.
//
//   const auto whole = with_decisions(export_bundle(...), {.notes = {{"calm", at, "amina"}}});
//
// Notes, and the choice in words, go to ClinicalImpression.note. The choice is a ServiceRequest of
// its own (FHIR R4: intent `order`, as the concluded one is a `proposal`, which it names), with its
// coded reason and who asks for it, and a Provenance with its author and, where there was one, the
// second clinician as `verifier`. One that has ended is `revoked`, under the id that it had: made
// of the call and the time of the choice. The concluded request stays.
//
// Not for: a bundle of another shape than that of export_bundle.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "knowledge/base/urgency.h"

namespace paraspinal::fhir {

struct PersonsNote {
  std::string text;
  std::string at;  // ISO time
  std::string by;  // who wrote it, as shown

  bool operator==(const PersonsNote&) const = default;
};

struct ChosenUrgency {
  knowledge::Urgency urgency = knowledge::Urgency::self_care;
  std::string disposition_name;  // where to
  std::string reason_code;       // of `reason_system`
  std::string reason;            // in words
  std::string text;              // more words; may be empty
  std::string by;
  std::string second;  // the other clinician; may be empty
  std::string at;      // ISO time
  std::string ended;   // why it no longer stands; empty while it does

  bool operator==(const ChosenUrgency&) const = default;
};

struct Decisions {
  std::vector<PersonsNote> notes = {};
  std::optional<ChosenUrgency> chosen = std::nullopt;
  std::string reason_system = {};  // the code system of the reasons, a uri
  std::string call = {};           // id, the same for all bundles of one call
};

// The bundle itself where nothing was decided. Errors: those of parse_json; `invalid_argument`
// without a ClinicalImpression or a request in it.
engine::Result<std::string> with_decisions(std::string bundle, const Decisions& decisions);

}  // namespace paraspinal::fhir
