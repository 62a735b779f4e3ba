// What changes a call: answers, undo, notes, close, reopen; override stands in override_route.cpp.
// Entry point: change_routes, at the end.

#include <utility>

#include "apps/cli/interview_words.h"
#include "apps/desk/acknowledge_route.h"
#include "apps/desk/call_answers.h"
#include "apps/desk/day_windows.h"
#include "apps/desk/desk_schemas.h"
#include "apps/desk/override_route.h"
#include "apps/service/error_answer.h"
#include "apps/service/json_parts.h"
#include "fhir/export_words.h"
#include "knowledge/triage/screen_text.h"

namespace paraspinal::desk {
namespace {

using fhir::Json;
using fhir::words;
using service::error_answer;
using service::HttpAnswer;
using service::Route;

constexpr std::size_t most_note_text = 10'000;

const std::string& id_of(const Asked& asked) {
  return asked.request.captured.at("id");
}

// Reads a wish by `fill`, and does it.
template <typename Fill>
HttpAnswer changed(const Asked& asked, const char* kind, const Fill& fill) {
  auto body = BodyReader::read(asked.request.body, most_change_bytes);
  if (!body) {
    return error_answer("json", body.error());
  }
  Wish wish = read_wish(*body, kind);
  fill(*body, wish);
  if (const auto error = body->error()) {
    return error_answer("json", *error);
  }
  return changed_answer(asked, asked.desk.calls.change(id_of(asked), wish, asked.moment()));
}

HttpAnswer answer(const Asked& asked) {
  const knowledge::KnowledgeBase& knowledge = asked.serving.clinic->knowledge();
  return changed(asked, "answers", [&](BodyReader& body, Wish& wish) {
    const Json* list = body.any("answers");
    const auto answers = read_said_answers(list == nullptr ? Json() : *list, knowledge);
    const auto plausible = answers.and_then(
        [&](const auto& said) { return check_days(said, knowledge, asked.serving.now); });
    if (!plausible) {
      body.refuse(plausible.error());
    } else {
      wish.content.emplace_back("answers", said_answers_json(*answers, knowledge));
    }
  });
}

HttpAnswer undo(const Asked& asked) {
  return changed(asked, "undo", [](BodyReader&, Wish&) {});
}

HttpAnswer close(const Asked& asked) {
  return changed(asked, "closed", [](BodyReader& body, Wish& wish) {
    wish.content.emplace_back("repeated_back", Json::boolean(body.truth("repeated_back")));
    wish.content.emplace_back("disposition_accepted",
                              Json::boolean(body.truth("disposition_accepted")));
    wish.content.emplace_back("text", words(body.optional_text("text", most_note_text)));
  });
}

HttpAnswer reopen(const Asked& asked) {
  return changed(asked, "opened again", [](BodyReader&, Wish&) {});
}

Json heard_json(const triage::Heard& heard, const knowledge::KnowledgeBase& knowledge) {
  const knowledge::Finding& finding = knowledge.findings[heard.finding];
  return Json::object({{"finding", words(finding.id)},
                       {"name", words(finding.name)},
                       {"words", words(heard.words)},
                       {"denied", Json::boolean(heard.denied)},
                       {"wording", words(cli::wording(finding))}});
}

HttpAnswer note(const Asked& asked) {
  auto body = BodyReader::read(asked.request.body, most_change_bytes);
  if (!body) {
    return error_answer("json", body.error());
  }
  Wish wish = read_wish(*body, "note");
  const std::string text = body->text("text", most_note_text);
  if (const auto error = body->error()) {
    return error_answer("json", *error);
  }
  wish.content.emplace_back("text", words(text));
  const knowledge::KnowledgeBase& knowledge = asked.serving.clinic->knowledge();
  std::vector<Json::Member> more;
  more.emplace_back("heard", service::list_of(triage::screen_text(text, knowledge),
                                              [&](const triage::Heard& heard) {
                                                return heard_json(heard, knowledge);
                                              }));
  return changed_answer(asked, asked.desk.calls.change(id_of(asked), wish, asked.moment()),
                        std::move(more));
}

}  // namespace

std::vector<Route> change_routes(const SharedDesk& desk) {
  return {changing_route(desk, "/desk/calls/{id}/answers",
                         "What was said of findings; the later answer stands.", answers_schema(),
                         answer),
          changing_route(desk, "/desk/calls/{id}/undo", "Takes the last answers back.",
                         wish_schema(), undo),
          changing_route(desk, "/desk/calls/{id}/notes",
                         "Free text, and what red flags its words may mean.", note_schema(), note),
          acknowledge_route(desk),
          override_route(desk),
          changing_route(desk, "/desk/calls/{id}/close",
                         "Ends a call: was the safety net repeated back?", closing_schema(), close),
          changing_route(desk, "/desk/calls/{id}/reopen", "Goes on with a closed call.",
                         wish_schema(), reopen)};
}

}  // namespace paraspinal::desk
