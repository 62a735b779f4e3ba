// Entry points: begun and with, at the end.

#include "apps/desk/call_facts.h"

#include <algorithm>
#include <utility>

#include "apps/cli/interview_words.h"
#include "apps/desk/json_members.h"
#include "apps/desk/take_event.h"
#include "fhir/export_words.h"

namespace paraspinal::desk {
namespace {

using fhir::Json;
using fhir::words;
using knowledge::KnowledgeBase;
using records::CallEvent;

const StandingAnswer* find(const std::vector<StandingAnswer>& answers,
                           knowledge::FindingId finding) {
  const auto found = std::ranges::find_if(answers, [finding](const StandingAnswer& standing) {
    return standing.given.finding == finding;
  });
  return found == answers.end() ? nullptr : &*found;
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

const std::string& why_override_ended(const CallFacts& facts) {
  const bool by_person = facts.override_ && !facts.override_->ended.empty();
  return by_person ? facts.override_->ended : facts.told.override_ended;
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
  Taken taken = take_event(std::move(facts), event, content, knowledge);
  taken.facts.told = told_after(taken.facts.told, content);
  taken.facts.events.push_back(
      {event.revision, event.kind, event.at, event.by, event.request, std::move(taken.words)});
  return std::move(taken.facts);
}

}  // namespace paraspinal::desk
