#include "apps/cli/interview_typing.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <variant>

#include "apps/cli/knowledge_search.h"
#include "fhir/reading.h"

namespace paraspinal::cli {
namespace {

using engine::ErrorKind;
using engine::fail;
using knowledge::AnswerValue;
using knowledge::Finding;
using knowledge::ValueType;

std::optional<double> whole_number(const std::string& text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  const bool is_number = error == std::errc() && rest == end && std::isfinite(value);
  return is_number ? std::optional<double>(value) : std::nullopt;
}

fhir::Reading reading_of(const std::string& text, const Finding& finding) {
  if (finding.value_type == ValueType::date) {
    return fhir::reading_of_date(text, finding);
  }
  const auto number = whole_number(text);
  return number ? fhir::reading_of_number(*number, finding) : fhir::reading_of_text(text, finding);
}

std::string expected_of(const Finding& finding) {
  return finding.value_type == ValueType::date ? "a date YYYY-MM-DD"
                                               : "a number from " + fhir::describe_range(finding);
}

}  // namespace

engine::Result<AnswerValue> read_typed(std::string_view typed, const Finding& finding) {
  std::string text(typed);
  std::ranges::replace(text, ',', '.');
  const fhir::Reading reading = reading_of(text, finding);
  if (const auto* value = std::get_if<AnswerValue>(&reading)) {
    return *value;
  }
  return fail(ErrorKind::invalid_argument,
              fhir::in_quotes(typed) + " cannot be used, expected " + expected_of(finding));
}

std::vector<knowledge::FindingId> findings_for(const knowledge::KnowledgeBase& knowledge,
                                               const std::string& words, std::size_t most) {
  std::vector<knowledge::FindingId> found;
  if (words.find_first_not_of(' ') == std::string::npos) {
    return found;
  }
  for (const Match& match : matches(knowledge, words)) {
    const auto finding = match.kind == "finding" ? knowledge.findings.find(match.id) : std::nullopt;
    if (found.size() < most && finding &&
        knowledge.findings[*finding].obtainable_by != knowledge::ObtainableBy::derived &&
        std::ranges::find(found, *finding) == found.end()) {
      found.push_back(*finding);
    }
  }
  return found;
}

}  // namespace paraspinal::cli
