#include "fhir/import_composition.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "fhir/no_known.h"

namespace paraspinal::fhir {

namespace {

bool is_nil_known(const std::vector<CodedValue>& reason) {
  return std::any_of(reason.begin(), reason.end(), [](const CodedValue& coding) {
    return coding.system.ends_with("list-empty-reason") && coding.code == "nilknown";
  });
}

}  // namespace

ResourceReading import_composition(const ResourcePlace& place, const RecordContext& context) {
  const Json& composition = *place.entry.resource;
  ElementReader reader(composition, place.entry.where);
  const std::string_view status = reader.text(composition, "status");
  if (status == "entered-in-error" || status == "cancelled") {
    return checked(ignored("its status is " + std::string(status)), reader);
  }
  Statement model = statement_of(place);
  model.at = context.written.text;
  model.when = context.written.moment;
  ResourceReading reading;
  for (const Json& section : reader.objects(composition, "section")) {
    if (!is_nil_known(codings_of(reader, reader.object(section, "emptyReason")))) {
      continue;
    }
    const NoKnown none =
        none_in_section(codings_of(reader, reader.object(section, "code")), context.codes);
    ResourceReading more = reading_of(none, model, context);
    std::move(more.statements.begin(), more.statements.end(),
              std::back_inserter(reading.statements));
    std::move(more.issues.begin(), more.issues.end(), std::back_inserter(reading.issues));
  }
  if (reading.statements.empty()) {
    reading.ignored_because = "its sections name resources, which are read for themselves";
  }
  return checked(std::move(reading), reader);
}

}  // namespace paraspinal::fhir
