#include "apps/desk/handover.h"

#include "apps/cli/interview_summary.h"
#include "apps/cli/text_layout.h"
#include "apps/desk/override_reasons.h"
#include "apps/desk/state_json.h"
#include "fhir/json.h"
#include "fhir/questionnaire_item.h"
#include "knowledge/triage/words.h"

namespace paraspinal::desk {
namespace {

using cli::wrapped;
using knowledge::Urgency;

std::string override_text(const HeldCall& held) {
  const auto& chosen = held.facts.override_;
  if (!chosen) {
    return "";
  }
  const std::string& ended = why_override_ended(held.facts);
  const std::string made = "to " + triage::spoken(chosen->urgency) + " by " + chosen->by +
                           (chosen->second.empty() ? "" : " with " + chosen->second) + ", " +
                           chosen->at + ": " +
                           and_text(std::string(reason_name(chosen->reason)), chosen->text);
  const bool stands = ended.empty() && held.now->assessment;
  return wrapped(made, "   Overridden   ") +
         (stands ? ""
                 : wrapped(ended.empty() ? "It does not stand without an assessment" : ended,
                           "                "));
}

// What stays in force where there is no assessment any more, and what fires all the same. What was
// concluded before without a red flag does not: it may have been of an empty call.
std::string before_refusal_text(const HeldCall& held) {
  if (held.now->assessment || !held.shown) {
    return "";
  }
  const triage::Assessment& before = *held.shown->assessment;
  const Told& told = held.facts.told;
  const bool was_urgent =
      !fired_gates(before).empty() || before.urgency >= Urgency::emergency_department;
  std::string text =
      (was_urgent ? wrapped(urgency_name(before.urgency, before.provisional), "   Before that  ")
                  : "") +
      (told.urgency && (!was_urgent || *told.urgency != before.urgency)
           ? wrapped(urgency_name(*told.urgency, told.provisional), "   By red flags ")
           : "");
  for (const triage::Gate* gate : shown_gates(held)) {
    text += wrapped(std::string(gate->name) + " (" + triage::spoken(gate->urgency) +
                        "): " + std::string(gate->action),
                    "   Red flag     ");
  }
  return text;
}

std::string knowledge_text(const HeldCall& held) {
  const auto& floor = held.facts.told.floor;
  return floor ? wrapped(triage::spoken(floor->urgency) + " was told with knowledge " +
                             floor->version + " and stands until a person confirms less",
                         "   Knowledge    ")
               : "";
}

std::string notes_text(const CallFacts& facts) {
  std::string text;
  for (const Note& note : facts.notes) {
    text += wrapped(note.text + " (" + note.by + ", " + note.at + ")", "   Note         ");
  }
  return text;
}

std::string call_backs_text(const std::vector<records::CallBack>& call_backs) {
  std::string text;
  for (const records::CallBack& due : call_backs) {
    const auto content = fhir::parse_json(due.content);
    const fhir::Json* why = content ? content->member("why") : nullptr;
    const std::string outcome = due.outcome.empty() ? "" : " (" + due.outcome + ")";
    text += wrapped(
        and_text("by " + due.due_at + outcome, why == nullptr ? "" : std::string(why->text())),
        "   Call back    ");
  }
  return text;
}

}  // namespace

std::string handover_text(const HeldCall& held, const std::vector<records::CallBack>& call_backs,
                          const knowledge::KnowledgeBase& knowledge) {
  return cli::summary_text(*held.now, knowledge) + before_refusal_text(held) + override_text(held) +
         knowledge_text(held) + notes_text(held.facts) + call_backs_text(call_backs);
}

fhir::Decisions decisions_of(const HeldCall& held, const knowledge::KnowledgeBase& knowledge) {
  fhir::Decisions decisions{.reason_system = fhir::canonical_of("CodeSystem/override-reason"),
                            .call = held.facts.id};
  for (const Note& note : held.facts.notes) {
    decisions.notes.push_back({note.text, note.at, note.by});
  }
  if (const auto& chosen = held.facts.override_) {
    const std::string& place = knowledge.urgency_advice.at(chosen->urgency).disposition;
    decisions.chosen =
        fhir::ChosenUrgency{.urgency = chosen->urgency,
                            .disposition_name = knowledge.dispositions.at(place).name,
                            .reason_code = chosen->reason,
                            .reason = std::string(reason_name(chosen->reason)),
                            .text = chosen->text,
                            .by = chosen->by,
                            .second = chosen->second,
                            .at = chosen->at,
                            .ended = why_override_ended(held.facts)};
  }
  return decisions;
}

}  // namespace paraspinal::desk
