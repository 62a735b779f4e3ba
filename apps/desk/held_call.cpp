#include "apps/desk/held_call.h"

#include <algorithm>
#include <functional>
#include <span>
#include <utility>

#include "apps/cli/interview_words.h"
#include "engine/require.h"
#include "knowledge/triage/words.h"

namespace paraspinal::desk {
namespace {

using knowledge::Urgency;
using records::CallEvent;
using triage::Gate;

std::shared_ptr<const cli::Interview> thought(const CallFacts& facts,
                                              const triage::Clinic& clinic) {
  triage::Presentation start;
  start.id = facts.id;
  start.as_of = facts.opened_at;
  start.setting = facts.setting;
  std::vector<cli::GivenAnswer> answers;
  answers.reserve(facts.answers.size());
  for (const StandingAnswer& standing : facts.answers) {
    answers.push_back(standing.given);
  }
  return std::make_shared<const cli::Interview>(
      cli::Interviewer(clinic).begin(std::move(start), std::move(answers)));
}

std::shared_ptr<const FiredAlone> alone_of(const cli::Interview& now,
                                           const triage::Clinic& clinic) {
  return now.assessment ? nullptr
                        : std::make_shared<const FiredAlone>(
                              fired_alone(now.presentation, clinic.knowledge()));
}

bool has(const std::vector<std::string>& ids, std::string_view id) {
  return std::ranges::find(ids, id) != ids.end();
}

// What stood before a refusal.
std::shared_ptr<const cli::Interview> assessed_before(const records::Call& call,
                                                      std::span<const CallEvent> events,
                                                      const triage::Clinic& clinic) {
  while (!events.empty()) {
    const bool changed = changes_answers(events.back().kind);
    events = events.first(events.size() - 1);
    if (changed) {
      CallFacts facts = begun(call);
      for (const CallEvent& event : events) {
        facts = with(std::move(facts), event, clinic.knowledge());
      }
      if (auto then = thought(facts, clinic); then->assessment) {
        return then;
      }
    }
  }
  return nullptr;
}

// A red flag above it that fires anew, or an urgency above it that rises over what it was made on,
// ends an override for good: whoever overrode had not seen it.
std::string why_ended(const Told& told, const HeldCall& held) {
  const Told& before = held.facts.told;
  const auto& chosen = held.facts.override_;
  if (!chosen || !chosen->ended.empty() || !before.override_ended.empty()) {
    return chosen ? before.override_ended : "";
  }
  const auto& seen = before.knowledge.empty() ? chosen->gates : before.fired;
  std::string fired;
  for (const Gate* gate : shown_gates(held)) {
    if (gate->urgency > chosen->urgency && !has(seen, gate->id)) {
      fired += (fired.empty() ? "" : "; ") + std::string(gate->name);
    }
  }
  if (!fired.empty()) {
    return "The override has ended, for a red flag fired after it: " + fired;
  }
  const bool rose = told.urgency && chosen->on && *told.urgency > *chosen->on;
  return rose && *told.urgency > chosen->urgency
             ? "The override has ended, for the urgency rose after it from " +
                   triage::spoken(*chosen->on) + " to " + triage::spoken(*told.urgency)
             : "";
}

// How soon, and whether a safety question, the clinician whom a call is handed over to or, of
// self-care, any question that is still to be asked may make it sooner.
struct HowSoon {
  std::optional<Urgency> urgency = std::nullopt;
  bool provisional = true;
};

bool is_provisional(const cli::Interview& call) {
  return call.assessment->provisional || cli::is_not_yet_an_answer(call);
}

// Without an assessment a red flag says it: the one before it, or one that fires alone.
HowSoon how_soon(const HeldCall& held, const std::vector<const Gate*>& gates) {
  const triage::Assessment* made = held.shown ? &*held.shown->assessment : nullptr;
  const bool stands = made != nullptr && (held.now->assessment || !fired_gates(*made).empty());
  if (gates.empty() || (stands && made->urgency >= gates.front()->urgency)) {
    return stands ? HowSoon{made->urgency, is_provisional(*held.shown)} : HowSoon{};
  }
  return {gates.front()->urgency, gates.front()->urgency < Urgency::emergency_department};
}

// What is shown now, after what was told before.
Told settled(const HeldCall& held, const knowledge::KnowledgeBase& knowledge) {
  const Told& before = held.facts.told;
  const auto gates = shown_gates(held);
  const HowSoon soon = how_soon(held, gates);
  Told told{.urgency = soon.urgency,
            .provisional = soon.provisional,
            .knowledge = knowledge.hash,
            .version = knowledge.version,
            .floor = before.floor};
  for (const Gate* gate : gates) {
    told.fired.emplace_back(gate->id);
    const bool is_seen = has(before.fired, gate->id) && !has(before.waiting, gate->id);
    if (gate->urgency >= Urgency::emergency_department && !is_seen) {
      told.waiting.emplace_back(gate->id);
    }
  }
  if (before.knowledge != knowledge.hash && told.urgency < before.urgency) {
    told.floor = Floor{*before.urgency, before.version};
  }
  if (told.floor && told.urgency < told.floor->urgency) {
    told.urgency = told.floor->urgency;
  }
  told.override_ended = why_ended(told, held);
  return told;
}

// What the facts before the last event told, with today's knowledge.
Told told_with(const CallFacts& facts, const triage::Clinic& clinic) {
  if (facts.told.knowledge == clinic.knowledge().hash) {
    return facts.told;
  }
  HeldCall then{facts,   thought(facts, clinic), nullptr,
                nullptr, std::nullopt,           clinic.knowledge().hash};
  then.shown = then.now->assessment ? then.now : nullptr;
  then.alone = alone_of(*then.now, clinic);
  return settled(then, clinic.knowledge());
}

}  // namespace

std::vector<const Gate*> fired_gates(const triage::Assessment& assessment) {
  std::vector<const Gate*> gates;
  for (const Gate& gate : assessment.gates) {
    if (gate.state == triage::GateState::fired) {
      gates.push_back(&gate);
    }
  }
  return gates;
}

std::vector<const Gate*> shown_gates(const HeldCall& held) {
  auto gates = held.shown ? fired_gates(*held.shown->assessment) : std::vector<const Gate*>();
  if (held.alone) {
    for (const Gate& gate : held.alone->gates) {
      std::erase_if(gates, [&gate](const Gate* before) { return before->id == gate.id; });
      gates.push_back(&gate);
    }
  }
  std::ranges::stable_sort(gates, std::greater{}, &Gate::urgency);
  return gates;
}

const std::vector<triage::UsedAnswer>& used_by(const Gate& gate, const HeldCall& held) {
  const bool is_alone = held.alone && std::ranges::find(held.alone->gates, gate.id, &Gate::id) !=
                                          held.alone->gates.end();
  return is_alone ? held.alone->used : held.shown->assessment->used;
}

std::vector<const Gate*> waiting_gates(const HeldCall& held) {
  auto gates = shown_gates(held);
  std::erase_if(gates,
                [&held](const Gate* gate) { return !has(held.facts.told.waiting, gate->id); });
  return gates;
}

HeldCall replayed(const records::Call& call, const std::vector<CallEvent>& events,
                  std::shared_ptr<const triage::Clinic> of) {
  const triage::Clinic& clinic = *of;
  const knowledge::KnowledgeBase& knowledge = clinic.knowledge();
  HeldCall held{begun(call),  nullptr,        nullptr,      nullptr,
                std::nullopt, knowledge.hash, std::move(of)};
  for (const CallEvent& event : events) {
    if (&event == &events.back() && changes_answers(event.kind)) {
      held.before = told_with(held.facts, clinic);
    }
    held.facts = with(std::move(held.facts), event, knowledge);
  }
  held.now = thought(held.facts, clinic);
  held.shown = held.now->assessment ? held.now : assessed_before(call, events, clinic);
  held.alone = alone_of(*held.now, clinic);
  held.facts.told = settled(held, knowledge);
  return held;
}

HeldCall after(const HeldCall& held, const CallEvent& event) {
  engine::require(held.clinic != nullptr && held.now != nullptr,
                  "a call goes on with the knowledge it was read with");
  const triage::Clinic& clinic = *held.clinic;
  HeldCall next{with(held.facts, event, clinic.knowledge()),
                held.now,
                held.shown,
                held.alone,
                std::nullopt,
                held.knowledge_hash,
                held.clinic};
  if (changes_answers(event.kind)) {
    next.before = held.facts.told;
    next.now = thought(next.facts, clinic);
    next.shown = next.now->assessment ? next.now : held.shown;
    next.alone = alone_of(*next.now, clinic);
  }
  next.facts.told = settled(next, clinic.knowledge());
  return next;
}

}  // namespace paraspinal::desk
