#pragma once

// Columns of a content table read as the knowledge base's own types.
//
//   const Sex sex = one_of(rows, sexes);                    // "female" or "male"
//   const FindingId finding = finding_in(rows, findings);   // an id of the finding table
//
// A value that is not one of the expected ends the rows with an error that names it (see Rows).

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "knowledge/base/context.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/base/rows.h"

namespace paraspinal::knowledge {

// A word of the content and what it stands for.
template <typename Value>
struct Word {
  std::string_view word;
  Value value;
};

// The value of the word in the next column.
template <typename Value, std::size_t size>
Value one_of(Rows& rows, const std::array<Word<Value>, size>& words) {
  const std::string text = rows.text();
  std::string expected;
  for (const auto& [word, value] : words) {
    if (word == text) {
      return value;
    }
    expected += (expected.empty() ? "" : ", ") + std::string(word);
  }
  rows.reject(text, "one of " + expected);
  return words.front().value;
}

inline constexpr std::array<Word<Setting>, 3> settings = {
    {{"telephone", Setting::telephone},
     {"primary_care", Setting::primary_care},
     {"emergency_department", Setting::emergency_department}}};
inline constexpr std::array<Word<std::optional<Setting>>, 4> settings_or_any = {
    {{"telephone", Setting::telephone},
     {"primary_care", Setting::primary_care},
     {"emergency_department", Setting::emergency_department},
     {"any", std::nullopt}}};
inline constexpr std::array<Word<std::optional<Sex>>, 3> sexes_or_any = {
    {{"female", Sex::female}, {"male", Sex::male}, {"any", std::nullopt}}};

using ConditionIndex = std::unordered_map<std::string, ConditionId>;

FindingId finding_in(Rows& rows, const FindingTable& findings);
ConditionId condition_in(Rows& rows, const ConditionIndex& conditions);
Urgency urgency_in(Rows& rows);
// The position of the band.
std::size_t age_band_in(Rows& rows, const std::vector<AgeBand>& bands);
// A rule over the findings.
Rule rule_in(Rows& rows, const FindingTable& findings);

// Five columns: source, locator, verified, grade, sign_off; any but the source may be NULL.
Citation citation_in(Rows& rows);
// Three columns: point, low, high; no figure when the point is NULL.
std::optional<Figure> figure_in(Rows& rows);

}  // namespace paraspinal::knowledge
