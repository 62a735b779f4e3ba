#pragma once

// A call with what follows from it: its facts, the assessment and the questions that the terminal
// would give for the same answers (cli/interview.h), and what stood before the last event, so that
// a change can be told.
//
//   HeldCall held = replayed(call, events, clinic);
//   held = after(held, event);                      // one assessment, when the answers changed
//   held.facts.told.urgency;   waiting_gates(held);
//
// `facts.told` is what is shown now. What the last event told, perhaps with other knowledge, goes
// on in it: an urgency is not lowered by newer knowledge alone, an override that ended stays ended,
// and a red flag that nobody has acknowledged waits for it.
//
// Values; the same events give the same call.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/cli/interview.h"
#include "apps/desk/call_facts.h"
#include "apps/desk/fired_alone.h"
#include "apps/records/calls.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::desk {

struct HeldCall {
  CallFacts facts;
  // Null between events of one reading; made when it is asked for.
  std::shared_ptr<const cli::Interview> now;
  // The last that had an assessment: `now`, or what stood before a refusal; null when none had.
  std::shared_ptr<const cli::Interview> shown;
  // While `now` has no assessment: what fires all the same; else null.
  std::shared_ptr<const FiredAlone> alone;
  // Told before the last event, where that changed the answers.
  std::optional<Told> before;
  std::string knowledge_hash;
  // Whose content the assessments are told in, kept for as long as they are.
  std::shared_ptr<const triage::Clinic> clinic = nullptr;
};

HeldCall replayed(const records::Call& call, const std::vector<records::CallEvent>& events,
                  std::shared_ptr<const triage::Clinic> clinic);

// Goes on with the knowledge that `held` was read with.
HeldCall after(const HeldCall& held, const records::CallEvent& event);

std::vector<const triage::Gate*> fired_gates(const triage::Assessment& assessment);
// Those that fire, the fastest first; while there is no assessment, also those that fired before.
std::vector<const triage::Gate*> shown_gates(const HeldCall& held);
// The answers on which one of these was evaluated.
const std::vector<triage::UsedAnswer>& used_by(const triage::Gate& gate, const HeldCall& held);
// Of these, the ones for the emergency department or an ambulance that nobody has acknowledged
// since they began to fire.
std::vector<const triage::Gate*> waiting_gates(const HeldCall& held);

}  // namespace paraspinal::desk
