// Entry point: audited_json. What it writes is read by read_audited.cpp.

#include "apps/cli/audited_assessment.h"

#include <string>
#include <utility>

#include "apps/cli/digest.h"
#include "apps/cli/said_by_name.h"
#include "fhir/export.h"
#include "fhir/export_words.h"

namespace paraspinal::cli {
namespace {

using fhir::Json;
using fhir::words;
using knowledge::Answer;
using knowledge::AnswerValue;
using knowledge::Finding;
using knowledge::KnowledgeBase;
using knowledge::Presence;

Json value_json(const AnswerValue& value, const Finding& finding) {
  if (const auto* quantity = std::get_if<knowledge::Quantity>(&value)) {
    return Json::number(quantity->value);
  }
  if (const auto* state = std::get_if<knowledge::State>(&value)) {
    return words(finding.states[state->index]);
  }
  if (const auto* day = std::get_if<knowledge::Day>(&value)) {
    return words(day->iso);
  }
  if (const auto* presence = std::get_if<Presence>(&value)) {
    return words(*presence == Presence::present ? "present" : "absent");
  }
  return words(std::holds_alternative<knowledge::Unknown>(value) ? "unknown" : "refused");
}

Json answer_json(const Answer& answer, const Finding& finding) {
  std::vector<Json::Member> members = {{"value", value_json(answer.value, finding)},
                                       {"by", words(said_by_name(answer.by))}};
  if (answer.at) {
    members.emplace_back("at", words(*answer.at));
  }
  members.emplace_back("origin", words(answer.origin));
  return Json::object(std::move(members));
}

Json presentation_json(const triage::Presentation& presentation, const KnowledgeBase& knowledge) {
  std::vector<Json::Member> members = {{"id", words(presentation.id)}};
  if (presentation.as_of) {
    members.emplace_back("as_of", words(*presentation.as_of));
  }
  members.emplace_back("setting", words(knowledge::name(presentation.setting)));
  if (presentation.age_years) {
    members.emplace_back("age_years", Json::number(*presentation.age_years));
  }
  if (presentation.sex) {
    members.emplace_back("sex", words(knowledge::name(*presentation.sex)));
  }
  std::vector<Json::Member> findings;
  for (const auto& [finding, answer] : presentation.findings) {
    const Finding& row = knowledge.findings[finding];
    findings.emplace_back(row.id, answer_json(answer, row));
  }
  members.emplace_back("findings", Json::object(std::move(findings)));
  return Json::object(std::move(members));
}

Json options_json(const triage::AssessOptions& options) {
  return Json::object({{"weights", Json::boolean(options.weights)},
                       {"fit", Json::boolean(options.fit)},
                       {"draws", Json::number_text(std::to_string(options.draws))},
                       {"seed", Json::number_text(std::to_string(options.seed))},
                       {"changes", Json::boolean(options.changes)}});
}

Json output_json(const AuditedOutput& output) {
  std::vector<Json> gates;
  for (const std::string& gate : output.gates) {
    gates.push_back(words(gate));
  }
  std::vector<Json> causes;
  for (const AuditedCause& cause : output.causes) {
    causes.push_back(
        Json::object({{"id", words(cause.id)}, {"posterior", Json::number(cause.posterior)}}));
  }
  return Json::object({{"urgency", words(knowledge::name(output.urgency))},
                       {"disposition", words(output.disposition)},
                       {"provisional", Json::boolean(output.provisional)},
                       {"gates", Json::array(std::move(gates))},
                       {"causes", Json::array(std::move(causes))},
                       {"sha256", words(output.sha256)}});
}

// The JSON of it, as if none had been made.
std::string without_draws(const triage::Assessment& assessment) {
  if (!assessment.uncertainty) {
    return fhir::export_assessment(assessment, {});
  }
  triage::Assessment without = assessment;
  without.uncertainty.reset();
  for (auto* const conditions : {&without.conditions, &without.contributors}) {
    for (triage::RankedCondition& condition : *conditions) {
      condition.interval.reset();
    }
  }
  return fhir::export_assessment(without, {});
}

}  // namespace

AuditedOutput audited_output(const triage::Assessment& assessment) {
  AuditedOutput output;
  output.urgency = assessment.urgency;
  output.disposition = assessment.disposition;
  output.provisional = assessment.provisional;
  output.sha256 = digest(without_draws(assessment));
  for (const triage::Gate& gate : assessment.gates) {
    if (gate.state == triage::GateState::fired) {
      output.gates.emplace_back(gate.id);
    }
  }
  for (const triage::RankedCondition& condition : assessment.conditions) {
    if (output.causes.size() < audited_causes) {
      output.causes.push_back({std::string(condition.id), condition.posterior});
    }
  }
  return output;
}

Json audited_json(const MadeFrom& made_from, const triage::Assessment& assessment,
                  const KnowledgeBase& knowledge) {
  return Json::object({{"input", presentation_json(made_from.input, knowledge)},
                       {"options", options_json(made_from.options)},
                       {"software", words(made_from.software)},
                       {"output", output_json(audited_output(assessment))}});
}

const Json* audited_within(const Json& payload) {
  for (const Json* const json : {&payload, payload.member("assessment")}) {
    if (json != nullptr && json->member("input") != nullptr && json->member("output") != nullptr &&
        json->member("software") != nullptr) {
      return json;
    }
  }
  return nullptr;
}

}  // namespace paraspinal::cli
