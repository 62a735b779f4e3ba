// The entry point is read_adaptive_request: the resource, its Questionnaire, then the answers.

#include "fhir/adaptive_request.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "fhir/coding.h"
#include "fhir/element.h"
#include "fhir/form_check.h"
#include "fhir/questionnaire.h"
#include "fhir/read_value.h"
#include "fhir/reading.h"

namespace paraspinal::fhir {
namespace {

using engine::Error;
using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::FindingId;
using knowledge::KnowledgeBase;

constexpr std::string_view resource_name = "QuestionnaireResponse";

Error wrong(const std::string& message) {
  return {ErrorKind::invalid_argument, message};
}

// The response inside Parameters.
Result<Json> from_parameters(const Json& parameters) {
  const Json* const all = parameters.member("parameter");
  const Json* found = nullptr;
  for (std::size_t i = 0; all != nullptr && i < all->items().size(); ++i) {
    const std::string_view name = text_member(all->items()[i], "name");
    if (name != "questionnaire-response" || found != nullptr) {
      return fail(ErrorKind::invalid_argument, "Parameters.parameter[" + std::to_string(i) +
                                                   "].name: " + in_quotes(name) +
                                                   ", expected \"questionnaire-response\", once");
    }
    found = all->items()[i].member("resource");
  }
  if (found == nullptr) {
    return fail(ErrorKind::invalid_argument,
                "Parameters.parameter: no resource \"questionnaire-response\", expected one");
  }
  return *found;
}

Result<AdaptiveRequest> opened(std::string_view text) {
  auto json = parse_json(text);
  if (!json) {
    return fail(json.error());
  }
  AdaptiveRequest request;
  request.in_parameters = text_member(*json, "resourceType") == "Parameters";
  if (request.in_parameters) {
    auto inside = from_parameters(*json);
    if (!inside) {
      return fail(inside.error());
    }
    request.response = std::move(*inside);
  } else {
    request.response = std::move(*json);
  }
  if (text_member(request.response, "resourceType") != resource_name) {
    const Json* const type = request.response.member("resourceType");
    return fail(ErrorKind::malformed,
                "resourceType: " + (type == nullptr ? "none" : shown(*type)) +
                    ", expected \"QuestionnaireResponse\", or \"Parameters\" that hold one");
  }
  const std::string_view status = text_member(request.response, "status");
  if (status != "in-progress") {
    return fail(ErrorKind::invalid_argument, "QuestionnaireResponse.status: " + in_quotes(status) +
                                                 ", expected \"in-progress\"");
  }
  return request;
}

struct Contained {
  const Json* questionnaire = nullptr;
  std::string where;  // "QuestionnaireResponse.contained[0]"
};

// The Questionnaire that the response names as "#id".
Result<Contained> contained_of(const AdaptiveRequest& request) {
  const std::string_view canonical = text_member(request.response, "questionnaire");
  const Json* const all = request.response.member("contained");
  for (std::size_t i = 0; all != nullptr && i < all->items().size(); ++i) {
    const Json& resource = all->items()[i];
    if (text_member(resource, "resourceType") == "Questionnaire" && canonical.size() > 1 &&
        canonical == "#" + std::string(text_member(resource, "id"))) {
      return Contained{&resource, "QuestionnaireResponse.contained[" + std::to_string(i) + "]"};
    }
  }
  return fail(ErrorKind::invalid_argument,
              "QuestionnaireResponse.questionnaire: " + in_quotes(canonical) +
                  ", expected \"#\" and the id of a contained Questionnaire");
}

// SDC 4.0: exactly one canonical, that of our adaptive questionnaire.
std::optional<Error> origin_fault(const Contained& contained, const KnowledgeBase& knowledge) {
  const std::string where = contained.where + ".derivedFrom";
  const std::string ours = questionnaire_canonical(adaptive_id);
  const Json* const from = contained.questionnaire->member("derivedFrom");
  if (from == nullptr || from->items().size() != 1 || !from->items().front().is_string()) {
    return wrong(where + ": expected exactly one canonical, \"" + ours + "\"");
  }
  const std::string_view canonical = from->items().front().text();
  const auto bar = canonical.find('|');
  if (canonical.substr(0, bar) != ours) {
    return wrong(where + "[0]: " + in_quotes(canonical) + " is not known, expected \"" + ours +
                 "\"");
  }
  const std::string_view version =
      bar == std::string_view::npos ? std::string_view() : canonical.substr(bar + 1);
  if (bar != std::string_view::npos && version != knowledge.version) {
    return wrong(where + "[0]: the questions were begun with version " + in_quotes(version) +
                 ", and this service has " + in_quotes(knowledge.version) +
                 ": begin anew, answers to other questions must not be mixed");
  }
  return std::nullopt;
}

// Reads the items of the response against what was asked.
class AnswerReader {
 public:
  AnswerReader(const KnowledgeBase& knowledge, AdaptiveRequest& request)
      : knowledge_(knowledge),
        codes_(knowledge),
        request_(request),
        reader_(request.response, std::string(resource_name)) {}

  std::optional<Error> read() {
    walk(request_.response, std::string(resource_name));
    if (!error_ && reader_.fault()) {
      error_ = wrong(reader_.fault()->expression + ": " + reader_.fault()->diagnostics);
    }
    return error_;
  }

 private:
  // The items of a response, a group or an answer. Depth is bounded by that of the JSON.
  void walk(const Json& holder, const std::string& where) {
    const auto& items = reader_.objects(holder, "item");
    for (std::size_t i = 0; i < items.size() && !error_; ++i) {
      const std::string at = where + ".item[" + std::to_string(i) + "]";
      const std::string link(reader_.text(items[i], "linkId"));
      if (link.starts_with(result_prefix)) {
        continue;
      }
      read_item(items[i], link, at);
      walk(items[i], at);
    }
  }

  void read_item(const Json& item, const std::string& link, const std::string& where) {
    const auto finding = asked(link);
    const auto& answers = reader_.objects(item, "answer");
    if (!finding) {
      if (!is_group(link) || !answers.empty()) {
        error_ = wrong(where + ".linkId: " + in_quotes(link) + " was never asked");
      }
      return;
    }
    if (!seen_.insert(*finding).second) {
      error_ = wrong(where + ".linkId: " + in_quotes(link) + " stands twice, expected one answer");
    } else if (answers.size() > 1) {
      error_ = wrong(where + ".answer: " + std::to_string(answers.size()) + " answers to " +
                     in_quotes(link) + ", expected one");
    } else if (answers.size() == 1) {
      take(item, answers[0], *finding, where);
    }
  }

  void take(const Json& item, const Json& answer, FindingId finding, const std::string& where) {
    constexpr bool in_own_unit = true;
    const ReadValue read = read_value(reader_, answer, finding, {knowledge_, codes_, in_own_unit});
    const std::string at = where + ".answer[0]" + (read.member.empty() ? "" : "." + read.member);
    if (const auto* fault = std::get_if<Fault>(&read.reading)) {
      error_ = wrong(at + ": " + fault->why);
    } else if (const auto* unusable = std::get_if<Unusable>(&read.reading)) {
      error_ = wrong(at + ": " + unusable->why);
    } else if (const auto* value = std::get_if<knowledge::AnswerValue>(&read.reading)) {
      request_.answers.insert_or_assign(finding, FormAnswer{*value, without_items(item)});
    }
    walk(answer, where + ".answer[0]");
  }

  static Json without_items(const Json& item) {
    std::vector<Json::Member> members;
    for (const auto& [name, value] : item.members()) {
      if (name != "item") {
        members.emplace_back(name, value);
      }
    }
    return Json::object(std::move(members));
  }

  std::optional<FindingId> asked(const std::string& link) const {
    const auto finding = knowledge_.findings.find(link);
    const bool was_asked =
        finding && std::ranges::any_of(request_.steps, [&](const AskedStep& step) {
          return std::ranges::find(step.findings, *finding) != step.findings.end();
        });
    return was_asked ? finding : std::nullopt;
  }

  bool is_group(const std::string& link) const {
    return std::ranges::any_of(request_.steps, [&](const AskedStep& step) {
      return step.findings.size() > 1 && step_link(step, knowledge_) == link;
    });
  }

  const KnowledgeBase& knowledge_;
  CodeIndex codes_;
  AdaptiveRequest& request_;
  ElementReader reader_;
  std::set<FindingId> seen_;
  std::optional<Error> error_;
};

}  // namespace

Result<AdaptiveRequest> read_adaptive_request(std::string_view text, const KnowledgeBase& knowledge,
                                              std::string_view key) {
  auto request = opened(text);
  if (!request) {
    return request;
  }
  const auto contained = contained_of(*request);
  if (!contained) {
    return fail(contained.error());
  }
  const auto& [questionnaire, where] = *contained;
  if (auto fault = origin_fault(*contained, knowledge)) {
    return fail(std::move(*fault));
  }
  auto steps = signed_steps(*questionnaire, where, knowledge, key);
  if (!steps) {
    return fail(steps.error());
  }
  std::vector<Json> asked;
  for (const AskedStep& step : *steps) {
    asked.push_back(step_item(step, knowledge));
  }
  if (const auto fault = form_fault(*questionnaire, asked, where, result_prefix)) {
    return fail(wrong(*fault));
  }
  request->questionnaire = std::string(text_member(*questionnaire, "id"));
  request->steps = std::move(*steps);
  if (auto fault = AnswerReader(knowledge, *request).read()) {
    return fail(std::move(*fault));
  }
  return request;
}

}  // namespace paraspinal::fhir
