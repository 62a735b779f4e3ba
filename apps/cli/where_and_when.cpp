#include "apps/cli/where_and_when.h"

#include "fhir/export_date.h"

namespace paraspinal::cli {

std::string time_fault(const std::string& text) {
  return fhir::date_time(text)
             ? ""
             : text + ": expected a date 2026-01-31 or a time with zone 2026-01-31T10:00:00Z";
}

}  // namespace paraspinal::cli
