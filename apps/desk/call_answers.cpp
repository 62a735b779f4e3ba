#include "apps/desk/call_answers.h"

#include <algorithm>

#include "apps/desk/desk_schemas.h"
#include "apps/desk/state_json.h"
#include "apps/service/error_answer.h"
#include "fhir/export_words.h"

namespace paraspinal::desk {
namespace {

using fhir::Json;
using fhir::words;
using service::Access;
using service::error_answer;
using service::HttpAnswer;
using service::json_answer;
using service::Route;

Json error_json(std::string_view kind, std::string_view message) {
  return Json::object({{"kind", words(kind)}, {"message", words(message)}});
}

engine::Result<Json> state_of(const Asked& asked, const HeldCall& held) {
  CallBook& book = asked.desk.calls;
  const auto contacts = book.contacts_7_days(held.facts.id, held.facts.opened_at);
  if (!contacts) {
    return engine::fail(contacts.error());
  }
  Surroundings around{
      .now = asked.serving.now, .software = asked.serving.version, .contacts_7_days = *contacts};
  if (held.facts.promised > 0) {
    auto call_backs = book.calls().call_backs_of(held.facts.id);
    if (!call_backs) {
      return engine::fail(call_backs.error());
    }
    around.call_backs = std::move(*call_backs);
  }
  return desk::state_json(held, around, asked.serving.clinic->knowledge());
}

// Who is told what a call says, and has not just changed it, reads it.
engine::Result<void> audit_telling(const Asked& asked, const Changed& changed) {
  if (changed.outcome == Outcome::done && !changed.was_done_before) {
    note_telling(asked, *changed.held);
    return {};
  }
  return audit_reading(asked, *changed.held, records::call_read);
}

HttpAnswer conflict(std::string_view kind, std::string_view message,
                    std::vector<Json::Member> more) {
  std::vector<Json::Member> members = {{"error", error_json(kind, message)}};
  std::ranges::move(more, std::back_inserter(members));
  return json_answer(409, write_json(Json::object(std::move(members))) + '\n');
}

}  // namespace

HttpAnswer state_answer(const Asked& asked, int status, const HeldCall& held,
                        std::vector<Json::Member> more) {
  const auto state = state_of(asked, held);
  if (!state) {
    return failed(state.error());
  }
  if (more.empty()) {
    return json_answer(status, write_json(*state) + '\n');
  }
  std::vector<Json::Member> members(state->members().begin(), state->members().end());
  std::ranges::move(more, std::back_inserter(members));
  return json_answer(status, write_json(Json::object(std::move(members))) + '\n');
}

HttpAnswer changed_answer(const Asked& asked, const engine::Result<Changed>& changed,
                          std::vector<Json::Member> more) {
  if (!changed) {
    return failed(changed.error());
  }
  const bool tells = changed->outcome == Outcome::done || changed->outcome == Outcome::behind;
  if (const auto audited = tells ? audit_telling(asked, *changed) : engine::Result<void>();
      !audited) {
    return failed(audited.error());
  }
  switch (changed->outcome) {
    case Outcome::done:
      return state_answer(asked, 200, *changed->held, std::move(more));
    case Outcome::closed:
      return conflict("closed", "the call is closed: open it again first", {});
    case Outcome::open:
      return conflict("open", "the call is open already", {});
    case Outcome::behind:
      break;
  }
  auto state = state_of(asked, *changed->held);
  if (!state) {
    return failed(state.error());
  }
  std::vector<Json::Member> members;
  members.emplace_back("state", std::move(*state));
  return conflict("behind", "another page has added to this call: see its state, then try again",
                  std::move(members));
}

std::string read_request(BodyReader& body) {
  constexpr std::size_t most = 100;
  std::string request = body.text("request", most);
  const bool plain = std::ranges::all_of(request, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  });
  if (!plain) {
    body.wrong("request", "a UUID, the same one when the same wish is sent again");
  }
  return request;
}

Wish read_wish(BodyReader& body, std::string kind) {
  Wish wish;
  wish.kind = std::move(kind);
  wish.request = read_request(body);
  wish.revision = body.whole("revision");
  return wish;
}

engine::Result<std::shared_ptr<const HeldCall>> call_of(const Asked& asked) {
  return asked.desk.calls.read(asked.request.captured.at("id"), asked.serving.clinic);
}

engine::Result<std::shared_ptr<const HeldCall>> read_call(const Asked& asked,
                                                          std::string_view kind) {
  return call_of(asked).and_then([&](const std::shared_ptr<const HeldCall>& held) {
    return audit_reading(asked, *held, kind).map([&] { return held; });
  });
}

Route reading_route(const SharedDesk& desk, std::string path, std::string summary,
                    SignedIn answer) {
  const bool of_one = path.find('{') != std::string::npos;
  return {.method = "GET",
          .path = std::move(path),
          .summary = std::move(summary),
          .tag = "desk",
          .access = Access::session,
          .statuses = of_one ? std::vector<int>{200, 403, 404} : std::vector<int>{200, 403},
          .answer = signed_in(desk, {.who = Who::call_takers}, std::move(answer))};
}

Route changing_route(const SharedDesk& desk, std::string path, std::string summary,
                     std::string request_schema, SignedIn answer) {
  return {.method = "POST",
          .path = std::move(path),
          .summary = std::move(summary),
          .tag = "desk",
          .access = Access::session,
          .consumes = {"application/json"},
          .statuses = {200, 400, 403, 404, 409, 413, 422},
          .request_schema = std::move(request_schema),
          .response_schema = state_schema(),
          .answer = signed_in(desk, {.who = Who::call_takers, .changes = true}, std::move(answer))};
}

}  // namespace paraspinal::desk
