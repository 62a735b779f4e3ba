#include "fhir/import_condition.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "fhir/no_known.h"

namespace paraspinal::fhir {

namespace {

std::string_view clinical_status(ElementReader& reader, const Json& condition) {
  return status_code(reader, condition, "clinicalStatus", "condition-clinical");
}

// FHIR R4, condition-ver-status: why it says nothing; empty when it does.
std::string unverified(std::string_view verification) {
  constexpr std::array<std::string_view, 3> sure = {"", "confirmed", "refuted"};
  if (std::find(sure.begin(), sure.end(), verification) != sure.end()) {
    return "";
  }
  return verification == "entered-in-error"
             ? "entered in error"
             : "only suspected (verificationStatus " + std::string(verification) + ")";
}

// FHIR R4, condition-clinical: why it is not a problem now; empty when it is.
std::string not_active(std::string_view clinical) {
  constexpr std::array<std::string_view, 4> active = {"", "active", "recurrence", "relapse"};
  const bool is_active = std::find(active.begin(), active.end(), clinical) != active.end();
  return is_active ? "" : "history only (clinicalStatus " + std::string(clinical) + ")";
}

// Condition.abatementString that says it is not over.
bool says_not_over(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != ' ' && c != '.') {
      plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
  }
  constexpr std::array<std::string_view, 14> words = {
      "",    "no",      "n",      "false",   "0",       "none",  "not",
      "n/a", "ongoing", "active", "notover", "unknown", "never", "notabated"};
  return std::find(words.begin(), words.end(), plain) != words.end();
}

// A period whose first known date is still to come has not begun; one without dates has.
bool has_begun(ElementReader& reader, const Json& period, const std::optional<Clock>& clock) {
  const Dated start = dated(reader, period, "start");
  const Dated first = start.moment ? start : dated(reader, period, "end");
  return !clock || !first.moment || order(clock->moment, *first.moment) != Order::before;
}

// Condition.abatement[x] in the past wins over a stale "active".
bool has_abated(ElementReader& reader, const Json& condition, const std::optional<Clock>& clock) {
  const Dated ended = dated(reader, condition, "abatementDateTime");
  if (ended.moment) {
    return !clock || order(clock->moment, *ended.moment) != Order::before;
  }
  const Json* const period = reader.object(condition, "abatementPeriod");
  return (period != nullptr && has_begun(reader, *period, clock)) ||
         reader.truth(condition, "abatementBoolean").value_or(false) ||
         reader.object(condition, "abatementAge") != nullptr ||
         reader.object(condition, "abatementRange") != nullptr ||
         !says_not_over(reader.text(condition, "abatementString"));
}

// SNOMED CT 416471007 family history of disorder, 57177007 family history with explicit context;
// ICD-10-CM Z80 to Z84.
bool says_family(const CodedValue& coding) {
  const auto system = code_system(coding.system);
  const bool snomed = system == knowledge::CodeSystem::snomed &&
                      (coding.code == "416471007" || coding.code == "57177007");
  const bool icd10 = system == knowledge::CodeSystem::icd10cm && coding.code.starts_with("Z8") &&
                     coding.code.size() > 2 && coding.code[2] <= '4';
  return snomed || icd10 || coding.code == "family-history";
}

bool is_of_family(ElementReader& reader, const Json& condition) {
  std::vector<CodedValue> codings = codings_of(reader, reader.object(condition, "code"));
  for (const Json& category : reader.objects(condition, "category")) {
    const auto more = codings_of(reader, &category);
    codings.insert(codings.end(), more.begin(), more.end());
  }
  return std::any_of(codings.begin(), codings.end(), says_family);
}

// Why the condition says nothing of the person at all; empty when it does.
std::string silent_because(ElementReader& reader, const Json& condition,
                           std::string_view verification) {
  if (std::string why = unverified(verification); !why.empty()) {
    return why;
  }
  return is_of_family(reader, condition) ? "family history, not the person's own" : "";
}

// Why it is no problem now; empty when it is, or when it is denied.
std::string past_because(ElementReader& reader, const Json& condition,
                         std::string_view verification, const std::optional<Clock>& clock) {
  if (verification == "refuted") {
    return "";
  }
  return has_abated(reader, condition, clock) ? "over (abatement)"
                                              : not_active(clinical_status(reader, condition));
}

// The findings that ask whether it ever was, by their names in the content: a problem that is over
// states them too.
bool asks_of_the_past(const knowledge::Finding& finding) {
  constexpr std::array<std::string_view, 10> ever = {
      "cancer_history",   "peptic_ulcer_hx", "vte_known", "previous_uti",
      "disc_hx",          "previous_stone",  "prior_lbp", "prior_ectopic_tubal",
      "previous_preterm", "mental_health_hx"};
  return std::find(ever.begin(), ever.end(), finding.id) != ever.end();
}

void keep_what_asks_of_the_past(const std::string& where, const std::string& why,
                                const RecordContext& context, ResourceReading& reading) {
  std::erase_if(reading.statements, [&](const Statement& statement) {
    return !asks_of_the_past(context.knowledge.findings[statement.finding]);
  });
  for (const Statement& statement : reading.statements) {
    reading.issues.push_back({Severity::information, where + ".clinicalStatus",
                              why + ": used for " +
                                  context.knowledge.findings[statement.finding].id +
                                  ", which asks of the past"});
  }
}

}  // namespace

ResourceReading import_condition(const ResourcePlace& place, const RecordContext& context) {
  const Json& condition = *place.entry.resource;
  ElementReader reader(condition, place.entry.where);
  const std::string_view verification =
      status_code(reader, condition, "verificationStatus", "condition-ver-status");
  if (std::string why = silent_because(reader, condition, verification); !why.empty()) {
    return checked(ignored(std::move(why)), reader);
  }
  const std::string past = past_because(reader, condition, verification, context.clock);
  Dated onset = dated(reader, condition, "onsetDateTime");
  if (const Json* const period = reader.object(condition, "onsetPeriod"); !onset.moment && period) {
    onset = dated(reader, *period, "start");
  }
  const Dated recorded = first_dated(reader, condition, {"recordedDate", "assertedDate"});

  const std::vector<CodedValue> codings = codings_of(reader, reader.object(condition, "code"));
  const auto none = no_known(codings);
  ConceptMatch match = context.codes.match(knowledge::CodedResource::condition, codings);
  ResourceReading reading;
  if (match.meanings.empty() && !none) {
    if (past.empty()) {
      reading.unmapped_codes = std::move(match.unmapped);
    }
    reading.ignored_because = !past.empty()     ? past
                              : codings.empty() ? "it has no code"
                                                : "its code has no meaning here";
    return checked(std::move(reading), reader);
  }
  Statement model = statement_of(place);
  model.where += ".code";
  model.at = recorded.moment ? recorded.text : onset.text;
  model.when = recorded.moment ? recorded.moment : onset.moment;
  model.began = onset.moment;
  if (none) {
    return checked(reading_of(*none, model, context), reader);
  }
  reading.statements = statements_of(match, verification == "refuted", model, context.knowledge);
  if (!past.empty()) {
    keep_what_asks_of_the_past(place.entry.where, past, context, reading);
    reading.ignored_because = past;
    return checked(std::move(reading), reader);
  }
  if (clinical_status(reader, condition).empty() && verification != "refuted") {
    reading.issues.push_back({Severity::information, place.entry.where + ".clinicalStatus",
                              "is missing: the condition is taken as active"});
  }
  return checked(std::move(reading), reader);
}

}  // namespace paraspinal::fhir
