#pragma once

// What a call, its events and its call-backs are encrypted as, and the hashes by which the audit
// holds them: the line of an event holds the event's hash (salted_payload's `attached`), so that
// Records::verify finds one that was changed or taken away. Pure functions. Internal to
// apps/records.
//
//   const std::string box = event_box(key, call.id, event);
//   event_content(key, call.id, event, box);          // nothing when anything of it is another

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "apps/records/calls.h"
#include "apps/records/crypto.h"

namespace paraspinal::records {

// What a promised call-back is made of, beside its event.
struct Promise {
  std::string_view due_at;
  std::string_view content;
};

// Person and start; each of the functions takes the rest as it stands readable in the file.
std::string call_box(const Key& key, std::string_view id, const NewCall& call);
// The call with them. Nothing when its box cannot be decrypted.
std::optional<NewCall> whole_call(const Key& key, std::string_view id, NewCall call,
                                  std::string_view box);

std::string event_box(const Key& key, std::string_view call, const CallEvent& event);
std::optional<std::string> event_content(const Key& key, std::string_view call,
                                         const CallEvent& event, std::string_view box);

std::string call_back_box(const Key& key, std::string_view call, std::int64_t revision,
                          const Promise& promise);
std::optional<std::string> call_back_content(const Key& key, std::string_view call,
                                             std::int64_t revision, std::string_view due_at,
                                             std::string_view box);

// SHA-256 of a call as it was opened, of an event with what it promises, of the end of a call-back.
std::string hash_of_call(std::string_view id, const NewCall& call);
std::string hash_of_event(std::string_view call, const CallEvent& event,
                          const std::optional<Promise>& promise);
std::string hash_of_end(std::string_view call, std::int64_t call_back, std::string_view outcome,
                        std::string_view at, std::string_view by);

}  // namespace paraspinal::records
