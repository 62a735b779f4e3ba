#pragma once

// What the audit keeps of one assessment: all that went in, so that it can be made again, and what
// came out, so that the two can be compared.
//
//   const Assessment assessment = *clinic.assessor().assess(presentation, options);
//   payload = write_json(audited_json({presentation, options, "0.3.0"}, assessment, knowledge));
//   const auto past = read_audited(*parse_json(payload), knowledge);
//   clinic.assessor().assess(past->made_from.input, past->made_from.options);   // the same again
//
// Not for input from outside: `fhir/import.h` judges and converts, this gives back what was kept.
//
// The JSON: `{"input": PRESENTATION, "options": {"weights", "fit", "draws", "seed", "changes"},
// "software", "output": {"urgency", "disposition", "provisional", "gates": [IDs that fired],
// "causes": [{"id", "posterior"}], "sha256"}}`. PRESENTATION is the plain one (the README of fhir),
// each finding an object with `value`, `by`, `at` and `origin`; `by` may also be "derived".

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assess.h"
#include "knowledge/triage/assessment.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::cli {

// What an assessment was made from, beside the knowledge whose hash the audit's line names.
struct MadeFrom {
  triage::Presentation input;
  triage::AssessOptions options;
  std::string software;  // version of the program

  bool operator==(const MadeFrom&) const = default;
};

struct AuditedCause {
  std::string id;
  double posterior = 0;

  bool operator==(const AuditedCause&) const = default;
};

// The part of an assessment that is compared in words, and the hash of all of it.
struct AuditedOutput {
  knowledge::Urgency urgency = knowledge::Urgency::self_care;
  std::string disposition;  // id
  bool provisional = false;
  std::vector<std::string> gates;    // ids of those that fired, in the order of the assessment
  std::vector<AuditedCause> causes;  // likeliest first, at most `audited_causes`
  std::string sha256;  // of the JSON of the assessment without its draws, in hexadecimal

  bool operator==(const AuditedOutput&) const = default;
};

inline constexpr std::size_t audited_causes = 8;

struct AuditedAssessment {
  MadeFrom made_from;
  AuditedOutput output;

  bool operator==(const AuditedAssessment&) const = default;
};

// The hash is of fhir::export_assessment with an empty ledger, `uncertainty` and the intervals left
// out: it is the same with any number of draws.
AuditedOutput audited_output(const triage::Assessment& assessment);

// Requires findings of this knowledge base whose values are of its findings' types.
fhir::Json audited_json(const MadeFrom& made_from, const triage::Assessment& assessment,
                        const knowledge::KnowledgeBase& knowledge);

// Gives back exactly what was written, also with a later knowledge base that still has the
// findings. Errors: `invalid_argument` names the place, its value and what was expected;
// `not_found` a finding, or a state of one, that this knowledge base has no more.
engine::Result<AuditedAssessment> read_audited(const fhir::Json& json,
                                               const knowledge::KnowledgeBase& knowledge);

// The audited assessment in a payload of the audit: the payload itself, or its member
// `assessment`; null when it holds none. The payload must outlive what is given.
const fhir::Json* audited_within(const fhir::Json& payload);

}  // namespace paraspinal::cli
