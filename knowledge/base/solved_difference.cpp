// Entry point: solved_difference, at the end.

#include "knowledge/base/solved_difference.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "engine/probability.h"
#include "knowledge/base/parameters.h"
#include "knowledge/base/targets.h"

namespace paraspinal::knowledge {
namespace {

using engine::fail;
using engine::Result;

constexpr double least_ratio = 1.05;
constexpr double least_weight = 0.5;  // decibans

// [condition id, finding id]
using Weights = std::map<std::pair<std::string, std::string>, AnswerWeight>;

double decibans_of(double ratio) {
  return engine::decibans(std::log(ratio));
}

// P(finding | this condition alone), for each condition that acts on it.
std::map<std::size_t, double> given_each(const KnowledgeBase& knowledge,
                                         const FindingParameters& finding) {
  std::map<std::size_t, double> absent;  // of what the condition does
  const auto act = [&absent](ConditionId condition, double strength) {
    absent.try_emplace(condition.index, 1).first->second *= 1 - strength;
  };
  for (const ArcParameter& arc : finding.raising) {
    act(arc.condition, arc.strength);
  }
  for (const MechanismParameter& route : finding.mechanisms) {
    for (const MechanismCause& cause : knowledge.mechanisms[route.mechanism].causes) {
      act(cause.condition, cause.point * route.strength);
    }
  }
  std::map<std::size_t, double> given;
  for (const auto& [condition, none] : absent) {
    given[condition] = 1 - (1 - finding.leak) * none;
  }
  for (const ArcParameter& arc : finding.lowering) {
    double& one = given.try_emplace(arc.condition.index, finding.leak).first->second;
    one *= 1 - arc.strength;
  }
  return given;
}

Weights weights_of(const KnowledgeBase& knowledge, const Parameters& parameters) {
  Weights weights;
  for (std::size_t f = 0; f < parameters.findings.size(); ++f) {
    const auto& finding = parameters.findings[f];
    if (!finding) {
      continue;
    }
    for (const auto& [condition, given] : given_each(knowledge, *finding)) {
      weights[{knowledge.conditions[condition].id, knowledge.findings[FindingId{f}].id}] = {
          decibans_of(given / finding->leak), decibans_of((1 - given) / (1 - finding->leak))};
    }
  }
  for (std::size_t c = 0; c < parameters.risks.size(); ++c) {
    for (const RiskParameter& risk : parameters.risks[c]) {
      if (risk.link) {
        weights[{knowledge.conditions[c].id, knowledge.findings[risk.finding].id}] = {
            engine::decibans(risk.log_odds_ratio), 0};
      }
    }
  }
  return weights;
}

double size_of(const WeightChange& change) {
  return std::max(std::abs(change.after.present - change.before.present),
                  std::abs(change.after.absent - change.before.absent));
}

std::vector<WeightChange> weight_changes(const Weights& before, const Weights& after) {
  std::map<std::pair<std::string, std::string>, WeightChange> all;
  for (const auto& [pair, weight] : before) {
    all[pair].before = weight;
  }
  for (const auto& [pair, weight] : after) {
    all[pair].after = weight;
  }
  std::vector<WeightChange> changes;
  for (auto& [pair, change] : all) {
    change.condition = pair.first;
    change.finding = pair.second;
    if (size_of(change) >= least_weight) {
      changes.push_back(change);
    }
  }
  std::ranges::stable_sort(changes, std::greater(), size_of);
  return changes;
}

// P(condition | complaint and context) in every context that exists, by its words.
std::map<std::string, double> pretests_of(const KnowledgeBase& knowledge, const Targets& targets,
                                          ConditionId condition, Setting setting) {
  std::map<std::string, double> pretests;
  for (std::size_t band = 0; band < knowledge.age_bands.size(); ++band) {
    for (const Sex sex : all_sexes) {
      for (const PregnancyStage stage : all_pregnancy_stages) {
        const Context context{setting, band, sex, stage};
        if (exists(knowledge, context)) {
          pretests[describe(context, knowledge.age_bands)] = targets.of(condition, context);
        }
      }
    }
  }
  return pretests;
}

// The larger over the smaller; of a zero and a number, the most there can be.
double ratio_of(const PretestChange& change) {
  const double low = std::min(change.before, change.after);
  const double high = std::max(change.before, change.after);
  return high <= 0 ? 1 : (low <= 0 ? HUGE_VAL : high / low);
}

// The contexts in which a condition stands before and after, and the one that moved most.
std::optional<PretestChange> most_moved(const std::string& condition,
                                        const std::map<std::string, double>& before,
                                        const std::map<std::string, double>& after) {
  std::optional<PretestChange> most;
  for (const auto& [context, now] : after.empty() ? before : after) {
    const auto value = [&context = context](const std::map<std::string, double>& pretests) {
      const auto found = pretests.find(context);
      return found == pretests.end() ? 0.0 : found->second;
    };
    const PretestChange change{condition, context, value(before), value(after)};
    const auto rank = [](const PretestChange& one) {
      return std::pair(ratio_of(one), std::max(one.before, one.after));
    };
    if (!most || rank(change) > rank(*most)) {
      most = change;
    }
  }
  return most && ratio_of(*most) >= least_ratio ? most : std::nullopt;
}

std::vector<PretestChange> pretest_changes(const KnowledgeBase& before,
                                           const KnowledgeBase& after) {
  const Targets old_targets(before);
  const Targets new_targets(after);
  std::vector<std::string> ids;
  for (const Condition& condition : after.conditions) {
    ids.push_back(condition.id);
  }
  for (const Condition& condition : before.conditions) {
    if (!after.condition(condition.id)) {
      ids.push_back(condition.id);
    }
  }
  std::vector<PretestChange> changes;
  for (const std::string& id : ids) {
    for (const Setting setting : all_settings) {
      const auto pretests = [&](const KnowledgeBase& knowledge, const Targets& targets) {
        const auto condition = knowledge.condition(id);
        return condition ? pretests_of(knowledge, targets, *condition, setting)
                         : std::map<std::string, double>();
      };
      if (auto change =
              most_moved(id, pretests(before, old_targets), pretests(after, new_targets))) {
        changes.push_back(std::move(*change));
      }
    }
  }
  std::ranges::stable_sort(changes, std::greater(), ratio_of);
  return changes;
}

NetworkSize size_of_network(const KnowledgeBase& knowledge, const Parameters& parameters) {
  NetworkSize size{knowledge.conditions.size(), knowledge.mechanisms.size(), 0,
                   knowledge.contributions.size()};
  for (std::size_t f = 0; f < parameters.findings.size(); ++f) {
    size.findings += parameters.findings[f] || !parameters.prevalence[f].empty() ? 1U : 0U;
    if (const auto& finding = parameters.findings[f]) {
      size.arcs += finding->raising.size() + finding->lowering.size() + finding->mechanisms.size();
    }
  }
  for (const auto& risks : parameters.risks) {
    size.arcs += risks.size();
  }
  for (const Mechanism& mechanism : knowledge.mechanisms) {
    size.arcs += mechanism.causes.size();
  }
  return size;
}

}  // namespace

Result<SolvedDifference> solved_difference(const KnowledgeBase& before,
                                           const KnowledgeBase& after) {
  const auto old_parameters = local_parameters(before);
  const auto new_parameters = local_parameters(after);
  if (!old_parameters || !new_parameters) {
    return fail(old_parameters ? new_parameters.error() : old_parameters.error());
  }
  return SolvedDifference{
      size_of_network(before, *old_parameters), size_of_network(after, *new_parameters),
      pretest_changes(before, after),
      weight_changes(weights_of(before, *old_parameters), weights_of(after, *new_parameters))};
}

}  // namespace paraspinal::knowledge
