#include "apps/desk/call_book.h"

#include <algorithm>
#include <span>
#include <utility>

#include "apps/cli/audited_assessment.h"
#include "apps/desk/call_times.h"
#include "apps/desk/chart_answers.h"
#include "apps/desk/person_key.h"
#include "fhir/export_words.h"

namespace paraspinal::desk {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using fhir::Json;
using fhir::words;
using records::CallEvent;
using What = records::Appended::What;
using HeldResult = Result<std::shared_ptr<const HeldCall>>;
using SharedClinic = std::shared_ptr<const triage::Clinic>;

CallEvent event_of(const Wish& wish, std::int64_t revision, const Moment& moment) {
  return {.revision = revision,
          .kind = wish.kind,
          .at = moment.now,
          .by = moment.user,
          .request = wish.request,
          .content = write_json(Json::object(wish.content))};
}

// What the event says, and the assessment that was made of it.
std::string payload_of(const HeldCall& held, const CallEvent& event, const Moment& moment) {
  auto content = fhir::parse_json(event.content);
  std::vector<Json::Member> members = {
      {"call", words(held.facts.id)},
      {"revision", Json::number(static_cast<double>(held.facts.revision))},
      {"event", content ? std::move(*content) : Json()}};
  if (changes_answers(event.kind) && held.now->assessment) {
    members.emplace_back("assessment",
                         cli::audited_json({held.now->presentation, {}, moment.software},
                                           *held.now->assessment, moment.clinic->knowledge()));
  } else if (changes_answers(event.kind)) {
    members.emplace_back("refusal", words(held.now->refusal));
  }
  return write_json(Json::object(std::move(members)));
}

bool was_done(const HeldCall& held, const std::string& request) {
  return std::ranges::find(held.facts.events, request, &PastEvent::request) !=
         held.facts.events.end();
}

// What the page has sent of an event's content: not what was judged of the call then.
std::string sent_of(std::span<const Json::Member> content) {
  std::vector<Json::Member> sent;
  for (const Json::Member& member : content) {
    if (member.name() != "told" && member.name() != "gates" && member.name() != "on" &&
        member.name() != "second") {
      sent.push_back(member);
    }
  }
  return write_json(Json::object(std::move(sent)));
}

bool is_same(const CallEvent& event, const Wish& wish, const std::string& user) {
  const auto content = fhir::parse_json(event.content);
  return content && event.kind == wish.kind && event.by == user &&
         sent_of(content->members()) == sent_of(wish.content);
}

// Whether no event has that request, when no wish is given; else whether one has, and is that wish.
bool holds(const std::vector<CallEvent>& events, const std::string& request, const Wish* wish,
           const std::string& user) {
  const auto had = std::ranges::find(events, request, &CallEvent::request);
  return wish == nullptr ? had == events.end() : had != events.end() && is_same(*had, *wish, user);
}

engine::Error other_wish() {
  return {ErrorKind::invalid_argument, std::string(records::other_wish)};
}

}  // namespace

HeldResult CallBook::read(const records::Call& call, const SharedClinic& clinic) {
  if (auto held = held_.find(call.id, call.revision, clinic->knowledge().hash)) {
    return held;
  }
  return calls_.events(call.id).map([&](const std::vector<CallEvent>& events) {
    auto held = std::make_shared<const HeldCall>(replayed(call, events, clinic));
    held_.keep(held);
    return held;
  });
}

HeldResult CallBook::read(std::string_view id, const SharedClinic& clinic) {
  return calls_.find(id).and_then([&](const records::Call& call) { return read(call, clinic); });
}

HeldResult CallBook::open(const Opening& opening, const Moment& moment) {
  const auto setting = knowledge::setting_from(opening.setting);
  if (!setting) {
    return fail(ErrorKind::invalid_argument,
                "setting: expected telephone, primary_care or emergency_department");
  }
  if (!opening.chart.empty()) {  // before anything is begun
    const auto chart = read_chart(opening.chart, *setting, moment.now, moment.clinic->knowledge());
    if (!chart) {
      return fail(chart.error().kind, "chart: " + chart.error().message);
    }
  }
  const auto call = calls_.open({.person = person_key(opening.caller),
                                 .at = moment.now,
                                 .by = moment.user,
                                 .setting = opening.setting,
                                 .start = start_text(opening.caller),
                                 .request = opening.request});
  if (!call) {
    return fail(call.error());
  }
  const Wish chart{.kind = "chart",
                   .request = opening.request,
                   .revision = 0,
                   .content = {{"chart", words(opening.chart)}}};
  const bool has_chart = !opening.chart.empty();
  if (has_chart && call->revision == 0) {
    return change(call->id, chart, moment).map([](Changed changed) {
      return std::move(changed.held);
    });
  }
  return calls_.events(call->id).and_then([&](const std::vector<CallEvent>& events) {
    return holds(events, opening.request, has_chart ? &chart : nullptr, moment.user)
               ? read(*call, moment.clinic)
               : HeldResult(fail(other_wish()));
  });
}

// The event is tried first, so that its line of the audit holds the assessment.
Result<Changed> CallBook::added(const HeldCall& held, const Wish& wish, const Moment& moment) {
  const std::int64_t revision = held.facts.revision;
  CallEvent event = event_of(wish, revision + 1, moment);
  HeldCall next = after(held, event);
  Wish told = wish;
  told.content.emplace_back("told", told_json(next.facts.told));
  event.content = write_json(Json::object(told.content));
  const records::Event audited{.at = moment.now,
                               .kind = wish.kind == "call back" ? wish.kind : "call " + wish.kind,
                               .person = {},
                               .user = moment.user,
                               .knowledge_hash = moment.clinic->knowledge().hash,
                               .payload = payload_of(next, event, moment)};
  const auto appended = wish.due_at.empty() ? calls_.append(held.facts.id, revision, event, audited)
                                            : calls_.promise(held.facts.id, revision, event,
                                                             audited, wish.due_at, event.content);
  if (!appended) {
    return fail(appended.error());
  }
  if (appended->what != What::added) {
    const Outcome outcome = appended->what == What::behind ? Outcome::behind : Outcome::done;
    return read(held.facts.id, moment.clinic).map([outcome](auto now) {
      return Changed{std::move(now), outcome, outcome == Outcome::done};
    });
  }
  auto kept = std::make_shared<const HeldCall>(std::move(next));
  held_.keep(kept);
  return Changed{std::move(kept), Outcome::done};
}

Result<Changed> CallBook::change(const std::string& id, const Wish& wish, const Moment& moment) {
  const auto held = read(id, moment.clinic);
  if (!held) {
    return fail(held.error());
  }
  if (was_done(**held, wish.request)) {
    return calls_.events(id).and_then([&](const std::vector<CallEvent>& events) {
      return holds(events, wish.request, &wish, moment.user)
                 ? Result<Changed>(Changed{*held, Outcome::done, true})
                 : fail(other_wish());
    });
  }
  if ((*held)->facts.revision != wish.revision) {
    return Changed{*held, Outcome::behind};
  }
  const bool opens = wish.kind == "opened again";
  if (opens == (*held)->facts.is_open()) {
    return Changed{*held, opens ? Outcome::open : Outcome::closed};
  }
  if (wish.kind == "undo" && (*held)->facts.before.empty()) {
    return fail(ErrorKind::invalid_argument, "undo: nothing was answered yet");
  }
  return added(**held, wish, moment);
}

Result<Told> CallBook::told(const records::Call& call, const SharedClinic& clinic) {
  if (const auto held = held_.find(call.id, call.revision, clinic->knowledge().hash)) {
    return held->facts.told;
  }
  if (call.revision == 0) {  // nothing was told in an event yet
    return read(call, clinic).map([](const auto& held) { return held->facts.told; });
  }
  return calls_.events(call.id).map([](const std::vector<CallEvent>& events) {
    Told told;
    for (const CallEvent& event : events) {
      told = told_of(event.content).value_or(told);
    }
    return told;
  });
}

Result<std::int64_t> CallBook::contacts_7_days(std::string_view id, std::string_view opened_at) {
  return calls_.contacts(id, later(opened_at, -7 * seconds_a_day));
}

}  // namespace paraspinal::desk
