#include "tests/apps/example_report.h"

#include "tests/support/named_findings.h"

namespace paraspinal::apps_tests {
namespace {

// An arc with its source.
const knowledge::Tie tied{{"link"}, {}, {"pathway"}};

const knowledge::Citation of_the_pathway{"pathway", "page 3", "seen", "", "none"};

triage::RankedCondition ranked(std::string_view id, std::string_view name, double posterior,
                               double pretest) {
  triage::RankedCondition condition;
  condition.id = id;
  condition.name = name;
  condition.posterior = posterior;
  condition.pretest = pretest;
  condition.prior_citation = triage::Cited(of_the_pathway);
  return condition;
}

}  // namespace

ExampleReport::ExampleReport() {
  knowledge::Finding numb;
  numb.id = "numb";
  numb.name = "Numbness where one sits";
  numb.question = knowledge::Question{"Any numbness where you sit?", "", "", "", 5};
  knowledge.findings = knowledge::FindingTable({numb});
  knowledge::Source pathway;
  pathway.id = "pathway";
  pathway.citation = "A national pathway, 2023";
  knowledge.sources["pathway"] = pathway;

  assessment.age_years = 44.9;
  assessment.sex = knowledge::Sex::female;
  assessment.disposition_name = "Self-care at home";
  assessment.what_to_do = "Stay active.";
  assessment.safety_net = "Call again if numb.";
  assessment.knowledge_version = "2026.11.0";
  assessment.knowledge_hash = "3f9c";
  assessment.conditions = {ranked("strain", "Muscle strain", 0.62, 0.3),
                           ranked("cauda", "Cauda equina syndrome", 0.02, 0.0015)};
  assessment.conditions[1].must_not_miss = true;
  assessment.conditions[1].weights = {{0, 12.34, &tied}, {1, -0.8}};
  assessment.used = {{"numb", "present", "answers"}, {"fever", "absent", "answers"}};
}

triage::Gate gate_of(triage::GateState state, knowledge::Urgency urgency) {
  triage::Gate gate;
  gate.id = "rf_numb";
  gate.name = "Numbness that fires alone";
  gate.state = state;
  gate.urgency = urgency;
  gate.action = "Send in now.";
  gate.citation = triage::Cited(of_the_pathway);
  if (state == triage::GateState::fired) {
    gate.because = tests::named({"numb"});
  } else {
    gate.waiting_for = tests::named({"numb"});
  }
  return gate;
}

}  // namespace paraspinal::apps_tests
