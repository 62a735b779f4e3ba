#include "validation/rule_way_calls.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <utility>

#include "validation/parallel.h"

namespace paraspinal::validation {
namespace {

using knowledge::Urgency;

RuleWayCall called(const RuleWay& way, const Questioning& questioning) {
  constexpr std::uint64_t seed = 1;  // without noise nothing is drawn
  RuleWayCall result{way, {}, {}};
  auto call = conduct(person_of(way, questioning.model.knowledge), {}, seed, questioning);
  if (call) {
    result.call = std::move(*call);
  } else {
    result.error = call.error().message;
  }
  return result;
}

}  // namespace

RuleWayCalls call_by_each_way(const RuleWays& ways, const Questioning& questioning,
                              std::size_t threads, const Progress& progress) {
  RuleWayCalls made{std::vector<RuleWayCall>(ways.ways.size()), ways.without};
  std::atomic<std::size_t> done = 0;
  for_each_index(ways.ways.size(), threads, [&](std::size_t i) {
    made.calls[i] = called(ways.ways[i], questioning);
    if (const std::size_t so_far = ++done; progress) {
      progress(so_far, ways.ways.size());
    }
  });
  return made;
}

int levels_below(const RuleWayCall& call) {
  return std::max(static_cast<int>(call.way.urgency) - static_cast<int>(call.call.on_evidence), 0);
}

bool is_unsafe(const RuleWayCall& call) {
  return call.way.urgency >= Urgency::emergency_department && levels_below(call) >= 2;
}

std::string words(const RuleWayCall& call) {
  std::string text = call.way.rule + " (" + std::string(name(call.way.urgency)) + ") by";
  for (const std::string& finding : call.way.findings) {
    text += ' ' + finding;
  }
  text += (call.way.findings.empty() ? " nothing more, " : ", ") + words(call.way.caller);
  return text + (call.error.empty() ? ": ended with " + std::string(name(call.call.on_evidence))
                                    : ": could not be called: " + call.error);
}

std::vector<WaySummary> summary(const RuleWayCalls& made) {
  std::vector<WaySummary> result;
  for (const Urgency urgency : urgencies_of_ways) {
    WaySummary& one = result.emplace_back();
    one.urgency = urgency;
    std::set<std::string> rules;
    for (const RuleWayCall& call : made.calls) {
      if (call.way.urgency == urgency) {
        const int below = levels_below(call);
        rules.insert(call.way.rule);
        one.found.count(below == 0);
        one.below_by_one += below == 1 ? 1 : 0;
        one.below_by_two += below >= 2 ? 1 : 0;
      }
    }
    one.rules = rules.size();
    one.rules_without = static_cast<std::size_t>(
        std::ranges::count(made.without, urgency, &RuleWithoutWay::urgency));
  }
  return result;
}

}  // namespace paraspinal::validation
