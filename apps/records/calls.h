#pragma once

// Calls and consultations as they were held: a list of events each (answers, notes, overrides,
// ...), never changed, only added to; and the call-backs that were promised. What an event says is
// the caller's own JSON, encrypted under the key of the person, with its line in the audit.
//
//   Calls calls(*records);
//   const auto call = calls.open({.person = "tel:+441632960001", .at = now, .by = "amina",
//                                 .start = json});
//   calls.append(call->id, 0, {.kind = "answers", .at = now, .by = "amina", .request = uuid,
//                              .content = json}, audited);
//   calls.events(call->id);   // in order: whoever reads them has the call again
//
// What append has answered is on the disk (see records.h). Thread-safe. Times are ISO times in UTC
// to the second, as 2026-11-26T10:00:00Z. Errors: those of the records; `not_found` for an unknown
// call; `invalid_argument` for a time, setting, kind or request that is not as described, and
// `other_wish`.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/records/records.h"
#include "engine/result.h"

namespace paraspinal::records {

// The whole message of the `invalid_argument` for a request that was another wish the first time:
// of another user, kind or content.
inline constexpr std::string_view other_wish =
    "request: stands for another wish already; expected a new one";

// Kinds of lines of the audit that tell who read a call: filed under its person, and forgotten with
// the last call about them.
inline constexpr std::string_view call_read = "call read";
inline constexpr std::string_view call_given_as_summary = "call given as summary";
inline constexpr std::string_view call_given_as_presentation = "call given as presentation";
inline constexpr std::string_view call_given_as_fhir = "call given as FHIR";

struct NewCall {
  std::string person;  // whom it is about, as for Event::person; empty: the call's own id
  std::string at;
  std::string by;       // user
  std::string setting;  // "telephone", "primary_care" or "emergency_department"
  std::string start;    // JSON: what is known before the first answer; encrypted
  std::string request;  // names this wish: sent again, alike but for `at`, it gives the same call
};

struct Call {
  std::string id;  // 32 hexadecimal digits of chance
  std::string at;
  std::string by;
  std::string setting;
  std::string start;
  std::string closed_at;      // empty while it is open
  std::int64_t revision = 0;  // number of the last event

  bool operator==(const Call&) const = default;
};

struct CallEvent {
  std::int64_t revision = 0;  // from 1, without gaps; made by append
  std::string kind;           // "answers", "note", "override", "closed", ...; readable in the file
  std::string at;
  std::string by;
  std::string request;  // names this wish: sent again, alike but for its time, it is not added
                        // twice; 1 to 100 bytes
  std::string content;  // JSON; encrypted

  bool operator==(const CallEvent&) const = default;
};

// What came of an append. `added` holds the revision that it has now, or had the first time.
// `behind`: others have added since `expected`; nothing was added, read the events anew.
struct Appended {
  enum class What { added, repeated, behind } what = What::added;
  std::int64_t revision = 0;  // of the event, or of the call when behind
};

struct CallBack {
  std::int64_t id = 0;
  std::string call;
  std::string due_at;
  std::string content;  // JSON: why, whom, which number; encrypted
  std::string made_at;
  std::string made_by;
  std::string done_at;  // empty while it is due
  std::string done_by;
  std::string outcome;  // "reached", "not_reached", "cancelled"; empty while it is due

  bool operator==(const CallBack&) const = default;
};

class Calls {
 public:
  // The records must outlive this object.
  explicit Calls(Records& records) : records_(&records) {}

  // Appends a line "call opened" to the audit.
  engine::Result<Call> open(const NewCall& call);
  // Adds the event when the call's revision is `expected`, and the audit's line with it: both or
  // none. `audited.person`, `at` and `user` may be empty: they are those of the call and the event;
  // another person than the call's is an error.
  // Errors: also `invalid_argument` for a closed call (but for the kind "opened again").
  engine::Result<Appended> append(std::string_view call, std::int64_t expected,
                                  const CallEvent& event, const Event& audited);
  engine::Result<Call> find(std::string_view call) const;
  // Whom it is about, as NewCall said.
  engine::Result<std::string> person(std::string_view call) const;
  // In order. After an erasure: `not_found`.
  engine::Result<std::vector<CallEvent>> events(std::string_view call) const;
  // Newest first.
  engine::Result<std::vector<Call>> open_calls(std::int64_t most) const;
  engine::Result<std::vector<Call>> closed_since(std::string_view at, std::int64_t most) const;
  // Oldest first.
  engine::Result<std::vector<Call>> of_person(std::string_view person) const;
  // How many calls about the same person began from `since` up to this one, this one included.
  engine::Result<std::int64_t> contacts(std::string_view call, std::string_view since) const;

  // In one step with an event of kind "call back" like append's.
  engine::Result<Appended> promise(std::string_view call, std::int64_t expected,
                                   const CallEvent& event, const Event& audited,
                                   std::string_view due_at, std::string_view content);
  // Soonest first; those done too when asked.
  engine::Result<std::vector<CallBack>> call_backs(bool done_too, std::int64_t most) const;
  // Of one call, those done too; soonest first.
  engine::Result<std::vector<CallBack>> call_backs_of(std::string_view call) const;
  // Appends a line "call back done" to the audit. The same outcome by the same user again is true
  // and nothing is written; false when another outcome or user came first, which stands. Errors:
  // `not_found` for an unknown one, `invalid_argument` for another outcome than those of CallBack.
  engine::Result<bool> done(std::int64_t call_back, std::string_view outcome, std::string_view at,
                            std::string_view by);

  // Forgets calls closed before a time whole, with their events and call-backs, who read them when
  // no other call about the person is left, and the people whom nothing else is about, as
  // `Records::erase` does; appends a line to the audit. Calls with a call-back that is not done
  // stay. Returns how many calls. Errors: also `corrupt` when Records::verify finds a line broken,
  // which it names with its call: nothing is forgotten then, for that would take away what tells of
  // the tampering.
  engine::Result<std::int64_t> forget_closed_before(std::string_view at, std::string_view now,
                                                    std::string_view by);

 private:
  Records* records_;
};

}  // namespace paraspinal::records
