// Entry point: run_calls, at the end.

#include "validation/call_sets.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

#include "validation/parallel.h"

namespace paraspinal::validation {
namespace {

using engine::Result;
using knowledge::ConditionId;

struct Caller {
  std::string label;
  std::optional<Person> person;
  std::string error;
};

struct Population {
  std::string who;
  std::vector<Caller> callers;
};

// Draws `count` people, each from a seed of their own.
template <typename Draw>
Population population(std::string who, std::size_t count, const CallPlan& plan, const Draw& draw) {
  Population result{std::move(who), std::vector<Caller>(count)};
  for_each_index(count, plan.threads, [&](std::size_t i) {
    Caller& caller = result.callers[i];
    Result<Person> person = draw(i, seed_of(plan.seed, result.who, i), caller.label);
    if (person) {
      caller.person = std::move(*person);
    } else {
      caller.error = person.error().message;
    }
  });
  return result;
}

Population as_they_come(const CallPlan& plan, const Model& model) {
  const People people(model);
  return population("callers as they come", plan.callers, plan,
                    [&](std::size_t, std::uint64_t seed, std::string&) {
                      return people.as_they_come(knowledge::Setting::telephone, seed);
                    });
}

Population with_each_danger(const CallPlan& plan, const Model& model) {
  std::vector<ConditionId> dangers;
  for (std::size_t c = 0; c < model.knowledge.conditions.size(); ++c) {
    if (model.knowledge.conditions[c].must_not_miss) {
      dangers.insert(dangers.end(), plan.each_danger, ConditionId{c});
    }
  }
  const People people(model);
  return population("callers with each danger", dangers.size(), plan,
                    [&](std::size_t i, std::uint64_t seed, std::string& label) {
                      label = model.knowledge.conditions[dangers[i].index].id;
                      return people.given(dangers[i], knowledge::Setting::telephone, seed);
                    });
}

Population of_cases(const std::string& kind, const CallPlan& plan,
                    const std::vector<CallerCase>& cases, const Model& model) {
  std::vector<const CallerCase*> chosen;
  for (const CallerCase& item : cases) {
    if (item.kind == kind) {
      chosen.insert(chosen.end(), plan.each_case, &item);
    }
  }
  const People people(model);
  return population("callers of " + kind + " cases", chosen.size(), plan,
                    [&](std::size_t i, std::uint64_t seed, std::string& label) {
                      label = chosen[i]->id;
                      return people.of_case(chosen[i]->presentation, seed);
                    });
}

// With whom, how, and how many of them.
struct Task {
  const Population* population;
  CallStyle style;
  std::size_t callers;
};

std::vector<CallStyle> varied_styles() {
  constexpr double flipped = 0.05;
  constexpr double unknown = 0.20;
  std::vector<CallStyle> styles = {
      {Policy::ours, {flipped, 0}},       {Policy::ours, {0, unknown}},
      {Policy::ours, {flipped, unknown}}, {Policy::fixed_order, {}},
      {Policy::entropy_only, {}},         {Policy::no_safety_phase, {}}};
  for (const std::size_t most_asked : {9U, 15U}) {  // the aims for median and P90, as caps
    styles.push_back({.most_asked = most_asked});
  }
  return styles;
}

CallRow called(const Caller& caller, const CallStyle& style, std::uint64_t seed,
               const Questioning& questioning) {
  CallRow row{caller.label, {}, caller.error};
  if (caller.person) {
    auto call = conduct(*caller.person, style, seed, questioning);
    if (call) {
      row.call = std::move(*call);
    } else {
      row.error = call.error().message;
    }
  }
  return row;
}

bool is_emergency(knowledge::Urgency urgency) {
  return urgency >= knowledge::Urgency::emergency_department;
}

void add(const CallRow& row, CallSummary& result) {
  const Call& call = row.call;
  const int short_of = static_cast<int>(call.on_all_evidence) - static_cast<int>(call.urgency);
  result.agree.count(short_of == 0);
  result.agree_emergencies.count(
      short_of == 0 || (is_emergency(call.urgency) && is_emergency(call.on_all_evidence)));
  result.under.count(short_of >= 1);
  result.under_by_two.count(short_of >= 2);
  result.over.count(short_of < 0);
  result.reaches_need.count(call.urgency >= call.needed);
  result.beyond_need.count(call.urgency > call.needed);
  result.emergency_on_all.count(is_emergency(call.on_all_evidence));
  result.ended_in_emergency.count(call.state == triage::InquiryState::emergency);
  result.closed.count(call.state == triage::InquiryState::closed);
  result.handed_over.count(call.state == triage::InquiryState::hand_over);
  if (short_of >= 2) {
    result.slower_by_two.push_back((row.label.empty() ? "a caller" : row.label) + ": " +
                                   std::string(name(call.urgency)) + ", on all evidence " +
                                   std::string(name(call.on_all_evidence)));
  }
}

}  // namespace

std::string words(const CallStyle& style) {
  const auto percent = [](double share) {
    return std::to_string(static_cast<int>(share * 100 + 0.5)) + " %";
  };
  std::string text(words(style.policy));
  if (style.noise.flipped > 0) {
    text += ", " + percent(style.noise.flipped) + " flipped";
  }
  if (style.noise.unknown > 0) {
    text += ", " + percent(style.noise.unknown) + " unknown";
  }
  if (style.breath == Breath::each_again) {
    text += ", each asked again after a yes";
  }
  if (style.asks_further) {
    text += ", then what would make it an ambulance";
  }
  if (style.most_asked != CallStyle{}.most_asked) {
    text += ", handed over after " + std::to_string(style.most_asked);
  }
  return text;
}

std::vector<CallSet> run_calls(const CallPlan& plan, const std::vector<CallerCase>& cases,
                               const Model& world, const Questioning& questioning,
                               const Progress& progress) {
  const std::vector<Population> populations = {
      as_they_come(plan, world), with_each_danger(plan, world),
      of_cases("published", plan, cases, world), of_cases("constructed", plan, cases, world)};
  std::vector<Task> tasks;
  for (std::size_t p = 0; p < populations.size(); ++p) {
    tasks.push_back({&populations[p], {}, populations[p].callers.size()});
    if (p == 0) {
      tasks.push_back(
          {&populations[p], {Policy::ours, {}, Breath::each_again}, populations[p].callers.size()});
    }
    if (plan.variants) {
      tasks.push_back({&populations[p], {.asks_further = true}, populations[p].callers.size()});
    }
    if (plan.variants && p < 2) {
      const std::size_t all = populations[p].callers.size();
      for (const CallStyle& style : varied_styles()) {
        tasks.push_back({&populations[p], style, p == 0 ? all * 2 / 3 : all});
      }
    }
  }
  std::vector<CallSet> sets;
  std::vector<std::pair<std::size_t, std::size_t>> places;  // set, row
  for (const Task& task : tasks) {
    for (std::size_t row = 0; row < task.callers; ++row) {
      places.emplace_back(sets.size(), row);
    }
    sets.push_back({task.population->who, task.style, std::vector<CallRow>(task.callers)});
  }
  std::atomic<std::size_t> done = 0;
  for_each_index(places.size(), plan.threads, [&](std::size_t i) {
    const auto [set, row] = places[i];
    const std::uint64_t seed = seed_of(plan.seed, sets[set].who + " answer", row);
    sets[set].rows[row] =
        called(tasks[set].population->callers[row], sets[set].style, seed, questioning);
    if (const std::size_t made = ++done; progress) {
      progress(made, places.size());
    }
  });
  return sets;
}

Spread spread(std::vector<double> values, std::uint64_t seed) {
  Spread result;
  if (values.empty()) {
    return result;
  }
  result.mean_interval = bootstrap_interval(values, seed);
  std::sort(values.begin(), values.end());
  for (const double value : values) {
    result.mean += value / static_cast<double>(values.size());
  }
  // Nearest rank: the smallest value with at least so many per cent at or below it.
  const auto at = [&values](std::size_t percent) {
    return values[(percent * values.size() + 99) / 100 - 1];
  };
  result.median = at(50);
  result.percentile_90 = at(90);
  result.most = values.back();
  return result;
}

CallSummary summary(const CallSet& set) {
  CallSummary result;
  std::vector<double> questions;
  std::vector<double> seconds;
  for (const CallRow& row : set.rows) {
    if (!row.error.empty()) {
      ++result.failed;
      continue;
    }
    questions.push_back(static_cast<double>(row.call.questions));
    seconds.push_back(row.call.seconds);
    add(row, result);
  }
  result.questions = spread(std::move(questions), seed_of(1, set.who, 0));
  result.seconds = spread(std::move(seconds), seed_of(1, set.who, 1));
  return result;
}

}  // namespace paraspinal::validation
