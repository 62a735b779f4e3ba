#include "tests/fhir/support/small_knowledge.h"

#include <optional>
#include <utility>

#include <gtest/gtest.h>

#include "fhir/reading.h"
#include "knowledge/base/load.h"

namespace paraspinal::fhir {

using knowledge::CodedResource;
using knowledge::CodeSystem;
using knowledge::Coding;
using knowledge::Finding;
using knowledge::FindingTable;
using knowledge::KnowledgeBase;
using knowledge::ValueType;

namespace {

Finding two_state(std::string id) {
  Finding finding;
  finding.id = std::move(id);
  return finding;
}

Finding quantity(std::string id, std::string unit, double lowest, double highest) {
  Finding finding = two_state(std::move(id));
  finding.value_type = ValueType::quantity;
  finding.unit = std::move(unit);
  finding.lowest = lowest;
  finding.highest = highest;
  return finding;
}

Finding of_type(std::string id, ValueType type, std::vector<std::string> states) {
  Finding finding = two_state(std::move(id));
  finding.value_type = type;
  finding.states = std::move(states);
  return finding;
}

Coding coding(CodeSystem system, std::string code, CodedResource resource, std::string target,
              std::optional<double> within_days = std::nullopt, std::string state = "") {
  Coding row;
  row.system = system;
  row.code = std::move(code);
  row.resource = resource;
  row.target = std::move(target);
  row.within_days = within_days;
  row.state = std::move(state);
  return row;
}

Coding prefix(Coding row) {
  row.prefix = true;
  return row;
}

knowledge::Implication defined(std::string_view rule, std::string_view then,
                               const FindingTable& findings) {
  return {knowledge::Rule::parse(rule, findings).value(), *findings.find(then), false, true,
          "test"};
}

// The rows of the kinds that tests do not write themselves.
void add_codes_of_the_content(KnowledgeBase& base) {
  const KnowledgeBase content = knowledge::load_embedded().value();
  for (const Coding& row : content.codings) {
    if (row.resource == CodedResource::allergen || row.resource == CodedResource::pregnancy_end ||
        row.resource == CodedResource::none_known || row.resource == CodedResource::empty_section) {
      base.codings.push_back(row);
    }
  }
}

KnowledgeBase made_small() {
  KnowledgeBase base;
  base.findings = FindingTable({
      two_state("saddle_anaesthesia"),
      two_state("fever"),
      two_state("pregnant"),
      two_state("smoker_current"),
      two_state("ex_smoker"),
      two_state("diabetes_known"),
      two_state("cancer_hx"),
      two_state("nsaid_use"),
      two_state("steroid_use"),
      quantity("temp_c", "Cel", 25, 45),
      quantity("sbp", "mm[Hg]", 30, 300),
      quantity("dbp", "mm[Hg]", 10, 200),
      quantity("pain_nrs", "1", 0, 10),
      quantity("crp", "mg/L", 0, 1000),
      quantity("gestational_age", "wk", 0, 45),
      of_type("urine_protein", ValueType::ordinal, {"negative", "trace", "1+", "2+"}),
      of_type("edd", ValueType::date, {}),
      of_type("lmp", ValueType::date, {}),
      two_state("postpartum"),
      two_state("asthma_nsaid"),
      two_state("nsaid_use_current"),
      two_state("anticoagulant_use"),
      two_state("corticosteroid_long"),
      two_state("known_aaa"),
      two_state("family_aaa"),
      two_state("crp_gt10"),
      two_state("crp_ge50"),
      two_state("back_complaint"),
      two_state("peptic_ulcer_hx"),
  });
  const auto snomed = CodeSystem::snomed;
  const auto loinc = CodeSystem::loinc;
  const auto condition = CodedResource::condition;
  const auto observation = CodedResource::observation;
  const auto medication = CodedResource::medication;
  const auto value = CodedResource::value;
  base.codings = {
      coding(snomed, "386661006", condition, "fever", 7),
      coding(snomed, "77386006", condition, "pregnant"),
      coding(snomed, "73211009", condition, "diabetes_known"),
      coding(snomed, "254837009", condition, "cancer_hx"),
      coding(snomed, "93761005", condition, "cancer_hx"),
      prefix(coding(CodeSystem::icd10cm, "C50", condition, "cancer_hx")),
      prefix(coding(CodeSystem::icd10cm, "E11.65", condition, "diabetes_known")),
      coding(loinc, "8310-5", observation, "temp_c", 2),
      coding(loinc, "8480-6", observation, "sbp", 2),
      coding(loinc, "8462-4", observation, "dbp", 2),
      coding(loinc, "72514-3", observation, "pain_nrs", 2),
      coding(loinc, "1988-5", observation, "crp", 30),
      coding(loinc, "18185-9", observation, "gestational_age", 300),
      coding(loinc, "49051-6", observation, "gestational_age", 300),
      coding(loinc, "11778-8", observation, "edd", 300),
      coding(loinc, "8665-2", observation, "lmp", 300),
      coding(loinc, "82810-3", observation, "pregnant", 300),
      coding(loinc, "20454-5", observation, "urine_protein", 7),
      coding(loinc, "72166-2", observation, "smoker_current", 730),
      coding(loinc, "72166-2", observation, "ex_smoker", 730),
      coding(snomed, "103287002", observation, "fever", 2, "absent"),
      coding(CodeSystem::rxnorm, "5640", medication, "nsaid_use"),
      coding(CodeSystem::rxnorm, "7258", medication, "nsaid_use"),
      prefix(coding(CodeSystem::atc, "M01A", medication, "nsaid_use")),
      coding(CodeSystem::rxnorm, "8640", medication, "steroid_use", 90),
      coding(CodeSystem::rxnorm, "3355", medication, "nsaid_use_current"),
      coding(CodeSystem::rxnorm, "11289", medication, "anticoagulant_use"),
      coding(snomed, "233985008", condition, "known_aaa"),
      coding(snomed, "161891005", condition, "back_complaint", 90),
      coding(snomed, "51868009", condition, "peptic_ulcer_hx"),
      coding(snomed, "77386006", value, "pregnant", std::nullopt, "present"),
      coding(snomed, "60001007", value, "pregnant", 30, "absent"),
      coding(snomed, "77176002", value, "smoker_current", std::nullopt, "present"),
      coding(snomed, "8517006", value, "smoker_current", std::nullopt, "absent"),
      coding(snomed, "8517006", value, "ex_smoker", std::nullopt, "present"),
      coding(snomed, "260407003", value, "urine_protein", std::nullopt, "trace"),
      coding(snomed, "373066001", value, "*", std::nullopt, "present"),
      coding(snomed, "373067005", value, "*", std::nullopt, "absent"),
  };
  add_codes_of_the_content(base);
  base.lasting = {*base.findings.find("peptic_ulcer_hx")};
  base.wider_than_code = {*base.findings.find("back_complaint")};
  base.implications = {defined("crp>10", "crp_gt10", base.findings),
                       defined("crp>=50", "crp_ge50", base.findings)};
  const auto id = [&](std::string_view name) { return *base.findings.find(name); };
  base.unit_conversions = {
      {id("temp_c"), "[degF]", 5.0 / 9.0, -160.0 / 9.0},
      {id("crp"), "mg/dL", 10, 0},
      {id("sbp"), "kPa", 7.500616827, 0},
      {id("gestational_age"), "d", 1.0 / 7.0, 0},
  };
  return base;
}

std::string_view fate_words(Fate fate) {
  switch (fate) {
    case Fate::used:
      return "used: ";
    case Fate::ignored:
      return "ignored: ";
    case Fate::unreadable:
      return "unreadable: ";
  }
  return "";
}

}  // namespace

const KnowledgeBase& small_knowledge() {
  static const KnowledgeBase base = made_small();
  return base;
}

engine::Result<Imported> import_text(std::string_view text) {
  return import_text(text, {"2026-01-31T10:00:00Z", std::nullopt});
}

engine::Result<Imported> import_text(std::string_view text, const ImportOptions& options) {
  return import_case(text, small_knowledge(), options);
}

Imported imported_of(engine::Result<Imported> result) {
  EXPECT_TRUE(result.has_value()) << result.error().message;
  return result ? std::move(*result) : Imported{};
}

std::string error_of_import(const engine::Result<Imported>& result) {
  return result ? "no error" : result.error().message;
}

const KnowledgeBase& embedded_knowledge() {
  static const auto loaded = knowledge::load_embedded();
  return loaded.value();
}

std::string patient_of(const std::string& id, const std::string& more) {
  return R"({"resourceType":"Patient","id":")" + id +
         R"(","gender":"female","birthDate":"1990-06-15")" + more + "}";
}

std::string diabetes_of(const std::string& id, const std::string& subject) {
  return R"({"resourceType":"Condition","id":")" + id + R"(","subject":{"reference":")" + subject +
         R"("},"code":{"coding":[{"system":"http://snomed.info/sct","code":"73211009"}]}})";
}

std::string bundle_of(const std::vector<std::string>& resources) {
  return bundle_of(
      R"({"resourceType": "Patient", "id": "1", "gender": "female", "birthDate": "1990-06-15"})",
      resources);
}

std::string bundle_of(const std::string& patient, const std::vector<std::string>& resources) {
  std::string text = R"({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": )";
  text += patient + "}";
  for (const std::string& resource : resources) {
    text += R"(, {"resource": )" + resource + "}";
  }
  return text + "]}";
}

Imported import_resources(const std::vector<std::string>& resources) {
  return imported_of(import_text(bundle_of(resources)));
}

std::string said(const Imported& imported, std::string_view finding) {
  const auto id = *small_knowledge().findings.find(finding);
  const auto place = imported.presentation.findings.find(id);
  return place == imported.presentation.findings.end()
             ? "not asked"
             : describe(place->second.value, small_knowledge().findings[id]);
}

std::string fate(const Imported& imported, std::string_view resource) {
  for (const LedgerEntry& entry : imported.ledger.entries) {
    if (entry.resource == resource) {
      return std::string(fate_words(entry.fate)) + entry.why;
    }
  }
  return "no such entry";
}

std::string issues(const Imported& imported) {
  std::string text;
  for (const Issue& issue : imported.ledger.issues) {
    text += issue.expression + " " + issue.diagnostics + "\n";
  }
  return text;
}

}  // namespace paraspinal::fhir
