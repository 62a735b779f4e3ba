#pragma once

// Imports any number of cases for one knowledge base: what an import needs of it, the index of its
// codes, is made once, which takes longer than a small bundle.
//
//   const Importer importer(knowledge);                       // once; const and thread-safe
//   const auto imported = importer.import_case(text, {.as_of = "2026-01-31T10:00:00Z"});
//
// Not for a single case: see import_case in import.h.

#include <string_view>

#include "engine/result.h"
#include "fhir/coding.h"
#include "fhir/import.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

class Importer {
 public:
  // The knowledge base must outlive it.
  explicit Importer(const knowledge::KnowledgeBase& knowledge) : codes_(knowledge) {}

  // Errors as those of the function import_case.
  engine::Result<Imported> import_case(std::string_view text, const ImportOptions& options) const;

 private:
  CodeIndex codes_;
};

}  // namespace paraspinal::fhir
