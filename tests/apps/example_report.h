#pragma once

// A small answer written by hand, for the tests of the text report: no knowledge base, no network.

#include "apps/cli/text_report.h"

namespace paraspinal::apps_tests {

struct ExampleReport {
  ExampleReport();

  std::string text() const { return cli::text_report({assessment, ledger, knowledge}); }

  triage::Assessment assessment;  // a self-care answer; two causes; nothing open
  fhir::Ledger ledger;
  knowledge::KnowledgeBase
      knowledge;  // the finding `numb` with a question, and the source `pathway`
};

// A gate of the example's finding and source.
triage::Gate gate_of(triage::GateState state, knowledge::Urgency urgency);

}  // namespace paraspinal::apps_tests
