#include "apps/cli/answer_case.h"

#include "apps/cli/text_report.h"
#include "fhir/export.h"
#include "fhir/import.h"

namespace paraspinal::cli {

using engine::fail;
using engine::Result;
using knowledge::KnowledgeBase;

namespace {

std::string exported(const triage::Assessment& assessment, const fhir::Imported& imported,
                     const KnowledgeBase& knowledge, Format format) {
  switch (format) {
    case Format::text:
      return text_report({assessment, imported.ledger, knowledge});
    case Format::json:
      return fhir::export_assessment(assessment, imported.ledger) + '\n';
    case Format::fhir:
      return fhir::export_bundle(assessment, imported, knowledge) + '\n';
  }
  return {};
}

}  // namespace

Result<std::string> answer_case(const std::string& text, const triage::Clinic& clinic,
                                const CaseOptions& options) {
  const auto imported =
      fhir::import_case(text, clinic.knowledge(),
                        {.as_of = options.as_of, .setting = options.setting, .now = options.now});
  if (!imported) {
    return fail(imported.error());
  }
  const auto assessment = clinic.assessor().assess(imported->presentation, options.depth);
  if (!assessment) {
    return fail(assessment.error());
  }
  return exported(*assessment, *imported, clinic.knowledge(), options.format);
}

}  // namespace paraspinal::cli
