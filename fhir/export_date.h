#pragma once

// ISO dates and times as FHIR R4 wants them sent.
//
//   date_time("2026-01-31T08:00Z") == "2026-01-31T08:00:00Z";   // FHIR times have seconds
//   date_time("2026-01-31") == "2026-01-31";
//   date_time("2026-01-31T08:00") == nothing;                   // a time needs its zone
//   instant("2026-01-31") == nothing;                           // an instant needs its time
//
// Nothing for text that is no such date: a day the calendar does not have, 24:00, a leap second.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace paraspinal::fhir {

// FHIR R4 dateTime of a whole day or a full time.
std::optional<std::string> date_time(std::string_view iso);
// FHIR R4 instant.
std::optional<std::string> instant(std::string_view iso);
// A date or instant so much later, in its own zone. Nothing for a date and a time that is no number
// of whole days, and for a year beyond 9999.
std::optional<std::string> later(std::string_view iso, std::chrono::minutes by);

}  // namespace paraspinal::fhir
