#pragma once

// The walk of one case: import, assess, export. `assess` and `batch` both take it, so that they
// give the same answer.
//
//   const auto text = answer_case(json, clinic, {.format = Format::json});

#include <optional>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "fhir/import.h"
#include "fhir/importer.h"
#include "knowledge/base/context.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::cli {

enum class Format { text, json, fhir };

// All that an assessment can hold, with the usual number of draws.
inline constexpr triage::AssessOptions whole_depth = {
    .fit = true, .draws = 400, .seed = 1, .changes = true};

struct CaseOptions {
  std::optional<knowledge::Setting> setting = {};  // overrides the input's own
  std::string as_of = {};                          // ISO date or time; overrides the input's own
  std::string now = {};                            // for an input that states no time of its own
  Format format = Format::text;
  triage::AssessOptions depth = {};
};

// Text of many lines, or one line of JSON; with its end. Errors: those of fhir::import_case and of
// Assessor::assess.
engine::Result<std::string> answer_case(const std::string& text, const triage::Clinic& clinic,
                                        const CaseOptions& options);
// The same for many cases, by an importer of the clinic's knowledge.
engine::Result<std::string> answer_case(const std::string& text, const triage::Clinic& clinic,
                                        const fhir::Importer& importer, const CaseOptions& options);

// The same of a case that is imported already from `text`, which may be empty. Errors: those of
// Assessor::assess.
engine::Result<std::string> answer_imported(const fhir::Imported& imported, std::string_view text,
                                            const triage::Clinic& clinic,
                                            const CaseOptions& options);

// The same of a case that is assessed already.
std::string answer_assessed(const triage::Assessment& assessment, const fhir::Imported& imported,
                            std::string_view text, const knowledge::KnowledgeBase& knowledge,
                            const CaseOptions& options);

// What the options say of an import.
fhir::ImportOptions import_options(const CaseOptions& options);

}  // namespace paraspinal::cli
