#include "fhir/clock.h"

#include <array>
#include <string_view>

#include "fhir/reading.h"

namespace paraspinal::fhir {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

// The members that date a statement (FHIR R4: Observation, Condition, MedicationRequest,
// MedicationStatement, QuestionnaireResponse, Encounter, Procedure, Composition).
constexpr std::array<std::string_view, 9> dated = {
    "effectiveDateTime", "effectiveInstant", "issued", "recordedDate",     "authoredOn",
    "dateAsserted",      "authored",         "date",   "performedDateTime"};
constexpr std::array<std::string_view, 3> periods = {"effectivePeriod", "period",
                                                     "performedPeriod"};

std::optional<Clock> whole(const Json* text) {
  if (text == nullptr || !text->is_string()) {
    return std::nullopt;
  }
  const Result<Clock> clock = clock_from(text->text());
  constexpr std::chrono::year open_ended{9000};
  return clock && clock->day.year() < open_ended ? std::optional<Clock>(*clock) : std::nullopt;
}

std::optional<Clock> later(std::optional<Clock> a, std::optional<Clock> b) {
  if (!a || !b) {
    return a ? a : b;
  }
  return b->moment.first > a->moment.first ? b : a;
}

std::optional<Clock> latest_of_resource(const Json& resource) {
  std::optional<Clock> latest;
  for (const std::string_view name : dated) {
    latest = later(std::move(latest), whole(resource.member(name)));
  }
  for (const std::string_view name : periods) {
    if (const Json* const period = resource.member(name)) {
      latest = later(std::move(latest), whole(period->member("start")));
    }
  }
  return latest;
}

}  // namespace

Result<Clock> clock_from(const std::string& text) {
  const std::optional<Moment> moment = moment_from(text);
  const std::optional<std::chrono::year_month_day> day = day_from(text);
  if (!moment || !day) {
    return fail(ErrorKind::invalid_argument,
                "as_of: " + quoted(text) + ", expected YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ");
  }
  return Clock{text, *moment, *day};
}

std::optional<Clock> latest_in(const Json& bundle) {
  std::optional<Clock> latest = whole(bundle.member("timestamp"));
  if (const Json* const entries = bundle.member("entry")) {
    for (const Json& entry : entries->items()) {
      if (const Json* const resource = entry.member("resource")) {
        latest = later(std::move(latest), latest_of_resource(*resource));
      }
    }
  }
  return latest;
}

}  // namespace paraspinal::fhir
