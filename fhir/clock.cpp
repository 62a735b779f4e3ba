#include "fhir/clock.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "fhir/reading.h"

namespace paraspinal::fhir {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

// The members that date a statement (FHIR R4: Observation, Condition, MedicationRequest,
// MedicationStatement, MedicationDispense, QuestionnaireResponse, Encounter, Procedure,
// Composition), and those whose start does.
constexpr std::array<std::string_view, 10> dated_members = {
    "effectiveDateTime", "effectiveInstant", "issued", "recordedDate",      "authoredOn",
    "dateAsserted",      "authored",         "date",   "performedDateTime", "whenHandedOver"};
constexpr std::array<std::string_view, 3> dated_periods = {"effectivePeriod", "period",
                                                           "performedPeriod"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The latest of the dates seen so far, as a view of its text.
class Latest {
 public:
  void see(const Json* date) {
    if (date == nullptr || !date->is_string() || is_open_ended(date->text())) {
      return;
    }
    const std::optional<Moment> moment = moment_from(date->text());
    if (moment && moment->to_the_day && (text_.empty() || moment->first > first_)) {
      text_ = date->text();
      first_ = moment->first;
    }
  }

  void see_resource(const Json& resource) {
    for (const auto& [name, value] : resource.members()) {
      if (is_one_of(dated_members, name)) {
        see(&value);
      } else if (is_one_of(dated_periods, name)) {
        see(value.member("start"));
      }
    }
  }

  std::optional<Clock> found() const {
    const Result<Clock> clock = clock_from(text_);
    return clock ? std::optional(*clock) : std::nullopt;
  }

 private:
  // The year 9999 and its like stand for no end.
  static bool is_open_ended(std::string_view date) { return date.starts_with('9'); }

  std::string_view text_;
  Instant first_;
};

}  // namespace

Result<Clock> clock_from(std::string_view text) {
  const std::optional<Moment> moment = moment_from(text);
  const std::optional<std::chrono::year_month_day> day = day_from(text);
  if (!moment || !day) {
    return fail(ErrorKind::invalid_argument,
                "as_of: " + in_quotes(text) + ", expected YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ");
  }
  return Clock{std::string(text), *moment, *day};
}

std::optional<Clock> latest_among(const std::vector<const Json*>& resources) {
  Latest latest;
  for (const Json* const resource : resources) {
    latest.see_resource(*resource);
  }
  return latest.found();
}

std::optional<Clock> latest_in(const Json& bundle) {
  Latest latest;
  latest.see(bundle.member("timestamp"));
  if (const Json* const entries = bundle.member("entry")) {
    for (const Json& entry : entries->items()) {
      if (const Json* const resource = entry.member("resource")) {
        latest.see_resource(*resource);
      }
    }
  }
  return latest.found();
}

}  // namespace paraspinal::fhir
