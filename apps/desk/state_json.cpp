// Entry points: call_json, call_back_json and state_json, at the end.

#include "apps/desk/state_json.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "apps/cli/interview_words.h"
#include "apps/desk/chart_answers.h"
#include "apps/desk/override_reasons.h"
#include "apps/desk/state_parts.h"
#include "apps/service/json_parts.h"
#include "apps/service/question.h"
#include "fhir/export_words.h"
#include "knowledge/triage/words.h"

namespace paraspinal::desk {
namespace {

using fhir::Json;
using fhir::words;
using knowledge::KnowledgeBase;
using knowledge::Urgency;
using service::list_of;

constexpr std::size_t most_questions = 40;

Json whole(std::int64_t number) {
  return Json::number_text(std::to_string(number));
}

Json or_null(const std::string& text) {
  return text.empty() ? Json() : words(text);
}

Json caller_json(const Caller& caller) {
  return Json::object({{"name", words(caller.name)},
                       {"telephone", words(caller.telephone)},
                       {"reference", words(caller.reference)},
                       {"is_the_person", Json::boolean(caller.is_the_person)}});
}

Json told_urgency(const Told& told) {
  return told.urgency
             ? Json::object({{"level", words(name(*told.urgency))},
                             {"name", words(urgency_name(*told.urgency, told.provisional))},
                             {"provisional", Json::boolean(told.provisional)}})
             : Json();
}

Json person_json(const triage::Presentation& presentation) {
  return Json::object(
      {{"age_years", presentation.age_years ? Json::number(*presentation.age_years) : Json()},
       {"sex", presentation.sex ? words(name(*presentation.sex)) : Json()}});
}

Json answer_json(const StandingAnswer& standing, const KnowledgeBase& knowledge) {
  const knowledge::Finding& finding = knowledge.findings[standing.given.finding];
  const knowledge::Answer& answer = standing.given.answer;
  return Json::object({{"finding", words(finding.id)},
                       {"name", words(finding.name)},
                       {"wording", words(cli::wording(finding))},
                       {"value", value_json(answer.value, finding)},
                       {"unit", words(cli::unit_words(finding))},
                       {"shown", words(cli::said_words(finding, answer.value))},
                       {"said_by", words(name_of(answer.by))},
                       {"at", words(standing.at)},
                       {"by", words(standing.by)},
                       {"revision", whole(standing.revision)},
                       {"origin", words(answer.origin)}});
}

// None while there is no assessment: nobody has judged what stands then.
Json overridden(const HeldCall& held) {
  const auto& chosen = held.facts.override_;
  if (!chosen || !held.now->assessment || !why_override_ended(held.facts).empty()) {
    return {};
  }
  return Json::object({{"level", words(name(chosen->urgency))},
                       {"name", words(urgency_name(chosen->urgency, false))},
                       {"by", words(chosen->by)},
                       {"at", words(chosen->at)},
                       {"reason", words(chosen->reason)},
                       {"reason_name", words(reason_name(chosen->reason))},
                       {"text", words(chosen->text)},
                       {"second", or_null(chosen->second)}});
}

Json inquiry(const HeldCall& held, const KnowledgeBase& knowledge) {
  if (!held.now->assessment) {
    return {};
  }
  auto json = fhir::parse_json(service::inquiry_json(held.now->inquiry, knowledge, most_questions));
  return json ? std::move(*json) : Json();
}

Json note_json(const Note& note) {
  return Json::object({{"text", words(note.text)}, {"at", words(note.at)}, {"by", words(note.by)}});
}

Json event_json(const PastEvent& event) {
  return Json::object({{"revision", whole(event.revision)},
                       {"kind", words(event.kind)},
                       {"at", words(event.at)},
                       {"by", words(event.by)},
                       {"words", words(event.words)}});
}

Json ledger(const CallFacts& facts, const KnowledgeBase& knowledge) {
  std::vector<LedgerLine> lines = ledger_lines(facts.chart);
  lines.insert(lines.end(), facts.ledger.begin(), facts.ledger.end());
  std::ranges::move(conflicts(facts, knowledge), std::back_inserter(lines));
  return list_of(lines, [](const LedgerLine& line) {
    return Json::object(
        {{"kind", words(line.kind)}, {"where", words(line.where)}, {"words", words(line.words)}});
  });
}

}  // namespace

std::string urgency_name(Urgency urgency, bool provisional) {
  if (provisional && urgency == Urgency::self_care) {
    return "Not yet safe to close";
  }
  std::string words = triage::spoken(urgency);
  words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

Json call_json(const CallLine& line) {
  const CallFacts& facts = line.facts;
  return Json::object(
      {{"id", words(facts.id)},
       {"opened_at", words(facts.opened_at)},
       {"opened_by", words(facts.opened_by)},
       {"closed_at", or_null(facts.closed_at)},
       {"setting", words(name(facts.setting))},
       {"is_open", Json::boolean(facts.is_open())},
       {"revision", whole(facts.revision)},
       {"caller", caller_json(facts.caller)},
       {"urgency", told_urgency(line.told)},
       {"contacts_7_days", whole(line.contacts_7_days)},
       {"is_repeat_contact", Json::boolean(line.contacts_7_days >= repeat_contacts)}});
}

Json call_back_json(const records::CallBack& call_back, const CallFacts& facts, const Told& told,
                    std::string_view now) {
  const auto content = fhir::parse_json(call_back.content);
  const auto text = [&content](const char* name) {
    const Json* value = content ? content->member(name) : nullptr;
    return value == nullptr ? words("") : words(value->text());
  };
  return Json::object(
      {{"id", whole(call_back.id)},
       {"call", words(call_back.call)},
       {"due_at", words(call_back.due_at)},
       {"why", text("why")},
       {"telephone", text("telephone")},
       {"caller", caller_json(facts.caller)},
       {"made_by", words(call_back.made_by)},
       {"made_at", words(call_back.made_at)},
       {"is_late", Json::boolean(call_back.done_at.empty() && call_back.due_at < now)},
       {"done_at", or_null(call_back.done_at)},
       {"outcome", or_null(call_back.outcome)},
       {"urgency", told_urgency(told)}});
}

Json state_json(const HeldCall& held, const Surroundings& around, const KnowledgeBase& knowledge) {
  const CallFacts& facts = held.facts;
  const Told& told = facts.told;
  std::vector<Json::Member> members;  // moved, not listed: a list is copied whole
  members.emplace_back("call", call_json({facts, told, around.contacts_7_days}));
  members.emplace_back("knowledge", Json::object({{"version", words(knowledge.version)},
                                                  {"hash", words(knowledge.hash)}}));
  members.emplace_back("software", words(around.software));
  members.emplace_back("person", person_json(held.now->presentation));
  members.emplace_back("answers", list_of(facts.answers, [&](const auto& standing) {
                         return answer_json(standing, knowledge);
                       }));
  members.emplace_back("urgency", urgency_json(held, knowledge));
  members.emplace_back("changed", changed_json(held));
  members.emplace_back("overridden", overridden(held));
  members.emplace_back("override_ended", words(told.override_ended));
  members.emplace_back("interrupt", interrupt_json(held, knowledge));
  members.emplace_back("gates", gates_json(held, knowledge));
  members.emplace_back("inquiry", inquiry(held, knowledge));
  members.emplace_back("causes", causes_json(*held.now));
  members.emplace_back("advice", advice_json(*held.now, knowledge));
  members.emplace_back("notes", list_of(facts.notes, note_json));
  members.emplace_back("call_backs", list_of(around.call_backs, [&](const auto& due) {
                         return call_back_json(due, facts, told, around.now);
                       }));
  members.emplace_back("events", list_of(facts.events, event_json));
  members.emplace_back("refusal", words(held.now->assessment ? "" : held.now->refusal));
  members.emplace_back("before_refusal", before_refusal_json(held, knowledge));
  members.emplace_back("knowledge_changed", knowledge_changed_json(held));
  members.emplace_back("chart", chart_json(facts));
  members.emplace_back("ledger", ledger(facts, knowledge));
  return Json::object(std::move(members));
}

}  // namespace paraspinal::desk
