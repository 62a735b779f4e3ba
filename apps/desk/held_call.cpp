#include "apps/desk/held_call.h"

#include <algorithm>
#include <utility>

#include "engine/require.h"

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

std::optional<Conclusion> conclusion_of(const cli::Interview& interview) {
  if (!interview.assessment) {
    return std::nullopt;
  }
  Conclusion conclusion{interview.assessment->urgency, {}};
  for (const Gate* gate : fired_gates(*interview.assessment)) {
    if (gate->urgency >= Urgency::emergency_department) {
      conclusion.emergencies.push_back(gate->id);
    }
  }
  return conclusion;
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

HeldCall replayed(const records::Call& call, const std::vector<CallEvent>& events,
                  const triage::Clinic& clinic) {
  HeldCall held{begun(call), nullptr, std::nullopt, clinic.knowledge().hash};
  for (const CallEvent& event : events) {
    const bool is_last = &event == &events.back();
    if (is_last && changes_answers(event.kind)) {
      held.now = thought(held.facts, clinic);
      return after(held, event, clinic);
    }
    held.facts = with(std::move(held.facts), event, clinic.knowledge());
  }
  held.now = thought(held.facts, clinic);
  return held;
}

HeldCall after(const HeldCall& held, const CallEvent& event, const triage::Clinic& clinic) {
  engine::require(held.knowledge_hash == clinic.knowledge().hash && held.now != nullptr,
                  "a call goes on with the knowledge it was read with");
  HeldCall next{with(held.facts, event, clinic.knowledge()), held.now, std::nullopt,
                held.knowledge_hash};
  if (changes_answers(event.kind)) {
    next.before = conclusion_of(*held.now);
    next.now = thought(next.facts, clinic);
  }
  return next;
}

std::vector<const Gate*> new_emergencies(const HeldCall& held) {
  std::vector<const Gate*> gates;
  const bool changed = !held.facts.events.empty() && changes_answers(held.facts.events.back().kind);
  if (!changed || !held.now->assessment) {
    return gates;
  }
  for (const Gate* gate : fired_gates(*held.now->assessment)) {
    const bool was = held.before && std::ranges::find(held.before->emergencies, gate->id) !=
                                        held.before->emergencies.end();
    if (gate->urgency >= Urgency::emergency_department && !was) {
      gates.push_back(gate);
    }
  }
  return gates;
}

Told told_by(const cli::Interview& now) {
  return now.assessment ? Told{now.assessment->urgency, now.assessment->provisional} : Told{};
}

std::vector<std::string> gates_past(const Override& chosen, const triage::Assessment& assessment) {
  std::vector<std::string> names;
  for (const Gate* gate : fired_gates(assessment)) {
    if (gate->urgency > chosen.urgency &&
        std::ranges::find(chosen.gates, gate->id) == chosen.gates.end()) {
      names.push_back(gate->name);
    }
  }
  return names;
}

}  // namespace paraspinal::desk
