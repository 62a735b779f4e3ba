// The entry point is adaptive_response.

#include "fhir/adaptive_response.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "fhir/export_date.h"
#include "fhir/export_words.h"
#include "fhir/questionnaire.h"

namespace paraspinal::fhir {

using knowledge::FindingId;
using knowledge::KnowledgeBase;

namespace {

bool is_among(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

// The contained Questionnaire, with what the client wrote beside the questions.
Json questionnaire_json(const Json& given, const AdaptiveTurn& turn, const KnowledgeBase& knowledge,
                        std::string_view key) {
  Members members;
  std::vector<Json> extensions;
  for (const auto& [name, value] : given.members()) {
    if (name == "extension") {
      std::ranges::copy_if(value.items(), std::back_inserter(extensions),
                           [](const Json& each) { return !is_signed_extension(each); });
    } else if (!is_among(name, {"derivedFrom", "item"})) {
      members.emplace_back(name, value);
    }
  }
  std::ranges::move(signed_extensions(turn.asked, knowledge, key), std::back_inserter(extensions));
  members.emplace_back("extension", Json::array(std::move(extensions)));
  const std::string version = '|' + knowledge.version;
  members.emplace_back("derivedFrom",
                       Json::array({words(questionnaire_canonical(adaptive_id) + version)}));
  if (given.member("status") == nullptr) {
    members.emplace_back("status", words("draft"));
  }
  std::vector<Json> items;
  for (const AskedStep& step : turn.asked) {
    items.push_back(step_item(step, knowledge));
  }
  std::ranges::copy(turn.results.questions, std::back_inserter(items));
  members.emplace_back("item", Json::array(std::move(items)));
  return Json::object(std::move(members));
}

// The answers that are kept, as they came.
std::vector<Json> answered_items(const AdaptiveRequest& request, const AdaptiveTurn& turn,
                                 const KnowledgeBase& knowledge) {
  std::vector<Json> items;
  for (const AskedStep& step : turn.answered) {
    std::vector<Json> inside;
    for (const FindingId finding : step.findings) {
      if (const auto answer = request.answers.find(finding); answer != request.answers.end()) {
        inside.push_back(answer->second.item);
      }
    }
    if (inside.empty()) {
      continue;
    }
    if (step.findings.size() == 1) {
      items.push_back(inside.front());
    } else {
      items.push_back(Json::object({{"linkId", words(step_link(step, knowledge))},
                                    {"item", Json::array(std::move(inside))}}));
    }
  }
  std::ranges::copy(turn.results.answers, std::back_inserter(items));
  return items;
}

Json contained_json(const AdaptiveRequest& request, const AdaptiveTurn& turn,
                    const KnowledgeBase& knowledge, std::string_view key) {
  std::vector<Json> all;
  for (const Json& resource : request.response.member("contained")->items()) {
    const Json* const id = resource.member("id");
    const Json* const type = resource.member("resourceType");
    const bool is_it = id != nullptr && id->text() == request.questionnaire && type != nullptr &&
                       type->text() == "Questionnaire";
    all.push_back(is_it ? questionnaire_json(resource, turn, knowledge, key) : resource);
  }
  return Json::array(std::move(all));
}

}  // namespace

Json adaptive_response(const AdaptiveRequest& request, const AdaptiveTurn& turn,
                       const KnowledgeBase& knowledge, const AdaptiveOptions& options) {
  Members members;
  for (const auto& [name, value] : request.response.members()) {
    if (name == "contained") {
      members.emplace_back(name, contained_json(request, turn, knowledge, options.key));
    } else if (name == "status") {
      members.emplace_back(name, words(turn.completed ? "completed" : "in-progress"));
    } else if (name != "item") {
      members.emplace_back(name, value);
    }
  }
  const auto now = date_time(options.now);
  if (request.response.member("authored") == nullptr && now) {
    members.emplace_back("authored", words(*now));
  }
  std::vector<Json> items = answered_items(request, turn, knowledge);
  if (!items.empty()) {
    members.emplace_back("item", Json::array(std::move(items)));
  }
  return Json::object(std::move(members));
}

}  // namespace paraspinal::fhir
