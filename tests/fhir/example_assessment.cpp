#include "tests/fhir/example_assessment.h"

#include "tests/support/json_place.h"
#include "tests/support/named_findings.h"

namespace paraspinal::fhir_tests {
namespace {

const knowledge::Citation of_the_gate{"pathway", "page 3", "seen", "A", "none"};

triage::Gate gate_of(std::string_view id, triage::GateState state) {
  triage::Gate gate;
  gate.id = id;
  gate.name = "Numbness that fires alone";
  gate.state = state;
  gate.urgency = knowledge::Urgency::emergency_department;
  gate.action = "Send in now.";
  gate.rule = "numb";
  gate.because = tests::named({"numb"});
  gate.citation = triage::Cited(of_the_gate);
  return gate;
}

triage::RankedCondition ranked(std::string_view id, std::string_view name, double posterior,
                               double pretest) {
  triage::RankedCondition condition;
  condition.id = id;
  condition.name = name;
  condition.posterior = posterior;
  condition.pretest = pretest;
  return condition;
}

}  // namespace

ExampleAssessment::ExampleAssessment() {
  knowledge::Finding numb;
  numb.id = "numb";
  numb.name = "Numbness where one sits";
  knowledge.findings = knowledge::FindingTable({numb});
  knowledge::Source pathway;
  pathway.id = "pathway";
  pathway.citation = "A national pathway, 2023";
  pathway.url = "https://example.org/pathway";
  knowledge.sources["pathway"] = pathway;
  knowledge::Coding coding;
  coding.code = "192970008";
  coding.display = "Cauda equina syndrome";
  coding.resource = knowledge::CodedResource::exported;
  coding.target = "cauda";
  knowledge.codings = {coding};

  assessment.as_of = "2026-11-20T18:30Z";
  assessment.urgency = knowledge::Urgency::emergency_department;
  assessment.disposition = "ed";
  assessment.disposition_name = "Emergency department";
  assessment.gates = {gate_of("rf_numb", triage::GateState::fired),
                      gate_of("rf_open", triage::GateState::undecided)};
  assessment.conditions = {ranked("strain", "Name of strain", 0.35, 0.07),
                           ranked("cauda", "Name of cauda", 0.0005, 0.0001)};
  assessment.conditions[1].must_not_miss = true;
  assessment.used = {{"numb", "present", "Observation/7"}};
  assessment.knowledge_version = "2026.11.0";
  assessment.knowledge_hash = "3f9c";
  imported.patient = "Patient/p";
  imported.ledger.entries = {{"Observation/7", fhir::Fate::used, "numb"},
                             {"Condition/2", fhir::Fate::ignored, "entered in error"},
                             {"entry[3]", fhir::Fate::used, "sex"}};
}

triage::Advice ExampleAssessment::withheld() const {
  triage::Advice advice;
  advice.id = "tablet";
  advice.words = "Take a tablet.";
  advice.state = triage::AdviceState::withheld;
  advice.reasons = {
      {"It hides the numbness.", "numb", tests::named({"numb"}), {}, assessment.gates[0].citation}};
  return advice;
}

fhir::Json exported(const ExampleAssessment& example, const fhir::ExportOptions& options) {
  return fhir::parse_json(
             fhir::export_bundle(example.assessment, example.imported, example.knowledge, options))
      .value();
}

fhir::Json at(const fhir::Json& root, std::initializer_list<std::string> path) {
  const fhir::Json* const found = tests::at_place(root, path);
  return found == nullptr ? fhir::Json{} : *found;
}

std::vector<fhir::Json> resources_of(const fhir::Json& bundle, std::string_view type) {
  std::vector<fhir::Json> found;
  const fhir::Json entries = at(bundle, {"entry"});
  for (const fhir::Json& entry : entries.items()) {
    if (at(entry, {"resource", "resourceType"}).text() == type) {
      found.push_back(at(entry, {"resource"}));
    }
  }
  return found;
}

void add_references(const fhir::Json& value, std::set<std::string>& found) {
  for (const auto& item : value.items()) {
    add_references(item, found);
  }
  for (const auto& [name, member] : value.members()) {
    if (name == "reference" && member.text().starts_with("urn:uuid:")) {
      found.insert(std::string(member.text()));
    }
    add_references(member, found);
  }
}

}  // namespace paraspinal::fhir_tests
