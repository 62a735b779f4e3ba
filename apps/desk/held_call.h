#pragma once

// A call with what follows from it: its facts, the assessment and the questions that the terminal
// would give for the same answers (cli/interview.h), and what stood before the last event, so that
// a change and a new red flag can be told.
//
//   HeldCall held = replayed(call, events, clinic);         // at most two assessments
//   held = after(held, event, clinic);                      // one, when the answers changed
//   held.now.assessment->urgency;   new_emergencies(held);
//
// Values; the same events give the same call.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/cli/interview.h"
#include "apps/desk/call_facts.h"
#include "apps/records/calls.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::desk {

// What was concluded at one time, as far as a later one is compared with it.
struct Conclusion {
  knowledge::Urgency urgency = knowledge::Urgency::self_care;
  std::vector<std::string> emergencies;  // gates fired for the emergency department or faster

  bool operator==(const Conclusion&) const = default;
};

struct HeldCall {
  CallFacts facts;
  // Null between events of one reading; made when it is asked for.
  std::shared_ptr<const cli::Interview> now;
  // Before the last event, where that changed the answers; nothing also when there was no
  // assessment then.
  std::optional<Conclusion> before;
  std::string knowledge_hash;
};

HeldCall replayed(const records::Call& call, const std::vector<records::CallEvent>& events,
                  const triage::Clinic& clinic);

// Requires that `held` was made with the same knowledge.
HeldCall after(const HeldCall& held, const records::CallEvent& event, const triage::Clinic& clinic);

// The gates for the emergency department or an ambulance that fired with the last event and not
// before; empty when that did not change the answers.
std::vector<const triage::Gate*> new_emergencies(const HeldCall& held);
std::vector<const triage::Gate*> fired_gates(const triage::Assessment& assessment);

Told told_by(const cli::Interview& now);

// Names of the gates that have fired since the override and ask for more than it does; an override
// with any of these has ended.
std::vector<std::string> gates_past(const Override& chosen, const triage::Assessment& assessment);

}  // namespace paraspinal::desk
