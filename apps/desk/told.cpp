#include "apps/desk/told.h"

#include "apps/desk/json_members.h"
#include "apps/service/json_parts.h"
#include "fhir/export_words.h"

namespace paraspinal::desk {
namespace {

using fhir::Json;
using fhir::words;

std::vector<std::string> texts_of(const Json& json, std::string_view name) {
  std::vector<std::string> texts;
  if (const Json* list = json.member(name)) {
    for (const Json& item : list->items()) {
      texts.emplace_back(item.text());
    }
  }
  return texts;
}

Json texts_json(const std::vector<std::string>& texts) {
  return service::list_of(texts, [](const std::string& text) { return words(text); });
}

std::optional<Floor> floor_of(const Json& told) {
  const Json* floor = told.member("floor");
  const auto urgency =
      floor == nullptr ? std::nullopt : knowledge::urgency_from(text_of(*floor, "urgency"));
  return urgency ? std::optional(Floor{*urgency, text_of(*floor, "version")}) : std::nullopt;
}

}  // namespace

Json told_json(const Told& told) {
  return Json::object(
      {{"urgency", told.urgency ? words(name(*told.urgency)) : Json()},
       {"provisional", Json::boolean(told.provisional)},
       {"knowledge", words(told.knowledge)},
       {"version", words(told.version)},
       {"fired", texts_json(told.fired)},
       {"waiting", texts_json(told.waiting)},
       {"floor", told.floor ? Json::object({{"urgency", words(name(told.floor->urgency))},
                                            {"version", words(told.floor->version)}})
                            : Json()},
       {"override_ended", words(told.override_ended)}});
}

std::optional<Told> told_within(const Json& content) {
  const Json* told = content.member("told");
  if (told == nullptr) {
    return std::nullopt;
  }
  const Json* provisional = told->member("provisional");
  return Told{.urgency = knowledge::urgency_from(text_of(*told, "urgency")),
              .provisional = provisional != nullptr && provisional->truth(),
              .knowledge = text_of(*told, "knowledge"),
              .version = text_of(*told, "version"),
              .fired = texts_of(*told, "fired"),
              .waiting = texts_of(*told, "waiting"),
              .floor = floor_of(*told),
              .override_ended = text_of(*told, "override_ended")};
}

std::optional<Told> told_of(std::string_view content) {
  const auto json = fhir::parse_json(content);
  return json ? told_within(*json) : std::nullopt;
}

}  // namespace paraspinal::desk
