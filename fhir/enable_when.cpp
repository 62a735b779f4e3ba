#include "fhir/enable_when.h"

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "fhir/element.h"

namespace paraspinal::fhir {

namespace {

using Links = std::set<std::string, std::less<>>;
using AnswersByLink = std::multimap<std::string_view, const Json*, std::less<>>;

// The answers of one question that are looked at: hostile forms must not cost the product of all
// conditions and all answers.
constexpr std::size_t most_answers = 100;

// The items of a response, a group or an answer, and all their answers, unless disabled.
void gather(const Json& holder, const Links& disabled, AnswersByLink& answers) {
  const Json* const items = holder.member("item");
  if (items == nullptr) {
    return;
  }
  for (const Json& item : items->items()) {
    const std::string_view link = text_member(item, "linkId");
    if (disabled.contains(link)) {
      continue;
    }
    gather(item, disabled, answers);
    if (const Json* const given = item.member("answer")) {
      for (const Json& answer : given->items()) {
        if (answers.count(link) < most_answers) {
          answers.emplace(link, &answer);
        }
        gather(answer, disabled, answers);
      }
    }
  }
}

// The member of an answer or a condition whose name begins with `stem` and a capital.
const Json* choice(const Json& holder, std::string_view stem) {
  for (const auto& [name, member] : holder.members()) {
    if (name.size() > stem.size() && std::string_view(name).starts_with(stem) &&
        name[stem.size()] >= 'A' && name[stem.size()] <= 'Z') {
      return &member;
    }
  }
  return nullptr;
}

const Json& number_of(const Json& value) {
  const Json* const inside = value.is_object() ? value.member("value") : nullptr;
  return inside == nullptr ? value : *inside;
}

bool is_coding(const Json& value) {
  return value.is_object() && value.member("code") != nullptr && value.member("value") == nullptr;
}

bool are_equal(const Json& a, const Json& b) {
  if (is_coding(a) && is_coding(b)) {
    const std::string_view system_a = text_member(a, "system");
    const std::string_view system_b = text_member(b, "system");
    return text_member(a, "code") == text_member(b, "code") &&
           (system_a == system_b || system_a.empty() || system_b.empty());
  }
  const auto number_a = number_of(a).as_double();
  const auto number_b = number_of(b).as_double();
  return number_a && number_b ? *number_a == *number_b : a == b;
}

// Below zero, zero or above it; nothing when the two have no order. Dates and times are compared as
// written.
std::optional<int> compared(const Json& a, const Json& b) {
  const auto number_a = number_of(a).as_double();
  const auto number_b = number_of(b).as_double();
  if (number_a && number_b) {
    return (*number_a > *number_b) - (*number_a < *number_b);
  }
  if (a.is_string() && b.is_string()) {
    return std::string_view(a.text()).compare(b.text());
  }
  return std::nullopt;
}

bool comparison_holds(std::string_view operation, const Json& given, const Json& expected) {
  if (operation == "=" || operation == "!=") {
    return are_equal(given, expected) == (operation == "=");
  }
  const std::optional<int> order = compared(given, expected);
  return order && ((operation == ">" && *order > 0) || (operation == "<" && *order < 0) ||
                   (operation == ">=" && *order >= 0) || (operation == "<=" && *order <= 0));
}

bool is_met(const Json& condition, const AnswersByLink& answers) {
  const std::string_view operation = text_member(condition, "operator");
  const Json* const expected = choice(condition, "answer");
  const auto [first, last] = answers.equal_range(text_member(condition, "question"));
  if (operation == "exists") {
    return (first != last) == (expected != nullptr && expected->truth());
  }
  for (auto place = first; place != last; ++place) {
    const Json* const given = choice(*place->second, "value");
    if (given != nullptr && expected != nullptr && comparison_holds(operation, *given, *expected)) {
      return true;
    }
  }
  return false;
}

bool is_enabled(const Json& item, const AnswersByLink& answers) {
  const Json* const conditions = item.member("enableWhen");
  if (conditions == nullptr || conditions->items().empty()) {
    return true;
  }
  const bool all = text_member(item, "enableBehavior") == "all";
  for (const Json& condition : conditions->items()) {
    if (is_met(condition, answers) != all) {
      return !all;
    }
  }
  return all;
}

void find_disabled(const Json& holder, const AnswersByLink& answers, Links& disabled) {
  const Json* const items = holder.member("item");
  if (items == nullptr) {
    return;
  }
  for (const Json& item : items->items()) {
    if (!is_enabled(item, answers)) {
      disabled.emplace(text_member(item, "linkId"));
    }
    find_disabled(item, answers, disabled);
  }
}

}  // namespace

DisabledItems::DisabledItems(const Json& questionnaire, const Json& response) {
  constexpr int most_rounds = 16;  // of conditions that depend on one another
  for (int round = 0; round < most_rounds; ++round) {
    AnswersByLink answers;
    gather(response, links_, answers);
    Links disabled;
    find_disabled(questionnaire, answers, disabled);
    if (disabled == links_) {
      return;
    }
    links_ = std::move(disabled);
  }
}

bool DisabledItems::contains(std::string_view link_id) const {
  return links_.contains(link_id);
}

const Json* contained_questionnaire(const Json& response) {
  const std::string_view canonical = text_member(response, "questionnaire");
  const Json* const contained = response.member("contained");
  if (contained == nullptr || !canonical.starts_with('#')) {
    return nullptr;
  }
  for (const Json& inside : contained->items()) {
    if (text_member(inside, "resourceType") == "Questionnaire" &&
        text_member(inside, "id") == canonical.substr(1)) {
      return &inside;
    }
  }
  return nullptr;
}

}  // namespace paraspinal::fhir
