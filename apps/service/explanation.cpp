#include "apps/service/explanation.h"

#include <algorithm>
#include <vector>

#include "apps/cli/knowledge_words.h"
#include "apps/service/json_parts.h"
#include "fhir/export_words.h"
#include "fhir/json.h"
#include "knowledge/triage/natural_frequency.h"

namespace paraspinal::service {
namespace {

using fhir::Json;
using fhir::words;
using knowledge::KnowledgeBase;

Json mechanism_json(const KnowledgeBase& knowledge, const std::string& id) {
  const auto found = std::ranges::find(knowledge.mechanisms, id, &knowledge::Mechanism::id);
  return Json::object(
      {{"id", words(id)}, {"name", words(found == knowledge.mechanisms.end() ? id : found->name)}});
}

Json link_json(const KnowledgeBase& knowledge, const std::string& id) {
  const auto found = std::ranges::find(knowledge.links, id, &knowledge::Link::id);
  const auto details = found == knowledge.links.end() ? std::vector<cli::Detail>()
                                                      : cli::link_details(knowledge, *found);
  return Json::object(
      {{"id", words(id)},
       {"details", list_of(details, [](const auto& detail) {
          return Json::object({{"label", words(detail.label)}, {"text", words(detail.text)}});
        })}});
}

Json weight_json(const triage::Weight& weight, const triage::UsedAnswer& used,
                 const KnowledgeBase& knowledge) {
  const auto finding = knowledge.findings.find(used.finding);
  return Json::object(
      {{"finding", words(used.finding)},
       {"name",
        words(finding ? std::string_view(knowledge.findings[*finding].name) : used.finding)},
       {"state", words(used.state)},
       {"origin", words(used.origin)},
       {"decibans", Json::number(weight.decibans)},
       {"through", list_of(weight.tie->through,
                           [&](const std::string& id) { return mechanism_json(knowledge, id); })},
       {"evidence", list_of(weight.tie->links,
                            [&](const std::string& id) { return link_json(knowledge, id); })},
       {"sources", list_of(weight.tie->sources,
                           [&](const std::string& id) { return source_json(id, knowledge); })}});
}

Json condition_json(const triage::RankedCondition& condition, const triage::Assessment& assessment,
                    const KnowledgeBase& knowledge) {
  const auto& interval = condition.interval;
  return Json::object(
      {{"id", words(condition.id)},
       {"name", words(condition.name)},
       {"role", words(fhir::name(condition.role))},
       {"must_not_miss", Json::boolean(condition.must_not_miss)},
       {"posterior", Json::number(condition.posterior)},
       {"natural_frequency", words(triage::natural_frequency(condition.posterior))},
       {"interval", interval ? Json::object({{"low", Json::number(interval->low)},
                                             {"high", Json::number(interval->high)}})
                             : Json()},
       {"pretest", Json::number(condition.pretest)},
       {"pretest_source", source_json(std::string(condition.prior_citation->source), knowledge)},
       {"weights", list_of(condition.weights, [&](const triage::Weight& weight) {
          return weight_json(weight, assessment.used[weight.used], knowledge);
        })}});
}

}  // namespace

engine::Result<std::string> explanation_json(const triage::Assessment& assessment,
                                             std::string_view condition,
                                             const KnowledgeBase& knowledge) {
  for (const auto* ranked : {&assessment.conditions, &assessment.contributors}) {
    const auto found = std::ranges::find(*ranked, condition, &triage::RankedCondition::id);
    if (found != ranked->end()) {
      return write_json(Json::object(
                 {{"condition", condition_json(*found, assessment, knowledge)},
                  {"urgency", words(name(assessment.urgency))},
                  {"knowledge", Json::object({{"version", words(assessment.knowledge_version)},
                                              {"hash", words(assessment.knowledge_hash)}})}})) +
             '\n';
    }
  }
  return engine::fail(engine::ErrorKind::invalid_argument,
                      "condition: " + std::string(condition) +
                          ": is not one that this person can have: expected one of the "
                          "assessment's conditions or contributors");
}

}  // namespace paraspinal::service
