#pragma once

// Something to tell the sender about their data, as FHIR's OperationOutcome does.

#include <string>
#include <vector>

namespace paraspinal::fhir {

enum class Severity { error, warning, information };

struct Issue {
  Severity severity = Severity::warning;
  std::string expression;   // where: "Bundle.entry[3].resource.valueQuantity"
  std::string diagnostics;  // what is wrong, its value, what was expected

  bool operator==(const Issue&) const = default;
};

// What became of one resource of a bundle.
enum class Fate { used, ignored, unreadable };

// Why a resource that might have counted did not, for those who act on it; the words beside it are
// for a reader.
enum class Cause {
  none,             // it was used, is over, or means nothing here
  of_another,       // about another than the patient, or about someone unknown
  not_understood,   // a modifierExtension or implicitRules that may change its meaning
  ahead_of_now,     // dated after the time of the case
  without_code,     // a medicine or a substance that is named in words only
  without_meaning,  // one whose code has none here
  in_part,          // for a part that is unreadable
};

struct LedgerEntry {
  std::string resource;  // "Observation/7", or "entry[3]" without an id
  Fate fate = Fate::ignored;
  std::string why;  // the finding it gave, or the reason it was not used
  Cause cause = Cause::none;

  bool operator==(const LedgerEntry&) const = default;
};

// Everything an import did with its input.
struct Ledger {
  std::vector<LedgerEntry> entries;
  std::vector<Issue> issues;
  std::vector<std::string> unmapped_codes;  // "http://loinc.org|1234-5 (Display)", once each
  std::vector<std::string> unmapped_units;  // "8310-5 in [foo]", once each

  bool operator==(const Ledger&) const = default;
};

}  // namespace paraspinal::fhir
