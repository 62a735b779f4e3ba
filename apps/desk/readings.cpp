#include "apps/desk/readings.h"

#include <utility>

#include "apps/desk/session.h"
#include "fhir/export_words.h"

namespace paraspinal::desk {
namespace {

using engine::fail;
using engine::Result;
using fhir::Json;

// Appends it unless one like it was appended within the time.
Result<void> append_once(const Asked& asked, const std::string& what, const records::Event& event) {
  Readings& readings = asked.desk.readings;
  const std::string& user = asked.session.user.name;
  if (!readings.begins(user, what, asked.serving.now_seconds)) {
    return {};
  }
  const auto line = asked.desk.records().append(event);
  if (!line) {
    readings.take_back(user, what);
    return fail(line.error());
  }
  return {};
}

records::Event event_of(const Asked& asked, std::string_view kind, std::string person,
                        const Json& payload) {
  return {.at = asked.serving.now,
          .kind = std::string(kind),
          .person = std::move(person),
          .user = asked.session.user.name,
          .knowledge_hash = {},
          .payload = write_json(payload)};
}

// What came in since is another reading.
std::string key_of(const HeldCall& held, std::string_view kind) {
  return std::string(kind) + " " + held.facts.id + " " + std::to_string(held.facts.revision);
}

}  // namespace

bool Readings::begins(const std::string& user, const std::string& what, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  std::erase_if(last_, [now](const auto& one) { return now - one.second >= one_within_seconds; });
  return last_.emplace(std::pair(user, what), now).second;
}

void Readings::take_back(const std::string& user, const std::string& what) {
  const std::lock_guard lock(mutex_);
  last_.erase({user, what});
}

void note_telling(const Asked& asked, const HeldCall& held) {
  asked.desk.readings.begins(asked.session.user.name, key_of(held, records::call_read),
                             asked.serving.now_seconds);
}

Result<void> audit_reading(const Asked& asked, const HeldCall& held, std::string_view kind) {
  const std::string& call = held.facts.id;
  return asked.desk.calls.calls().person(call).and_then([&](const std::string& person) {
    return append_once(
        asked, key_of(held, kind),
        event_of(
            asked, kind, person,
            Json::object({{"call", fhir::words(call)},
                          {"revision", Json::number_text(std::to_string(held.facts.revision))}})));
  });
}

Result<void> audit_listing(const Asked& asked, std::string_view kind, std::size_t count) {
  return append_once(asked, std::string(kind),
                     event_of(asked, kind, "",
                              Json::object({{"count", Json::number_text(std::to_string(count))}})));
}

}  // namespace paraspinal::desk
