#pragma once

// A call as the screens see it: CALL and STATE of API.md. Every word that is clinical is that of
// the assessment, the inquiry and the content; nothing is concluded here.
//
//   state_json(held, {.now = now, .contacts_7_days = 3, .call_backs = due, .software = "0.3.0"},
//              knowledge);

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "apps/desk/held_call.h"
#include "apps/records/calls.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::desk {

// What a state needs beside the call's own events.
struct Surroundings {
  std::string now;
  std::string software;
  std::int64_t contacts_7_days = 0;
  std::vector<records::CallBack> call_backs = {};  // of this call
};

// Three contacts in seven days: odds ratio 4.02 for a deterioration that was missed.
// source: design target, repeat contacts in telephone triage (see README.md).
inline constexpr std::int64_t repeat_contacts = 3;

// How a call stands in a list.
struct CallLine {
  const CallFacts& facts;  // answers may be missing
  Told told;
  std::int64_t contacts_7_days = 0;
};

fhir::Json call_json(const CallLine& line);
fhir::Json call_back_json(const records::CallBack& call_back, const CallFacts& facts,
                          const Told& told, std::string_view now);
fhir::Json state_json(const HeldCall& held, const Surroundings& around,
                      const knowledge::KnowledgeBase& knowledge);

// "Emergency department"; "Not yet safe to close" for self-care that is provisional.
std::string urgency_name(knowledge::Urgency urgency, bool provisional);

}  // namespace paraspinal::desk
