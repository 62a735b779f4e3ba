#pragma once

// A small answer written by hand, for the tests of the exports: no knowledge base, no network.

#include "fhir/import.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::fhir_tests {

struct ExampleAssessment {
  ExampleAssessment();

  triage::Assessment assessment;  // one fired and one open gate; two conditions
  fhir::Imported imported;        // Patient/p, of whom Observation/7 gave a finding
  knowledge::KnowledgeBase knowledge;
};

}  // namespace paraspinal::fhir_tests
