#include "tests/fhir/support/adaptive_client.h"

#include <memory>

#include "engine/require.h"
#include "fhir/adaptive_questionnaire.h"
#include "tests/fhir/support/kept_answers.h"

namespace paraspinal::fhir {
namespace {

using nlohmann::json;

// The first item with this linkId, here or below.
template <typename Tree>
Tree* item_in(Tree& holder, const std::string& link) {
  if (!holder.contains("item")) {
    return nullptr;
  }
  for (Tree& item : holder.at("item")) {
    if (item.at("linkId") == link) {
      return &item;
    }
    if (Tree* const below = item_in(item, link)) {
      return below;
    }
  }
  return nullptr;
}

void add_open(const json& holder, const AdaptiveClient& client, std::vector<std::string>& links) {
  if (!holder.contains("item")) {
    return;
  }
  for (const json& item : holder.at("item")) {
    const std::string type = item.at("type");
    const bool asks = type != "group" && type != "display" && !item.contains("readOnly");
    if (asks && !client.answered(item.at("linkId"))) {
      links.push_back(item.at("linkId"));
    }
    add_open(item, client, links);
  }
}

}  // namespace

const triage::Clinic& real_clinic() {
  static const std::unique_ptr<const triage::Clinic> clinic =
      std::move(triage::open_clinic(std::nullopt).value());
  return *clinic;
}

AdaptiveClient::AdaptiveClient()
    : response(json::parse(R"({"resourceType": "QuestionnaireResponse", "status": "in-progress",
        "questionnaire": "#form", "contained": [{"resourceType": "Questionnaire", "id": "form",
        "status": "draft",
        "derivedFrom": ["https://paraspinal.example/fhir/Questionnaire/adaptive"]}]})")) {}

engine::Result<void> AdaptiveClient::ask() {
  const auto next = next_question(response.dump(), real_clinic(), {.key = key, .now = now});
  if (!next) {
    return engine::fail(next.error());
  }
  const std::string text = write_json(*next);
  keep_answer(text);
  response = json::parse(text);
  return {};
}

std::string AdaptiveClient::error() {
  const auto asked = ask();
  return asked ? "" : asked.error().message;
}

std::vector<std::string> AdaptiveClient::open() const {
  std::vector<std::string> links;
  add_open(form(), *this, links);
  return links;
}

void AdaptiveClient::answer_value(const std::string& link, const json& value) {
  if (json* const given = item_in(response, link)) {
    (*given)["answer"] = json::array({value});
  } else {
    response["item"].push_back({{"linkId", link}, {"answer", json::array({value})}});
  }
}

void AdaptiveClient::answer(const std::string& link, const std::string& code) {
  answer_value(
      link, {{"valueCoding",
              {{"system", "https://paraspinal.example/fhir/CodeSystem/answer"}, {"code", code}}}});
}

int AdaptiveClient::call(double age, const std::string& female,
                         const std::map<std::string, std::string>& said) {
  int posted = 0;
  while (status() == "in-progress" && posted < 60) {
    for (const std::string& link : open()) {
      const json& asked = item(link);
      if (link == "age_years") {
        answer_value(link, {{"valueQuantity", {{"value", age}, {"code", "a"}}}});
      } else if (link == "time_since_onset") {
        answer_value(link, {{"valueQuantity", {{"value", 3}, {"code", "d"}}}});
      } else if (asked.at("type") == "choice") {
        const std::string first = asked.at("answerOption").at(0).at("valueCoding").at("code");
        const std::string none = first == "present" ? "absent" : first;
        const auto own = said.find(link);
        answer(link, link == "sex_female" ? female : own == said.end() ? none : own->second);
      }
    }
    const auto asked = ask();
    if (!asked) {
      return -1;
    }
    ++posted;
  }
  return posted;
}

bool AdaptiveClient::asks(const std::string& link) const {
  return item_in(form(), link) != nullptr;
}

bool AdaptiveClient::answered(const std::string& link) const {
  const json* const item = item_in(response, link);
  return item != nullptr && item->contains("answer");
}

const json& AdaptiveClient::item(const std::string& link) const {
  const json* const found = item_in(form(), link);
  engine::require(found != nullptr, "the form has the item " + link);
  return *found;
}

const json& AdaptiveClient::answer_to(const std::string& link) const {
  const json* const found = item_in(response, link);
  engine::require(found != nullptr, "the response has the item " + link);
  return found->at("answer").at(0);
}

std::string AdaptiveClient::told() const {
  std::string text;
  if (asks("result")) {
    for (const json& line : item("result").at("item")) {
      text += line.at("text").get<std::string>() + "\n";
    }
  }
  return text;
}

}  // namespace paraspinal::fhir
