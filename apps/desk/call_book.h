#pragma once

// Calls between the records and the routes: read, begun and changed, one event at a time. Each
// change is one event with one line of the audit, in one step on the disk; the state that is given
// back is that of the events that are there.
//
//   CallBook book(records, 64);
//   auto opened = book.open({.caller = caller, .setting = "telephone", .request = uuid}, moment);
//   auto changed = book.change(id, {.kind = "answers", .content = json, ...}, moment);
//   changed->outcome == Outcome::behind;   // nothing was done: another page has added something
//
// A wish that comes again, alike, is done once; with other content, another kind or from another
// user it is refused (records::other_wish). Thread-safe. Errors: those of records::Calls.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/desk/held_call.h"
#include "apps/desk/held_calls.h"
#include "apps/records/calls.h"
#include "engine/result.h"
#include "fhir/json.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::desk {

// With what, when and for whom.
struct Moment {
  std::shared_ptr<const triage::Clinic> clinic;
  std::string now;  // ISO time, UTC
  std::string user;
  std::string software;  // version
};

struct Opening {
  Caller caller;
  std::string setting;
  std::string request;
  std::string chart = {};  // a FHIR bundle or a presentation; may be empty
};

// A change that is wished.
struct Wish {
  std::string kind;  // of the event (call_facts.h)
  std::string request;
  std::int64_t revision = 0;  // that the page has
  std::vector<fhir::Json::Member> content = {};
  std::string due_at = {};  // of a call-back
};

// What came of a wish. `behind`: others have changed the call since the page read it. `closed`: it
// has to be opened again first; `open`: what is open is not opened again. Nothing was done but for
// the first.
enum class Outcome { done, behind, closed, open };

struct Changed {
  std::shared_ptr<const HeldCall> held;  // as it stands now
  Outcome outcome = Outcome::done;
  bool was_done_before = false;  // the same wish, sent again: nothing was done now
};

class CallBook {
 public:
  // The records must outlive this object. Holds so many calls in memory.
  CallBook(records::Records& records, std::size_t most_held) : calls_(records), held_(most_held) {}

  // Errors: also those of fhir::import_case, of the chart.
  engine::Result<std::shared_ptr<const HeldCall>> open(const Opening& opening,
                                                       const Moment& moment);
  engine::Result<std::shared_ptr<const HeldCall>> read(
      std::string_view id, const std::shared_ptr<const triage::Clinic>& clinic);
  // Errors: also `invalid_argument` for an undo where nothing was answered.
  engine::Result<Changed> change(const std::string& id, const Wish& wish, const Moment& moment);

  // What was told last in each of these calls, without a new assessment.
  engine::Result<Told> told(const records::Call& call,
                            const std::shared_ptr<const triage::Clinic>& clinic);
  // Calls about the same person that began in the seven days before this one, this one included.
  engine::Result<std::int64_t> contacts_7_days(std::string_view id, std::string_view opened_at);

  records::Calls& calls() { return calls_; }

 private:
  engine::Result<std::shared_ptr<const HeldCall>> read(
      const records::Call& call, const std::shared_ptr<const triage::Clinic>& clinic);
  engine::Result<Changed> added(const HeldCall& held, const Wish& wish, const Moment& moment);

  records::Calls calls_;
  HeldCalls held_;
};

}  // namespace paraspinal::desk
