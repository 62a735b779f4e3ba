// Entry points: begun and with, at the end.

#include "apps/desk/call_facts.h"

#include <algorithm>
#include <span>
#include <utility>

#include "apps/cli/interview_words.h"
#include "apps/desk/chart_answers.h"
#include "apps/desk/override_reasons.h"
#include "fhir/export_words.h"
#include "knowledge/triage/words.h"

namespace paraspinal::desk {
namespace {

using fhir::Json;
using fhir::words;
using knowledge::KnowledgeBase;
using records::CallEvent;

std::string text_of(const Json& json, std::string_view name) {
  const Json* value = json.member(name);
  return value == nullptr ? "" : std::string(value->text());
}

bool truth_of(const Json& json, std::string_view name) {
  const Json* value = json.member(name);
  return value != nullptr && value->truth();
}

std::string and_text(const std::string& words, const std::string& text) {
  return text.empty() ? words : words + ": " + text;
}

void forget(std::vector<StandingAnswer>& answers, knowledge::FindingId finding) {
  std::erase_if(answers, [finding](const StandingAnswer& standing) {
    return standing.given.finding == finding;
  });
}

const StandingAnswer* find(const std::vector<StandingAnswer>& answers,
                           knowledge::FindingId finding) {
  const auto found = std::ranges::find_if(answers, [finding](const StandingAnswer& standing) {
    return standing.given.finding == finding;
  });
  return found == answers.end() ? nullptr : &*found;
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
    facts.override_.reset();
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

// Takes what the event says; gives it in words.
std::string take(CallFacts& facts, const CallEvent& event, const Json& content,
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

Json parsed(std::string_view text) {
  auto json = fhir::parse_json(text);
  return json ? std::move(*json) : Json::object({});
}

// Of older events only the urgency was kept.
Told told_after(const Told& before, const Json& content) {
  const auto told = told_within(content);
  if (!told || !told->knowledge.empty()) {
    return told.value_or(before);
  }
  Told next = before;
  next.urgency = told->urgency;
  next.provisional = told->provisional;
  return next;
}

}  // namespace

bool changes_answers(std::string_view kind) {
  return kind == "answers" || kind == "undo" || kind == "chart";
}

std::vector<LedgerLine> conflicts(const CallFacts& facts, const KnowledgeBase& knowledge) {
  std::vector<LedgerLine> lines;
  if (facts.chart_person) {
    for (std::string& words : unlike(*facts.chart_person, facts.caller)) {
      lines.push_back({"conflict", "chart", std::move(words)});
    }
  }
  for (const StandingAnswer& of_chart : facts.of_chart) {
    const knowledge::Answer& old = of_chart.given.answer;
    const StandingAnswer* now = find(facts.answers, of_chart.given.finding);
    if (now != nullptr && now->given.answer.value != old.value) {
      const knowledge::Finding& finding = knowledge.findings[of_chart.given.finding];
      lines.push_back({"conflict", finding.name,
                       "the chart says " + cli::said_words(finding, old.value) + " (" + old.origin +
                           "), the answer says " +
                           cli::said_words(finding, now->given.answer.value) +
                           ": the answer stands"});
    }
  }
  return lines;
}

std::string start_text(const Caller& caller) {
  return write_json(Json::object(
      {{"caller", Json::object({{"name", words(caller.name)},
                                {"telephone", words(caller.telephone)},
                                {"reference", words(caller.reference)},
                                {"is_the_person", Json::boolean(caller.is_the_person)}})}}));
}

Caller caller_of(std::string_view start) {
  const Json json = parsed(start);
  const Json* caller = json.member("caller");
  if (caller == nullptr) {
    return {};
  }
  return {text_of(*caller, "name"), text_of(*caller, "telephone"), text_of(*caller, "reference"),
          truth_of(*caller, "is_the_person")};
}

CallFacts begun(const records::Call& call) {
  CallFacts facts;
  facts.id = call.id;
  facts.opened_at = call.at;
  facts.opened_by = call.by;
  facts.setting = knowledge::setting_from(call.setting).value_or(knowledge::Setting::telephone);
  facts.caller = caller_of(call.start);
  return facts;
}

CallFacts with(CallFacts facts, const CallEvent& event, const KnowledgeBase& knowledge) {
  const Json content = parsed(event.content);
  facts.revision = event.revision;
  std::string told = take(facts, event, content, knowledge);
  facts.told = told_after(facts.told, content);
  facts.events.push_back(
      {event.revision, event.kind, event.at, event.by, event.request, std::move(told)});
  return facts;
}

}  // namespace paraspinal::desk
