// Entry points: assess_all and signature, at the end.

#include "validation/assessed.h"

#include <array>
#include <cstdio>
#include <string_view>
#include <utility>

#include "fhir/export.h"
#include "fhir/export_presentation.h"
#include "fhir/import.h"
#include "fhir/json.h"
#include "knowledge/base/sha256.h"
#include "validation/parallel.h"

namespace paraspinal::validation {
namespace {

using fhir::Json;

// No case states when it is judged; the same for all, so that the same case has the same answer.
constexpr const char* judged_at = "2026-11-26T00:00:00Z";

// Six digits after the point.
std::string rounded(double value) {
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.6f", value);
  const std::string digits(text.data(), static_cast<std::size_t>(length));
  return digits == "-0.000000" ? "0.000000" : digits;
}

// The value as text that is the same wherever the answer is.
void append(const Json& value, std::string& text) {
  if (value.is_array()) {
    for (const Json& item : value.items()) {
      append(item, text);
      text += ',';
    }
  } else if (value.is_object()) {
    for (const auto& [name, member] : value.members()) {
      if (name != "knowledge") {
        text += name;
        text += ':';
        append(member, text);
        text += ';';
      }
    }
  } else if (const auto number = value.as_double()) {
    text += rounded(*number);
  } else {
    text += value.is_boolean() ? std::string_view(value.truth() ? "true" : "false") : value.text();
  }
}

// An answer without where its input came from.
triage::Assessment without_origins(triage::Assessment assessment) {
  for (triage::UsedAnswer& used : assessment.used) {
    used.origin.clear();
  }
  assessment.as_of.clear();
  assessment.id.clear();
  return assessment;
}

bool same_as_bundle(const triage::Presentation& presentation, const triage::Assessment& assessment,
                    const knowledge::KnowledgeBase& knowledge, const triage::Assessor& assessor) {
  const std::string bundle = fhir::presentation_bundle(presentation, knowledge);
  const auto imported = fhir::import_case(
      bundle, knowledge, {.as_of = judged_at, .setting = presentation.setting, .now = judged_at});
  const auto again = imported ? assessor.assess(imported->presentation)
                              : engine::Result<triage::Assessment>(engine::fail(imported.error()));
  return again && without_origins(*again) == without_origins(assessment);
}

Assessed assessed_case(const ValidationCase& item, const knowledge::KnowledgeBase& knowledge,
                       const triage::Assessor& assessor) {
  Assessed result{item, {}, {}, {}, {}, true};
  const auto imported = fhir::import_case(item.presentation, knowledge,
                                          {.as_of = {}, .setting = {}, .now = judged_at});
  if (!imported) {
    result.error = imported.error().message;
    return result;
  }
  result.presentation = imported->presentation;
  auto assessment = assessor.assess(imported->presentation);
  if (!assessment) {
    result.error = assessment.error().message;
    return result;
  }
  result.json = fhir::export_assessment(*assessment, imported->ledger);
  result.bundle_agrees = same_as_bundle(imported->presentation, *assessment, knowledge, assessor);
  result.assessment = std::move(*assessment);
  return result;
}

}  // namespace

std::vector<Assessed> assess_all(const std::vector<ValidationCase>& cases,
                                 const knowledge::KnowledgeBase& knowledge,
                                 const triage::Assessor& assessor, std::size_t threads) {
  std::vector<Assessed> assessed(cases.size());
  for_each_index(cases.size(), threads, [&](std::size_t i) {
    assessed[i] = assessed_case(cases[i], knowledge, assessor);
  });
  return assessed;
}

std::string signature(const std::vector<Assessed>& assessed) {
  knowledge::Sha256 hash;
  for (const Assessed& one : assessed) {
    std::string text = one.item.id + '\n';
    if (const auto json = fhir::parse_json(one.json); json && one.error.empty()) {
      append(*json, text);
    } else {
      text += one.error;
    }
    hash.add(text + '\n');
  }
  return hash.hexadecimal();
}

}  // namespace paraspinal::validation
