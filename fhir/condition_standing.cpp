#include "fhir/condition_standing.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

#include "fhir/coding.h"

namespace paraspinal::fhir {

namespace {

std::string clinical_status(ElementReader& reader, const Json& condition) {
  return status_code(reader, condition, "clinicalStatus", "condition-clinical");
}

// FHIR R4, condition-ver-status: provisional, differential, unconfirmed, and what is not in it.
bool says_suspected(std::string_view verification) {
  constexpr std::array<std::string_view, 4> others = {"", "confirmed", "refuted",
                                                      "entered-in-error"};
  return std::find(others.begin(), others.end(), verification) == others.end();
}

// FHIR R4, condition-clinical: why it is not a problem now; empty when it is, and of a status that
// does not say that it is over (R5 has "unknown").
std::string not_active(std::string_view clinical) {
  constexpr std::array<std::string_view, 3> over = {"inactive", "remission", "resolved"};
  const bool is_over = std::find(over.begin(), over.end(), clinical) != over.end();
  return is_over ? "history only (clinicalStatus " + std::string(clinical) + ")" : "";
}

// Condition.abatementString that says it is not over.
bool says_not_over(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != ' ' && c != '.') {
      plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
  }
  constexpr std::array<std::string_view, 8> words = {"",  "no",   "n",   "false",
                                                     "0", "none", "n/a", "unknown"};
  constexpr std::array<std::string_view, 10> beginnings = {
      "not",     "never",   "still",   "ongoing", "active",
      "persist", "continu", "current", "present", "?"};
  return std::find(words.begin(), words.end(), plain) != words.end() ||
         std::any_of(beginnings.begin(), beginnings.end(),
                     [&plain](std::string_view word) { return plain.starts_with(word); });
}

// A period whose first known date is still to come has not begun; one without dates has.
bool has_begun(ElementReader& reader, const Json& period, const std::optional<Clock>& clock) {
  const Dated start = dated(reader, period, "start");
  const Dated first = start.moment ? start : dated(reader, period, "end");
  return !clock || !first.moment || order(clock->moment, *first.moment) != Order::before;
}

// Condition.abatement[x] in the past wins over a stale "active".
bool has_abated(ElementReader& reader, const Json& condition, const Dated& ended,
                const std::optional<Clock>& clock) {
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

Dated began(ElementReader& reader, const Json& condition) {
  const Dated onset = dated(reader, condition, "onsetDateTime");
  const Json* const period = reader.object(condition, "onsetPeriod");
  return onset.moment || period == nullptr ? onset : dated(reader, *period, "start");
}

}  // namespace

ConditionStanding condition_standing(ElementReader& reader, const Json& condition,
                                     const std::optional<Clock>& clock) {
  ConditionStanding standing;
  standing.verification =
      status_code(reader, condition, "verificationStatus", "condition-ver-status");
  standing.suspected = says_suspected(standing.verification);
  standing.denied = standing.verification == "refuted";
  if (standing.verification == "entered-in-error") {
    standing.silent_because = "entered in error";
  } else if (is_of_family(reader, condition)) {
    standing.silent_because = "family history, not the person's own";
  }
  standing.onset = began(reader, condition);
  standing.recorded = first_dated(reader, condition, {"recordedDate", "assertedDate"});
  standing.abated = dated(reader, condition, "abatementDateTime");
  const std::string clinical = clinical_status(reader, condition);
  standing.without_status = clinical.empty();
  if (!standing.denied) {
    standing.past_because = has_abated(reader, condition, standing.abated, clock)
                                ? "over (abatement)"
                                : not_active(clinical);
  }
  return standing;
}

std::optional<double> days_since_news(const ConditionStanding& standing, const Clock& clock) {
  std::optional<double> least;
  for (const Dated* const date : {&standing.recorded, &standing.onset}) {
    if (date->moment) {
      const double days =
          std::chrono::duration<double, std::ratio<86400>>(clock.moment.first - date->moment->end)
              .count();
      least = least ? std::min(*least, days) : days;
    }
  }
  return least;
}

}  // namespace paraspinal::fhir
