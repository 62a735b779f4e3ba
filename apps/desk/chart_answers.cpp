#include "apps/desk/chart_answers.h"

#include <chrono>
#include <utility>

#include "apps/cli/interview_transcript.h"
#include "apps/desk/call_facts.h"
#include "fhir/export_words.h"
#include "fhir/import.h"
#include "fhir/json.h"
#include "fhir/primitives.h"

namespace paraspinal::desk {

engine::Result<Chart> read_chart(std::string_view text, knowledge::Setting setting,
                                 const std::string& opened_at,
                                 const knowledge::KnowledgeBase& knowledge) {
  auto imported = fhir::import_case(text, knowledge,
                                    {.as_of = opened_at, .setting = setting, .now = opened_at});
  if (!imported) {
    return engine::fail(imported.error());
  }
  Chart chart;
  chart.answers = cli::answers_of_person(imported->presentation, knowledge);
  for (cli::GivenAnswer& given : chart.answers) {
    given.answer.by = knowledge::SaidBy::record;
    given.answer.origin = imported->patient.empty() ? "chart" : imported->patient;
  }
  for (const auto& [finding, answer] : imported->presentation.findings) {
    knowledge::Answer of_chart = answer;
    if (of_chart.origin == "answers") {  // a presentation's own word
      of_chart.origin = "chart";
    }
    chart.answers.push_back({finding, std::move(of_chart)});
  }
  for (cli::GivenAnswer& given : chart.answers) {
    given.put = cli::Put::in_same_breath;  // nobody was asked: it is no question of the cap
  }
  chart.ledger = std::move(imported->ledger);
  chart.patient = std::move(imported->patient);
  chart.person = chart_person(text);
  chart.person.age_years = imported->presentation.age_years;
  chart.person.sex = imported->presentation.sex ? name(*imported->presentation.sex) : "";
  return chart;
}

engine::Result<void> check_time(std::string_view text, std::string_view now) {
  const auto json = fhir::parse_json(text);
  const fhir::Json* as_of =
      json && json->member("resourceType") == nullptr ? json->member("as_of") : nullptr;
  const auto given = as_of == nullptr ? std::nullopt : fhir::moment_from(as_of->text());
  const auto here = fhir::moment_from(now);
  if (!given || !here) {  // none, or one that the import refuses
    return {};
  }
  const bool is_of_today = given->first <= here->first + std::chrono::hours(24) &&
                           given->end >= here->first - std::chrono::hours(24);
  return is_of_today
             ? engine::Result<void>()
             : engine::fail(engine::ErrorKind::invalid_argument,
                            "as_of: " + std::string(as_of->text()) +
                                ": its answers are of another day: expected a presentation of the "
                                "last 24 hours, or a FHIR bundle, which is judged by its dates");
}

std::vector<LedgerLine> ledger_lines(const fhir::Ledger& ledger) {
  std::vector<LedgerLine> lines;
  for (const fhir::LedgerEntry& entry : ledger.entries) {
    lines.push_back({std::string(fhir::name(entry.fate)), entry.resource, entry.why});
  }
  for (const fhir::Issue& issue : ledger.issues) {
    lines.push_back({std::string(fhir::name(issue.severity)), issue.expression, issue.diagnostics});
  }
  for (const auto* unmapped : {&ledger.unmapped_codes, &ledger.unmapped_units}) {
    for (const std::string& code : *unmapped) {
      lines.push_back({"unmapped", code, "has no meaning here and was not used"});
    }
  }
  return lines;
}

}  // namespace paraspinal::desk
