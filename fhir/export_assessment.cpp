// The entry point is export_assessment; its members are described in fhir/ASSESSMENT.md, in this
// order.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fhir/advice_words.h"
#include "fhir/export.h"
#include "fhir/export_words.h"
#include "fhir/json.h"
#include "knowledge/triage/hand_over.h"
#include "knowledge/triage/natural_frequency.h"
#include "knowledge/triage/strongest_first.h"

namespace paraspinal::fhir {
namespace {

// Of words of one kind.
template <typename Texts>
Json list(const Texts& texts) {
  std::vector<Json> items;
  for (const std::string_view text : texts) {
    items.push_back(Json::string(text));
  }
  return Json::array(std::move(items));
}

// An array with one object for each thing.
template <typename T, typename F>
Json list_of(const std::vector<T>& things, F to_json) {
  std::vector<Json> items;
  for (const T& thing : things) {
    items.push_back(to_json(thing));
  }
  return Json::array(std::move(items));
}

Json voice(const triage::Voice& voice) {
  return Json::object({{"urgency", words(name(voice.urgency))}, {"reasons", list(voice.reasons)}});
}

Json gate(const triage::Gate& gate) {
  return Json::object({{"id", words(gate.id)},
                       {"name", words(gate.name)},
                       {"state", words(name(gate.state))},
                       {"urgency", words(name(gate.urgency))},
                       {"disposition", words(gate.disposition)},
                       {"action", words(gate.action)},
                       {"rule", words(gate.rule)},
                       {"because", list(gate.because.ids())},
                       {"waiting_for", list(gate.waiting_for.ids())},
                       {"suspects", list(gate.suspects)},
                       {"source", words(gate.citation.source)},
                       {"locator", words(gate.citation.locator)},
                       {"verified", words(gate.citation.verified)},
                       {"sign_off", words(gate.citation.sign_off)}});
}

Json weight(const triage::Weight& weight, const triage::UsedAnswer& answer) {
  return Json::object({{"finding", words(answer.finding)},
                       {"state", words(answer.state)},
                       {"decibans", Json::number(weight.decibans)},
                       {"links", list(weight.tie->links)},
                       {"through", list(weight.tie->through)},
                       {"sources", list(weight.tie->sources)}});
}

Json interval(const triage::CredibleInterval& interval) {
  return Json::object({{"low", Json::number(interval.low)}, {"high", Json::number(interval.high)}});
}

Json condition(const triage::RankedCondition& condition,
               const std::vector<triage::UsedAnswer>& used) {
  return Json::object({{"id", words(condition.id)},
                       {"name", words(condition.name)},
                       {"role", words(name(condition.role))},
                       {"must_not_miss", Json::boolean(condition.must_not_miss)},
                       {"posterior", Json::number(condition.posterior)},
                       {"natural_frequency", words(triage::natural_frequency(condition.posterior))},
                       {"interval", condition.interval ? interval(*condition.interval) : Json()},
                       {"pretest", Json::number(condition.pretest)},
                       {"pretest_source", words(condition.prior_citation.source)},
                       {"pretest_verified", words(condition.prior_citation.verified)},
                       {"weights", list_of(triage::strongest_first(condition.weights),
                                           [&used](const triage::Weight* one) {
                                             return weight(*one, used[one->used]);
                                           })}});
}

Json advice(const triage::Advice& advice) {
  return Json::object({{"id", words(advice.id)},
                       {"kind", words(name(advice.kind))},
                       {"words", words(advice.words)},
                       {"position", words(advice.position)},
                       {"state", words(name(advice.state))},
                       {"conditions", list(advice.conditions)},
                       {"reasons", list_of(advice.reasons,
                                           [](const triage::AdviceReason& reason) {
                                             return Json::object(
                                                 {{"words", words(reason.words)},
                                                  {"rule", words(reason.rule)},
                                                  {"because", list(reason.because.ids())},
                                                  {"ask", list(reason.ask.ids())},
                                                  {"source", words(reason.citation.source)},
                                                  {"verified", words(reason.citation.verified)}});
                                           })},
                       {"unchecked", list(advice.unchecked)},
                       {"source", words(advice.citation.source)},
                       {"verified", words(advice.citation.verified)}});
}

Json unexplained(const triage::Unexplained& unexplained) {
  return Json::object({{"finding", words(unexplained.finding)},
                       {"by_chance", Json::number(unexplained.by_chance)}});
}

Json conflict(const triage::Conflict& conflict) {
  return Json::object(
      {{"nats", Json::number(conflict.nats)}, {"findings", list(conflict.findings)}});
}

Json uncertainty(const triage::Uncertainty& uncertainty) {
  std::vector<Json> urgencies;
  for (const auto& [urgency, share] : uncertainty.urgencies) {
    urgencies.push_back(
        Json::object({{"urgency", words(name(urgency))}, {"share", Json::number(share)}}));
  }
  return Json::object({{"draws", Json::number_text(std::to_string(uncertainty.draws))},
                       {"seed", Json::number_text(std::to_string(uncertainty.seed))},
                       {"p_urgency_differs", Json::number(uncertainty.p_urgency_differs)},
                       {"urgency_at_upper_ends", words(name(uncertainty.at_upper_ends))},
                       {"urgencies", Json::array(std::move(urgencies))}});
}

Json change(const triage::Change& change) {
  return Json::object({{"answers", list_of(change.answers,
                                           [](const triage::ChangedAnswer& answer) {
                                             return Json::object(
                                                 {{"finding", words(answer.finding)},
                                                  {"from", words(answer.from)},
                                                  {"to", words(answer.to)}});
                                           })},
                       {"urgency", words(name(change.urgency))},
                       {"probability", Json::number(change.probability)}});
}

Json person(const triage::Assessment& assessment) {
  return Json::object(
      {{"setting", words(name(assessment.setting))},
       {"age_years", assessment.age_years ? Json::number(*assessment.age_years) : Json()},
       {"sex", words(assessment.sex ? name(*assessment.sex) : "unknown")}});
}

Json import(const Ledger& ledger) {
  return Json::object(
      {{"resources", list_of(ledger.entries,
                             [](const LedgerEntry& entry) {
                               return Json::object({{"resource", words(entry.resource)},
                                                    {"fate", words(name(entry.fate))},
                                                    {"why", words(entry.why)}});
                             })},
       {"issues", list_of(ledger.issues,
                          [](const Issue& issue) {
                            return Json::object({{"severity", words(name(issue.severity))},
                                                 {"expression", words(issue.expression)},
                                                 {"diagnostics", words(issue.diagnostics)}});
                          })},
       {"unmapped_codes", list(ledger.unmapped_codes)},
       {"unmapped_units", list(ledger.unmapped_units)}});
}

}  // namespace

std::string export_assessment(const triage::Assessment& assessment, const Ledger& ledger) {
  const auto ranked = [&assessment](const triage::RankedCondition& one) {
    return condition(one, assessment.used);
  };
  std::vector<Json::Member> members = {
      {"id", words(assessment.id)},
      {"as_of", words(assessment.as_of)},
      {"person", person(assessment)},
      {"urgency", words(name(assessment.urgency))},
      {"contact_within",
       words(triage::is_left_open(assessment) ? "" : contact_within(assessment.urgency))},
      {"urgency_on_evidence", words(name(assessment.urgency_on_evidence))},
      {"provisional", Json::boolean(assessment.provisional)},
      {"disposition", words(assessment.disposition)},
      {"disposition_name", words(assessment.disposition_name)},
      {"what_to_do", words(assessment.what_to_do)},
      {"safety_net", words(assessment.safety_net)},
      {"voices", Json::object({{"gates", voice(assessment.gate_voice)},
                               {"expected_loss", voice(assessment.loss_voice)},
                               {"floor", voice(assessment.floor_voice)}})},
      {"losses", list_of(assessment.losses,
                         [](const triage::ExpectedLoss& loss) {
                           return Json::object({{"urgency", words(name(loss.urgency))},
                                                {"loss", Json::number(loss.loss)}});
                         })},
      {"gates", list_of(assessment.gates, gate)},
      {"conditions", list_of(assessment.conditions, ranked)},
      {"contributors", list_of(assessment.contributors, ranked)},
      {"log_evidence", Json::number(assessment.log_evidence)},
      {"unexplained", list_of(assessment.unexplained, unexplained)},
      {"conflict", assessment.conflict ? conflict(*assessment.conflict) : Json()},
      {"uncertainty", assessment.uncertainty ? uncertainty(*assessment.uncertainty) : Json()},
      {"changes", list_of(assessment.changes, change)},
      {"advice", list_of(assessment.advice, advice)},
      {"ask_first", list(assessment.ask_first)},
      {"not_assessed", list(assessment.not_assessed)},
      {"used", list_of(assessment.used,
                       [](const triage::UsedAnswer& used) {
                         return Json::object({{"finding", words(used.finding)},
                                              {"state", words(used.state)},
                                              {"origin", words(used.origin)}});
                       })},
      {"not_used",
       list_of(assessment.not_used,
               [](const triage::NotUsed& unused) {
                 return Json::object({{"what", words(unused.what)}, {"why", words(unused.why)}});
               })},
      {"conflicts", list(assessment.conflicts)},
      {"import", import(ledger)},
      {"knowledge", Json::object({{"version", words(assessment.knowledge_version)},
                                  {"hash", words(assessment.knowledge_hash)}})}};
  if (!assessment.handed_over.empty()) {
    members.emplace_back("handed_over", words(assessment.handed_over));
  }
  return write_json(Json::object(std::move(members)));
}

}  // namespace paraspinal::fhir
