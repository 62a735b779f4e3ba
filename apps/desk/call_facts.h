#pragma once

// A call as its events tell it, before anything is concluded: who called, what was answered and by
// whom, notes, the override that stands. A fold: the facts and one more event give the next facts,
// and reading all events again gives the same.
//
//   CallFacts facts = begun(call, knowledge);
//   for (const records::CallEvent& event : events) facts = with(std::move(facts), event, knowledge);
//
// What an event says of findings that the knowledge no longer has is left out, and told in
// `ledger`: a call that was begun with older knowledge can still be read. The kinds of event:
//
//   chart        {"chart": TEXT}                    a FHIR bundle or a presentation
//   answers      {"answers": [said_answers.h]}
//   undo         {}                                 the last event of answers
//   note         {"text"}
//   override     {"urgency": WORD or null, "reason", "text", "second", "gates": [ID], "on": WORD}
//   acknowledged {"seen": [ID], "knowledge": bool}   red flags were seen; a lower urgency of newer
//                                                   knowledge was confirmed
//   call back    {"due_at", "why", "telephone"}
//   closed       {"repeated_back", "disposition_accepted", "text"}
//   opened again {}
//
// each with "told" (told.h), what the screen said after it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/cli/interview.h"
#include "apps/desk/chart_person.h"
#include "apps/desk/said_answers.h"
#include "apps/desk/told.h"
#include "apps/records/calls.h"
#include "fhir/import.h"
#include "fhir/json.h"

namespace paraspinal::desk {

struct Caller {
  std::string name = {};
  std::string telephone = {};
  std::string reference = {};  // the caller's record elsewhere: a number of a patient or a case
  bool is_the_person = true;

  bool operator==(const Caller&) const = default;
};

// An answer with where it stands in the call.
struct StandingAnswer {
  cli::GivenAnswer given;
  std::string at;
  std::string by;             // user
  std::int64_t revision = 0;  // of its event

  bool operator==(const StandingAnswer&) const = default;
};

struct Note {
  std::string text;
  std::string at;
  std::string by;

  bool operator==(const Note&) const = default;
};

// An urgency that a person chose beside the one that was concluded.
struct Override {
  knowledge::Urgency urgency = knowledge::Urgency::self_care;
  std::string reason;  // code (override_reasons.h)
  std::string text;
  std::string second;              // the other clinician; empty when none was needed
  std::vector<std::string> gates;  // that had fired then
  std::optional<knowledge::Urgency> on = std::nullopt;  // what was shown then
  std::string at;
  std::string by;
  std::string ended = {};  // by a person: words; empty while none has ended it

  bool operator==(const Override&) const = default;
};

struct PastEvent {
  std::int64_t revision = 0;
  std::string kind;
  std::string at;
  std::string by;
  std::string request;
  std::string words;

  bool operator==(const PastEvent&) const = default;
};

// Something to tell about the chart or about older answers.
struct LedgerLine {
  std::string kind;   // "used", "ignored", "unreadable", "error", "warning", "information",
                      // "conflict", "unmapped"
  std::string where;  // "Observation/7", or a finding's name
  std::string words;

  bool operator==(const LedgerLine&) const = default;
};

struct CallFacts {
  std::string id;
  std::string opened_at;
  std::string opened_by;
  knowledge::Setting setting = knowledge::Setting::telephone;
  Caller caller;
  std::int64_t revision = 0;
  std::string closed_at;  // empty while it is open

  std::vector<StandingAnswer> answers;  // one a finding, in the order they were last given
  std::vector<std::vector<StandingAnswer>> before;  // each event of answers that can be undone
  fhir::Ledger chart;                               // of the import
  std::string patient;                              // that a bundle named
  std::optional<ChartPerson> chart_person;          // whose chart it is
  std::vector<StandingAnswer> of_chart;             // what it said, whatever was answered since
  std::vector<LedgerLine> ledger;
  std::vector<Note> notes;
  std::optional<Override> override_;  // also one that has ended
  std::size_t promised = 0;           // call-backs
  bool repeated_back = false;
  bool disposition_accepted = false;
  Told told;
  std::vector<PastEvent> events;

  bool is_open() const { return closed_at.empty(); }
};

// Before the first event.
CallFacts begun(const records::Call& call);
CallFacts with(CallFacts facts, const records::CallEvent& event,
               const knowledge::KnowledgeBase& knowledge);

// In words; empty while the override stands, or without one.
const std::string& why_override_ended(const CallFacts& facts);

// True for the kinds of event after which the assessment is another.
bool changes_answers(std::string_view kind);

// Where the chart and an answer that stands say different things, and where the chart is unlike the
// caller.
std::vector<LedgerLine> conflicts(const CallFacts& facts,
                                  const knowledge::KnowledgeBase& knowledge);

// The beginning of a call as it is kept.
std::string start_text(const Caller& caller);
Caller caller_of(std::string_view start);

}  // namespace paraspinal::desk
