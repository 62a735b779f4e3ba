#include "knowledge/triage/inquire_stop.h"

#include <algorithm>

#include "knowledge/triage/intervals.h"
#include "knowledge/triage/loss_table.h"
#include "knowledge/triage/observe.h"

namespace paraspinal::triage {
namespace {

using engine::Result;
using knowledge::FindingId;
using knowledge::Urgency;

// Expected fall in the number of open dangers below which a question does not help.
// source: expert judgement
constexpr double least_rule_out = 0.01;

double p_lowers(const NextQuestion& question, Urgency now) {
  return (question.if_present < now ? question.p_present : 0.0) +
         (question.if_absent < now ? 1 - question.p_present : 0.0);
}

// The name of a danger that is not ruled out; empty when there is none.
std::string open_danger(const std::vector<double>& conditions, Urgency now,
                        const knowledge::KnowledgeBase& knowledge) {
  const LossTable losses(knowledge);
  for (std::size_t c = 0; c < conditions.size(); ++c) {
    if (is_open(c, conditions[c], now, losses, knowledge)) {
      return knowledge.conditions[c].name;
    }
  }
  return "";
}

// Which answer may still move the urgency by more than the limits allow; empty when none may.
Result<std::string> may_move(std::span<const Weighed> remaining, const Weighing& weighing,
                             Urgency now, const InquiryLimits& limits,
                             const knowledge::KnowledgeBase& knowledge) {
  const auto named = [&knowledge](const Weighed& single) {
    return "\"" + knowledge.findings[single.finding].name + "\"";
  };
  const auto likeliest = std::ranges::max_element(
      remaining, {}, [now](const Weighed& single) { return p_raises(single.question, now); });
  if (likeliest == remaining.end()) {
    return std::string();
  }
  const bool one_is_enough = p_raises(likeliest->question, now) >= limits.p_raises;
  const auto any = one_is_enough ? Result<double>(1.0) : p_any_raises(remaining, weighing, now);
  if (!any) {
    return engine::fail(any.error());
  }
  if (*any >= limits.p_raises) {
    return named(*likeliest) + (one_is_enough ? "" : ", or another of the questions left,") +
           " may still raise the urgency";
  }
  const auto lowers = std::ranges::find_if(remaining, [&](const Weighed& single) {
    return p_lowers(single.question, now) >= limits.p_lowers;
  });
  return lowers == remaining.end() ? std::string() : named(*lowers) + " may well lower the urgency";
}

}  // namespace

double p_raises(const NextQuestion& question, Urgency now) {
  return (question.if_present > now ? question.p_present : 0.0) +
         (question.if_absent > now ? 1 - question.p_present : 0.0);
}

Result<double> p_any_raises(std::span<const Weighed> remaining, const Weighing& weighing,
                            Urgency now) {
  std::vector<FindingId> if_present;
  double otherwise = 0;  // by a no, or by a number
  for (const Weighed& single : remaining) {
    if (single.question.if_present > now && !single.is_number) {
      if_present.push_back(single.finding);
    }
    otherwise += single.is_number ? p_raises(single.question, now) : 0;
    otherwise +=
        !single.is_number && single.question.if_absent > now ? 1 - single.question.p_present : 0;
  }
  if (if_present.empty()) {
    return std::min(1.0, otherwise);
  }
  const auto any = weighing.p_any(if_present);
  return any ? Result<double>(std::min(1.0, *any + otherwise)) : engine::fail(any.error());
}

Result<std::vector<double>> upper_bounds(const Grounds& grounds, const Known& known,
                                         const InquiryLimits& limits) {
  std::vector<double> bounds = known.conditions;
  if (limits.draws == 0) {
    return bounds;
  }
  const Observation observation =
      observe(grounds.presentation, known.closed, grounds.knowledge, grounds.network);
  const auto drawn = intervals(observation, known.gate_urgency, grounds.inference,
                               grounds.knowledge, grounds.network, limits.draws, limits.seed);
  if (!drawn) {
    return engine::fail(drawn.error());
  }
  for (std::size_t c = 0; c < bounds.size(); ++c) {
    bounds[c] = std::max(bounds[c], drawn->conditions[c].high);
  }
  return bounds;
}

Result<std::string> unfinished(std::span<const Weighed> remaining, const GatePaths& paths,
                               const Weighing& weighing, const Grounds& grounds, const Known& known,
                               const InquiryLimits& limits) {
  const Urgency now = known.on_evidence;
  if (const auto open = open_danger(known.conditions, now, grounds.knowledge); !open.empty()) {
    return open + " is not ruled out";
  }
  if (paths.most.p >= limits.p_raises) {
    return "further answers together may still fire: " +
           grounds.knowledge.red_flags[paths.most.red_flag].name;
  }
  auto moving = may_move(remaining, weighing, now, limits, grounds.knowledge);
  if (!moving || !moving->empty()) {
    return moving;
  }
  const auto bounds = upper_bounds(grounds, known, limits);
  if (!bounds) {
    return engine::fail(bounds.error());
  }
  const auto open = open_danger(*bounds, now, grounds.knowledge);
  return open.empty() ? std::string() : open + " is not ruled out beyond doubt";
}

bool only_a_danger_is_open(std::span<const Weighed> remaining, const GatePaths& paths,
                           const Grounds& grounds, const Known& known,
                           const InquiryLimits& limits) {
  const Urgency now = known.on_evidence;
  return !open_danger(known.conditions, now, grounds.knowledge).empty() &&
         paths.most.p < limits.p_raises &&
         std::ranges::none_of(remaining, [&](const Weighed& single) {
           return p_raises(single.question, now) >= limits.p_raises ||
                  single.question.rule_out >= least_rule_out;
         });
}

}  // namespace paraspinal::triage
