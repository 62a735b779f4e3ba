#include "fhir/reading.h"

#include <algorithm>
#include <charconv>
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

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return lower;
}

std::string digits(double value) {
  return Json::number(value).text();
}

std::string_view words(ValueType type) {
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

// "7/10" of a score from 0 to 10, or "28w3d" of a gestational age.
std::optional<double> number_in_text(std::string_view text, const Finding& finding) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{}) {
    return std::nullopt;
  }
  const std::string_view after(rest, static_cast<std::size_t>(end - rest));
  if (is_unitless(finding) && (after.empty() || after == "/" + digits(finding.highest))) {
    return value;
  }
  if (finding.unit == "wk" && after == "w") {
    return value;
  }
  constexpr double days_in_week = 7;
  const bool days = after.size() == 3 && after.front() == 'w' && after[1] >= '0' &&
                    after[1] <= '6' && after.back() == 'd';
  return finding.unit == "wk" && days
             ? std::optional<double>(value + (after[1] - '0') / days_in_week)
             : std::nullopt;
}

}  // namespace

bool is_unitless(const Finding& finding) {
  return canonical_unit(finding.unit) == "1";
}

std::string quoted(std::string_view text) {
  constexpr std::size_t most = 40;
  return "\"" + printable(text.substr(0, most)) + (text.size() > most ? "...\"" : "\"");
}

Unusable does_not_fit(const std::string& what, const Finding& finding) {
  return {what + " does not fit " + finding.id + ", which is " +
          std::string(words(finding.value_type))};
}

Reading reading_of_text(std::string_view text, const Finding& finding) {
  switch (finding.value_type) {
    case ValueType::quantity:
      if (const auto value = number_in_text(text, finding)) {
        return reading_of_number(*value, finding);
      }
      return does_not_fit("the text " + quoted(text), finding);
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
      return does_not_fit("the text " + quoted(text), finding);
  }
  return Silent{};
}

Reading reading_of_date(std::string_view text, const Finding& finding) {
  if (finding.value_type != ValueType::date) {
    return does_not_fit("the date " + quoted(text), finding);
  }
  if (const auto day = day_from(text)) {
    return AnswerValue(knowledge::Day{iso(*day)});
  }
  if (moment_from(text)) {
    return Unusable{quoted(text) + " is a partial date, expected YYYY-MM-DD"};
  }
  return Fault{quoted(text) + " is no date, expected YYYY-MM-DD"};
}

std::string describe_range(const Finding& finding) {
  const std::string unit = is_unitless(finding) ? "" : " " + finding.unit;
  return digits(finding.lowest) + " to " + digits(finding.highest) + unit;
}

Reading reading_of_number(double value, const Finding& finding) {
  if (value < finding.lowest || value > finding.highest) {
    const std::string unit = is_unitless(finding) ? "" : " " + finding.unit;
    return Fault{finding.id + " " + digits(value) + unit + " is impossible, expected " +
                 describe_range(finding)};
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
  return does_not_fit(quoted(state), finding);
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
      return digits(quantity.value) + (is_unitless(finding) ? "" : " " + finding.unit);
    }
    std::string operator()(const knowledge::State& state) const {
      return finding.states[state.index];
    }
    std::string operator()(const knowledge::Day& day) const { return day.iso; }
  };
  return std::visit(Words{finding}, value);
}

}  // namespace paraspinal::fhir
