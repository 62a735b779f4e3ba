#include "apps/cli/person_export.h"

#include <vector>

#include "apps/records/calls.h"

namespace paraspinal::cli {

using engine::fail;
using engine::Result;
using fhir::Json;
using records::AuditLine;
using records::Call;
using records::CallBack;
using records::CallEvent;
using records::Calls;
using records::Records;

namespace {

Json number(std::int64_t value) {
  return Json::number_text(std::to_string(value));
}

Json stored(const std::string& text) {
  auto json = fhir::parse_json(text);
  return json ? std::move(*json) : Json::string(text);
}

Json when_there(const std::string& text) {
  return text.empty() ? Json() : Json::string(text);
}

Json of_event(const CallEvent& event) {
  return Json::object({{"revision", number(event.revision)},
                       {"kind", Json::string(event.kind)},
                       {"at", Json::string(event.at)},
                       {"by", Json::string(event.by)},
                       {"content", stored(event.content)}});
}

Json of_call_back(const CallBack& back) {
  return Json::object({{"due_at", Json::string(back.due_at)},
                       {"made_at", Json::string(back.made_at)},
                       {"made_by", Json::string(back.made_by)},
                       {"done_at", when_there(back.done_at)},
                       {"done_by", when_there(back.done_by)},
                       {"outcome", when_there(back.outcome)},
                       {"content", stored(back.content)}});
}

template <typename Item>
Json list_of(const std::vector<Item>& items, Json (*each)(const Item&)) {
  std::vector<Json> all;
  all.reserve(items.size());
  for (const Item& item : items) {
    all.push_back(each(item));
  }
  return Json::array(std::move(all));
}

Result<Json> of_call(const Calls& calls, const Call& call) {
  const auto events = calls.events(call.id);
  const auto backs = events ? calls.call_backs_of(call.id) : fail(events.error());
  if (!backs) {
    return fail(backs.error());
  }
  return Json::object({{"id", Json::string(call.id)},
                       {"opened_at", Json::string(call.at)},
                       {"opened_by", Json::string(call.by)},
                       {"setting", Json::string(call.setting)},
                       {"start", stored(call.start)},
                       {"closed_at", when_there(call.closed_at)},
                       {"events", list_of(*events, of_event)},
                       {"call_backs", list_of(*backs, of_call_back)}});
}

Result<Json> of_line(const Records& records, const AuditLine& line) {
  const auto payload = records.payload(line.number);
  if (!payload) {
    return fail(payload.error());
  }
  return Json::object({{"number", number(line.number)},
                       {"at", Json::string(line.at)},
                       {"kind", Json::string(line.kind)},
                       {"user", Json::string(line.user)},
                       {"knowledge_hash", Json::string(line.knowledge_hash)},
                       {"payload", *payload ? stored(**payload) : Json()}});
}

// What `each` makes of all items, or its first error.
template <typename Item, typename Each>
Result<Json> all_of(const Result<std::vector<Item>>& items, const Each& each) {
  if (!items) {
    return fail(items.error());
  }
  std::vector<Json> all;
  for (const Item& item : *items) {
    auto one = each(item);
    if (!one) {
      return one;
    }
    all.push_back(std::move(*one));
  }
  return Json::array(std::move(all));
}

}  // namespace

Result<Json> exported(Records& records, const std::string& person) {
  const Calls calls(records);
  auto held =
      all_of(calls.of_person(person), [&](const Call& call) { return of_call(calls, call); });
  auto lines = held ? all_of(records.lines_of(person),
                             [&](const AuditLine& line) { return of_line(records, line); })
                    : held;
  if (!lines) {
    return lines;
  }
  return Json::object({{"person", Json::string(person)},
                       {"calls", std::move(*held)},
                       {"audit", std::move(*lines)}});
}

}  // namespace paraspinal::cli
