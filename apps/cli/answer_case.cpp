#include "apps/cli/answer_case.h"

#include "apps/cli/text_report.h"
#include "fhir/export.h"
#include "fhir/export_date.h"
#include "fhir/import.h"

namespace paraspinal::cli {

using engine::fail;
using engine::Result;
using knowledge::KnowledgeBase;

namespace {

// An instant that was asked for is also that of the answer: the same command gives the same bytes.
std::string recorded(const CaseOptions& options) {
  return fhir::instant(options.as_of) ? options.as_of : options.now;
}

}  // namespace

std::string answer_assessed(const triage::Assessment& assessment, const fhir::Imported& imported,
                            std::string_view text, const KnowledgeBase& knowledge,
                            const CaseOptions& options) {
  switch (options.format) {
    case Format::text:
      return text_report({assessment, imported.ledger, knowledge});
    case Format::json:
      return fhir::export_assessment(assessment, imported.ledger) + '\n';
    case Format::fhir:
      return fhir::export_bundle(assessment, imported, knowledge,
                                 {.recorded = recorded(options), .input = text}) +
             '\n';
  }
  return {};
}

fhir::ImportOptions import_options(const CaseOptions& options) {
  return {.as_of = options.as_of, .setting = options.setting, .now = options.now};
}

Result<std::string> answer_imported(const fhir::Imported& imported, std::string_view text,
                                    const triage::Clinic& clinic, const CaseOptions& options) {
  const auto assessment = clinic.assessor().assess(imported.presentation, options.depth);
  if (!assessment) {
    return fail(assessment.error());
  }
  return answer_assessed(*assessment, imported, text, clinic.knowledge(), options);
}

Result<std::string> answer_case(const std::string& text, const triage::Clinic& clinic,
                                const CaseOptions& options) {
  return answer_case(text, clinic, fhir::Importer(clinic.knowledge()), options);
}

Result<std::string> answer_case(const std::string& text, const triage::Clinic& clinic,
                                const fhir::Importer& importer, const CaseOptions& options) {
  const auto imported = importer.import_case(text, import_options(options));
  if (!imported) {
    return fail(imported.error());
  }
  return answer_imported(*imported, text, clinic, options);
}

}  // namespace paraspinal::cli
