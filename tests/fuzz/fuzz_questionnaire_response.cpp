// Any bytes as a resource beside a patient: most of the corpus are questionnaire responses.

#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/require.h"
#include "fhir/import.h"
#include "knowledge/base/load.h"

namespace {

const paraspinal::knowledge::KnowledgeBase& content() {
  static const auto loaded = paraspinal::knowledge::load_embedded();
  return loaded.value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string bundle =
      R"({"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:x:1","resource":)"
      R"({"resourceType":"Patient","id":"1","birthDate":"1990-02-03","gender":"female"}},)"
      R"({"resource":)" +
      std::string(reinterpret_cast<const char*>(bytes), size) + "}]}";
  const auto imported =
      paraspinal::fhir::import_case(bundle, content(), {.now = "2026-01-31T10:00:00Z"});
  paraspinal::engine::require(imported || !imported.error().message.empty(), "an error has words");
  return 0;
}
