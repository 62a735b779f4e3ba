#pragma once

// What the exported FHIR resources of one bundle share: the answer they speak of, their ids, and
// how a person, a condition and a reference are written. Not for other folders: see export.h.

#include <string>
#include <string_view>
#include <vector>

#include "fhir/export.h"
#include "fhir/export_words.h"
#include "fhir/import.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::fhir {

// One bundle's content. The references outlive it.
struct Answered {
  const triage::Assessment& assessment;
  const Imported& imported;
  const knowledge::KnowledgeBase& knowledge;
  const ExportOptions& options;
  std::string fingerprint;  // names the whole assessment: ids differ as soon as an answer does
};

// The parts of a bundle that others refer to; gates and advice go by their own ids.
namespace part {
inline constexpr std::string_view impression = "impression";
inline constexpr std::string_view risk = "risk";
inline constexpr std::string_view contributors = "contributors";
inline constexpr std::string_view disposition = "disposition";
}  // namespace part

// The id of one part of the bundle ("bundle", "risk", a gate's id), and the full url of that part.
std::string identity(const Answered& answered, std::string_view part);
std::string url_of(const Answered& answered, std::string_view part);
// "urn:uuid:" and the resource's id.
std::string full_url(const Json& resource);
// A resource as an entry of a bundle, at that url.
Json bundle_entry(Json resource);

// A CodeableConcept by text alone.
Json concept_of(std::string_view text);
// A CodeableConcept of one code.
Json coded_concept(std::string_view system, std::string_view code, std::string_view display);
// A condition as a CodeableConcept: its codings for export, and always its name.
Json condition_concept(const knowledge::KnowledgeBase& knowledge, std::string_view id,
                       std::string_view name);
Json reference_to(std::string_view target);
// True of "Patient/7", a resource type and an id; false of other ways to name a resource.
bool is_reference(std::string_view text);
// The input's patient; by display only when it named none.
Json subject_reference(const Answered& answered);
// An Annotation.
Json note_of(std::string_view text);
// The resources of the input that stated any of these findings, each once.
std::vector<Json> origins(const Answered& answered, const std::vector<std::string_view>& findings);
// The resources of the input that gave a finding, each once.
std::vector<std::string> used_resources(const Answered& answered);
// FHIR has no empty strings: a member without text is left out.
void add_if_said(Members& members, std::string name, std::string_view text);

// FHIR has no empty arrays either.
void add_if_any(Members& members, std::string name, std::vector<Json> items);

// A RiskAssessment whose predictions are the ranked conditions, and one of the contributors, which
// co-exist with them and are no rivals.
Json risk_assessment(const Answered& answered);
Json contributors_assessment(const Answered& answered);
// A DetectedIssue for a fired gate, and one for advice that is withheld for what is known.
Json detected_issue(const Answered& answered, const triage::Gate& gate);
Json detected_issue(const Answered& answered, const triage::Advice& advice);
// True where what is known, and not only what is to be asked, stands against it.
bool is_contraindicated(const triage::Advice& advice);

}  // namespace paraspinal::fhir
