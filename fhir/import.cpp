#include "fhir/import.h"

#include "fhir/element.h"
#include "fhir/import_bundle.h"
#include "fhir/import_presentation.h"
#include "fhir/json.h"

namespace paraspinal::fhir {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

Result<Imported> import_case(std::string_view text, const knowledge::KnowledgeBase& knowledge,
                             const ImportOptions& options) {
  const Result<Json> json = parse_json(text);
  if (!json) {
    return fail(json.error());
  }
  if (const Json* const type = json->member("resourceType")) {
    if (!type->is_string() || type->text() != "Bundle") {
      return fail(ErrorKind::malformed, "resourceType: " + shown(*type) + ", expected \"Bundle\"");
    }
    return import_bundle(*json, knowledge, options);
  }
  if (json->member("findings") == nullptr) {
    return fail(ErrorKind::malformed,
                "the text: neither a FHIR Bundle nor a presentation, expected an object with "
                "\"resourceType\" or \"findings\"");
  }
  return import_presentation(*json, knowledge, options);
}

}  // namespace paraspinal::fhir
