#pragma once

// A small answer written by hand, for the tests of the exports: no knowledge base, no network; and
// how its resources are looked into.

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "fhir/export.h"
#include "fhir/import.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::fhir_tests {

struct ExampleAssessment {
  ExampleAssessment();
  // An action that the numbness stands against; no part of the answer unless it is put there.
  triage::Advice withheld() const;

  triage::Assessment assessment;  // one fired and one open gate; two conditions
  fhir::Imported imported;        // Patient/p, of whom Observation/7 gave a finding
  knowledge::KnowledgeBase knowledge;
};

// What export_bundle makes of it, read back.
fhir::Json exported(const ExampleAssessment& example, const fhir::ExportOptions& options = {});
// The value at a path of member names and positions; null where there is none.
fhir::Json at(const fhir::Json& root, std::initializer_list<std::string> path);
// The resources of one type in a bundle, in order.
std::vector<fhir::Json> resources_of(const fhir::Json& bundle, std::string_view type);
// Every `reference` by urn:uuid inside a value.
void add_references(const fhir::Json& value, std::set<std::string>& found);

}  // namespace paraspinal::fhir_tests
