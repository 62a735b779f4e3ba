#include "fhir/no_known.h"

#include <array>
#include <utility>

namespace paraspinal::fhir {

using knowledge::AnswerValue;
using knowledge::Presence;

namespace {

struct NoneCode {
  std::string_view code;
  NoKnown none;
};

// http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips
constexpr std::array ips_codes = {
    NoneCode{"no-known-allergies", NoKnown::allergies},
    NoneCode{"no-known-medication-allergies", NoKnown::allergies},
    NoneCode{"no-known-environmental-allergies", NoKnown::other},
    NoneCode{"no-known-food-allergies", NoKnown::other},
    NoneCode{"no-known-medications", NoKnown::medications},
    NoneCode{"no-known-problems", NoKnown::other},
    NoneCode{"no-known-procedures", NoKnown::other},
    NoneCode{"no-known-immunizations", NoKnown::other},
    NoneCode{"no-known-devices", NoKnown::other},
    NoneCode{"no-allergy-info", NoKnown::nothing},
    NoneCode{"no-medication-info", NoKnown::nothing},
    NoneCode{"no-problem-info", NoKnown::nothing},
    NoneCode{"no-procedure-info", NoKnown::nothing},
    NoneCode{"no-immunization-info", NoKnown::nothing},
    NoneCode{"no-device-info", NoKnown::nothing},
};

// SNOMED CT, situations with explicit context; 787481004 recalled, the others seen.
constexpr std::array snomed_codes = {
    NoneCode{"716186003", NoKnown::allergies},    // No known allergy
    NoneCode{"409137002", NoKnown::allergies},    // No known drug allergy
    NoneCode{"429625007", NoKnown::other},        // No known food allergy
    NoneCode{"428607008", NoKnown::other},        // No known environmental allergy
    NoneCode{"716184000", NoKnown::other},        // No known latex allergy
    NoneCode{"160245001", NoKnown::other},        // No current problems or disability
    NoneCode{"787481004", NoKnown::medications},  // No known medications
};

template <std::size_t count>
std::optional<NoKnown> look_up(const std::array<NoneCode, count>& codes, std::string_view code) {
  for (const NoneCode& row : codes) {
    if (row.code == code) {
      return row.none;
    }
  }
  return std::nullopt;
}

// What it denies, and for how many days it is believed.
// source: expert judgement
struct Denial {
  std::vector<std::string_view> findings;
  double within_days = 0;
};

Denial denial_of(NoKnown none) {
  switch (none) {
    case NoKnown::allergies:
      return {{"asthma_nsaid"}, 365};
    case NoKnown::medications:
      return {{"anticoagulant_use", "corticosteroid_long"}, 30};
    case NoKnown::other:
    case NoKnown::nothing:
      return {};
  }
  return {};
}

}  // namespace

std::optional<NoKnown> no_known(const std::vector<CodedValue>& codings) {
  for (const CodedValue& coding : codings) {
    std::optional<NoKnown> none;
    if (coding.system.ends_with("/absent-unknown-uv-ips")) {
      none = look_up(ips_codes, coding.code);
    } else if (code_system(coding.system) == knowledge::CodeSystem::snomed) {
      none = look_up(snomed_codes, coding.code);
    }
    if (none) {
      return none;
    }
  }
  return std::nullopt;
}

std::string_view words(NoKnown none) {
  switch (none) {
    case NoKnown::allergies:
      return "no known allergies";
    case NoKnown::medications:
      return "no known medications";
    case NoKnown::other:
      return "none known of a kind that denies no finding here";
    case NoKnown::nothing:
      return "no information";
  }
  return "";
}

std::vector<Statement> statements_of(NoKnown none, const Statement& model,
                                     const RecordContext& context) {
  const Denial denial = denial_of(none);
  std::vector<Statement> statements;
  for (const std::string_view id : denial.findings) {
    const auto finding = context.knowledge.findings.find(id);
    if (!finding) {
      continue;
    }
    Statement statement = model;
    statement.finding = *finding;
    statement.reading = AnswerValue(Presence::absent);
    statement.topic = words(none);
    statement.within_days = denial.within_days;
    if (!statement.when) {
      statement.at = context.written.text;
      statement.when = context.written.moment;
    }
    statements.push_back(std::move(statement));
  }
  return statements;
}

ResourceReading reading_of(NoKnown none, const Statement& model, const RecordContext& context) {
  ResourceReading reading;
  reading.statements = statements_of(none, model, context);
  if (reading.statements.empty()) {
    reading.ignored_because = words(none);
    return reading;
  }
  std::string denied;
  for (const Statement& statement : reading.statements) {
    denied += (denied.empty() ? "" : ", ") + context.knowledge.findings[statement.finding].id;
  }
  reading.issues.push_back({Severity::information, model.where,
                            "says \"" + std::string(words(none)) + "\": taken as absence of " +
                                denied + ", and of nothing else"});
  return reading;
}

}  // namespace paraspinal::fhir
