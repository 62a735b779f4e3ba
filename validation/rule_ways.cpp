// Entry points: rule_ways and person_of, at the end.

#include "validation/rule_ways.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <utility>

#include "engine/require.h"
#include "knowledge/triage/close.h"
#include "validation/parallel.h"
#include "validation/told_numbers.h"

namespace paraspinal::validation {
namespace {

using knowledge::Answer;
using knowledge::AnswerValue;
using knowledge::Finding;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::Presence;
using knowledge::Sex;
using knowledge::ValueType;
using triage::Closed;
using triage::Presentation;

using FindingSet = std::vector<FindingId>;

// What makes a caller the one they are: no part of a set.
constexpr std::array<std::string_view, 3> of_the_caller = {"back_complaint", "pregnant",
                                                           "postpartum"};

Presentation stated(const FindingSet& present, const PlainCaller& caller,
                    const KnowledgeBase& knowledge) {
  Presentation result;
  result.age_years = caller.age_years;
  result.sex = caller.sex;
  const auto state = [&](std::string_view id, AnswerValue value) {
    if (const auto finding = knowledge.findings.find(id)) {
      result.findings[*finding] = told_truly(std::move(value));
    }
  };
  state("back_complaint", Presence::present);
  state("time_since_onset", knowledge::Quantity{caller.days});
  if (caller.weeks_pregnant) {
    state("pregnant", Presence::present);
    state("gestational_age", knowledge::Quantity{*caller.weeks_pregnant});
  }
  if (caller.after_birth) {
    state("postpartum", Presence::present);
  }
  for (const FindingId finding : present) {
    result.findings[finding] = told_truly(Presence::present);
  }
  return result;
}

Closed closed_set(const FindingSet& present, const PlainCaller& caller,
                  const KnowledgeBase& knowledge) {
  return closed_answers(stated(present, caller, knowledge), knowledge);
}

bool fires(const knowledge::Rule& rule, const FindingSet& present, const PlainCaller& caller,
           const KnowledgeBase& knowledge) {
  const Closed closed = closed_set(present, caller, knowledge);
  const Answer no = told_truly(Presence::absent);
  const auto lookup = [&](FindingId finding) -> const Answer* {
    const Answer* known = closed.find(finding);
    const bool is_denied =
        known == nullptr && knowledge.findings[finding].value_type == ValueType::boolean;
    return is_denied ? &no : known;
  };
  return closed.conflicts.empty() && rule.evaluate(lookup) == knowledge::Truth::yes;
}

FindingSet tellable(const knowledge::Rule& rule, const KnowledgeBase& knowledge) {
  FindingSet result;
  for (const FindingId id : rule.mentions()) {
    const Finding& finding = knowledge.findings[id];
    if (finding.value_type == ValueType::boolean && finding.question &&
        finding.obtainable_by == knowledge::ObtainableBy::caller &&
        std::ranges::find(of_the_caller, finding.id) == of_the_caller.end()) {
      result.push_back(id);
    }
  }
  return result;
}

// Adds to `set` each choice of `size` of the items from a place on, in their order.
void for_each_set(const FindingSet& items, std::size_t size, std::size_t from, FindingSet& set,
                  const std::function<void(const FindingSet&)>& visit) {
  if (size == 0) {
    visit(set);
    return;
  }
  for (std::size_t i = from; i + size <= items.size(); ++i) {
    set.push_back(items[i]);
    for_each_set(items, size - 1, i + 1, set, visit);
    set.pop_back();
  }
}

bool is_within(const FindingSet& small, const FindingSet& large) {
  return std::ranges::all_of(small, [&large](FindingId finding) {
    return std::ranges::find(large, finding) != large.end();
  });
}

std::vector<std::string> ids_of(const FindingSet& set, const KnowledgeBase& knowledge) {
  std::vector<std::string> ids;
  for (const FindingId finding : set) {
    ids.push_back(knowledge.findings[finding].id);
  }
  return ids;
}

std::vector<RuleWay> ways_into(const knowledge::RedFlag& red_flag,
                               const std::vector<PlainCaller>& callers,
                               const KnowledgeBase& knowledge) {
  std::vector<RuleWay> ways;
  std::vector<std::vector<FindingSet>> smallest(callers.size());  // [caller]
  const auto try_each_caller = [&](const FindingSet& set) {
    bool is_new = true;
    for (std::size_t c = 0; c < callers.size(); ++c) {
      const auto is_in_set = [&set](const FindingSet& other) { return is_within(other, set); };
      if (std::ranges::any_of(smallest[c], is_in_set) ||
          !fires(red_flag.rule, set, callers[c], knowledge)) {
        continue;
      }
      smallest[c].push_back(set);
      if (std::exchange(is_new, false)) {
        ways.push_back({red_flag.id, red_flag.urgency, ids_of(set, knowledge), callers[c]});
      }
    }
  };
  const FindingSet items = tellable(red_flag.rule, knowledge);
  for (std::size_t size = 0; size <= most_findings_of_a_way; ++size) {
    FindingSet set;
    for_each_set(items, size, 0, set, try_each_caller);
  }
  return ways;
}

}  // namespace

std::vector<PlainCaller> plain_callers() {
  std::vector<PlainCaller> callers;
  for (const double days : {3.0, 100.0, 0.5}) {
    callers.push_back({"man of 45", 45, Sex::male, std::nullopt, false, days});
    callers.push_back({"woman of 30", 30, Sex::female, std::nullopt, false, days});
    callers.push_back({"man of 70", 70, Sex::male, std::nullopt, false, days});
    callers.push_back({"woman of 70", 70, Sex::female, std::nullopt, false, days});
    for (const int weeks : {9, 18, 30, 26, 38}) {
      callers.push_back({"woman of 30, " + std::to_string(weeks) + " weeks pregnant", 30,
                         Sex::female, weeks, false, days});
    }
    callers.push_back({"woman of 30, after birth", 30, Sex::female, std::nullopt, true, days});
    callers.push_back({"man of 17", 17, Sex::male, std::nullopt, false, days});
  }
  return callers;
}

std::string words(const PlainCaller& caller) {
  return caller.who + ", pain of " +
         (caller.days < 1 ? std::string("less than a day")
                          : std::to_string(static_cast<int>(caller.days)) + " days");
}

RuleWays rule_ways(const KnowledgeBase& knowledge, const std::vector<PlainCaller>& callers,
                   std::size_t threads) {
  const auto& red_flags = knowledge.red_flags;
  std::vector<std::vector<RuleWay>> ways(red_flags.size());
  for_each_index(red_flags.size(), threads, [&](std::size_t i) {
    if (red_flags[i].urgency >= knowledge::Urgency::same_day) {
      ways[i] = ways_into(red_flags[i], callers, knowledge);
    }
  });
  RuleWays result;
  for (std::size_t i = 0; i < red_flags.size(); ++i) {
    result.ways.insert(result.ways.end(), ways[i].begin(), ways[i].end());
    if (ways[i].empty() && red_flags[i].urgency >= knowledge::Urgency::same_day) {
      result.without.push_back({red_flags[i].id, red_flags[i].urgency});
    }
  }
  return result;
}

Person person_of(const RuleWay& way, const KnowledgeBase& knowledge) {
  FindingSet present;
  for (const std::string& id : way.findings) {
    const auto finding = knowledge.findings.find(id);
    engine::require(finding.has_value(), "a way of findings that the knowledge base has");
    present.push_back(*finding);
  }
  Person person;
  person.truth = stated(present, way.caller, knowledge);
  Answers answers = closed_set(present, way.caller, knowledge).answers;
  for (std::size_t f = 0; f < knowledge.findings.size(); ++f) {
    if (knowledge.findings[FindingId{f}].value_type == ValueType::boolean) {
      answers.try_emplace(FindingId{f}, told_truly(Presence::absent));
    }
  }
  Random always_alike(1);
  tell_numbers(knowledge, always_alike, answers);
  person.truth.findings = obtainable_truth(std::move(answers), person.truth.setting, knowledge);
  return person;
}

}  // namespace paraspinal::validation
