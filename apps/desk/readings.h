#pragma once

// What was read on the screens, as lines of the audit: who, when and which call; nothing that it
// says. A page asks for its call every few seconds, so one user who reads one thing, a call at one
// revision, is one line within a quarter of an hour.
//
//   audit_reading(asked, **held, records::call_read);   // "call read"
//   audit_listing(asked, "calls listed", 12);
//
// What cannot be written down is not given: the error is the answer then.

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "engine/result.h"

namespace paraspinal::desk {

struct Asked;
struct HeldCall;

// Remembers what was written down. Thread-safe; a restart forgets it, which costs a line.
class Readings {
 public:
  static constexpr std::int64_t one_within_seconds = std::int64_t{15} * 60;

  // True when there is no line of it within that time: the caller appends one. `now`: seconds since
  // 1970.
  bool begins(const std::string& user, const std::string& what, std::int64_t now);
  // It could not be appended.
  void take_back(const std::string& user, const std::string& what);

 private:
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::int64_t> last_;
};

// `kind`: of the line, one of records/calls.h. Filed under the call's person.
engine::Result<void> audit_reading(const Asked& asked, const HeldCall& held, std::string_view kind);
// The user was told the call by what changed it to this revision, which has its own line: no other
// is needed.
void note_telling(const Asked& asked, const HeldCall& held);
// Of a list, under nobody, with how many were in it.
engine::Result<void> audit_listing(const Asked& asked, std::string_view kind, std::size_t count);

}  // namespace paraspinal::desk
