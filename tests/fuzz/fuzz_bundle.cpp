// Any bytes as a case: an import either gives a presentation that can be assessed or refused with
// words, and a ledger, or an error with words. It never throws.

#include <cstddef>
#include <cstdint>
#include <string_view>

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
  using paraspinal::engine::require;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto imported =
      paraspinal::fhir::import_case(text, content(), {.now = "2026-01-31T10:00:00Z"});
  if (!imported) {
    require(!imported.error().message.empty(), "an error has words");
    return 0;
  }
  for (const auto& [finding, answer] : imported->presentation.findings) {
    require(!answer.origin.empty(), "an answer says where it comes from");
  }
  for (const auto& entry : imported->ledger.entries) {
    require(!entry.why.empty(), "the ledger says why");
  }
  return 0;
}
