#include "tests/apps/calls_fixture.h"

#include <algorithm>

namespace paraspinal::records {

std::string at_minute(int minute) {
  return "2026-11-26T10:" + std::string(minute < 10 ? "0" : "") + std::to_string(minute) + ":00Z";
}

NewCall call_about(const std::string& person, const std::string& request) {
  return {.person = person,
          .at = at_minute(0),
          .by = "amina",
          .setting = "telephone",
          .start = R"({"name":"Ms Example"})",
          .request = request};
}

Call opened(Calls& calls, const std::string& person, const std::string& request) {
  const auto call = calls.open(call_about(person, request));
  EXPECT_TRUE(call) << call.error().message;
  return call.value_or(Call{});
}

CallEvent event_of_kind(const std::string& kind, int number) {
  return {.revision = 0,
          .kind = kind,
          .at = at_minute(number),
          .by = "amina",
          .request = "request-" + std::to_string(number),
          .content = R"({"secret":)" + std::to_string(number) + "}"};
}

CallEvent answers(int number) {
  return event_of_kind("answers", number);
}

Event audited() {
  return {.at = {},
          .kind = "assessment",
          .person = {},
          .user = {},
          .knowledge_hash = "ef1339d1ed88",
          .payload = R"({"input":{},"output":{}})"};
}

void add(Calls& calls, const std::string& call, std::int64_t expected, const CallEvent& event) {
  const auto appended = calls.append(call, expected, event, audited());
  ASSERT_TRUE(appended) << appended.error().message;
  ASSERT_EQ(appended->what, Appended::What::added);
}

std::int64_t promised(Calls& calls, const std::string& call, std::int64_t expected, int number,
                      const std::string& due_at) {
  const auto made = calls.promise(call, expected, event_of_kind("call back", number), audited(),
                                  due_at, R"({"why":"looks again"})");
  EXPECT_TRUE(made) << made.error().message;
  const auto all = calls.call_backs_of(call);
  EXPECT_TRUE(all) << all.error().message;
  std::int64_t last = 0;
  for (const CallBack& one : *all) {
    last = std::max(last, one.id);
  }
  return last;
}

std::optional<std::int64_t> first_broken(const Records& records) {
  const auto state = records.verify();
  EXPECT_TRUE(state) << state.error().message;
  return state ? state->first_broken : std::optional<std::int64_t>(-1);
}

}  // namespace paraspinal::records
