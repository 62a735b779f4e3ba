#pragma once

// What the exported FHIR resources of one bundle share: the answer they speak of, their ids, and
// how a person, a condition and a reference are written. Not for other folders: see export.h.

#include <string>
#include <string_view>
#include <vector>

#include "fhir/import.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::fhir {

using Members = std::vector<Json::Member>;

// One bundle's content. The references outlive it.
struct Answered {
  const triage::Assessment& assessment;
  const Imported& imported;
  const knowledge::KnowledgeBase& knowledge;
  std::string fingerprint;  // the whole assessment as text: ids differ as soon as an answer does
};

// The id of one part of the bundle ("bundle", "risk", a gate's id).
std::string identity(const Answered& answered, std::string_view part);
// "urn:uuid:" and the resource's id.
std::string full_url(const Json& resource);

// A CodeableConcept by text alone.
Json concept_of(std::string_view text);
// A condition as a CodeableConcept: its codings for export, and always its name.
Json condition_concept(const knowledge::KnowledgeBase& knowledge, const std::string& id,
                       const std::string& name);
Json reference_to(std::string_view target);
// True of "Patient/7", a resource type and an id; false of other ways to name a resource.
bool is_reference(std::string_view text);
// The input's patient; by display only when it named none.
Json subject_reference(const Answered& answered);
// FHIR has no empty strings: a member without text is left out.
void add_if_said(Members& members, std::string name, std::string_view text);

// A RiskAssessment whose predictions are the ranked conditions.
Json risk_assessment(const Answered& answered);
// A DetectedIssue for a fired gate; `risk` is the full url of the risk assessment.
Json detected_issue(const Answered& answered, const triage::Gate& gate, const std::string& risk);

}  // namespace paraspinal::fhir
