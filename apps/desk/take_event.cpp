// Entry point: take_event, at the end.

#include "apps/desk/take_event.h"

#include <algorithm>
#include <span>
#include <utility>

#include "apps/cli/interview_words.h"
#include "apps/desk/chart_answers.h"
#include "apps/desk/json_members.h"
#include "apps/desk/override_reasons.h"
#include "knowledge/triage/words.h"

namespace paraspinal::desk {
namespace {

using fhir::Json;
using knowledge::KnowledgeBase;
using records::CallEvent;

void forget(std::vector<StandingAnswer>& answers, knowledge::FindingId finding) {
  std::erase_if(answers, [finding](const StandingAnswer& standing) {
    return standing.given.finding == finding;
  });
}

// Several in one event were put in one breath: one question.
std::string take(CallFacts& facts, const std::vector<SaidAnswer>& answers, const CallEvent& event,
                 const KnowledgeBase& knowledge) {
  std::string told;
  cli::Put put = cli::Put::alone;
  for (const SaidAnswer& said : answers) {
    const knowledge::Finding& finding = knowledge.findings[said.finding];
    forget(facts.answers, said.finding);
    if (said.value) {
      facts.answers.push_back({{said.finding, {*said.value, said.by, std::nullopt, "answers"}, put},
                               event.at,
                               event.by,
                               event.revision});
      put = cli::Put::in_same_breath;
    }
    told += (told.empty() ? "" : "; ") + finding.name + ": " +
            (said.value ? cli::said_words(finding, *said.value) : "taken back");
  }
  return told;
}

std::string after_answers(CallFacts& facts, const CallEvent& event, const Json& content,
                          const KnowledgeBase& knowledge) {
  facts.before.push_back(facts.answers);
  const Json* list = content.member("answers");
  if (list == nullptr) {
    return "";
  }
  if (const auto all = read_said_answers(*list, knowledge)) {
    return take(facts, *all, event, knowledge);
  }
  std::vector<SaidAnswer> known;  // by itself each: the knowledge may have lost some of them
  for (const Json& item : list->items()) {
    auto one = read_said_answers(Json::array({item}), knowledge);
    if (one) {
      known.push_back(one->front());
    } else {
      facts.ledger.push_back({"ignored", text_of(item, "finding"), one.error().message});
    }
  }
  return take(facts, known, event, knowledge);
}

std::string after_undo(CallFacts& facts) {
  if (!facts.before.empty()) {
    facts.answers = std::move(facts.before.back());
    facts.before.pop_back();
  }
  return "The last answers were taken back";
}

std::string after_chart(CallFacts& facts, const CallEvent& event, const Json& content,
                        const KnowledgeBase& knowledge) {
  auto read = read_chart(text_of(content, "chart"), facts.setting, facts.opened_at, knowledge);
  if (!read) {
    facts.ledger.push_back({"error", "chart", read.error().message});
    return "A chart that cannot be read";
  }
  facts.chart = std::move(read->ledger);
  facts.patient = std::move(read->patient);
  facts.chart_person = std::move(read->person);
  for (cli::GivenAnswer& given : read->answers) {
    forget(facts.answers, given.finding);
    facts.answers.push_back({std::move(given), event.at, event.by, event.revision});
  }
  facts.of_chart = facts.answers;
  return "A chart with " + std::to_string(read->answers.size()) + " findings";
}

std::string after_override(CallFacts& facts, const CallEvent& event, const Json& content) {
  const auto urgency = knowledge::urgency_from(text_of(content, "urgency"));
  facts.told.override_ended.clear();
  if (!urgency) {
    if (facts.override_ && facts.override_->ended.empty()) {
      facts.override_->ended = "The override was ended by " + event.by + ", " + event.at;
    }
    return "The override was ended";
  }
  Override made{.urgency = *urgency,
                .reason = text_of(content, "reason"),
                .text = text_of(content, "text"),
                .second = text_of(content, "second"),
                .gates = {},
                .on = knowledge::urgency_from(text_of(content, "on")),
                .at = event.at,
                .by = event.by};
  if (const Json* gates = content.member("gates")) {
    for (const Json& gate : gates->items()) {
      made.gates.emplace_back(gate.text());
    }
  }
  made.on = made.on ? made.on : facts.told.urgency;
  const std::string words = "Overridden to " + triage::spoken(*urgency) + ": " +
                            std::string(reason_name(made.reason)) +
                            (made.second.empty() ? "" : ", with " + made.second);
  facts.override_ = std::move(made);
  return and_text(words, facts.override_->text);
}

std::string after_acknowledging(CallFacts& facts, const Json& content,
                                const KnowledgeBase& knowledge) {
  std::string seen;
  const Json* gates = content.member("seen");
  for (const Json& gate : gates == nullptr ? std::span<const Json>() : gates->items()) {
    const std::string id(gate.text());
    const auto flag = std::ranges::find(knowledge.red_flags, id, &knowledge::RedFlag::id);
    seen += (seen.empty() ? "Red flags seen: " : "; ") +
            (flag == knowledge.red_flags.end() ? id : flag->name);
    std::erase(facts.told.waiting, id);
  }
  if (truth_of(content, "knowledge")) {
    facts.told.floor.reset();
    seen += std::string(seen.empty() ? "" : ". ") + "What newer knowledge says was confirmed";
  }
  return seen;
}

std::string after_closing(CallFacts& facts, const CallEvent& event, const Json& content) {
  facts.closed_at = event.at;
  facts.repeated_back = truth_of(content, "repeated_back");
  facts.disposition_accepted = truth_of(content, "disposition_accepted");
  return and_text(std::string("Closed, the safety net ") +
                      (facts.repeated_back ? "repeated back" : "not repeated back") +
                      (facts.disposition_accepted ? "" : ", the disposition not accepted"),
                  text_of(content, "text"));
}

std::string words_of(CallFacts& facts, const CallEvent& event, const Json& content,
                     const KnowledgeBase& knowledge) {
  if (event.kind == "answers") {
    return after_answers(facts, event, content, knowledge);
  }
  if (event.kind == "undo") {
    return after_undo(facts);
  }
  if (event.kind == "chart") {
    return after_chart(facts, event, content, knowledge);
  }
  if (event.kind == "note") {
    facts.notes.push_back({text_of(content, "text"), event.at, event.by});
    return facts.notes.back().text;
  }
  if (event.kind == "override") {
    return after_override(facts, event, content);
  }
  if (event.kind == "acknowledged") {
    return after_acknowledging(facts, content, knowledge);
  }
  if (event.kind == "call back") {
    ++facts.promised;
    return and_text("To be called back by " + text_of(content, "due_at"), text_of(content, "why"));
  }
  if (event.kind == "closed") {
    return after_closing(facts, event, content);
  }
  if (event.kind == "opened again") {
    facts.closed_at.clear();
    return "Opened again";
  }
  return "";
}

}  // namespace

Taken take_event(CallFacts facts, const CallEvent& event, const Json& content,
                 const KnowledgeBase& knowledge) {
  std::string words = words_of(facts, event, content, knowledge);
  return {std::move(facts), std::move(words)};
}

}  // namespace paraspinal::desk
