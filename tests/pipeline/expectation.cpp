#include "tests/pipeline/expectation.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string_view>

namespace paraspinal::pipeline {
namespace {

using fhir::Json;
using triage::Assessment;

using Faults = std::vector<std::string>;
using Check = std::function<Faults(const Json&, const Assessment&)>;

std::vector<std::string> texts(const Json& list) {
  std::vector<std::string> words;
  for (const Json& item : list.items()) {
    words.emplace_back(item.text());
  }
  return words;
}

Faults one_of(const Json& list, std::string_view actual) {
  const auto allowed = texts(list);
  if (std::ranges::find(allowed, actual) != allowed.end()) {
    return {};
  }
  return {"is " + std::string(actual) + ", expected one of " + fhir::write_json(list)};
}

bool has_fired(const Assessment& assessment, std::string_view gate) {
  return std::ranges::any_of(assessment.gates, [gate](const triage::Gate& each) {
    return each.id == gate && each.state == triage::GateState::fired;
  });
}

// The place of a condition, from 0; nothing when it is not ranked.
std::optional<std::size_t> rank(const Assessment& assessment, std::string_view condition) {
  const auto found =
      std::ranges::find(assessment.conditions, condition, &triage::RankedCondition::id);
  if (found == assessment.conditions.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - assessment.conditions.begin());
}

Faults urgency_at_least(const Json& wanted, const Assessment& assessment) {
  const auto urgency = knowledge::urgency_from(wanted.text());
  if (!urgency) {
    return {std::string(wanted.text()) + " is no urgency"};
  }
  if (assessment.urgency >= *urgency) {
    return {};
  }
  return {"is " + std::string(name(assessment.urgency))};
}

Faults gates_fired(const Json& gates, const Assessment& assessment, bool wanted) {
  Faults found;
  for (const std::string& gate : texts(gates)) {
    if (has_fired(assessment, gate) != wanted) {
      found.push_back(gate + (wanted ? " did not fire" : " fired"));
    }
  }
  return found;
}

Faults gate_sources(const Json& wanted, const Assessment& assessment) {
  Faults found;
  for (const auto& [gate, source] : wanted.members()) {
    const auto each = std::ranges::find(assessment.gates, gate, &triage::Gate::id);
    if (each == assessment.gates.end() || each->citation->source != source.text()) {
      found.push_back(std::string(gate) + " does not cite " + std::string(source.text()));
    }
  }
  return found;
}

Faults top_3_contains(const Json& conditions, const Assessment& assessment) {
  Faults found;
  for (const std::string& condition : texts(conditions)) {
    const auto place = rank(assessment, condition);
    if (!place || *place >= 3) {
      found.push_back(condition + " is at place " +
                      (place ? std::to_string(*place + 1) : std::string("none")));
    }
  }
  return found;
}

Faults ranked_above(const Json& pairs, const Assessment& assessment) {
  Faults found;
  for (const Json& pair : pairs.items()) {
    const auto words = texts(pair);
    const auto above = words.size() == 2 ? rank(assessment, words[0]) : std::nullopt;
    const auto below = words.size() == 2 ? rank(assessment, words[1]) : std::nullopt;
    if (!above || !below || *above >= *below) {
      found.push_back(fhir::write_json(pair) + " is not so");
    }
  }
  return found;
}

Faults used(const Json& findings, const Assessment& assessment, std::string_view state) {
  Faults found;
  for (const std::string& finding : texts(findings)) {
    const auto each = std::ranges::find(assessment.used, finding, &triage::UsedAnswer::finding);
    if (each == assessment.used.end() || each->state != state) {
      found.push_back(finding + " is not used as " + std::string(state));
    }
  }
  return found;
}

const std::map<std::string, Check>& checks() {
  static const std::map<std::string, Check> all = {
      {"as_of", [](const Json&, const Assessment&) { return Faults{}; }},
      {"urgency_one_of",
       [](const Json& e, const Assessment& a) { return one_of(e, name(a.urgency)); }},
      {"urgency_on_evidence_one_of",
       [](const Json& e, const Assessment& a) { return one_of(e, name(a.urgency_on_evidence)); }},
      {"urgency_at_least", urgency_at_least},
      {"provisional",
       [](const Json& e, const Assessment& a) {
         return e.truth() == a.provisional ? Faults{} : Faults{"is the other"};
       }},
      {"disposition_one_of",
       [](const Json& e, const Assessment& a) { return one_of(e, a.disposition); }},
      {"gates_fired", [](const Json& e, const Assessment& a) { return gates_fired(e, a, true); }},
      {"gates_fired_none_of",
       [](const Json& e, const Assessment& a) { return gates_fired(e, a, false); }},
      {"gate_sources", gate_sources},
      {"first_condition_one_of",
       [](const Json& e, const Assessment& a) {
         return one_of(e, a.conditions.empty() ? "none" : a.conditions.front().id);
       }},
      {"top_3_contains", top_3_contains},
      {"ranked_above", ranked_above},
      {"used", [](const Json& e, const Assessment& a) { return used(e, a, "present"); }},
      {"used_absent", [](const Json& e, const Assessment& a) { return used(e, a, "absent"); }},
  };
  return all;
}

}  // namespace

Faults faults(const Json& expected, const Assessment& assessment) {
  Faults found;
  for (const auto& [member, wanted] : expected.members()) {
    const auto check = checks().find(std::string(member));
    if (check == checks().end()) {
      found.push_back(std::string(member) + ": no such expectation");
      continue;
    }
    for (const std::string& fault : check->second(wanted, assessment)) {
      found.push_back(std::string(member) + ": " + fault);
    }
  }
  return found;
}

}  // namespace paraspinal::pipeline
