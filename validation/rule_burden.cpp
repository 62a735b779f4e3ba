// Entry points: hear_callers, rule_burden and rule_burdens, at the end.

#include "validation/rule_burden.h"

#include <algorithm>
#include <utility>

#include "validation/parallel.h"
#include "validation/person.h"
#include "validation/world.h"

namespace paraspinal::validation {
namespace {

using engine::Result;
using knowledge::KnowledgeBase;
using knowledge::Urgency;

std::optional<HeardCaller> heard_caller(const Person& person, const Model& model) {
  auto judged = verdict(person.truth, model);
  if (!judged) {
    return std::nullopt;
  }
  HeardCaller heard{judged->gates, judged->loss, Urgency::self_care, std::move(judged->fired)};
  for (const knowledge::ConditionId condition : person.conditions) {
    heard.needed =
        std::max(heard.needed, model.knowledge.conditions[condition.index].needs_urgency);
  }
  return heard;
}

Urgency on_evidence(const HeardCaller& caller) {
  return std::max(caller.gates, caller.loss);
}

void count_levels(const HeardCaller& caller, std::vector<LevelCount>& levels) {
  const auto level = [&levels](Urgency urgency) -> LevelCount& {
    return levels[static_cast<std::size_t>(urgency)];
  };
  ++level(caller.gates).by_gates;
  ++level(caller.loss).by_loss;
  ++level(on_evidence(caller)).on_evidence;
  ++level(caller.needed).needed;
  if (caller.loss > caller.gates) {
    ++level(caller.loss).by_loss_alone;
  }
}

void count_reach(const HeardCaller& caller, Reach& reach) {
  const bool sent = on_evidence(caller) >= reach.urgency;
  const bool needed = caller.needed >= reach.urgency;
  reach.sent.count(sent);
  if (sent) {
    reach.needed_of_sent.count(needed);
  }
  if (needed) {
    reach.sent_of_needed.count(sent);
  }
}

void count_rules(const HeardCaller& caller, std::vector<RuleCost>& rules) {
  const auto as_fast_as_the_gates = std::ranges::count_if(
      caller.fired, [&](std::size_t flag) { return rules[flag].urgency == caller.gates; });
  for (const std::size_t flag : caller.fired) {
    RuleCost& rule = rules[flag];
    ++rule.fires;
    rule.alone += rule.urgency == caller.gates && as_fast_as_the_gates == 1 ? 1U : 0U;
    rule.needed += caller.needed >= rule.urgency ? 1U : 0U;
    rule.needed_same_day += caller.needed >= Urgency::same_day ? 1U : 0U;
  }
}

}  // namespace

std::vector<std::optional<HeardCaller>> hear_callers(const HearingPlan& plan, const Model& world,
                                                     const Model& model) {
  const People people(world);
  std::vector<std::optional<HeardCaller>> heard(plan.callers);
  for_each_index(plan.callers, plan.threads, [&](std::size_t i) {
    const auto person = people.as_they_come(knowledge::Setting::telephone,
                                            seed_of(plan.seed, "callers heard to the end", i));
    if (person) {
      heard[i] = heard_caller(*person, model);
    }
  });
  return heard;
}

RuleBurden rule_burden(const std::vector<std::optional<HeardCaller>>& heard,
                       const KnowledgeBase& knowledge) {
  RuleBurden burden;
  for (const Urgency urgency : knowledge::all_urgencies) {
    burden.levels.push_back({.urgency = urgency});
  }
  for (const Urgency urgency :
       {Urgency::same_day, Urgency::emergency_department, Urgency::ambulance}) {
    burden.reaches.push_back({urgency, {}, {}, {}});
  }
  for (const knowledge::RedFlag& flag : knowledge.red_flags) {
    burden.rules.push_back({.rule = flag.id, .urgency = flag.urgency});
  }
  for (const std::optional<HeardCaller>& caller : heard) {
    if (!caller) {
      ++burden.failed;
      continue;
    }
    ++burden.callers;
    count_levels(*caller, burden.levels);
    for (Reach& reach : burden.reaches) {
      count_reach(*caller, reach);
    }
    count_rules(*caller, burden.rules);
  }
  std::ranges::stable_sort(burden.rules, [](const RuleCost& a, const RuleCost& b) {
    return std::pair(a.alone, a.fires) > std::pair(b.alone, b.fires);
  });
  return burden;
}

Result<RuleBurdens> rule_burdens(const HearingPlan& plan, const Model& model) {
  const auto burden_in = [&](KnowledgeBase world) -> Result<RuleBurden> {
    const auto clinic = triage::open_clinic(std::move(world));
    if (!clinic) {
      return engine::fail(clinic.error());
    }
    return rule_burden(hear_callers(plan, model_of(**clinic), model), model.knowledge);
  };
  auto as_they_come = burden_in(believable_world(model.knowledge));
  if (!as_they_come) {
    return engine::fail(as_they_come.error());
  }
  auto by_causes_alone = burden_in(world_of_causes_alone(model.knowledge));
  if (!by_causes_alone) {
    return engine::fail(by_causes_alone.error());
  }
  return RuleBurdens{std::move(*as_they_come), std::move(*by_causes_alone)};
}

}  // namespace paraspinal::validation
