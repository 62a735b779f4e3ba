#include "fhir/import.h"

#include "fhir/element.h"
#include "fhir/import_bundle.h"
#include "fhir/import_presentation.h"
#include "fhir/importer.h"
#include "fhir/json.h"

namespace paraspinal::fhir {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

// The text as the kind it is; `read_bundle` makes a case of a bundle.
template <typename ReadBundle>
Result<Imported> import_text(std::string_view text, const knowledge::KnowledgeBase& knowledge,
                             const ImportOptions& options, const ReadBundle& read_bundle) {
  const Result<Json> json = parse_json(text);
  if (!json) {
    return fail(json.error());
  }
  if (const Json* const type = json->member("resourceType")) {
    if (!type->is_string() || type->text() != "Bundle") {
      return fail(ErrorKind::malformed, "resourceType: " + shown(*type) + ", expected \"Bundle\"");
    }
    return read_bundle(*json);
  }
  if (json->member("findings") == nullptr) {
    return fail(ErrorKind::malformed,
                "the text: neither a FHIR Bundle nor a presentation, expected an object with "
                "\"resourceType\" or \"findings\"");
  }
  return import_presentation(*json, knowledge, options);
}

}  // namespace

Result<Imported> import_case(std::string_view text, const knowledge::KnowledgeBase& knowledge,
                             const ImportOptions& options) {
  return import_text(text, knowledge, options,
                     [&](const Json& bundle) { return import_bundle(bundle, knowledge, options); });
}

Result<Imported> Importer::import_case(std::string_view text, const ImportOptions& options) const {
  return import_text(text, codes_.knowledge(), options,
                     [&](const Json& bundle) { return import_bundle(bundle, codes_, options); });
}

}  // namespace paraspinal::fhir
