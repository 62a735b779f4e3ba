#pragma once

// The time at which a case is judged. Libraries have no clock: it is an argument, or is read from
// the record itself and said so.
//
//   const Result<Clock> clock = clock_from("2026-01-31T10:00:00Z");
//   const std::optional<Clock> latest = latest_in(bundle);      // of the dates in a bundle

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "fhir/json.h"
#include "fhir/primitives.h"

namespace paraspinal::fhir {

struct Clock {
  std::string text;  // as written
  Moment moment;
  std::chrono::year_month_day day;

  bool operator==(const Clock&) const = default;
};

// Errors: `invalid_argument` when the text is not a whole date or a time.
engine::Result<Clock> clock_from(std::string_view text);

// The latest of a bundle's own timestamp and the dates at which its resources were observed,
// issued, recorded or written. Nothing when it has none. Ends of periods and the year 9999 do not
// count.
std::optional<Clock> latest_in(const Json& bundle);

// The same of resources that stand in no bundle.
std::optional<Clock> latest_among(const std::vector<const Json*>& resources);

}  // namespace paraspinal::fhir
