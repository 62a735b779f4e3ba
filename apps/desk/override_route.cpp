#include "apps/desk/override_route.h"

#include <algorithm>
#include <utility>

#include "apps/desk/call_answers.h"
#include "apps/desk/desk_schemas.h"
#include "apps/desk/override_reasons.h"
#include "apps/service/error_answer.h"
#include "apps/service/json_parts.h"
#include "fhir/export_words.h"
#include "knowledge/triage/words.h"

namespace paraspinal::desk {
namespace {

using engine::Error;
using engine::ErrorKind;
using fhir::Json;
using fhir::words;
using knowledge::Urgency;
using service::error_answer;
using service::HttpAnswer;
using service::Route;

constexpr std::size_t most_reason_text = 2'000;

// Who else signs, as sent.
struct Second {
  std::string name;
  std::string password;
};

struct Wished {
  Wish wish;
  std::optional<Urgency> urgency;  // nothing ends the override
  std::string reason;
  std::string text;
  std::optional<Second> second;
};

std::optional<Second> read_second(BodyReader& body) {
  const Json* given = body.any("second");
  if (given == nullptr || given->kind() == Json::Kind::null) {
    return std::nullopt;
  }
  BodyReader reader(*given, "second");
  Second second{reader.text("name", 64), reader.text("password", 1'000)};
  if (auto error = reader.error()) {
    body.refuse(std::move(*error));
  }
  return second;
}

engine::Result<Wished> read_wished(BodyReader body) {
  Wished wished{read_wish(body, "override"), std::nullopt, "", "", std::nullopt};
  const Json* urgency = body.any("urgency");
  const bool ends = urgency != nullptr && urgency->kind() == Json::Kind::null;
  wished.urgency = urgency == nullptr ? std::nullopt : knowledge::urgency_from(urgency->text());
  if (!ends && !wished.urgency) {
    body.wrong("urgency",
               "self_care, within_2_weeks, within_3_days, same_day, urgent_care, "
               "emergency_department, ambulance, or null to end the override");
  }
  wished.reason = body.optional_text("reason", 100);
  wished.text = body.optional_text("text", most_reason_text);
  wished.wish.content = {{"urgency", wished.urgency ? words(name(*wished.urgency)) : Json()},
                         {"reason", words(wished.reason)},
                         {"text", words(wished.text)}};
  wished.second = read_second(body);
  if (!ends && reason_name(wished.reason).empty()) {
    body.wrong("reason", "a code that GET /desk/reasons lists");
  }
  if (wished.reason == "other" && wished.text.empty()) {
    body.wrong("text", "words, for the reason \"other\"");
  }
  if (const auto error = body.error()) {
    return engine::fail(*error);
  }
  return wished;
}

// Why the wish needs a second clinician; empty when it does not.
std::string why_second(const HeldCall& held, Urgency wished) {
  const auto is_above = [wished](const triage::Gate* gate) { return gate->urgency > wished; };
  if (std::ranges::any_of(shown_gates(held), is_above)) {
    return "a red flag has fired";
  }
  const Told& told = held.facts.told;
  if (told.urgency >= Urgency::emergency_department && wished < *told.urgency) {
    return "the urgency is " + triage::spoken(*told.urgency);
  }
  const bool is_too_early = told.provisional && wished == Urgency::self_care;
  return is_too_early ? "it is not yet safe to close" : "";
}

HttpAnswer unusable(const std::string& words) {
  return error_answer("json", Error{ErrorKind::invalid_argument, words});
}

// Nothing when the second one is who it has to be.
std::optional<HttpAnswer> refused_second(const Asked& asked, const std::optional<Second>& second,
                                         const std::string& why) {
  if (!second) {
    return unusable("second: " + why +
                    ": expected the name and password of a second clinician to go below it");
  }
  if (second->name == asked.session.user.name) {
    return unusable("second: is the one who is signed in: expected another clinician");
  }
  const auto pass = asked.desk.gate.enter(
      address_of(asked.request, asked.desk.options().behind_proxy), asked.serving.now_seconds);
  if (!pass.may_go()) {
    return too_often(pass.wait_seconds(), "second: too many passwords are being checked: wait");
  }
  const auto checked = asked.desk.users.check(second->name, second->password,
                                              asked.serving.now_seconds, asked.session.user.name);
  if (!checked && checked.error().kind != ErrorKind::invalid_argument) {
    return failed(checked.error());
  }
  if (checked && checked->wait_seconds > 0) {
    return too_often(checked->wait_seconds, "second: too many wrong passwords for this name: wait");
  }
  if (!checked || !checked->session) {
    return unusable("second: name or password: are not those of another clinician");
  }
  return std::nullopt;
}

void fill(Wished& wished, bool needs_second, const HeldCall& held) {
  auto& content = wished.wish.content;
  content.emplace_back("second", words(needs_second ? wished.second->name : ""));
  content.emplace_back("gates", service::list_of(shown_gates(held), [](const triage::Gate* gate) {
                         return words(gate->id);
                       }));
  const auto& on = held.facts.told.urgency;
  content.emplace_back("on", on ? words(name(*on)) : Json());
}

// The gates that count are those of the revision that the page has seen: a call that went on
// meanwhile is `behind`.
HttpAnswer override_urgency(const Asked& asked) {
  auto wished = BodyReader::read(asked.request.body, most_change_bytes).and_then(read_wished);
  if (!wished) {
    return error_answer("json", wished.error());
  }
  const auto held = call_of(asked);
  if (!held) {
    return failed(held.error());
  }
  const bool stands = (*held)->facts.revision == wished->wish.revision && (*held)->facts.is_open();
  if (stands && !(*held)->now->assessment) {
    return unusable("urgency: there is no assessment to override: " + (*held)->now->refusal);
  }
  if (stands) {
    const std::string why = wished->urgency ? why_second(**held, *wished->urgency) : "";
    if (!why.empty()) {
      if (auto refused = refused_second(asked, wished->second, why)) {
        return std::move(*refused);
      }
    }
    fill(*wished, !why.empty(), **held);
  } else if ((*held)->facts.is_open()) {
    wished->wish.revision = -1;  // nothing was judged: whatever the call becomes, it is behind
  }
  return changed_answer(asked,
                        asked.desk.calls.change((*held)->facts.id, wished->wish, asked.moment()));
}

}  // namespace

Route override_route(const SharedDesk& desk) {
  Route route = changing_route(desk, "/desk/calls/{id}/override",
                               "Sets another urgency beside the one concluded; below a red flag "
                               "or an emergency with a second clinician.",
                               override_schema(), override_urgency);
  route.statuses.push_back(429);
  return route;
}

}  // namespace paraspinal::desk
