#include "apps/records/call_box.h"

#include <initializer_list>
#include <utility>

#include "apps/records/chain.h"

namespace paraspinal::records {

namespace {

std::string joined(std::initializer_list<std::string_view> fields, std::int64_t number = 0) {
  std::string all;
  for (const std::string_view field : fields) {
    append_field(all, field);
  }
  append_number(all, number);
  return all;
}

std::string about_call(std::string_view id, const NewCall& call) {
  return joined({"paraspinal call 1", id, call.at, call.by, call.setting, call.request});
}

std::string about_event(std::string_view call, const CallEvent& event) {
  return joined({"paraspinal call event 1", call, event.kind, event.at, event.by, event.request},
                event.revision);
}

std::string about_call_back(std::string_view call, std::int64_t revision, std::string_view due_at) {
  return joined({"paraspinal call back 1", call, due_at}, revision);
}

}  // namespace

std::string call_box(const Key& key, std::string_view id, const NewCall& call) {
  std::string plain;
  append_field(plain, call.person);
  append_field(plain, call.start);
  return encrypt(key, plain, about_call(id, call));
}

std::optional<NewCall> whole_call(const Key& key, std::string_view id, NewCall call,
                                  std::string_view box) {
  const auto plain = decrypt(key, box, about_call(id, call));
  std::string_view left = plain ? std::string_view(*plain) : std::string_view();
  const auto person = take_field(left);
  const auto start = person ? take_field(left) : std::nullopt;
  if (!start || !left.empty()) {
    return std::nullopt;
  }
  call.person = *person;
  call.start = *start;
  return call;
}

std::string event_box(const Key& key, std::string_view call, const CallEvent& event) {
  return encrypt(key, event.content, about_event(call, event));
}

std::optional<std::string> event_content(const Key& key, std::string_view call,
                                         const CallEvent& event, std::string_view box) {
  return decrypt(key, box, about_event(call, event));
}

std::string call_back_box(const Key& key, std::string_view call, std::int64_t revision,
                          const Promise& promise) {
  return encrypt(key, promise.content, about_call_back(call, revision, promise.due_at));
}

std::optional<std::string> call_back_content(const Key& key, std::string_view call,
                                             std::int64_t revision, std::string_view due_at,
                                             std::string_view box) {
  return decrypt(key, box, about_call_back(call, revision, due_at));
}

std::string hash_of_call(std::string_view id, const NewCall& call) {
  return sha256(joined({about_call(id, call), call.person, call.start}));
}

std::string hash_of_event(std::string_view call, const CallEvent& event,
                          const std::optional<Promise>& promise) {
  const std::string about = about_event(call, event);
  return sha256(promise ? joined({about, event.content, promise->due_at, promise->content})
                        : joined({about, event.content}));
}

std::string hash_of_end(std::string_view call, std::int64_t call_back, std::string_view outcome,
                        std::string_view at, std::string_view by) {
  return sha256(joined({"paraspinal call back's end 1", call, outcome, at, by}, call_back));
}

}  // namespace paraspinal::records
