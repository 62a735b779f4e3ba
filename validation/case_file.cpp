// Entry points: read_cases and read_groups, at the end.

#include "validation/case_file.h"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <tuple>
#include <utility>

#include "fhir/json.h"

namespace paraspinal::validation {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using fhir::Json;
using knowledge::Urgency;

std::optional<Tier> tier_from(std::string_view text) {
  const auto place = std::ranges::find(all_tiers, text, [](Tier tier) { return name(tier); });
  return place == all_tiers.end() ? std::nullopt : std::optional(*place);
}

std::string text_of(const Json& object, std::string_view member) {
  const Json* found = object.member(member);
  return found != nullptr && found->is_string() ? std::string(found->text()) : std::string();
}

std::optional<DangerSeen> danger_of(const Json& line) {
  const Json* seen = line.member("red_flag_at_first_contact");
  if (seen == nullptr || seen->kind() == Json::Kind::null) {
    return DangerSeen::no_danger;
  }
  if (seen->text() == "yes") {
    return DangerSeen::plainly;
  }
  if (seen->text() == "weak") {
    return DangerSeen::weakly;
  }
  return seen->text() == "no" ? std::optional(DangerSeen::not_yet) : std::nullopt;
}

Result<ValidationCase> with_urgencies(ValidationCase item, const Json& expected) {
  const auto tier = tier_from(text_of(expected, "expected_urgency"));
  if (!tier) {
    return fail(ErrorKind::invalid_argument,
                "expected_urgency: " + text_of(expected, "expected_urgency") +
                    ", expected one of the five tiers");
  }
  item.tier = *tier;
  std::vector<Urgency> acceptable = urgencies_of(*tier);
  if (const Json* urgencies = expected.member("urgencies")) {
    for (const Json& word : urgencies->items()) {
      const auto other = tier_from(word.text());
      if (!other) {
        return fail(ErrorKind::invalid_argument,
                    "urgencies: " + std::string(word.text()) + ", expected one of the five tiers");
      }
      std::ranges::copy(urgencies_of(*other), std::back_inserter(acceptable));
    }
  }
  std::tie(item.slowest, item.fastest) =
      std::pair(*std::ranges::min_element(acceptable), *std::ranges::max_element(acceptable));
  return item;
}

Result<ValidationCase> with_condition(ValidationCase item, const Json& expected,
                                      const knowledge::KnowledgeBase& knowledge) {
  const std::string condition = text_of(expected, "condition");
  if (!condition.empty()) {
    item.condition = knowledge.condition(condition);
    if (!item.condition) {
      return fail(ErrorKind::invalid_argument,
                  "condition: " + condition + ", expected one of the knowledge base");
    }
    item.right.insert(condition);
  }
  if (const Json* alternatives = expected.member("alternatives")) {
    for (const Json& alternative : alternatives->items()) {
      item.right.emplace(alternative.text());
    }
  }
  return item;
}

Result<ValidationCase> read_case(std::string_view text, const knowledge::KnowledgeBase& knowledge) {
  const auto line = fhir::parse_json(text);
  if (!line) {
    return fail(line.error());
  }
  ValidationCase item;
  item.id = text_of(*line, "id");
  item.kind = text_of(*line, "kind");
  item.detail = text_of(*line, "tier");
  const Json* presentation = line->member("presentation");
  const Json* expected = line->member("expected");
  const auto danger = danger_of(*line);
  if (item.id.empty() || item.kind.empty() || presentation == nullptr || expected == nullptr ||
      !danger) {
    return fail(ErrorKind::malformed,
                "expected an object with id, kind, presentation, expected, and "
                "red_flag_at_first_contact yes, weak, no or null");
  }
  if (const Json* source = line->member("source")) {
    item.source = text_of(*source, "citation");
  }
  item.danger = *danger;
  item.presentation = fhir::write_json(*presentation);
  return with_condition(std::move(item), *expected, knowledge).and_then([&](ValidationCase known) {
    return with_urgencies(std::move(known), *expected);
  });
}

}  // namespace

std::string_view name(Tier tier) {
  switch (tier) {
    case Tier::self_care:
      return "self-care";
    case Tier::routine:
      return "routine";
    case Tier::within_2_weeks:
      return "within-2-weeks";
    case Tier::same_day:
      return "same-day";
    case Tier::emergency_now:
      return "emergency-now";
  }
  return "";
}

std::vector<Urgency> urgencies_of(Tier tier) {
  switch (tier) {
    case Tier::self_care:
      return {Urgency::self_care};
    case Tier::routine:
      return {Urgency::within_2_weeks};
    case Tier::within_2_weeks:
      return {Urgency::within_3_days, Urgency::within_2_weeks};
    case Tier::same_day:
      return {Urgency::urgent_care, Urgency::same_day};
    case Tier::emergency_now:
      return {Urgency::ambulance, Urgency::emergency_department};
  }
  return {};
}

bool ValidationCase::is_benign() const {
  return slowest <= Urgency::within_2_weeks;
}

bool ValidationCase::is_visible_emergency() const {
  return tier == Tier::emergency_now && danger != DangerSeen::not_yet;
}

Result<std::vector<ValidationCase>> read_cases(std::string_view text,
                                               const knowledge::KnowledgeBase& knowledge) {
  std::vector<ValidationCase> cases;
  std::istringstream lines{std::string(text)};
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty()) {
      continue;
    }
    auto item = read_case(line, knowledge);
    if (!item) {
      return fail(item.error().kind,
                  "line " + std::to_string(number) + ": " + item.error().message);
    }
    cases.push_back(std::move(*item));
  }
  return cases;
}

Result<std::map<std::string, std::set<std::string>>> read_groups(std::string_view text) {
  std::map<std::string, std::set<std::string>> groups;
  std::istringstream lines{std::string(text)};
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line.front() == '#') {
      continue;
    }
    std::istringstream words(line);
    std::string id;
    std::string group;
    std::string more;
    if (!(words >> id >> group) || words >> more) {
      return fail(ErrorKind::malformed,
                  "line " + std::to_string(number) + ": " + line + ": expected a case and a group");
    }
    groups[id].insert(group);
  }
  return groups;
}

}  // namespace paraspinal::validation
