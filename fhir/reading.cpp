#include "fhir/reading.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "fhir/json.h"
#include "fhir/json_text.h"
#include "fhir/primitives.h"
#include "fhir/units.h"

namespace paraspinal::fhir {

using knowledge::AnswerValue;
using knowledge::Finding;
using knowledge::Presence;
using knowledge::ValueType;

namespace {

std::string_view type_words(ValueType type) {
  switch (type) {
    case ValueType::boolean:
      return "present or absent";
    case ValueType::quantity:
      return "a number";
    case ValueType::ordinal:
      return "one of its states";
    case ValueType::date:
      return "a date";
  }
  return "";
}

// Takes the first of the words that `text` begins with; false when it begins with none.
template <std::size_t count>
bool take_word(std::string_view& text, const std::array<std::string_view, count>& words) {
  for (const std::string_view word : words) {
    if (text.starts_with(word)) {
      text.remove_prefix(word.size());
      return true;
    }
  }
  return false;
}

// What may follow the weeks of a gestational age: " weeks", "w", "/40", and the days beyond them,
// "+2", "w 2d", "+2/40"; nothing for any other text.
std::optional<double> days_beyond_weeks(std::string_view after) {
  constexpr std::array<std::string_view, 5> weeks = {"weeks", "week", "wks", "wk", "w"};
  constexpr std::array<std::string_view, 3> days = {"days", "day", "d"};
  constexpr std::array<std::string_view, 1> plus = {"+"};
  constexpr std::array<std::string_view, 1> of_forty = {"/40"};
  std::string plain = lower_case(after);
  std::erase(plain, ' ');
  std::string_view rest = plain;
  const bool said_weeks = take_word(rest, weeks);
  const bool said_plus = take_word(rest, plus);
  double beyond = 0;
  if (!rest.empty() && rest.front() >= '0' && rest.front() <= '6') {
    beyond = rest.front() - '0';
    rest.remove_prefix(1);
    if (!take_word(rest, days) && !said_plus) {
      return std::nullopt;
    }
  } else if (said_plus) {
    return std::nullopt;
  }
  const bool said_more = take_word(rest, of_forty) || take_word(rest, weeks);
  return rest.empty() && (said_weeks || said_plus || said_more) ? std::optional(beyond)
                                                                : std::nullopt;
}

// "7/10" of a score from 0 to 10, or "28w3d" of a gestational age.
std::optional<double> number_in_text(std::string_view text, const Finding& finding) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  // from_chars reads "nan" and "inf" too.
  if (error != std::errc{} || !std::isfinite(value)) {
    return std::nullopt;
  }
  const std::string_view after(rest, static_cast<std::size_t>(end - rest));
  if (is_unitless(finding) && (after.empty() || after == "/" + digits_of(finding.highest))) {
    return value;
  }
  const auto days = finding.unit == "wk" ? days_beyond_weeks(after) : std::nullopt;
  return days ? std::optional<double>(value + *days / days_in_week) : std::nullopt;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return lower;
}

bool is_unitless(const Finding& finding) {
  return canonical_unit(finding.unit) == "1";
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t most = 40;
  return "\"" + printable(text.substr(0, most)) + (text.size() > most ? "...\"" : "\"");
}

Unusable does_not_fit(const std::string& what, const Finding& finding) {
  return {what + " does not fit " + finding.id + ", which is " +
          std::string(type_words(finding.value_type))};
}

Reading reading_of_text(std::string_view text, const Finding& finding) {
  switch (finding.value_type) {
    case ValueType::quantity:
      if (const auto value = number_in_text(text, finding)) {
        return reading_of_number(*value, finding, in_quotes(text));
      }
      return does_not_fit("the text " + in_quotes(text), finding);
    case ValueType::boolean: {
      const std::string lower = lower_case(text);
      if (lower == "positive" || lower == "yes" || lower == "detected") {
        return AnswerValue(Presence::present);
      }
      if (lower == "negative" || lower == "no" || lower == "not detected") {
        return AnswerValue(Presence::absent);
      }
      return reading_of_state(text, finding);
    }
    case ValueType::ordinal:
      return reading_of_state(text, finding);
    case ValueType::date:
      return does_not_fit("the text " + in_quotes(text), finding);
  }
  return Silent{};
}

Reading reading_of_date(std::string_view text, const Finding& finding) {
  if (finding.value_type != ValueType::date) {
    return does_not_fit("the date " + in_quotes(text), finding);
  }
  if (const auto day = day_from(text)) {
    return AnswerValue(knowledge::Day{iso(*day)});
  }
  if (moment_from(text)) {
    return Unusable{in_quotes(text) + " is a partial date, expected YYYY-MM-DD"};
  }
  return Fault{in_quotes(text) + " is no date, expected YYYY-MM-DD"};
}

std::string digits_of(double value) {
  return std::isfinite(value) ? std::string(Json::number(value).text()) : "without end";
}

std::string describe_range(const Finding& finding) {
  const std::string unit = is_unitless(finding) ? "" : " " + finding.unit;
  return digits_of(finding.lowest) + " to " + digits_of(finding.highest) + unit;
}

Reading reading_of_number(double value, const Finding& finding, std::string_view as_given) {
  if (!(value >= finding.lowest && value <= finding.highest)) {
    const std::string given = as_given.empty()
                                  ? describe(AnswerValue(knowledge::Quantity{value}), finding)
                                  : std::string(as_given);
    return Fault{finding.id + " " + given + " is impossible, expected " + describe_range(finding)};
  }
  return AnswerValue(knowledge::Quantity{value});
}

Reading reading_of_state(std::string_view state, const Finding& finding) {
  const std::string lower = lower_case(state);
  if (lower == "unknown") {
    return AnswerValue(knowledge::Unknown{});
  }
  if (lower == "refused") {
    return AnswerValue(knowledge::Refused{});
  }
  if (finding.value_type == ValueType::boolean && (lower == "present" || lower == "absent")) {
    return AnswerValue(lower == "present" ? Presence::present : Presence::absent);
  }
  if (finding.value_type == ValueType::ordinal) {
    for (std::size_t i = 0; i < finding.states.size(); ++i) {
      if (lower_case(finding.states[i]) == lower) {
        return AnswerValue(knowledge::State{i});
      }
    }
  }
  return does_not_fit(in_quotes(state), finding);
}

std::string describe(const AnswerValue& value, const Finding& finding) {
  struct Words {
    const Finding& finding;
    std::string operator()(Presence presence) const {
      return presence == Presence::present ? "present" : "absent";
    }
    std::string operator()(const knowledge::Unknown&) const { return "unknown"; }
    std::string operator()(const knowledge::Refused&) const { return "refused"; }
    std::string operator()(const knowledge::Quantity& quantity) const {
      return digits_of(quantity.value) + (is_unitless(finding) ? "" : " " + finding.unit);
    }
    std::string operator()(const knowledge::State& state) const {
      return finding.states[state.index];
    }
    std::string operator()(const knowledge::Day& day) const { return day.iso; }
  };
  return std::visit(Words{finding}, value);
}

}  // namespace paraspinal::fhir
